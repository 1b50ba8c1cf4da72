"""Investigate, settle, withdraw: what happens between acceptance and the answer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from archive.clocks import clocks
from archive.organisation.models import User
from archive.organisation.refusal import Refusal
from archive.organisation.vocabulary import Verb
from archive.petitions.models import Petition
from archive.petitions.papers import NewPaper, file_paper, has_paper
from archive.petitions.rules import HANDLE
from archive.petitions.steps.on_petition import OnPetition, Result
from archive.records.models import Link, Record
from archive.records.vocabulary import LinkReason, PaperType, RecordKind

NO_PAPER = _("File the investigation record or a piece of evidence first.")
AGREEMENT_MISSING = _("File the settlement agreement, or name the mediation dossier it is in.")
NOT_A_DOSSIER = _("Name a mediation dossier; %(number)s is none.")
REQUEST_MISSING = _("File the petitioner's signed request to withdraw.")

OF_INVESTIGATION = (PaperType.INVESTIGATION, PaperType.EVIDENCE)


class WithPaper(OnPetition[Result]):
    """A verb that rests on a paper: filed with it, or on the record already."""

    verb = Verb.HANDLE

    def __init__(
        self, record: Record, paper: NewPaper | None = None, *, by: User, **options: Any
    ) -> None:
        super().__init__(record, by=by, **options)
        self.paper = paper

    def rests_on(self, *types: PaperType) -> bool:
        if self.paper and self.paper.type in types:
            return True
        return has_paper(self.record, *types)

    def file(self) -> None:
        if self.paper:
            file_paper(self.record, self.paper, by=self.by, at=self.at)


class Investigate(WithPaper[Petition]):
    """Records an act of investigation, with the paper it left."""

    event = "petition:investigate"

    def refusals_of_facts(self) -> Iterator[Refusal]:
        if not self.rests_on(*OF_INVESTIGATION):
            yield Refusal("no_paper", NO_PAPER)

    def apply(self) -> Petition:
        self.file()
        return self.move()


class Settle(WithPaper[Petition]):
    """The parties came to terms: an agreement on paper, or a mediation dossier
    (信访工作条例 2022, 33)."""

    event = "petition:settle"

    def __init__(
        self,
        record: Record,
        paper: NewPaper | None = None,
        *,
        dossier: Record | None = None,
        by: User,
        **options: Any,
    ) -> None:
        super().__init__(record, paper, by=by, **options)
        self.dossier = dossier

    def refusals_of_facts(self) -> Iterator[Refusal]:
        if self.dossier and self.dossier.kind != RecordKind.DOSSIER:
            yield Refusal("agreement_missing", NOT_A_DOSSIER, {"number": self.dossier.number})
        elif not (self.dossier or self.is_linked() or self.rests_on(PaperType.AGREEMENT)):
            yield Refusal("agreement_missing", AGREEMENT_MISSING)

    def is_linked(self) -> bool:
        return self.record.links.filter(reason=LinkReason.SETTLES).exists()

    def apply(self) -> Petition:
        self.file()
        if self.dossier:
            # From here to there: the dossier must not be struck while this rests on it.
            Link.objects.get_or_create(
                record=self.record, other=self.dossier, reason=LinkReason.SETTLES
            )
        clocks.end(self.record, HANDLE, on=self.today, by=self.event)
        return self.move()


class Withdraw(WithPaper[Petition]):
    """The petitioner takes the matter back, in writing, before it is answered."""

    event = "petition:withdraw"

    def refusals_of_facts(self) -> Iterator[Refusal]:
        if not self.rests_on(PaperType.WITHDRAWAL):
            yield Refusal("request_paper_missing", REQUEST_MISSING)

    def apply(self) -> Petition:
        self.file()
        clocks.cancel_all(self.record, on=self.today, by=self.event)
        return self.move()
