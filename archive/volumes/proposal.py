"""What binding a year would do: ready, left out with its reasons, the volumes that would come.

The page shows it, the command does it; nothing is changed here.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from archive.organisation.may import may
from archive.organisation.models import Unit, User
from archive.organisation.refusal import Refusal, Refused
from archive.organisation.vocabulary import Verb
from archive.records.models import NumberSeries, Record
from archive.records.step import NOT_YOUR_POST, NotYourPost
from archive.records.vocabulary import RecordState
from archive.retention.models import Schedule
from archive.retention.resolve import Resolved, Schedules, in_force, resolve, schedule_on
from archive.volumes import queries
from archive.volumes.contents import Templates, lacks_among
from archive.volumes.leaves import leaves_of
from archive.volumes.matters import Answers, answers_of
from archive.volumes.planning import Planned, Planner, Ready
from archive.volumes.queries import Marks
from archive.volumes.rules import Leaf, in_order

NO_FONDS = _("%(unit)s belongs to no fonds; the archivist of the fonds has to be named first.")
YEAR_NOT_ENDED = _("The year %(year)s has not ended; it can be bound from 1 January %(next)s.")
NOT_APPROVED = _(
    "The retention schedule %(schedule)s is not approved; enter the approval number first."
)
NO_SCHEDULE = _("No retention schedule was in force at the end of %(year)s; enter one first.")
NOT_CLOSED = _("It is not closed yet.")
NOT_COMPLETE = _("Its contents is not marked as complete.")
CLOCK_OPEN = _("A deadline of it still runs; end it first.")
UNRESOLVED = _("No rule of the retention schedule fits it; complete the schedule or its facts.")
RULE_NOT_APPROVED = _("The retention schedule of its closing day, %(schedule)s, is not approved.")
UNNUMBERED = _("The pages of “%(paper)s” are not counted yet; have its text read, or file it anew.")
NO_PAPER = _("It has no paper; file what it consists of.")
LACK = "%(sentence)s"


@dataclass(frozen=True)
class LeftOut:
    """A record that stays out, with every reason."""

    record: Record
    reasons: tuple[Refusal, ...]

    def as_data(self) -> dict[str, object]:
        reasons = [{"code": one.code, "message": str(one)} for one in self.reasons]
        return {
            "record": self.record.number or self.record.uid.hex,
            "kind": self.record.kind,
            "title": self.record.title,
            "reasons": reasons,
        }


@dataclass
class Proposal:
    """groups: volumes that come together or not at all (the parts of a case)."""

    unit: Unit
    year: int
    ready: list[Ready] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    groups: list[list[Planned]] = field(default_factory=list)
    schedules: Sequence[Schedule] = ()

    @property
    def volumes(self) -> list[tuple[Planned, str]]:
        """The planned volumes with the 档号 they would get now; a box that of its first item."""
        counters = next_numbers(self.unit, self.year)
        found = []
        for planned in (one for group in self.groups for one in group):
            code = series_code(planned)
            number = counters.get(code, 1)
            found.append((planned, planned.code(number)))
            counters[code] = number + planned.numbers
        return found


def series_code(planned: Planned) -> str:
    return f"{planned.pattern.category}:{planned.period}"


def next_numbers(unit: Unit, year: int) -> dict[str, int]:
    rows = NumberSeries.objects.filter(unit=unit, year=year)
    return dict(rows.values_list("code", "next_number"))


def may_bind(unit: Unit, year: int, *, by: User, today: dt.date | None = None) -> None:
    """Raises NotYourPost, or Refused with all that forbids the binding as a whole."""
    if not may(by, Verb.BIND, unit):
        raise NotYourPost([Refusal("not_your_post", NOT_YOUR_POST)])
    refused = list(refusals(unit, year, today or timezone.localdate()))
    if refused:
        raise Refused(refused)


def refusals(
    unit: Unit, year: int, today: dt.date, schedules: Sequence[Schedule] | None = None
) -> Iterator[Refusal]:
    """What forbids binding that year of the unit as a whole. `schedules`: newest first, where they
    were read already."""
    if unit.fonds is None:
        yield Refusal("no_fonds", NO_FONDS, {"unit": unit.name})
    if year >= today.year:
        yield Refusal("year_not_ended", YEAR_NOT_ENDED, {"year": year, "next": year + 1})
    last = dt.date(year, 12, 31)
    schedule = schedule_on(last) if schedules is None else in_force(schedules, last)
    if schedule is None:
        yield Refusal("schedule_not_approved", NO_SCHEDULE, {"year": year})
    elif not schedule.approval_no:
        yield Refusal("schedule_not_approved", NOT_APPROVED, {"schedule": schedule.code})


def proposal(unit: Unit, year: int, *, by: User) -> Proposal:
    """What of the year the person may know of: ready, left out with all reasons, and the volumes
    that would come. A fixed number of queries, whatever the number of records."""
    records, marks = queries.to_bind(unit, year, by=by)
    schedules = Schedules()
    found = Proposal(unit, year, schedules=schedules.rows)
    read = Reading(records, schedules, marks)
    for record in records:
        reasons = tuple(read.reasons(record))
        if reasons:
            found.left_out.append(LeftOut(record, reasons))
        else:
            found.ready.append(read.ready(record))
    planner = Planner(unit, year, notes=notes_of(read.answered, read.templates))
    found.groups = planner.groups(found.ready)
    return found


class Reading:
    """What must be known of many records to say whether they can be bound. marks: where they were
    read with the records."""

    def __init__(
        self, records: Sequence[Record], schedules: Schedules, marks: Marks | None = None
    ) -> None:
        closed = [record for record in records if record.state == RecordState.CLOSED]
        ids = [record.pk for record in closed]
        self.resolved: Mapping[int, Resolved] = resolve(closed, schedules)
        self.leaves: Mapping[int, list[Leaf]] = leaves_of(ids)
        self.answered = answers_of(ids)
        self.templates = Templates()
        self.marks = marks or queries.marks_of(ids)
        incomplete = [
            record
            for record in closed
            if record.pk not in self.marks.completed and self.templates.lines(record)
        ]
        told = (self.leaves, self.answered, self.templates)
        self.lacks = lacks_among(incomplete, *told) if incomplete else {}

    def ready(self, record: Record) -> Ready:
        lines = self.templates.lines(record)
        leaves = tuple(in_order(self.leaves.get(record.pk, []), lines))
        return Ready(record, leaves, self.resolved[record.pk])

    def reasons(self, record: Record) -> Iterator[Refusal]:
        if record.state != RecordState.CLOSED:
            yield Refusal("not_closed", NOT_CLOSED)
            return
        if record.pk in self.lacks:
            yield Refusal("not_complete", NOT_COMPLETE)
            for lack in self.lacks[record.pk]:
                yield Refusal(lack.code, LACK, {"sentence": lack.sentence})
        if record.pk in self.marks.running:
            yield Refusal("clock_open", CLOCK_OPEN)
        yield from self.period_reasons(record)
        yield from page_reasons(self.leaves.get(record.pk, []))

    def period_reasons(self, record: Record) -> Iterator[Refusal]:
        resolved = self.resolved.get(record.pk)
        if resolved is None:
            yield Refusal("period_unresolved", UNRESOLVED)
        elif not resolved.rule.schedule.approval_no:
            fact = {"schedule": resolved.rule.schedule.code}
            yield Refusal("schedule_not_approved", RULE_NOT_APPROVED, fact)


def page_reasons(leaves: Sequence[Leaf]) -> Iterator[Refusal]:
    if not leaves:
        yield Refusal("no_paper", NO_PAPER)
    for leaf in leaves:
        if leaf.pages is None:
            yield Refusal("page_unnumbered", UNNUMBERED, {"paper": leaf.title})


def notes_of(answered: Answers, templates: Templates) -> dict[int, str]:
    """本卷情况说明: what was said not to apply, and why."""
    titles = templates.titles()
    return {
        record: "\n".join(f"{titles.get(line, line)}：{reason}" for line, reason in lines.items())
        for record, lines in answered.items()
    }
