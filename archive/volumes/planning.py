"""Which volumes come to be of records that are ready: forms, parts, boxes, order, titles."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from django.conf import settings
from django.db.models import OuterRef, Subquery
from django.utils import translation
from django.utils.translation import gettext as _

from archive.organisation.models import Unit
from archive.records.models import Record
from archive.records.rows import among
from archive.records.vocabulary import RecordKind
from archive.reports.models import Report, ReportType
from archive.retention.resolve import Resolved
from archive.retention.vocabulary import ORDER, Period
from archive.volumes.models import CodePattern, Volume, VolumeItem
from archive.volumes.rules import Leaf, pages_of, parts, time_span
from archive.volumes.vocabulary import VolumeForm

# Items of one box are bound in one transaction; a class of a large year has several boxes.
BOX = 500
ACCUSATION = "accusation"
PLACES: dict[str, int] = {period.value: place for place, period in enumerate(ORDER)}
FORMS: dict[str, VolumeForm] = {
    RecordKind.PETITION: VolumeForm.CASE,
    RecordKind.DOSSIER: VolumeForm.CASE,
    RecordKind.REPORT: VolumeForm.YEAR,
    RecordKind.DOCUMENT: VolumeForm.ITEM,
}


class Ready(NamedTuple):
    """A record that can be bound, with its papers in the order of the contents."""

    record: Record
    leaves: tuple[Leaf, ...]
    resolved: Resolved

    @property
    def day(self) -> dt.date:
        """What orders the records of a class: for a document its date, else the day it closed."""
        record = self.record
        day = record.dated_on if record.kind == RecordKind.DOCUMENT else record.closed_on
        return day or record.registered_on or dt.date.min


class Entry(NamedTuple):
    """A record, or a part of its papers, in a planned volume."""

    ready: Ready
    leaves: tuple[Leaf, ...]

    @property
    def record(self) -> Record:
        return self.ready.record

    @property
    def pages(self) -> int:
        return pages_of(self.leaves)


class Planned(NamedTuple):
    """A volume that would come to be; its number and 档号 are taken when it does."""

    unit: Unit
    year: int
    form: VolumeForm
    period: str
    pattern: CodePattern
    title: str
    entries: tuple[Entry, ...]
    part: int = 1
    parts: int = 1
    supplement_of: Volume | None = None
    note: str = ""

    @property
    def series(self) -> tuple[str, str]:
        """Volumes of one series count on from each other: category and period, in a year."""
        return self.pattern.category, self.period

    @property
    def numbers(self) -> int:
        """How many numbers of its series it takes: a volume one, a box one for each item."""
        return len(self.entries) if self.form == VolumeForm.ITEM else 1

    @property
    def span(self) -> tuple[dt.date | None, dt.date | None]:
        """起止日期: of its papers; where none is dated, of its records."""
        days = [leaf.dated_on for entry in self.entries for leaf in entry.leaves]
        records = [entry.record for entry in self.entries]
        own = [day for record in records for day in (record.dated_on, record.closed_on)]
        return time_span(days if any(days) else own)

    def code(self, number: int) -> str:
        """档号 (DA/T 13-2022) of that number of the series."""
        assert self.unit.fonds
        return self.pattern.pattern.format(
            fonds=self.unit.fonds.number,
            category=self.pattern.category,
            year=self.year,
            period=self.period,
            org=self.unit.code,
            number=number,
        )


@dataclass(frozen=True)
class AlreadyBound:
    """The volumes of a year that what comes late would supplement: the first of each type of
    report by its id, the first box of each period."""

    years: Mapping[int, Volume]
    boxes: Mapping[str, Volume]

    @classmethod
    def of(cls, unit: Unit, year: int) -> AlreadyBound:
        """One query, however many types and periods there are."""
        rows = Volume.objects.filter(unit=unit, year=year).exclude(form=VolumeForm.CASE)
        inside = VolumeItem.objects.filter(volume=OuterRef("pk"))
        rows = rows.annotate(type=Subquery(inside.values("record__report__slot__type")[:1]))
        years: dict[int, Volume] = {}
        boxes: dict[str, Volume] = {}
        for row in rows.order_by("pk"):
            if row.form == VolumeForm.ITEM:
                boxes.setdefault(row.period, row)
            elif row.supplement_of_id is None:
                years.setdefault(row.type, row)
        return cls(years, boxes)


@dataclass
class Planner:
    """Plans the volumes of one unit and year. Volumes that must come together are one group."""

    unit: Unit
    year: int
    patterns: dict[tuple[str, str], CodePattern] = field(default_factory=dict)
    notes: dict[int, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        rows = CodePattern.objects.filter(valid_from__lte=dt.date(self.year, 12, 31))
        for row in rows.order_by("valid_from"):
            self.patterns[row.form, row.kind] = row

    @cached_property
    def bound(self) -> AlreadyBound:
        return AlreadyBound.of(self.unit, self.year)

    def groups(self, ready: Iterable[Ready]) -> list[list[Planned]]:
        """Cases, then years, then items; each class in the order of its numbers."""
        by_form: dict[VolumeForm, list[Ready]] = defaultdict(list)
        for one in ready:
            by_form[FORMS[one.record.kind]].append(one)
        with translation.override(settings.LANGUAGE_CODE):
            return [
                *self.cases(by_form[VolumeForm.CASE]),
                *self.years(by_form[VolumeForm.YEAR]),
                *self.items(by_form[VolumeForm.ITEM]),
            ]

    def pattern(self, form: VolumeForm, kind: str) -> CodePattern:
        return self.patterns[form, kind]

    def cases(self, ready: Sequence[Ready]) -> Iterator[list[Planned]]:
        """一案一卷; a thick one in numbered parts."""

        def place(one: Ready) -> tuple[str, int, dt.date, str]:
            return self.kind(one), period_place(one.resolved.period), *in_class(one)

        for one in sorted(ready, key=place):
            yield self.case(one)

    def kind(self, one: Ready) -> str:
        """Accusations have a series of their own, so that no gap shows (policy 3-1)."""
        return ACCUSATION if one.record.accusation else one.record.kind

    def case(self, one: Ready) -> list[Planned]:
        cut = parts(one.leaves)
        return [
            Planned(
                self.unit,
                self.year,
                VolumeForm.CASE,
                one.resolved.period,
                self.pattern(VolumeForm.CASE, self.kind(one)),
                one.record.title,
                (Entry(one, leaves),),
                part=part,
                parts=len(cut),
                note=self.notes.get(one.record.pk, ""),
            )
            for part, leaves in enumerate(cut, start=1)
        ]

    def years(self, ready: Sequence[Ready]) -> Iterator[list[Planned]]:
        """按年装订: the reports of a type, by date; one that comes late is a supplement."""
        types = types_of([one.record for one in ready]) if ready else {}
        by_type: dict[ReportType, list[Ready]] = defaultdict(list)
        for one in sorted(ready, key=in_class):
            by_type[types[one.record.pk]].append(one)
        for type_ in sorted(by_type, key=lambda row: row.code):
            mine = by_type[type_]
            yield [
                Planned(
                    self.unit,
                    self.year,
                    VolumeForm.YEAR,
                    longest(one.resolved.period for one in mine),
                    self.pattern(VolumeForm.YEAR, RecordKind.REPORT),
                    self.year_title(type_),
                    tuple(Entry(one, one.leaves) for one in mine),
                    supplement_of=self.bound.years.get(type_.pk),
                )
            ]

    def year_title(self, type_: ReportType) -> str:
        cycle = type_.get_cycle_display()
        said = {"unit": self.unit.name, "year": self.year, "type": type_.name, "cycle": cycle}
        return _("%(unit)s: %(type)s (%(cycle)s), %(year)s") % said

    def items(self, ready: Sequence[Ready]) -> Iterator[list[Planned]]:
        """以件: by period, then by date; what came after a class was sealed is a supplement."""
        by_period: dict[str, list[Ready]] = defaultdict(list)
        for one in sorted(ready, key=in_class):
            by_period[one.resolved.period].append(one)
        for period in sorted(by_period, key=period_place):
            first = self.bound.boxes.get(period)
            for late, mine in apart(by_period[period], first):
                for box in chunks(mine, BOX):
                    yield [self.box(box, period, first if late else None)]

    def box(self, ready: Sequence[Ready], period: str, first: Volume | None) -> Planned:
        said = {"unit": self.unit.name, "year": self.year, "period": Period(period).label}
        return Planned(
            self.unit,
            self.year,
            VolumeForm.ITEM,
            period,
            self.pattern(VolumeForm.ITEM, RecordKind.DOCUMENT),
            _("%(unit)s: documents kept by item, %(year)s, %(period)s") % said,
            tuple(Entry(one, one.leaves) for one in ready),
            supplement_of=first,
        )


def apart(ready: Sequence[Ready], first: Volume | None) -> Iterator[tuple[bool, list[Ready]]]:
    """Those that were there when the class was sealed first (a run broke off), and the late."""
    sealed = first.sealed_at if first else None
    late = [one for one in ready if sealed and one.record.made_at > sealed]
    names = {one.record.pk for one in late}
    yield False, [one for one in ready if one.record.pk not in names]
    yield True, late


def chunks(rows: Sequence[Ready], size: int) -> Iterator[Sequence[Ready]]:
    for start in range(0, len(rows), size):
        yield rows[start : start + size]


def in_class(one: Ready) -> tuple[dt.date, str]:
    return one.day, one.record.number_sort or one.record.number


def period_place(period: str) -> int:
    return PLACES[period]


def longest(periods: Iterable[str]) -> str:
    """A volume takes the longest period of what it holds (domain 8.3-3)."""
    return min(periods, key=period_place)


def types_of(records: Sequence[Record]) -> dict[int, ReportType]:
    rows = Report.objects.filter(pk__in=among([record.pk for record in records]))
    return {row.pk: row.slot.type for row in rows.select_related("slot__type")}
