"""Many rows at once, as plain tuples: what history and volumes write is written by the thousand.

The ORM's bulk_create takes several times as long as the database itself; here the columns are
named by the caller, who gives values as the database takes them.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import Any

from django.db import connection
from django.db.models import Model
from django.db.models.expressions import RawSQL

Row = Sequence[Any]
# Rows of one statement: from here on more do not make a row cheaper, and the widest table stays
# far below the 32,766 values that a statement of SQLite may hold.
AT_ONCE = 100


def among(keys: Collection[int] | Collection[str]) -> RawSQL:
    """These keys as one value of a statement: `filter(pk__in=among(ids))`. A list of them would
    be looked at one by one, which for a year costs more than the question itself."""
    known = list(keys)
    if connection.vendor == "postgresql":
        kind = "text" if known and isinstance(known[0], str) else "bigint"
        return RawSQL(f"SELECT unnest(%s::{kind}[])", [known])
    return RawSQL("SELECT value FROM json_each(%s)", [json.dumps(known)])


def reserve(model: type[Model], count: int) -> Sequence[int]:
    """Ids for so many rows that the caller inserts in this transaction, ascending."""
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            sql = "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)"
            cursor.execute(sql, [table, count])
            return [number for (number,) in cursor.fetchall()]
        # A writing transaction is alone on SQLite, so nobody takes the ids between.
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        found = cursor.fetchone()
    last = found[0] if found else 0
    return range(last + 1, last + count + 1)


def insert(
    model: type[Model], columns: Sequence[str], rows: Iterable[Row], *, keep_known: bool = False
) -> None:
    """Inserts the rows; `columns` are those of the table, in the order of the values.

    keep_known: a row that is there already stays as it is; else it is an IntegrityError.
    """
    names = ", ".join(f'"{column}"' for column in columns)
    begin = f'INSERT INTO "{model._meta.db_table}" ({names}) VALUES '
    write(begin, rows, " ON CONFLICT DO NOTHING" if keep_known else "")


def update(model: type[Model], columns: Sequence[str], key: str, rows: Iterable[Row]) -> None:
    """Sets the columns of rows that are there; each row ends with the value of its key."""
    table = model._meta.db_table
    said = ", ".join(f'"{name}" = given.column{no}' for no, name in enumerate(columns, start=1))
    begin = f'UPDATE "{table}" SET {said} FROM (VALUES '
    write(begin, rows, f') AS given WHERE "{table}"."{key}" = given.column{len(columns) + 1}')


def write(begin: str, rows: Iterable[Row], end: str) -> None:
    """Runs the statement with as many rows of values between as fit into one."""
    with connection.cursor() as cursor:
        for some in by_statement(rows):
            places = f"({', '.join(['%s'] * len(some[0]))})"
            sql = f"{begin}{', '.join([places] * len(some))}{end}"
            cursor.execute(sql, list(chain.from_iterable(some)))


def by_statement(rows: Iterable[Row]) -> Iterator[list[Row]]:
    source = iter(rows)
    while some := list(islice(source, AT_ONCE)):
        yield some


def moment(at: dt.datetime | None) -> Any:
    return connection.ops.adapt_datetimefield_value(at)


def day_taker() -> Callable[[dt.date | None], Any]:
    """How this database takes a date. Asked once for many rows: to ask costs more than to do."""
    return connection.ops.adapt_datefield_value
