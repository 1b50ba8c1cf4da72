"""Many rows at once, as plain tuples: what history and volumes write is written by the thousand.

The ORM's bulk_create takes several times as long as the database itself; here the columns are
named by the caller, who gives values as the database takes them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection
from django.db.models import Model

Row = Sequence[Any]


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


def insert(model: type[Model], columns: Sequence[str], rows: Iterable[Row]) -> None:
    """Inserts the rows; `columns` are those of the table, in the order of the values."""
    names = ", ".join(f'"{column}"' for column in columns)
    places = ", ".join(["%s"] * len(columns))
    sql = f'INSERT INTO "{model._meta.db_table}" ({names}) VALUES ({places})'
    with connection.cursor() as cursor:
        cursor.executemany(sql, list(rows))


def update(model: type[Model], columns: Sequence[str], key: str, rows: Iterable[Row]) -> None:
    """Sets the columns of rows that are there; each row ends with the value of its key."""
    said = ", ".join(f'"{column}" = %s' for column in columns)
    sql = f'UPDATE "{model._meta.db_table}" SET {said} WHERE "{key}" = %s'
    with connection.cursor() as cursor:
        cursor.executemany(sql, list(rows))


def moment(at: dt.datetime | None) -> Any:
    return connection.ops.adapt_datetimefield_value(at)


def day(date: dt.date | None) -> Any:
    return connection.ops.adapt_datefield_value(date)
