"""Fill a slot: the figures the cases tell, or the signed word that there was nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any

from django.utils.translation import gettext_lazy as _

from archive.organisation.may import covers
from archive.organisation.models import User
from archive.organisation.refusal import Refusal
from archive.organisation.standing import scope_of, standing_of
from archive.organisation.vocabulary import Verb
from archive.records.models import Record
from archive.records.step import NOT_YOUR_POST, NewRecords, NotYourPost
from archive.records.vocabulary import NamedAs, RecordState
from archive.reports.models import Report, ReportSlot
from archive.reports.rollup import RollUp, explained_in, rolled_up
from archive.reports.steps.filling import (
    FILLERS,
    NONE_BY_HAND,
    Hand,
    hand_in,
    hand_refusals,
    new_report,
    nil_refusals,
    times_corrected,
    title_of,
    write_figures,
)
from archive.reports.steps.on_report import (
    NOTHING_EXPLAINED,
    OnReport,
    lock_slots,
    name_person,
)

PERIOD_RUNS = _("This period ends on %(date)s; fill it when it is over.")
FILLED_ALREADY = _("“%(report)s” is there already; open it, or correct it when it was sent.")


class IntoSlot(NewRecords):
    """Makes a draft of a slot; `run` answers its record in a list. The slot is locked, so of two
    who fill it at once one is told."""

    verb = Verb.FILL_REPORT
    nil = False

    def __init__(
        self,
        slot: ReportSlot,
        *,
        explained: Mapping[str, str] = NOTHING_EXPLAINED,
        by: User,
        **options: Any,
    ) -> None:
        """explained: why the sum goes without a unit that is missing, by unit code."""
        super().__init__(slot.unit, by=by, **options)
        self.slot = slot
        self.explained = explained
        self.hand: Hand = NONE_BY_HAND

    def lock(self) -> None:
        lock_slots([self.slot.pk])

    def ask_policy(self) -> None:
        standing = standing_of(self.by)
        posts = [post for post in standing.posts if post.kind in FILLERS]
        if not any(self.unit.pk in covers(standing, post, self.verb) for post in posts):
            raise NotYourPost([Refusal("not_your_post", NOT_YOUR_POST)])

    @cached_property
    def now(self) -> RollUp:
        return rolled_up(self.slot)

    @property
    def standing(self) -> list[Report]:
        """The reports of the slot that are not struck, the newest first."""
        rows = self.slot.reports.exclude(record__state=RecordState.STRUCK)
        return list(rows.select_related("record").order_by("-no"))

    def refusals(self) -> Iterator[Refusal]:
        if self.slot.period_end > self.today:
            fact = {"date": self.slot.period_end.isoformat()}
            yield Refusal("period_runs", PERIOD_RUNS, fact)
        yield from self.refusals_of_slot()

    def refusals_of_slot(self) -> Iterator[Refusal]:
        if self.standing:
            fact = {"report": str(self.standing[0].record)}
            yield Refusal("wrong_state", FILLED_ALREADY, fact)

    def apply(self) -> list[Record]:
        report = new_report(
            self.slot,
            self.now,
            hand=self.hand,
            explained=self.explained,
            nil=self.nil,
            by=self.by,
            at=self.at,
            day=self.today,
        )
        self.records = [report.record]
        return self.records


class FillReport(IntoSlot):
    """A draft with what the cases and the units below tell; figures by hand with their reason."""

    event = "report:fill"

    def __init__(
        self, slot: ReportSlot, hand: Hand = NONE_BY_HAND, *, by: User, **options: Any
    ) -> None:
        super().__init__(slot, by=by, **options)
        self.hand = hand

    def refusals(self) -> Iterator[Refusal]:
        yield from super().refusals()
        yield from hand_refusals(self.now.form, self.hand)


class FillNil(IntoSlot):
    """零报告: a draft that says there was nothing. Refused while there is anything."""

    event = "report:nil"
    nil = True

    def refusals(self) -> Iterator[Refusal]:
        yield from super().refusals()
        yield from nil_refusals(self.now, scope_of(self.by))


class RefillReport(OnReport[Report]):
    """Fills a report that was not sent, or came back, anew; review and signature fall away.

    hand, explained: None leaves those that stand in it.
    """

    event = "report:fill"
    verb = Verb.FILL_REPORT
    posts = FILLERS
    nil = False

    def __init__(
        self,
        record: Record,
        hand: Hand | None = None,
        *,
        explained: Mapping[str, str] | None = None,
        by: User,
        **options: Any,
    ) -> None:
        super().__init__(record, by=by, **options)
        self.given = hand
        self.explained = explained

    @cached_property
    def hand(self) -> Hand:
        return hand_in(self.report) if self.given is None else self.given

    def refusals_of_facts(self) -> Iterator[Refusal]:
        yield from hand_refusals(self.now.form, self.hand)

    def apply(self) -> Report:
        said = explained_in(self.report.children) if self.explained is None else self.explained
        write_figures(self.report, self.now, self.hand)
        name_person(self.record, self.by, NamedAs.FILLER, self.today)
        self.retitle()
        return self.move(
            nil=self.nil,
            filled_by=self.by,
            reviewed_by=None,
            signed_by=None,
            signed_on=None,
            children=self.now.facts(said),
        )

    def retitle(self) -> None:
        slot, times = self.report.slot, times_corrected(self.report.slot, self.record)
        self.record.title = title_of(slot, nil=self.nil, times=times)
        self.record.save(update_fields=["title"])


class RefillNil(RefillReport):
    """Says of a report that was not sent, or came back, that there was nothing."""

    event = "report:nil"
    nil = True

    @property
    def hand(self) -> Hand:
        return NONE_BY_HAND

    def refusals_of_facts(self) -> Iterator[Refusal]:
        yield from nil_refusals(self.now, scope_of(self.by))
