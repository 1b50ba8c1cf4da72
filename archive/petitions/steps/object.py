"""Objection 异议: the receiver is not competent; the sender takes the matter back or keeps to it
(信访工作条例 2022, 23)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from archive.clocks import clocks
from archive.clocks.models import Clock
from archive.organisation.refusal import Refusal
from archive.organisation.vocabulary import Verb
from archive.petitions import words
from archive.petitions.models import Petition
from archive.petitions.papers import file_paper
from archive.petitions.rules import FROM_RECEIPT, NOTIFY_ASSIGNED, OBJECT, SENT_ON
from archive.petitions.sending import arisen_from, copy_papers
from archive.petitions.steps.between import Between, ToSender
from archive.petitions.vocabulary import PetitionState
from archive.records.models import Record

NOT_RECEIVED = _("This matter came from no unit of ours, so there is nobody to return it to.")
OUT_OF_TIME = _("An objection was possible until %(date)s; dispose of the matter yourselves.")
DECIDED = _("The sender has decided on your objection already; dispose of the matter yourselves.")
SENDER_CLOSED = _("The sender has closed this matter already; speak with him.")
REASONS_MISSING = _("Give the reasons; the sender decides by them.")
NOT_OBJECTED = _("The receiver has not objected to this matter, so there is nothing to decide.")
BASIS = "信访工作条例 2022, 23"
SENDING = ("petition:transfer", "petition:assign")
DAY = dt.timedelta(days=1)


class Object(ToSender[Petition]):
    """A leader of the receiver says why the matter is not theirs; the time to notify stands still
    until the sender has decided."""

    event = "petition:object"
    verb = Verb.DECLINE

    def refusals_of_facts(self) -> Iterator[Refusal]:
        if self.other is None:
            yield Refusal("not_received_from_unit", NOT_RECEIVED)
        elif self.other.state not in SENT_ON:
            yield Refusal("sender_closed", SENDER_CLOSED)
        else:
            yield from self.refusals_of_time()
        if not self.reason:
            yield Refusal("reasons_missing", REASONS_MISSING)

    def refusals_of_time(self) -> Iterator[Refusal]:
        """Where the law of the day knows no window, none is over."""
        window = self.record.clocks.filter(rule__code=OBJECT).order_by("-pk").first()
        if window is None:
            return
        if window.ended_by == self.event:
            yield Refusal("decided_already", DECIDED)
        elif window.due_on < self.today:
            yield Refusal("out_of_time", OUT_OF_TIME, {"date": window.due_on.isoformat()})

    def apply(self) -> Petition:
        if self.paper:
            filed = file_paper(self.record, self.paper, by=self.by, at=self.at)
            copy_papers([filed], self.the_other.record)
        clocks.end(self.record, OBJECT, on=self.today, by=self.event)
        for clock in clocks.running(self.record).filter(rule__code=NOTIFY_ASSIGNED):
            clocks.pause(clock, self.today + DAY, reason=words.said("objected"), basis=BASIS)
        return self.move()


class OnObjection(Between[Petition]):
    """A leader of the sender decides, on his own record."""

    verb = Verb.ASSIGN
    leaves: PetitionState

    def find_other(self) -> Petition | None:
        return arisen_from(self.record)

    def refusals_of_facts(self) -> Iterator[Refusal]:
        if self.other is None or self.other.state != PetitionState.OBJECTED:
            yield Refusal("not_objected", NOT_OBJECTED)

    def apply(self) -> Petition:
        other = self.the_other
        self.settle_clocks(other.record)
        other.state = self.leaves
        other.save(update_fields=["state"])
        return self.move(**self.own_values())

    def settle_clocks(self, record: Record) -> None:
        """The clocks of the record at the receiver."""

    def own_values(self) -> dict[str, Any]:
        return {}


class TakeBack(OnObjection):
    """The receiver is right: his record is returned, and the matter is triaged here once more, in
    the time that ran before."""

    event = "petition:take_back"
    leaves = PetitionState.RETURNED

    def settle_clocks(self, record: Record) -> None:
        clocks.cancel_all(record, on=self.today, by=self.event)
        clocks.cancel_all(self.record, on=self.today, by=self.event)
        for clock in ended_by_sending(self.record):
            clocks.start(self.record, clock.rule.code, clock.started_on)

    def own_values(self) -> dict[str, Any]:
        return {"to_unit": None, "sent_as": "", "sent_on": None, "report_due_on": None}


def ended_by_sending(record: Record) -> list[Clock]:
    """The newest clock of each rule that ended with the letter; it runs on from its own start."""
    ended = record.clocks.filter(ended_by__in=SENDING, rule__code__in=FROM_RECEIPT)
    rows = ended.select_related("rule").order_by("pk")
    return list({clock.rule.code: clock for clock in rows}.values())


class Keep(OnObjection):
    """The sender keeps to it and says why; the receiver goes on, and his time runs on."""

    event = "petition:keep"
    needs_reason = True
    leaves = PetitionState.REGISTERED

    def settle_clocks(self, record: Record) -> None:
        for clock in clocks.running(record).filter(rule__code=NOTIFY_ASSIGNED):
            run_on(clock, self.today)


def run_on(clock: Clock, today: dt.date) -> None:
    """A pause that was lifted on the day it was made took no day away."""
    pause = clock.pauses.filter(ends_on=None).first()
    if pause is None:
        return
    if pause.begins_on > today:
        pause.delete()
    else:
        clocks.resume(clock, today)
