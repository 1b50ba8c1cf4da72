"""The filters over the notices: what may be chosen, what is chosen, how many each leaves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from archive.documents.models import Notice
from archive.documents.vocabulary import Validity
from portal.header import WORDS

# Name in the address, label, where it stands on a notice.
FIELDS = {
    "subject": (_("Subject category"), "subject"),
    "genre": (_("Genre category"), "genre"),
    "channel": (_("Channel category"), "channel"),
    "year": (_("Year of publication"), "published_on__year"),
    "validity": (_("Validity"), "standing"),
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

    def apply(self, notices: QuerySet[Notice], but: str = "") -> QuerySet[Notice]:
        """The notices that pass; `but` names a filter that is not asked."""
        asked = {name: value for name, value in self.chosen.items() if name != but}
        return notices.filter(**{FIELDS[name][1]: value for name, value in asked.items()})

    def choices(self, notices: QuerySet[Notice]) -> list[Choice]:
        """Each filter with its options and what each would leave of these notices."""
        return [
            Choice(name, label, tuple(self.options(name, notices)))
            for name, (label, _field) in FIELDS.items()
        ]

    def options(self, name: str, notices: QuerySet[Notice]) -> Iterator[Option]:
        field, chosen = FIELDS[name][1], self.chosen.get(name, "")
        rows = self.apply(notices, but=name).order_by().values_list(field)
        counts = {str(value): count for value, count in rows.annotate(Count("pk")) if value}
        counts.setdefault(chosen, 0)
        for value in in_order(name, counts):
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
