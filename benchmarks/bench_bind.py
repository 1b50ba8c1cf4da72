"""Binding a year of 5,000 closed records, against the raw SQL of the very rows it writes, in as
many transactions and under the same guards. Reading the files' bytes is left out on both sides.

The raw side writes as the database's own module writes many rows, with `executemany`. That is not
the quickest way: a statement of a hundred rows, as ours are, is quicker. What the raw side takes
then is printed beside, without a bound."""

from __future__ import annotations

import argparse
import shutil
import sqlite3
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable
from itertools import chain
from pathlib import Path
from typing import Any

from benchmarks import home
from benchmarks.report import Row, finish
from benchmarks.timing import alternate, nothing

MOST = 3.0
# Rows of one statement, as many as archive.records.rows puts into one.
AT_ONCE = 100
# In the order in which they point to each other.
TABLES = (
    "archive_numberseries",
    "archive_volume",
    "archive_volumeitem",
    "archive_volumeline",
    "archive_numbergiven",
    "archive_retention",
    "archive_body",
    "archive_version",
    "archive_event",
)
SEAL = "UPDATE archive_volume SET sealed_at = ? WHERE id = ?"
MOVE = "UPDATE archive_record SET state = 'bound', version = ? WHERE id = ?"
HEAD = "UPDATE archive_chainhead SET seq = ?, digest = ? WHERE chain = ?"
TOUCH = """INSERT INTO search_outboxrow (source, key, sequence, touched_at)
VALUES ('record', ?, 1, ?) ON CONFLICT (source, key) DO UPDATE
SET sequence = search_outboxrow.sequence + 1, touched_at = excluded.touched_at"""


Rows = list[tuple[Any, ...]]
Insert = Callable[[sqlite3.Connection, str, Rows], object]


def one_by_one(database: sqlite3.Connection, begin: str, rows: Rows) -> None:
    if rows:
        database.executemany(f"{begin} VALUES {places(rows[0])}", rows)


def together(database: sqlite3.Connection, begin: str, rows: Rows) -> None:
    for start in range(0, len(rows), AT_ONCE):
        some = rows[start : start + AT_ONCE]
        sql = f"{begin} VALUES {', '.join([places(some[0])] * len(some))}"
        database.execute(sql, list(chain.from_iterable(some)))


def places(row: tuple[Any, ...]) -> str:
    return f"({', '.join('?' * len(row))})"


class Ours:
    """`bind_year`, all of it but the reading of bytes, in a database that has nothing bound."""

    def __init__(self, folder: Path) -> None:
        self.file, self.pristine = folder / "anjuan.sqlite3", folder / "pristine.sqlite3"
        self.volumes = 0

    def keep_pristine(self) -> None:
        from django.db import connection

        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.close()
        shutil.copy(self.file, self.pristine)

    def put_back(self) -> None:
        from django.db import connection

        connection.close()
        for rest in ("-wal", "-shm"):
            Path(f"{self.file}{rest}").unlink(missing_ok=True)
        shutil.copy(self.pristine, self.file)

    def bind(self, _number: int) -> None:
        from archive.organisation.models import Unit
        from archive.volumes.binding import bind_year
        from benchmarks import office
        from benchmarks.year_to_bind import YEAR

        unit = Unit.objects.select_related("fonds").get(code=office.COUNTY)
        person = office.person(office.ARCHIVIST)
        bound = bind_year(unit, YEAR, by=person, verify=lambda _leaf: True)
        assert not bound.left_out, [str(x) for x in bound.left_out[0].reasons]
        self.volumes = len(bound.ids)


class Raw:
    """The rows that a binding wrote, written again into a database without them."""

    def __init__(self, ours: Ours) -> None:
        self.pristine, self.file = ours.pristine, ours.file.with_name("raw.sqlite3")
        self.batches: list[dict[str, list[tuple[Any, ...]]]] = []
        self.columns: dict[str, list[str]] = {}

    def learn(self, bound: Path) -> None:
        """Reads the rows that are there now and were not before, by the transaction they came in:
        the time of the version that binding made of the record."""
        with sqlite3.connect(bound) as database:
            database.execute("ATTACH ? AS old", [str(self.pristine)])
            times = self.times(database)
            found: dict[str, dict[str, list[tuple[Any, ...]]]] = defaultdict(
                lambda: defaultdict(list)
            )
            for table in TABLES:
                for row in self.fresh(database, table):
                    found[times[table, row[0]]][table].append(row)
            for name, rows in self.changed(database, times):
                for at, values in rows:
                    found[at][name].append(values)
        self.batches = [found[at] for at in sorted(found)]

    def fresh(self, database: sqlite3.Connection, table: str) -> list[tuple[Any, ...]]:
        key = "record_id" if table == "archive_retention" else "id"
        names = [row[1] for row in database.execute(f"PRAGMA table_info({table})")]
        names.sort(key=lambda name: name != key)
        self.columns[table] = names
        sql = f"SELECT {', '.join(names)} FROM main.{table}"
        known = f" WHERE {key} NOT IN (SELECT {key} FROM old.{table}) ORDER BY {key}"
        return list(database.execute(sql + known))

    def times(self, database: sqlite3.Connection) -> dict[tuple[str, int], str]:
        """Which transaction each new row came in."""
        newest = "SELECT record_id, max(made_at) AS at FROM archive_version GROUP BY record_id"
        by = {
            "archive_numberseries": "SELECT g.series_id, min(n.at) FROM archive_numbergiven g"
            f" JOIN ({newest}) n USING (record_id) GROUP BY g.series_id",
            "archive_volume": "SELECT id, sealed_at FROM archive_volume",
            "archive_volumeitem": "SELECT i.id, v.sealed_at FROM archive_volumeitem i"
            " JOIN archive_volume v ON v.id = i.volume_id",
            "archive_volumeline": "SELECT l.id, v.sealed_at FROM archive_volumeline l"
            " JOIN archive_volume v ON v.id = l.volume_id",
            "archive_numbergiven": "SELECT g.id, n.at FROM archive_numbergiven g"
            f" JOIN ({newest}) n USING (record_id)",
            "archive_retention": f"SELECT record_id, at FROM ({newest})",
            "archive_version": "SELECT id, made_at FROM archive_version",
            "archive_event": "SELECT id, at FROM archive_event",
            "archive_body": "SELECT body_id, made_at FROM archive_version"
            " UNION ALL SELECT body_id, at FROM archive_event",
            "record": newest,
        }
        return {(table, pk): at for table, sql in by.items() for pk, at in database.execute(sql)}

    def changed(
        self, database: sqlite3.Connection, times: dict[tuple[str, int], str]
    ) -> Iterable[tuple[str, list[tuple[str, tuple[Any, ...]]]]]:
        records = list(
            database.execute(
                "SELECT r.id, r.version, h.seq, h.digest, h.chain FROM archive_record r"
                " JOIN archive_chainhead h ON h.chain = r.uid WHERE r.state = 'bound'"
            )
        )
        at = {row[0]: times["record", row[0]] for row in records}
        sealed = database.execute("SELECT sealed_at, id FROM archive_volume ORDER BY id")
        yield SEAL, [(row[0], row) for row in sealed]
        yield MOVE, [(at[pk], (version, pk)) for pk, version, *_head in records]
        yield HEAD, [(at[row[0]], row[2:]) for row in records]
        yield TOUCH, [(at[row[0]], (row[0], at[row[0]])) for row in records]

    def put_back(self) -> None:
        for rest in ("", "-wal", "-shm"):
            Path(f"{self.file}{rest}").unlink(missing_ok=True)
        shutil.copy(self.pristine, self.file)

    def write(self, _number: int) -> None:
        self.write_by(one_by_one)

    def write_together(self, _number: int) -> None:
        self.write_by(together)

    def write_by(self, insert: Insert) -> None:
        from django.conf import settings

        database = sqlite3.connect(self.file, isolation_level=None)
        database.executescript(settings.SQLITE_OPTIONS["init_command"])
        for batch in self.batches:
            database.execute("BEGIN IMMEDIATE")
            for table in TABLES:
                rows = list(self.unsealed(table, batch[table]))
                insert(database, f"INSERT INTO {table} ({', '.join(self.columns[table])})", rows)
            for sql in (SEAL, MOVE, HEAD, TOUCH):
                database.executemany(sql, batch[sql])
            database.execute("COMMIT")
        database.close()

    def unsealed(self, table: str, rows: list[tuple[Any, ...]]) -> Iterable[tuple[Any, ...]]:
        """A volume is written before it is sealed; the guards would refuse its items else."""
        if table != "archive_volume":
            return rows
        place = self.columns[table].index("sealed_at")
        return ((*row[:place], None, *row[place + 1 :]) for row in rows)


def measure(size: int, rounds: int) -> int:
    folder = home.temporary("bind")
    home.enter(folder)
    home.make_ready()
    from benchmarks.year_to_bind import fill

    fill(size)
    ours = Ours(folder)
    ours.keep_pristine()
    raw = Raw(ours)
    ours.bind(0)
    raw.learn(ours.file)

    def put_back(_number: int) -> None:
        ours.put_back()
        raw.put_back()

    pair = alternate(ours.bind, raw.write, rounds, warm=1, prepare=put_back)
    other = alternate(raw.write_together, nothing, rounds, prepare=put_back)
    rows = sum(len(some) for batch in raw.batches for some in batch.values())
    return finish(
        f"Binding a year of {size:,} closed records ({rounds} rounds a side)",
        [
            Row("ours: plan, volumes, seal, versions, events", pair.ours.median, "s"),
            Row("raw: the same rows, inserted and updated", pair.other.median, "s"),
            Row("raw, a hundred rows a statement", other.ours.median, "s"),
            Row("rows written or changed", rows),
            Row("transactions", len(raw.batches)),
            Row("volumes, and boxes of items", ours.volumes),
            Row("ratio of the medians", pair.ratio, "", MOST),
            Row("median of the ratios, round by round", pair.middle_ratio),
        ],
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--small", action="store_true")
    small = parser.parse_args().small
    return measure(size=500, rounds=3) if small else measure(size=5_000, rounds=7)


if __name__ == "__main__":
    sys.exit(main())
