"""Transfer 转送 and assign 交办: the matter goes to the unit that is competent
(信访工作条例 2022, 22 and 23)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import cached_property
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from archive.clocks import clocks
from archive.organisation.models import Unit, User
from archive.organisation.refusal import Refusal
from archive.organisation.vocabulary import Verb
from archive.petitions import letters, words
from archive.petitions.models import Petition
from archive.petitions.rules import FEEDBACK
from archive.petitions.sending import arise, papers_to_send, refusals_of_target
from archive.petitions.steps.between import Between
from archive.petitions.steps.on_petition import too_long
from archive.petitions.steps.triage import TARGET_MISSING, end_receipt
from archive.petitions.vocabulary import PetitionSource, SentAs
from archive.records.models import Letter, Paper, Record
from archive.records.vocabulary import PaperType, Part

TWO_TARGETS = _("Choose a unit of ours or name another organ, not both.")
LIMIT_MISSING = _("Set the day until which the result is to be reported back.")
LIMIT_PAST = _("The limit %(date)s lies in the past; set a day that is still to come.")
PAPERS_MISSING = _(
    "There is no paper to send along; file the petitioner's letter or the register form first."
)


class Send(Between[Petition]):
    """Inside the tree a second record arises at the receiver; to the outside only the letter
    goes. Without a target it goes where triage proposed.

    organ: an organ outside of the tree, by its name.
    """

    verb = Verb.ASSIGN
    sent_as: ClassVar[SentAs]
    letter: ClassVar[PaperType]
    part: ClassVar[Part]
    source: ClassVar[PetitionSource]

    def __init__(
        self, record: Record, unit: Unit | None = None, organ: str = "", *, by: User, **options: Any
    ) -> None:
        super().__init__(record, by=by, **options)
        self.said = (unit, organ.strip())

    @cached_property
    def target(self) -> tuple[Unit | None, str]:
        """The unit, or the organ outside; what was said now, else what was proposed."""
        one = self.petition
        if any(self.said) or one.ground:
            return self.said
        return (one.to_unit, "") if one.to_unit else (None, one.competent_organ)

    @property
    def limit_on(self) -> dt.date | None:
        return None

    def find_other(self) -> Petition | None:
        """Nothing is there before it is sent."""
        return None

    def unit_of_other(self) -> Unit | None:
        return self.target[0]

    @cached_property
    def papers(self) -> list[Paper]:
        return papers_to_send(self.record)

    def refusals_of_facts(self) -> Iterator[Refusal]:
        unit, organ = self.target
        if not (unit or organ):
            yield Refusal("organ_not_named", TARGET_MISSING)
        if unit and organ:
            yield Refusal("two_targets", TWO_TARGETS)
        if unit:
            yield from refusals_of_target(self.petition, unit, self.today)
        yield from self.refusals_of_limit()
        if not self.papers:
            yield Refusal("papers_missing", PAPERS_MISSING)
        yield from too_long({"competent_organ": organ})

    def refusals_of_limit(self) -> Iterator[Refusal]:
        yield from ()

    def apply(self) -> Petition:
        unit, organ = self.target
        papers = self.papers
        self.move(
            to_unit=unit,
            competent_organ=organ,
            ground="",
            sent_as=self.sent_as,
            sent_on=self.today,
            report_due_on=self.limit_on,
        )
        name = letters.organ_of(unit) if unit else organ
        letter = self.write_letter(name, papers)
        if unit:
            self.send_to(unit, letter, papers)
        elif self.limit_on:
            days = (self.limit_on - self.today).days
            clocks.start(self.record, FEEDBACK, self.today, limit=days)
        self.tell_petitioner(name)
        end_receipt(self)
        return self.petition

    def write_letter(self, name: str, papers: list[Paper]) -> Letter:
        one = self.petition
        return letters.write_to(
            one,
            self.letter,
            name,
            by=self.by,
            at=self.at,
            to_organ=name,
            petitioner=letters.name_to_others(one),
            source_no=self.record.number,
            papers=[paper.title for paper in papers],
            **({"limit_on": self.limit_on} if self.limit_on else {}),
        )

    def send_to(self, unit: Unit, letter: Letter, papers: list[Paper]) -> None:
        record = arise(
            self.petition,
            unit,
            letter=letter,
            papers=papers,
            part=self.part,
            source=self.source,
            by=self.by,
            at=self.at,
            on=self.today,
        )
        self.other = record.petition

    def tell_petitioner(self, name: str) -> None:
        letters.write(
            self.petition,
            PaperType.FORWARD_NOTICE,
            by=self.by,
            at=self.at,
            to_organ=name,
            mode=words.said(self.sent_as),
            forwarded_on=self.today,
            query="",
        )


class Transfer(Send):
    """转送: the receiver disposes of it in his own right; the sender is informed."""

    event = "petition:transfer"
    sent_as = SentAs.TRANSFER
    letter = PaperType.TRANSFER_LETTER
    part = Part.INFORMED
    source = PetitionSource.TRANSFERRED


class Assign(Send):
    """交办: the result is reported back until a day; the sender supervises."""

    event = "petition:assign"
    sent_as = SentAs.ASSIGN
    letter = PaperType.ASSIGN_LETTER
    part = Part.SUPERVISE
    source = PetitionSource.ASSIGNED

    def __init__(
        self,
        record: Record,
        unit: Unit | None = None,
        organ: str = "",
        *,
        limit_on: dt.date | None = None,
        by: User,
        **options: Any,
    ) -> None:
        super().__init__(record, unit, organ, by=by, **options)
        self.limit = limit_on

    @property
    def limit_on(self) -> dt.date | None:
        return self.limit

    def refusals_of_limit(self) -> Iterator[Refusal]:
        if self.limit is None:
            yield Refusal("limit_missing", LIMIT_MISSING)
        elif self.limit < self.today:
            yield Refusal("date_impossible", LIMIT_PAST, {"date": self.limit.isoformat()})
