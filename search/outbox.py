"""The outbox: a change and its row commit together, or not at all."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import connection
from django.utils import timezone

from search.models import OutboxRow
from search.sources import source_named

BATCH = 200

UPSERT = """
INSERT INTO search_outboxrow (source, key, sequence, touched_at) VALUES {rows}
ON CONFLICT (source, key) DO UPDATE
SET sequence = search_outboxrow.sequence + 1, touched_at = excluded.touched_at
"""


def touch(source: str, key: int) -> None:
    touch_many(source, [key])


def touch_many(source: str, keys: Sequence[int]) -> None:
    """Says in the caller's transaction that these changed. Raises KeyError for an unknown source.

    Raw because the row that is there must count on, not be replaced; both databases say it so.
    """
    source_named(source)
    now = connection.ops.adapt_datetimefield_value(timezone.now())
    ordered = sorted(set(keys))  # One order for all writers, so that none waits in a ring.
    with connection.cursor() as cursor:
        for start in range(0, len(ordered), BATCH):
            some = ordered[start : start + BATCH]
            values = [value for key in some for value in (source, key, now)]
            rows = ", ".join(["(%s, %s, 1, %s)"] * len(some))
            cursor.execute(UPSERT.format(rows=rows), values)


def waiting() -> int:
    return OutboxRow.objects.count()
