"""The petitions of the sample office, each walked through its steps on its own days."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from archive.organisation.may import own_name_unit
from archive.organisation.models import Unit, User
from archive.organisation.vocabulary import PostKind
from archive.petitions.models import Petition
from archive.petitions.papers import NewPaper
from archive.petitions.steps import (
    Accept,
    ApproveExtension,
    AskExtension,
    Close,
    Decline,
    DraftOpinion,
    FileOnly,
    Guide,
    NewPetition,
    RegisterPetition,
    Reply,
    Serve,
    SignOpinion,
    Triage,
    Withdraw,
)
from archive.petitions.vocabulary import Channel, PetitionSource, ServiceMode
from archive.records.models import Record
from archive.records.steps import AddFile
from archive.records.vocabulary import PaperType
from archive.volumes.steps import Complete
from project.sample.letters import letter_of
from project.sample.scans import SIGNED, day, noon, scan


class Case:
    """One petition on its way: the record, who handles it, and what the story says of it."""

    def __init__(self, row: dict[str, Any]) -> None:
        self.row = row
        self.unit = Unit.objects.get(code=row["unit"])
        organ = own_name_unit(self.unit) or self.unit
        self.clerk = holder(self.unit, PostKind.CLERK)
        self.leader = holder(self.unit, PostKind.LEADER)
        self.organ_leader = holder(organ, PostKind.LEADER)
        self.record: Record

    @transaction.atomic
    def walk(self) -> None:
        """From the register to where the story ends."""
        self.register()
        ending = self.row["ending"]
        if self.row.get("triaged_on"):
            self.triage()
        if ending in CLOSED_EARLY:
            getattr(self, CLOSED_EARLY[ending])()
        elif self.row.get("accepted_on"):
            self.handle()
        if self.row.get("closed_on"):
            on = self.row["closed_on"]
            Close(self.record, **self.by(self.clerk, on)).run()
            Complete(self.record, **self.by(self.clerk, on)).run()

    def by(self, person: User, on: str) -> dict[str, Any]:
        return {"by": person, "at": noon(on)}

    def register(self) -> None:
        row = self.row
        on = day(row["received_on"])
        letter = NewPaper(PaperType.PETITION_LETTER, (letter_of(row, self.unit),), dated_on=on)
        new = NewPetition(
            channel=Channel(row["channel"]),
            received_on=noon(row["received_on"]).date(),
            summary=row["summary"],
            claims=tuple(row["claims"]),
            petitioner_name=row["petitioner_name"],
            petitioner_address=row["petitioner_address"],
            anonymous=row["anonymous"],
            title=row["title"],
            source=PetitionSource(row["source"]),
            source_no=row["source_no"] or "",
            people_count=row["people_count"],
            matter_place=row["matter_place"],
            papers=(letter,),
        )
        step = RegisterPetition(new, self.unit, **self.by(self.clerk, row["received_on"]))
        (self.record,) = step.run()

    def triage(self) -> None:
        row = self.row
        Triage(
            self.record,
            row["matter_class"],
            row["appeal_route"] or "",
            ground=row.get("ground") or "",
            competent_organ=row.get("competent_organ") or "",
            **self.by(self.clerk, row["triaged_on"]),
        ).run()

    def decline(self) -> None:
        Decline(self.record, **self.by(self.leader, self.row["triaged_on"])).run()

    def guide(self) -> None:
        Guide(self.record, **self.by(self.clerk, self.row["triaged_on"])).run()

    def file_only(self) -> None:
        FileOnly(self.record, **self.by(self.clerk, self.row["triaged_on"])).run()

    def withdraw(self) -> None:
        row = self.row
        if row.get("accepted_on"):
            Accept(self.record, self.clerk, **self.by(self.leader, row["accepted_on"])).run()
        on = row.get("closed_on") or row["triaged_on"]
        paper = NewPaper(PaperType.WITHDRAWAL, (scan(SIGNED),), dated_on=day(on))
        Withdraw(self.record, paper, **self.by(self.clerk, on)).run()

    def handle(self) -> None:
        row = self.row
        Accept(self.record, self.clerk, **self.by(self.leader, row["accepted_on"])).run()
        if row.get("extended"):
            self.extend()
        if row.get("opinion_on"):
            self.answer(row["opinion_on"])
        if row.get("served_on"):
            self.serve(row["served_on"])

    def serve(self, on: str) -> None:
        """The receipt that was printed with the answer comes back signed, onto the same paper."""
        options = self.by(self.clerk, on)
        printed = self.record.papers.filter(type=PaperType.SERVICE_RECEIPT).first()
        receipt = None
        if printed:
            AddFile(printed, scan(SIGNED), **options).run()
        else:
            receipt = NewPaper(PaperType.SERVICE_RECEIPT, (scan(SIGNED),), dated_on=day(on))
        serve = Serve(self.record, day(on), mode=ServiceMode.DIRECT, receipt=receipt, **options)
        serve.run()

    def extend(self) -> None:
        said, on = self.row["extended"], self.row["accepted_on"]
        ask = AskExtension(
            self.record, said["days"], reason=said["reason"], **self.by(self.clerk, on)
        )
        ask.run()
        ApproveExtension(self.record, **self.by(self.organ_leader, on)).run()

    def answer(self, on: str) -> None:
        row = self.row
        draft = DraftOpinion(
            self.record,
            result=row["result"],
            # A reply to a suggestion finds no facts beside what it answers.
            findings=row["findings"] or row["opinion"],
            opinion=row["opinion"],
            basis=row["opinion_basis"],
            answers=row["answers"],
            **self.by(self.clerk, on),
        )
        draft.run()
        if row["ending"] == "opinion_open":
            return
        if row["ending"] == "closed_reply":
            paper = NewPaper(PaperType.OPINION, (scan(SIGNED),), title=REPLY, dated_on=day(on))
            Reply(self.record, paper, **self.by(self.leader, on)).run()
        else:
            SignOpinion(self.record, **self.by(self.organ_leader, on)).run()


REPLY = "关于意见建议的答复"
CLOSED_EARLY = {
    "closed_declined": "decline",
    "closed_guided": "guide",
    "closed_filed_only": "file_only",
    "withdrawn": "withdraw",
}


def holder(unit: Unit, kind: PostKind) -> User:
    return User.objects.get(posts__unit=unit, posts__kind=kind)


def load_petitions(rows: list[dict[str, Any]]) -> int:
    """Files those that are not there yet; returns how many."""
    done = 0
    for row in sorted(rows, key=lambda row: row["received_on"]):
        if not is_filed(row):
            Case(row).walk()
            done += 1
    return done


def is_filed(row: dict[str, Any]) -> bool:
    """Known by unit, day and facts."""
    known = Petition.objects.filter(
        record__lead_unit__code=row["unit"],
        received_on=row["received_on"],
        summary=row["summary"],
    )
    return known.exists()
