"""Close a dossier: everything told, performed, scanned, and of one number and one date."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import cached_property
from typing import Any

from django.utils.translation import gettext_lazy as _

from archive.clocks import clocks
from archive.mediation.models import Dossier
from archive.mediation.papers import any_signed, papers
from archive.mediation.rules import DONE
from archive.mediation.steps.agree import MED_CONFIRM
from archive.mediation.steps.on_dossier import OnDossier, too_long
from archive.mediation.vocabulary import AgreementForm, DossierState
from archive.organisation.models import User
from archive.organisation.refusal import Refusal
from archive.organisation.vocabulary import PostKind, Verb
from archive.records.models import Paper, Record
from archive.records.vocabulary import PaperType, RecordState

AGREEMENT_NOT_SCANNED = _(
    "Put the scan of the signed %(paper)s into the dossier, onto the printed paper if there is one."
)
PERFORMANCE_OPEN = _(
    "The agreement is “%(performance)s”; enter its performance, or say why it stays open."
)
NUMBERS_DIFFER = _("“%(paper)s” bears the number %(found)s, the dossier %(wanted)s; mend one.")
DATES_DIFFER = _("“%(paper)s” is dated %(found)s, the dossier says %(wanted)s; mend one.")
CLOCK_OPEN = _("The clock “%(clock)s” still runs.")

AGREEMENTS = {
    AgreementForm.WRITTEN: PaperType.AGREEMENT,
    AgreementForm.ORAL: PaperType.ORAL_AGREEMENT,
}
# 卷号 = number of the agreement = number on the return visit record (domain 2.4).
NUMBERED = (PaperType.AGREEMENT, PaperType.ORAL_AGREEMENT, PaperType.VISIT_RECORD)
# Others that bear a day which the dossier knows too.
DATED = (PaperType.ACCEPTANCE_FORM, PaperType.MEDIATION_RECORD)


class CloseDossier(OnDossier[Dossier]):
    """Fixes the result. open_because: why an agreement stays unperformed, if it does."""

    event = "dossier:close"
    verb = Verb.CLOSE
    posts = frozenset({PostKind.MEDIATOR, PostKind.LEADER})

    def __init__(
        self,
        record: Record,
        *,
        referrer_told_on: dt.date | None = None,
        open_because: str = "",
        by: User,
        **options: Any,
    ) -> None:
        super().__init__(record, by=by, **options)
        self.referrer_told_on = referrer_told_on
        self.open_because = open_because.strip()

    def refusals_of_facts(self) -> Iterator[Refusal]:
        if self.dossier.state == DossierState.AGREED:
            yield from self.agreement_refusals()
        yield from self.number_refusals()
        yield from self.date_refusals()
        yield from self.referrer_refusals(self.referrer_told_on)
        for clock in clocks.running(self.record):
            if clock.rule.code != MED_CONFIRM:
                yield Refusal("clock_open", CLOCK_OPEN, {"clock": clock.rule.name})
        yield from too_long([(Dossier._meta.get_field("ground"), self.open_because)])

    def agreement_refusals(self) -> Iterator[Refusal]:
        kind = AGREEMENTS[AgreementForm(self.dossier.agreement_form)]
        if not any_signed(self.filed(kind)):
            yield Refusal("agreement_not_scanned", AGREEMENT_NOT_SCANNED, {"paper": kind.label})
        if self.dossier.performance not in DONE and not self.open_because:
            fact = {"performance": self.dossier.get_performance_display()}
            yield Refusal("performance_open", PERFORMANCE_OPEN, fact)

    @cached_property
    def forms(self) -> list[Paper]:
        """All papers that are looked at, with what their newest file is; one query."""
        return list(papers(self.record, *NUMBERED, *DATED))

    def filed(self, *types: PaperType) -> list[Paper]:
        return [paper for paper in self.forms if paper.type in types]

    def number_refusals(self) -> Iterator[Refusal]:
        for paper in self.filed(*NUMBERED):
            if paper.number and paper.number != self.record.number:
                said = {"found": paper.number, "wanted": self.record.number}
                yield Refusal("numbers_differ", NUMBERS_DIFFER, {"paper": paper.title} | said)

    def date_refusals(self) -> Iterator[Refusal]:
        """Each form bears a day that the dossier knows too; a paper without a day says nothing."""
        known = self.days_known()
        for paper in self.filed(*known):
            days = known[PaperType(paper.type)]
            if paper.dated_on is not None and paper.dated_on not in days:
                yield self.date_differs(paper, days)

    def date_differs(self, paper: Paper, days: list[dt.date]) -> Refusal:
        wanted = "、".join(day.isoformat() for day in days) or "—"
        said = {"paper": paper.title, "found": str(paper.dated_on), "wanted": wanted}
        return Refusal("dates_differ", DATES_DIFFER, said)

    def days_known(self) -> dict[PaperType, list[dt.date]]:
        dossier = self.dossier
        agreed = [dossier.agreed_on] if dossier.agreed_on else []
        return {
            PaperType.ACCEPTANCE_FORM: [dossier.accepted_on] if dossier.accepted_on else [],
            PaperType.MEDIATION_RECORD: [one.held_on for one in dossier.sessions.all()],
            PaperType.AGREEMENT: agreed,
            PaperType.ORAL_AGREEMENT: agreed,
            PaperType.VISIT_RECORD: [one.visited_on for one in dossier.visits.all()],
        }

    def facts(self, record: Record) -> dict[str, Any]:
        return {"open_because": self.open_because} if self.open_because else {}

    def apply(self) -> Dossier:
        clocks.end(self.record, MED_CONFIRM, on=self.today, by=self.event)
        self.record.state, self.record.closed_on = RecordState.CLOSED, self.today
        self.record.save(update_fields=["state", "closed_on"])
        told_on = self.referrer_told_on or self.dossier.referrer_told_on
        ground = self.open_because or self.dossier.ground
        return self.move(referrer_told_on=told_on, ground=ground)
