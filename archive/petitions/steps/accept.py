"""Accept 受理: the matter has a handler, the petitioner a letter, and the 60 days run."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from archive.clocks import clocks
from archive.organisation.models import User
from archive.organisation.refusal import Refusal
from archive.organisation.vocabulary import Verb
from archive.petitions import letters
from archive.petitions.handlers import name_handler, refusals_of_handler
from archive.petitions.models import Petition
from archive.petitions.rules import HANDLE, is_answered_by_opinion
from archive.petitions.steps.on_petition import NO_PROPOSAL, OnPetition
from archive.petitions.steps.triage import end_receipt
from archive.records.models import Record
from archive.records.vocabulary import PaperType

CLASS_MISSING = _("Say which class the matter is of.")
ALREADY_HIS = _("%(person)s handles this matter already.")


class Accept(OnPetition[Petition]):
    """Takes the matter on; `PET_HANDLE` starts today where the law gives it 60 days."""

    event = "petition:accept"
    verb = Verb.ACCEPT

    def __init__(
        self, record: Record, handler: User | None = None, *, by: User, **options: Any
    ) -> None:
        super().__init__(record, by=by, **options)
        self.handler = handler

    def refusals_of_facts(self) -> Iterator[Refusal]:
        if not self.petition.matter_class:
            yield Refusal("class_missing", CLASS_MISSING)
        person = self.handler or self.petition.handler
        yield from refusals_of_handler(self.record, person, self.today)

    def apply(self) -> Petition:
        person = self.handler or self.petition.handler
        assert person is not None  # Refused above.
        name_handler(self.petition, person, self.today)
        self.move(accepted_on=self.today, competent_organ="", **NO_PROPOSAL)
        one = self.petition
        if is_answered_by_opinion(one.matter_class, one.appeal_route, self.today):
            clocks.start(self.record, HANDLE, self.today)
        letters.write(one, PaperType.ACCEPT_NOTICE, by=self.by, at=self.at)
        end_receipt(self)
        return one


class NameHandler(OnPetition[Petition]):
    """Another handler from today on; the one before him has no part in the matter any more."""

    event = "record:reassign"
    verb = Verb.NAME_HANDLER
    needs_reason = True

    def __init__(self, record: Record, handler: User, *, by: User, **options: Any) -> None:
        super().__init__(record, by=by, **options)
        self.handler = handler

    def refusals_of_facts(self) -> Iterator[Refusal]:
        yield from refusals_of_handler(self.record, self.handler, self.today)
        if self.petition.handler_id == self.handler.pk:
            yield Refusal("nothing_changed", ALREADY_HIS, {"person": str(self.handler)})

    def apply(self) -> Petition:
        name_handler(self.petition, self.handler, self.today)
        return self.move()
