"""The letters of a record as a card, each with its file."""

from __future__ import annotations

from collections.abc import Iterator

from archive.records.models import Letter, Record
from desk.kinds import Card


def letter_card(record: Record) -> Iterator[Card]:
    """Nothing where none was issued."""
    letters = list(
        Letter.objects.filter(record=record).select_related("paper").prefetch_related("paper__files")
    )
    if letters:
        yield Card("desk/_letters.html", {"letters": letters})
