"""Cards that several kinds share: the letters of a record, and its contents check."""

from __future__ import annotations

from collections.abc import Iterator

from archive.records.models import Letter, Record
from archive.volumes.models import Completion
from desk.kinds import Card


def letter_card(record: Record) -> Iterator[Card]:
    """Nothing where none was issued."""
    letters = list(
        Letter.objects.filter(record=record).select_related("paper").prefetch_related("paper__files")
    )
    if letters:
        yield Card("desk/_letters.html", {"letters": letters})


def contents_card(record: Record) -> Card:
    """Whether it is complete; the check itself is dear and has a page of its own."""
    completion = Completion.objects.filter(record=record).first()
    return Card("desk/_contents.html", {"record": record, "completion": completion})
