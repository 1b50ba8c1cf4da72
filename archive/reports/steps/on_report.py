"""What all verbs on a report have in common: its slot is locked, its state, who may."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any, ClassVar, TypeVar

from django.utils.translation import gettext_lazy as _

from archive.organisation.may import allows
from archive.organisation.models import Post, User
from archive.organisation.refusal import Refusal
from archive.organisation.standing import standing_of
from archive.organisation.vocabulary import PostKind
from archive.records.models import Named, Record
from archive.records.step import OnRecords
from archive.records.vocabulary import NamedAs, RecordKind, RecordState
from archive.reports.models import Report, ReportSlot
from archive.reports.rollup import RollUp, explained_in, moved, rolled_up, slots_right_below
from archive.reports.rules import TRANSITIONS
from archive.reports.vocabulary import ReportState

Result = TypeVar("Result")
NOTHING_EXPLAINED: Mapping[str, str] = {}

NOT_A_REPORT = _("Only a statistical report has this step.")
SEALED = _("This report is bound; correct it by a report of its own.")
GONE = _("This report is struck; fill the period anew.")
WRONG_STATE = _("The report is “%(state)s”; this step needs: %(wanted)s.")
SAME_PERSON = _("You filled this report; somebody else of the unit has to review it.")
CHILDREN_MISSING = _(
    "%(units)s did not report; have them report, or say for each why the sum goes without it."
)
FIGURES_MOVED = _("Since it was filled, figures changed: %(columns)s. Fill the report again.")


class OnReport(OnRecords[Result]):
    """A verb on one report. Its states are those of `rules.TRANSITIONS` (policy 5).

    posts: which posts do it, where that is narrower than the matrix; empty for all it names.
    """

    posts: ClassVar[frozenset[PostKind]] = frozenset()

    def __init__(self, record: Record, *, by: User, **options: Any) -> None:
        super().__init__([record], by=by, **options)

    def lock(self) -> None:
        """Records first, then slots, everywhere: nobody waits in a circle."""
        super().lock()
        slots = ReportSlot.objects.filter(reports__record__in=self.records)
        lock_slots([pk for slot in slots for pk in self.slots_to_lock(slot)])

    def slots_to_lock(self, slot: ReportSlot) -> list[int]:
        return [slot.pk]

    @cached_property
    def report(self) -> Report:
        return report_of(self.record)

    @cached_property
    def now(self) -> RollUp:
        """What the slot comes to at this moment."""
        return rolled_up(self.report.slot)

    def allows(self, record: Record) -> bool:
        standing = standing_of(self.by)
        return any(
            allows(standing, post, self.verb, record) and self.may_as(post, record)
            for post in standing.posts
        )

    def may_as(self, post: Post, record: Record) -> bool:
        return not self.posts or post.kind in self.posts

    def refusals(self) -> Iterator[Refusal]:
        """A report that is not where the step begins is told so, and nothing else."""
        standing_still = list(self.refusals_of_state())
        yield from standing_still or self.refusals_of_facts()

    def refusals_of_state(self) -> Iterator[Refusal]:
        if self.record.kind != RecordKind.REPORT:
            yield Refusal("wrong_state", NOT_A_REPORT)
        elif self.record.state in {RecordState.STRUCK, RecordState.DESTROYED}:
            yield Refusal("wrong_state", GONE)
        elif self.report.state not in TRANSITIONS[self.event][0]:
            yield Refusal("wrong_state", WRONG_STATE, states_said(self.report, self.event))
        elif self.record.state == RecordState.BOUND:
            yield Refusal("sealed", SEALED)

    def refusals_of_facts(self) -> Iterator[Refusal]:
        yield from ()

    def move(self, **values: Any) -> Report:
        """Sets the values and the state the step leads to."""
        target = TRANSITIONS[self.event][1]
        if target is not None:
            values["state"] = target
        for name, value in values.items():
            setattr(self.report, name, value)
        self.report.save(update_fields=list(values))
        return self.report

    def moved_refusals(self) -> Iterator[Refusal]:
        """What was filled must still be so, or the name would stand under other figures."""
        columns = [one.column for one in moved(self.report, self.now.values)]
        if columns:
            names = [str(self.now.form.column(code)["name"]) for code in columns]
            yield Refusal("figures_moved", FIGURES_MOVED, {"columns": "、".join(names)})

    def missing_refusals(self, explained: Mapping[str, str]) -> Iterator[Refusal]:
        said = explained_in(self.report.children) | dict(explained)
        units = [slot.unit for slot in self.now.missing]
        silent = [unit for unit in units if not said.get(unit.code, "").strip()]
        if silent:
            names = "、".join(unit.name for unit in silent)
            yield Refusal("children_missing_unexplained", CHILDREN_MISSING, {"units": names})


def lock_slots(ids: list[int]) -> None:
    list(ReportSlot.objects.select_for_update(of=("self",)).filter(pk__in=ids).order_by("pk"))


def with_children(slot: ReportSlot) -> list[int]:
    return [slot.pk, *(child.pk for child in slots_right_below(slot))]


def report_of(record: Record) -> Report:
    rows = Report.objects.select_related(
        "record", "slot__type", "slot__unit", "filled_by", "reviewed_by", "signed_by"
    )
    return rows.get(pk=record.pk)


def states_said(report: Report, event: str) -> dict[str, str]:
    wanted = TRANSITIONS[event][0]
    labels = [str(state.label) for state in ReportState if state in wanted]
    return {"state": str(report.get_state_display()), "wanted": "、".join(labels)}


def name_person(record: Record, person: User, part: NamedAs, since: dt.date) -> None:
    """Gives the person the part; whoever had it before has it no more."""
    held = Named.objects.filter(record=record, part=part, until=None)
    held.exclude(person=person).update(until=since)
    if not held.filter(person=person).exists():
        Named.objects.create(record=record, person=person, part=part, since=since)
