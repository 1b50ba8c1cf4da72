"""The filters over the notices: what may be chosen, what is chosen, how many each leaves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from archive.documents.vocabulary import Validity
from portal.header import WORDS
from portal.queries import Entry

# The names stand in the address, and are those of an entry of the catalogue.
FIELDS = {
    "subject": _("Subject category"),
    "genre": _("Genre category"),
    "channel": _("Channel category"),
    "year": _("Year of publication"),
    "validity": _("Validity"),
}
LONGEST = 200


@dataclass(frozen=True)
class Option:
    value: str
    label: str
    count: int
    chosen: bool


@dataclass(frozen=True)
class Choice:
    """One filter with its options; `chosen` is the label of the one in force, or empty."""

    name: str
    label: Any
    options: tuple[Option, ...]

    @property
    def chosen(self) -> str:
        return next((option.label for option in self.options if option.chosen), "")


class Filters:
    """Read from the address; what cannot be meant is left out."""

    def __init__(self, asked: QueryDict, more: Mapping[str, tuple[str, ...]] | None = None) -> None:
        self.words = asked.get("q", "").strip()
        said = {name: asked.get(name, "").strip()[:LONGEST] for name in FIELDS}
        for name, values in (more or {}).items():
            if name in FIELDS and not said[name]:
                said[name] = values[-1]
        self.chosen = {name: value for name, value in said.items() if is_meant(name, value)}

    def __bool__(self) -> bool:
        return bool(self.chosen)

    def passing(self, entries: Sequence[Entry], but: str = "") -> list[Entry]:
        """The entries that pass; `but` names a filter that is not asked."""
        asked = [(name, value) for name, value in self.chosen.items() if name != but]
        return [
            entry
            for entry in entries
            if all(getattr(entry, name) == value for name, value in asked)
        ]

    def choices(self, entries: Sequence[Entry]) -> list[Choice]:
        """Each filter with its options and what each would leave of these entries."""
        return [
            Choice(name, label, tuple(self.options(name, entries)))
            for name, label in FIELDS.items()
        ]

    def options(self, name: str, entries: Sequence[Entry]) -> Iterator[Option]:
        chosen = self.chosen.get(name, "")
        counts = Counter(getattr(entry, name) for entry in self.passing(entries, but=name))
        for value in in_order(name, {chosen: 0} | counts):
            if value:
                yield Option(value, label_of(name, value), counts[value], value == chosen)

    def query(self, **more: object) -> str:
        """The address' question, with these in place of what it says."""
        said = ({"q": self.words} if self.words else {}) | self.chosen
        said |= {name: str(value) for name, value in more.items()}
        return urlencode({name: value for name, value in said.items() if value})

    def without(self, name: str) -> str:
        return self.query(**{name: ""})


def is_meant(name: str, value: str) -> bool:
    if name == "year":
        return len(value) == 4 and value.isascii() and value.isdigit()
    if name == "validity":
        return value in Validity.values
    return bool(value)


def in_order(name: str, counts: Mapping[str, int]) -> list[str]:
    """Years from the newest, validity as the vocabulary has it, the rest by number."""
    if name == "year":
        return sorted(counts, reverse=True)
    if name == "validity":
        return [value for value in Validity.values if value in counts]
    return sorted(counts, key=lambda value: (-counts[value], value))


def label_of(name: str, value: str) -> str:
    return str(WORDS[Validity(value)]) if name == "validity" else value
