"""At the receiver: receive, and report back when the matter has been dealt with."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from archive.clocks import clocks
from archive.clocks.queries import rule_for
from archive.organisation.models import User
from archive.organisation.refusal import Refusal
from archive.organisation.vocabulary import Verb
from archive.petitions import series
from archive.petitions.models import Petition
from archive.petitions.papers import file_paper
from archive.petitions.rules import FEEDBACK, NOTIFY_ASSIGNED, OBJECT
from archive.petitions.sending import copy_papers
from archive.petitions.steps.between import ToSender
from archive.petitions.steps.on_petition import OnPetition
from archive.records import numbers
from archive.records.models import Paper, Record
from archive.records.vocabulary import PaperType, RecordState

LIST_DIFFERS = _(
    "These papers of the list are not in hand: %(papers)s. Ask the sender for them before you "
    "receive the matter."
)
NOT_ON_THE_LIST = _("These lines are not on the list of papers: %(lines)s. Look at it again.")
NOTHING_OWED = _("No report is owed on this matter: it was not assigned, or it was reported.")
REPORT_MISSING = _("File the closing report; the sender waits for it in writing.")


class Receive(OnPetition[Petition]):
    """The receiver's own number, and his limits, from today.

    in_hand: positions of the papers that are really there, which must be all of the list.
    """

    event = "petition:receive"
    # Clerks and leaders of the unit, as for triage; archivists register old stock alone.
    verb = Verb.TRIAGE

    def __init__(
        self, record: Record, in_hand: Collection[int] = (), *, by: User, **options: Any
    ) -> None:
        super().__init__(record, by=by, **options)
        self.in_hand = frozenset(in_hand)

    def refusals_of_facts(self) -> Iterator[Refusal]:
        listed = dict(self.record.papers.order_by("position").values_list("position", "title"))
        missing = [title for place, title in listed.items() if place not in self.in_hand]
        if missing:
            yield Refusal("paper_list_differs", LIST_DIFFERS, {"papers": "、".join(missing)})
        more = sorted(self.in_hand - listed.keys())
        if more:
            lines = "、".join(map(str, more))
            yield Refusal("paper_list_differs", NOT_ON_THE_LIST, {"lines": lines})

    def apply(self) -> Petition:
        self.take_number()
        self.move(received_on=self.today)
        if self.reachable:
            start_by_law(self.record, NOTIFY_ASSIGNED, self.today)
        start_by_law(self.record, OBJECT, self.today)
        limit_on = self.petition.limit_on
        if limit_on:
            left = max(0, (limit_on - self.today).days)
            start_by_law(self.record, FEEDBACK, self.today, limit=left)
        return self.petition

    def take_number(self) -> None:
        """Who receives it is its registrar; who sent it stands in the event before."""
        record = self.record
        word = series.register_word(accusation=record.accusation)
        taken = numbers.take([record], unit=record.lead_unit, code=word, on=self.today)
        record.state, record.registered_on = RecordState.REGISTERED, self.today
        record.dated_on, record.year, record.made_by = self.today, self.today.year, self.by
        record.save()
        numbers.keep(taken)


def start_by_law(record: Record, code: str, on: dt.date, *, limit: int | None = None) -> None:
    """The clock, where the law of that day knows it: the five days to object came in 2022."""
    if is_known(code, on):
        clocks.start(record, code, on, limit=limit)


def is_known(code: str, on: dt.date) -> bool:
    try:
        rule_for(code, on)
    except KeyError:
        return False
    return True


class ReportBack(ToSender[Petition]):
    """反馈: the closing report goes to the sender, and onto his record where he is one of ours
    (信访工作条例 2022, 22)."""

    event = "petition:report_back"
    verb = Verb.ISSUE_LETTER

    def filed(self) -> Paper | None:
        reports = self.record.papers.filter(type=PaperType.CLOSING_REPORT)
        return reports.order_by("-position").first()

    def refusals_of_facts(self) -> Iterator[Refusal]:
        if not clocks.running(self.record).filter(rule__code=FEEDBACK).exists():
            yield Refusal("nothing_owed", NOTHING_OWED)
        if self.paper is None and self.filed() is None:
            yield Refusal("report_missing", REPORT_MISSING)

    def apply(self) -> Petition:
        if self.paper:
            file_paper(self.record, self.paper, by=self.by, at=self.at)
        report = self.filed()
        assert report is not None  # Refused above.
        if self.other and self.other.record.state == RecordState.REGISTERED:
            copy_papers([report], self.other.record)
        clocks.end(self.record, FEEDBACK, on=self.today, by=self.event)
        return self.move()
