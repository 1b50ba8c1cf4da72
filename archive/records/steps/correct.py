"""Correct: change fields of a record; the old values stay in the version before (policy 4)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from archive.organisation.models import User
from archive.organisation.refusal import Refusal
from archive.organisation.vocabulary import Verb
from archive.records import later
from archive.records.kinds import kind_of, veil_for, veils
from archive.records.models import Record
from archive.records.newest import as_kept
from archive.records.step import OnRecords
from archive.records.vocabulary import RecordState

NOTHING_CHANGED = _("Nothing was changed; change a field, or leave the page.")
STRUCK = _("This record is struck; register the matter anew instead of correcting it.")
SEALED = _("This record is bound; corrections go to a supplement volume.")
FIELD_MISSING = _("Fill in: %(fields)s.")
DATE_IMPOSSIBLE = _("The date %(date)s lies in the future; check it.")
CONFIDENTIAL = _(
    "The petitioner asked for confidentiality; only the registrar and the handler correct: "
    "%(fields)s."
)
NOT_CORRECTABLE = _("These fields cannot be corrected here: %(fields)s.")

OWN_FIELDS: dict[str, Any] = {
    "title": _("title"),
    "dated_on": _("date"),
    "year": _("year"),
    "secrecy": _("secrecy"),
    "restricted": _("restricted to named posts"),
}

NEEDED = frozenset({"title", "year", "secrecy"})


def fields_of(kind: str) -> dict[str, Any]:
    """Names and labels of all fields that may be corrected on a record of that kind."""
    return OWN_FIELDS | dict(kind_of(kind).fields)


class Correct(OnRecords[Record]):
    """A new version with the given values of the record's and its kind's fields."""

    event = "record:correct"
    verb = Verb.CORRECT
    needs_reason = True

    def __init__(
        self, record: Record, values: Mapping[str, Any], *, by: User, **options: Any
    ) -> None:
        super().__init__([record], by=by, **options)
        self.values = dict(values)

    def refusals(self) -> Iterator[Refusal]:
        unknown = sorted(self.values.keys() - fields_of(self.record.kind).keys())
        if unknown:
            yield Refusal("field_unknown", NOT_CORRECTABLE, {"fields": "、".join(unknown)})
        if self.record.state == RecordState.STRUCK:
            yield Refusal("wrong_state", STRUCK)
        if self.record.state == RecordState.BOUND:
            yield Refusal("sealed", SEALED)
        emptied = self.emptied()
        if emptied:
            yield Refusal("field_missing", FIELD_MISSING, {"fields": "、".join(emptied)})
        dated_on = self.values.get("dated_on")
        if isinstance(dated_on, dt.date) and dated_on > self.today:
            yield Refusal("date_impossible", DATE_IMPOSSIBLE, {"date": dated_on.isoformat()})
        hidden = self.hidden()
        if hidden:
            yield Refusal("confidential", CONFIDENTIAL, {"fields": "、".join(hidden)})
        if not self.completes():
            yield from later.objections(self.event, self.records, self.today)[self.record.pk]
        if not unknown and not self.differing():
            yield Refusal("nothing_changed", NOTHING_CHANGED)

    def emptied(self) -> list[str]:
        """Labels of the asked fields that would be left empty and may not be."""
        needed = NEEDED | kind_of(self.record.kind).needed
        empty = {name for name, value in self.values.items() if str(value or "").strip() == ""}
        labels = fields_of(self.record.kind)
        return [str(labels[name]) for name in labels if name in needed & empty]

    def hidden(self) -> list[str]:
        """Labels of the asked fields that stand behind a veil for this person."""
        veil = veil_for(self.record, self.by) if self.values else None
        asked = self.values.keys() & veil.fields if veil else ()
        labels = fields_of(self.record.kind)
        return [str(labels[name]) for name in labels if name in asked]

    def completes(self) -> bool:
        """Whether it only fills in what the import left open, or still can: where nothing was
        said, nothing that rests on the entry comes to say otherwise."""
        return bool(self.record.undecided) and self.values.keys() <= set(self.record.undecided)

    def differing(self) -> dict[str, Any]:
        """The asked values that are not what stands there now."""
        now = self.before[self.record.pk]
        said = now["record"] | now["kind"]
        asked = as_kept({name: plain(value) for name, value in self.values.items()})
        return {name: self.values[name] for name, one in asked.items() if said.get(name) != one}

    def apply(self) -> Record:
        record = self.record
        own = {name: value for name, value in self.values.items() if name in OWN_FIELDS}
        for name, value in own.items():
            setattr(record, name, value)
        if own.get("dated_on") and "year" not in own:
            record.year, record.year_assumed = own["dated_on"].year, False
        elif "year" in own:
            record.year_assumed = False
        record.undecided = [name for name in record.undecided if name not in self.values]
        record.save()
        others = {name: value for name, value in self.values.items() if name not in own}
        if others:
            kind_of(record.kind).correct(record, others)
        draw_veil(record)
        return record


def draw_veil(record: Record) -> None:
    """Titles go into lists, volumes and letters: where a veil lies over the record, they say
    nothing of what it hides; and it is for named posts only (policy 3-2)."""
    veil = veils([record.pk]).get(record.pk)
    if veil is None:
        return
    record.title, record.restricted = veil.over(record.title), True
    record.save(update_fields=["title", "restricted"])
    for paper in record.papers.all():
        title = veil.over(paper.title)
        if title != paper.title:
            paper.title = title
            paper.save(update_fields=["title"])


def plain(value: Any) -> Any:
    """A form's value as a snapshot has it: terms and units by code and name."""
    if hasattr(value, "code") and hasattr(value, "name"):
        return {"code": value.code, "name": value.name}
    return value
