"""One archivist at a time binds a year of a unit; the claim dies with the process that holds it."""

from __future__ import annotations

import fcntl
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.utils.translation import gettext_lazy as _

from archive.organisation.models import Unit
from archive.organisation.refusal import Refusal, Refused

BOUND_BY_OTHER = _(
    "Somebody else is binding %(year)s of %(unit)s just now; wait until it is done, then look."
)
# The name space of these locks among the advisory locks of a PostgreSQL database.
NAMESPACE = 0x62696E64


@contextmanager
def claim(unit: Unit, year: int) -> Iterator[None]:
    """Raises Refused (bound_by_other) at once where another process has it.

    On PostgreSQL a lock of the session, on SQLite, where all work on one machine, one of a file.
    Neither outlives its holder, so a killed run leaves nothing to clear away.
    """
    take = claimed_in_database if connection.vendor == "postgresql" else claimed_in_file
    with take(unit, year) as got:
        if not got:
            fact = {"unit": unit.name, "year": year}
            raise Refused([Refusal("bound_by_other", BOUND_BY_OTHER, fact)])
        yield


@contextmanager
def claimed_in_database(unit: Unit, year: int) -> Iterator[bool]:
    key = zlib.crc32(f"{unit.pk}:{year}".encode()) - 2**31
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", [NAMESPACE, key])
        (got,) = cursor.fetchone()
    try:
        yield got
    finally:
        if got:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [NAMESPACE, key])


@contextmanager
def claimed_in_file(unit: Unit, year: int) -> Iterator[bool]:
    folder = Path(settings.ANJUAN_HOME) / "locks"
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / f"bind-{unit.pk}-{year}").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True
