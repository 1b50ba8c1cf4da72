"""After the agreement: performance, return visits, the court (人民调解法 2010, 31 to 33)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from archive.clocks import clocks
from archive.clocks.models import Clock
from archive.mediation.models import Dossier, Visit
from archive.mediation.rules import DONE, may_follow
from archive.mediation.steps.agree import MED_CONFIRM
from archive.mediation.steps.on_dossier import OnDossier, Result, label, missing, too_long
from archive.mediation.vocabulary import Confirmation, Performance
from archive.organisation.models import User
from archive.organisation.refusal import Refusal
from archive.organisation.vocabulary import Verb
from archive.records.models import Record

NOTHING_CHANGED = _("This stands in the dossier already; change it, or leave the page.")
NOT_JOINT = _("Only all parties together can apply to the court for confirmation.")
OUT_OF_TIME = _("The time for applying ended on %(due)s, 30 days after the agreement took effect.")
MATTER_EXCLUDED = _("Agreements on identity, adoption or marriage are not confirmed by the court.")
NOT_IN_ORDER = _("“%(after)s” cannot follow “%(before)s”.")


class FollowUp(OnDossier[Result]):
    """A step on a dossier that has an agreement, closed or not."""

    verb = Verb.HANDLE
    after_agreement = True

    def since_agreement(self) -> tuple[Any, dt.date | None]:
        return label("agreed_on"), self.dossier.agreed_on


class RecordPerformance(FollowUp[Dossier]):
    """How far the agreement is performed; once it is, the way to the court is of no use."""

    event = "dossier:perform"

    def __init__(
        self,
        record: Record,
        performance: Performance | None = None,
        *,
        on: dt.date | None = None,
        by: User,
        **options: Any,
    ) -> None:
        super().__init__(record, by=by, **options)
        self.performance = performance
        self.on = on or self.today

    def refusals_of_facts(self) -> Iterator[Refusal]:
        yield from missing([(label("performance"), self.performance)])
        if self.performance and self.performance == self.dossier.performance:
            yield Refusal("nothing_changed", NOTHING_CHANGED)
        yield from self.day_refusals(label("performed_on"), self.on, self.since_agreement())

    def apply(self) -> Dossier:
        done = self.performance in DONE
        if done:
            clocks.end(self.record, MED_CONFIRM, on=self.on, by=self.event)
        performed = self.performance == Performance.PERFORMED
        return self.move(
            performance=self.performance, performed_on=self.on if performed else None
        )


class RecordVisit(FollowUp[Visit]):
    """回访: what a return visit found."""

    event = "dossier:visit"

    def __init__(
        self,
        record: Record,
        *,
        visited_on: dt.date | None = None,
        visitor: str = "",
        note: str = "",
        by: User,
        **options: Any,
    ) -> None:
        super().__init__(record, by=by, **options)
        self.values = {
            "visited_on": visited_on,
            "visitor": visitor.strip(),
            "note": note.strip(),
        }
        self.visited_on = visited_on

    def refusals_of_facts(self) -> Iterator[Refusal]:
        fields: dict[str, Any] = {name: Visit._meta.get_field(name) for name in self.values}
        yield from missing((fields[name].verbose_name, said) for name, said in self.values.items())
        yield from too_long([(fields["visitor"], str(self.values["visitor"]))])
        day = fields["visited_on"].verbose_name
        yield from self.day_refusals(day, self.visited_on, self.since_agreement())

    def apply(self) -> Visit:
        return Visit.objects.create(dossier=self.dossier, **self.values)


class RecordConfirmation(FollowUp[Dossier]):
    """司法确认: the joint application, in time, and then what the court decided.

    about_status: the agreement is about identity, adoption or marriage relations
    (最高法 司法确认规定 2011, 4).
    """

    event = "dossier:confirm"

    def __init__(
        self,
        record: Record,
        outcome: Confirmation = Confirmation.APPLIED,
        *,
        on: dt.date | None = None,
        jointly: bool = False,
        about_status: bool = False,
        by: User,
        **options: Any,
    ) -> None:
        super().__init__(record, by=by, **options)
        self.outcome = outcome
        self.on = on or self.today
        self.jointly = jointly
        self.about_status = about_status

    def refusals_of_facts(self) -> Iterator[Refusal]:
        before = Confirmation(self.dossier.confirmation)
        if not may_follow(before, self.outcome):
            fact = {"before": before.label, "after": Confirmation(self.outcome).label}
            yield Refusal("wrong_state", NOT_IN_ORDER, fact)
        if self.outcome == Confirmation.APPLIED:
            yield from self.application_refusals()
        yield from self.day_refusals(
            label("confirmation"), self.on, (label("effective_on"), self.dossier.effective_on)
        )

    def application_refusals(self) -> Iterator[Refusal]:
        if not self.jointly:
            yield Refusal("not_joint", NOT_JOINT)
        if self.about_status:
            yield Refusal("matter_excluded", MATTER_EXCLUDED)
        window = self.window()
        if window and self.on > window.due_on:
            yield Refusal("out_of_time", OUT_OF_TIME, {"due": window.due_on.isoformat()})

    def window(self) -> Clock | None:
        """The clock of the 30 days, whether it still runs or not."""
        found = Clock.objects.filter(record=self.record, rule__code=MED_CONFIRM)
        return found.order_by("pk").last()

    def facts(self, record: Record) -> dict[str, Any]:
        return {"outcome": self.outcome, "on": self.on}

    def apply(self) -> Dossier:
        clocks.end(self.record, MED_CONFIRM, on=self.on, by=self.event)
        return self.move(confirmation=self.outcome)
