"""Cards that several kinds share: the letters of a record, and its contents check."""

from __future__ import annotations

from collections.abc import Iterator

from archive.records.models import File, Record
from archive.records.vocabulary import KEPT_STATES
from desk import veiled
from desk.kinds import Card


def letter_card(record: Record) -> Iterator[Card]:
    """Nothing where none was issued, nor before a veil: they name whom they were written to."""
    if veiled.veil_of(record):
        return
    files = File.objects.filter(paper__letter__record=record).select_related("paper__letter")
    newest = {file.paper_id: file for file in files.order_by("paper", "no")}
    if newest:
        ordered = sorted(newest.values(), key=lambda file: file.paper.position)
        yield Card("desk/_letters.html", {"files": ordered})


def contents_card(record: Record) -> Iterator[Card]:
    """Whether it is complete; the check itself is dear and has a page of its own."""
    closed = record.state in KEPT_STATES
    completion = getattr(record, "completion", None) if closed else None
    yield Card("desk/_contents.html", {"record": record, "completion": completion})
