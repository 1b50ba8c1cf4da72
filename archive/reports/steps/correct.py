"""Correct 更正: what was sent stays; the next report of the slot says what is right."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from archive.organisation.models import User
from archive.organisation.refusal import Refusal
from archive.organisation.standing import scope_of
from archive.records.kinds import Facts
from archive.records.models import Link, Record
from archive.records.step import NotVisible, NotYourPost
from archive.records.vocabulary import LinkReason, RecordState
from archive.reports.rollup import values_of
from archive.reports.rules import TRANSITIONS
from archive.reports.steps.fill import IntoSlot
from archive.reports.steps.filling import Hand, hand_in, hand_refusals
from archive.reports.steps.on_report import GONE, WRONG_STATE, report_of, states_said
from archive.reports.vocabulary import ReportState

NOTHING_CHANGED = _("All figures are as they were sent; there is nothing to correct.")
NOT_THE_NEWEST = _("“%(report)s” came after it; correct that one.")
IN_HAND = _("The correction “%(report)s” is being filled already; open it.")


class CorrectReport(IntoSlot):
    """A draft beside the report that was sent, linked with it; `run` answers its record in a list.

    hand: None leaves the figures by hand that stand in the report.
    """

    event = "report:correct"
    needs_reason = True

    def __init__(
        self, record: Record, hand: Hand | None = None, *, by: User, **options: Any
    ) -> None:
        self.corrected = report_of(record)
        super().__init__(self.corrected.slot, by=by, **options)
        self.hand = hand_in(self.corrected) if hand is None else hand

    def ask_policy(self) -> None:
        seen = Record.objects.visible_to(scope_of(self.by))
        if not seen.filter(pk=self.corrected.pk).exists():
            raise NotVisible
        super().ask_policy()

    def ask(self, record: Record, before: Facts) -> list[Refusal] | None:
        """As of `OnRecords`: what refuses now, for a page; None when no post has the verb."""
        try:
            super().ask_policy()
        except NotYourPost:
            return None
        return list(self.refusals())

    def lock(self) -> None:
        super().lock()
        self.corrected = report_of(self.corrected.record)

    def refusals(self) -> Iterator[Refusal]:
        standing_still = list(self.refusals_of_slot())
        yield from standing_still or self.refusals_of_figures()

    def refusals_of_slot(self) -> Iterator[Refusal]:
        if self.corrected.record.state in {RecordState.STRUCK, RecordState.DESTROYED}:
            yield Refusal("wrong_state", GONE)
            return
        if self.corrected.state not in TRANSITIONS[self.event][0]:
            yield Refusal("wrong_state", WRONG_STATE, states_said(self.corrected, self.event))
            return
        newest = self.standing[0]
        if newest.pk != self.corrected.pk:
            sent = newest.state == ReportState.SUBMITTED
            said = NOT_THE_NEWEST if sent else IN_HAND
            yield Refusal("wrong_state", said, {"report": str(newest.record)})

    def refusals_of_figures(self) -> Iterator[Refusal]:
        faults = list(hand_refusals(self.now.form, self.hand))
        yield from faults
        if not faults and not self.differs():
            yield Refusal("nothing_changed", NOTHING_CHANGED)

    def differs(self) -> bool:
        """Whether a figure, or the list of the units in the sum, is another now."""
        then = values_of([self.corrected]).get(self.corrected.pk, {})
        return self.becoming() != then or included(self.corrected.children) != included(
            self.now.facts({})
        )

    def becoming(self) -> dict[str, Decimal]:
        by_hand = {code: figure.value for code, figure in self.hand.items()}
        return self.now.values | by_hand

    def facts(self, record: Record) -> dict[str, Any]:
        return {"corrects": self.corrected.record.number}

    def apply(self) -> list[Record]:
        (record,) = super().apply()
        Link.objects.create(
            record=record, other=self.corrected.record, reason=LinkReason.ARISES_FROM
        )
        return [record]


def included(children: list[Mapping[str, Any]] | list[dict[str, Any]]) -> set[tuple[str, int]]:
    """Which reports went into a sum: record uid and number of the submission."""
    return {(row["record"], row["no"]) for row in children if "record" in row}
