"""The fields of a record as the record page shows them, and the days of its life."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from archive.documents.models import Notice, OfficialDocument
from archive.documents.vocabulary import NoticeState
from archive.records.models import Record
from desk import labels

# In the order a reader asks; the long summary stands last.
FIELDS = (
    "doc_number",
    "issuer",
    "addressee",
    "dated_on",
    "direction",
    "genre",
    "subject",
    "secrecy",
    "effective_on",
    "valid_until",
    "abolished_on",
    "summary",
)
PATHS = {"direction": "kind.direction", "abolished_on": "kind.abolished_on"}
# Nothing is missed when these are empty, so no line says so.
QUIET = frozenset({"effective_on", "valid_until", "abolished_on", "addressee", "summary"})


@dataclass(frozen=True)
class Fact:
    label: str
    value: str
    to_complete: bool = False


@dataclass(frozen=True)
class Stage:
    """A day in the life of a record; `done` is False for one that is still to come."""

    label: str
    day: dt.date
    done: bool


def facts_of(record: Record, document: OfficialDocument) -> list[Fact]:
    return [*own_facts(record, document), *kept_facts(record)]


def own_facts(record: Record, document: OfficialDocument) -> Iterator[Fact]:
    for name in FIELDS:
        open_ = name in record.undecided
        value = said(record, document, name)
        if value or open_ or name not in QUIET:
            label = labels.path_label(PATHS.get(name, name))
            yield Fact(capfirst(str(label)), value, open_)


def said(record: Record, document: OfficialDocument, name: str) -> str:
    """A field in words; an empty string when there is nothing to say."""
    owner: Any = document if hasattr(document, name) else record
    display = getattr(owner, f"get_{name}_display", None)
    value = display() if display else getattr(owner, name)
    if isinstance(value, dt.date):
        return value.isoformat()
    return str(value or "")


def kept_facts(record: Record) -> Iterator[Fact]:
    year = str(record.year)
    said_year = _("%(year)s (assumed)") % {"year": year} if record.year_assumed else year
    yield Fact(_("Year"), said_year, "year" in record.undecided)
    if record.restricted:
        yield Fact(_("Restricted"), _("Named posts only"))
    yield Fact(_("Entered by"), f"{record.made_by} · {timezone.localtime(record.made_at):%Y-%m-%d}")


def stages_of(record: Record, document: OfficialDocument, notice: Notice | None) -> list[Stage]:
    """The days the record has, in their order."""
    days: list[tuple[str, dt.date | None]] = [
        (_("Date of the document"), record.dated_on),
        (_("Registered on"), record.registered_on),
        (_("In force from"), document.effective_on),
        (_("Published on"), published_on(notice)),
        (_("In force until"), document.valid_until),
        (_("Abolished on"), document.abolished_on),
    ]
    today = timezone.localdate()
    known = [Stage(label, day, day <= today) for label, day in days if day]
    return sorted(known, key=lambda stage: stage.day)


def published_on(notice: Notice | None) -> dt.date | None:
    shown = notice is not None and notice.state == NoticeState.PUBLISHED
    return notice.published_on if notice and shown else None
