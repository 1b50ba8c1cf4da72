"""Close 办结: nothing is owed to the petitioner any more; the result is fixed."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Any

from django.utils.translation import gettext_lazy as _

from archive.clocks import clocks
from archive.organisation.models import User
from archive.organisation.refusal import Refusal
from archive.organisation.vocabulary import Verb
from archive.petitions.models import Petition
from archive.petitions.rules import (
    FEEDBACK,
    RECHECK_WINDOW,
    REVIEW_WINDOW,
    SENT_ON,
    WINDOWS,
    letters_due,
    may_close,
)
from archive.petitions.sending import arisen_from, window_of
from archive.petitions.steps.on_petition import OnPetition
from archive.petitions.vocabulary import PetitionState
from archive.records.models import Record
from archive.records.vocabulary import KEPT_STATES, LinkReason, PaperType, RecordState

OF_REVIEW = frozenset({REVIEW_WINDOW, RECHECK_WINDOW})

LETTER_MISSING = _("These letters were not issued: %(letters)s. Issue them first.")
CLOCK_OPEN = _("These limits still run: %(clocks)s. Do what they wait for first.")
WINDOW_OPEN = _("A review can be asked for until %(date)s; close the matter after that day.")
FEEDBACK_MISSING = _(
    "The closing report has not come back; ask for it, or file it when it came on paper."
)
OBJECTION_OPEN = _("%(unit)s has objected to this matter; decide on the objection first.")
NOT_RECEIVED = _("%(unit)s has not received this matter yet; ask there, then close it.")
OBJECTION_POSSIBLE = _("%(unit)s may object until %(date)s; close the matter after that day.")
UNPERFORMED = _("Say that the agreement was performed, or close the mediation dossier first.")


class Close(OnPetition[Petition]):
    """performed: the agreement of a settled matter was carried out."""

    event = "petition:close"
    verb = Verb.CLOSE

    def __init__(
        self, record: Record, *, performed: bool = False, by: User, **options: Any
    ) -> None:
        super().__init__(record, by=by, **options)
        self.performed = performed

    def begins_here(self) -> bool:
        return may_close(self.petition.state, reachable=self.reachable)

    def refusals_of_facts(self) -> Iterator[Refusal]:
        missing = self.letters_missing() if self.reachable else []
        if missing:
            names = "、".join(str(code.label) for code in missing)
            yield Refusal("letter_missing", LETTER_MISSING, {"letters": names})
        yield from self.refusals_of_clocks()
        if self.petition.state in SENT_ON:
            yield from self.refusals_of_sending()
        if self.petition.state == PetitionState.SETTLED and not self.is_performed():
            yield Refusal("agreement_unperformed", UNPERFORMED)

    @cached_property
    def there(self) -> Petition | None:
        """Where it was sent."""
        return arisen_from(self.record)

    @cached_property
    def papers(self) -> list[tuple[str, str | None]]:
        """Type of each paper, and what letter it is."""
        return list(self.record.papers.values_list("type", "letter__code"))

    def letters_missing(self) -> list[PaperType]:
        due = letters_due(
            self.petition.state,
            accepted=self.petition.accepted_on is not None,
            opinion=self.by_opinion,
        )
        issued = {letter for _type, letter in self.papers}
        return [code for code in due if code not in issued]

    def refusals_of_clocks(self) -> Iterator[Refusal]:
        running = list(clocks.running(self.record))
        # The report of an assigned matter is asked for by a refusal of its own.
        apart = WINDOWS | ({FEEDBACK} if self.petition.state == PetitionState.ASSIGNED else set())
        others = [str(one.rule.name) for one in running if one.rule.code not in apart]
        if others:
            yield Refusal("clock_open", CLOCK_OPEN, {"clocks": "、".join(others)})
        for window in running:
            if window.rule.code in OF_REVIEW and window.due_on >= self.today:
                yield Refusal("window_open", WINDOW_OPEN, {"date": window.due_on.isoformat()})

    def refusals_of_sending(self) -> Iterator[Refusal]:
        """Nothing may come back to a matter that is closed."""
        assigned = self.petition.state == PetitionState.ASSIGNED
        if assigned and PaperType.CLOSING_REPORT not in {type_ for type_, _letter in self.papers}:
            yield Refusal("feedback_missing", FEEDBACK_MISSING)
        there = self.there
        if there is None:
            return
        fact = {"unit": there.record.lead_unit.name}
        if there.state == PetitionState.SENT:
            yield Refusal("not_received", NOT_RECEIVED, fact)
        elif there.state == PetitionState.OBJECTED:
            yield Refusal("objection_open", OBJECTION_OPEN, fact)
        until = window_of(there)
        if until and until >= self.today:
            more = {"date": until.isoformat()}
            yield Refusal("objection_open", OBJECTION_POSSIBLE, fact | more)

    def is_performed(self) -> bool:
        """A dossier is closed only when its agreement was performed or nothing is owed."""
        settled_by = self.record.links.filter(reason=LinkReason.SETTLES)
        if not settled_by.exists():
            return self.performed
        return not settled_by.exclude(other__state__in=KEPT_STATES).exists()

    def apply(self) -> Petition:
        for code in (*WINDOWS, FEEDBACK):
            clocks.end(self.record, code, on=self.today, by=self.event)
        self.record.state, self.record.closed_on = RecordState.CLOSED, self.today
        self.record.save(update_fields=["state", "closed_on"])
        return self.move(ended_as=self.petition.state)

    def facts(self, record: Record) -> dict[str, Any]:
        return {"performed": self.performed} if self.performed else {}
