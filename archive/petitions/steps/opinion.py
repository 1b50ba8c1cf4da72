"""The answer: drafted by one, signed by a leader who is another (信访工作条例 2022, 29 to 32)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

import doc_templates
from archive.clocks import clocks
from archive.organisation.models import User
from archive.organisation.refusal import Refusal
from archive.organisation.vocabulary import Verb
from archive.petitions import letters
from archive.petitions.models import Petition
from archive.petitions.papers import NewPaper, file_paper, has_paper
from archive.petitions.rules import HANDLE, unanswered
from archive.petitions.steps.on_petition import Decision, OnPetition, label, missing
from archive.petitions.vocabulary import OpinionResult
from archive.records.deciding import ask_above, deciders
from archive.records.models import Record
from archive.records.vocabulary import PaperType

# The name in the template's remedy clause.
REVIEW_ORGAN = "review_organ"

RESULT_MISSING = _("Say what became of the request: supported, explained or not supported.")
CLAIM_UNANSWERED = _("Claim %(no)s has no answer: %(claim)s")
BASIS_MISSING = _("Give the legal basis of the opinion.")
NOT_DRAFTED = _("Nobody drafted the answer yet; the handler drafts, a leader signs.")
NEEDS_OPINION = _("By law this matter is answered with a written opinion; sign the opinion.")
REMEDY_MISSING = _(
    "The released template of the opinion does not say where a review is asked for; have a "
    "template released that does."
)
REPLY_MISSING = _("File the written reply; who gave name and address is answered in writing.")
NEEDS_REPLY = _("This matter is answered with a reply, not with an opinion; sign the reply.")


class DraftOpinion(OnPetition[Petition]):
    """Facts found, an answer to each claim, result and basis. A new draft replaces the old one."""

    event = "petition:draft_opinion"
    verb = Verb.HANDLE

    def __init__(
        self,
        record: Record,
        *,
        result: OpinionResult | str = "",
        findings: str = "",
        opinion: str = "",
        basis: str = "",
        answers: Sequence[str] = (),
        by: User,
        **options: Any,
    ) -> None:
        super().__init__(record, by=by, **options)
        self.said = {
            "result": result,
            "findings": findings.strip(),
            "opinion": opinion.strip(),
            "opinion_basis": basis.strip(),
            "answers": [answer.strip() for answer in answers],
        }

    def refusals_of_facts(self) -> Iterator[Refusal]:
        yield from refusals_of_answer(self.petition, self.said, by_opinion=self.by_opinion)

    def apply(self) -> Petition:
        found = deciders(self.record, self.today, asker=self.by.pk, own_name=self.by_opinion)
        ask_above(self.record, found, self.today)
        return self.move(drafted_by=self.by, **self.said)


def refusals_of_answer(
    petition: Petition, said: dict[str, Any], *, by_opinion: bool
) -> Iterator[Refusal]:
    """What an opinion must hold; a reply needs no result and no article."""
    yield from missing((label(name), said[name]) for name in ("findings", "opinion"))
    if said["result"] not in OpinionResult.values and (by_opinion or said["result"]):
        yield Refusal("result_missing", RESULT_MISSING)
    for no in unanswered(petition.claims, said["answers"]):
        fact = {"no": no, "claim": petition.claims[no - 1]}
        yield Refusal("claim_unanswered", CLAIM_UNANSWERED, fact)
    if by_opinion and not said["opinion_basis"]:
        yield Refusal("basis_missing", BASIS_MISSING)


class Answering(Decision[Petition]):
    """Signing: who drafted does not sign, and the 60 days end with the letter."""

    verb = Verb.SIGN

    def asker(self) -> int | None:
        return self.petition.drafted_by_id

    def refusals_of_facts(self) -> Iterator[Refusal]:
        yield from super().refusals_of_facts()
        yield from self.refusals_of_procedure()
        if self.petition.drafted_by_id is None:
            yield Refusal("not_drafted", NOT_DRAFTED)
        else:
            names = ("result", "findings", "opinion", "opinion_basis", "answers")
            said = {name: getattr(self.petition, name) for name in names}
            yield from refusals_of_answer(self.petition, said, by_opinion=self.own_name)

    def refusals_of_procedure(self) -> Iterator[Refusal]:
        if self.by_opinion != self.own_name:
            sentence = NEEDS_OPINION if self.by_opinion else NEEDS_REPLY
            yield Refusal("other_procedure", sentence)

    def apply(self) -> Petition:
        self.move(signed_by=self.by, signed_on=self.today)
        self.write()
        clocks.end(self.record, HANDLE, on=self.today, by=self.event)
        return self.petition

    def write(self) -> None:
        """The answer goes onto the record."""


class SignOpinion(Answering):
    """信访处理意见书: signed by a leader of the organ that acts in its own name; with it comes the
    receipt to be signed."""

    event = "petition:give_opinion"
    own_name = True

    def refusals_of_procedure(self) -> Iterator[Refusal]:
        yield from super().refusals_of_procedure()
        if self.reachable and not has_remedy():
            yield Refusal("remedy_clause_missing", REMEDY_MISSING)

    def write(self) -> None:
        one = self.petition
        letter = letters.write(
            one,
            PaperType.OPINION,
            by=self.by,
            at=self.at,
            claims=[
                {"claim": claim, "answer": answer}
                for claim, answer in zip(one.claims, one.answers, strict=False)
            ],
            findings=one.findings,
            opinion=one.opinion,
            basis=one.opinion_basis,
            review_organ=letters.review_organ(self.record.lead_unit),
        )
        if letter:
            letters.write_receipt(one, letter, by=self.by, at=self.at)


def has_remedy() -> bool:
    """Whether the released template says where a review is asked for (信访工作条例 2022, 35)."""
    try:
        return REVIEW_ORGAN in doc_templates.newest(PaperType.OPINION).names
    except doc_templates.NoTemplate:
        return True  # The letter itself refuses, and says what to do.


class Reply(Answering):
    """答复: the other routes, suggestions and accusations; signed by a leader of the unit.

    `paper`: the reply as it was written; who gave name and address is answered in writing.
    """

    event = "petition:reply"

    def __init__(
        self, record: Record, paper: NewPaper | None = None, *, by: User, **options: Any
    ) -> None:
        super().__init__(record, by=by, **options)
        self.paper = paper

    def refusals_of_procedure(self) -> Iterator[Refusal]:
        yield from super().refusals_of_procedure()
        if self.reachable and not self.paper and not has_paper(self.record, PaperType.OPINION):
            yield Refusal("no_paper", REPLY_MISSING)

    def write(self) -> None:
        if self.paper:
            file_paper(self.record, self.paper, by=self.by, at=self.at)
