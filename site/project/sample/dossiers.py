"""The mediation dossiers of the sample office, each walked through its steps on its own days."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.db import transaction

from archive.classification.queries import term
from archive.mediation.mediators import NewMediator
from archive.mediation.models import Dossier, Session, Visit
from archive.mediation.steps import (
    Accept,
    Agree,
    CloseDossier,
    HoldSession,
    NewAgreement,
    NewDossier,
    NewParty,
    NewSession,
    PrintForm,
    RecordPerformance,
    RecordVisit,
    RegisterDossier,
    Terminate,
    WithdrawDossier,
)
from archive.mediation.vocabulary import (
    AgreementForm,
    PartyKind,
    Performance,
    SessionResult,
    Side,
)
from archive.organisation.models import Unit, User
from archive.organisation.vocabulary import PostKind
from archive.records.models import Paper, Record
from archive.records.steps import AddFile, AddPaper
from archive.records.vocabulary import PaperType
from archive.volumes.steps import Complete, SayNotApplicable
from project.sample.scans import SIGNED, day, noon, scan

AGREED = {"agreed_written": AgreementForm.WRITTEN, "agreed_oral": AgreementForm.ORAL}
FORMS = {
    AgreementForm.WRITTEN: PaperType.AGREEMENT,
    AgreementForm.ORAL: PaperType.ORAL_AGREEMENT,
}


class Case:
    """One dossier on its way: the record, its mediator, and what the story says of it."""

    def __init__(self, row: dict[str, Any]) -> None:
        self.row = row
        self.unit = Unit.objects.get(code=row["unit"])
        self.mediator = User.objects.get(posts__unit=self.unit, posts__kind=PostKind.MEDIATOR)
        self.record: Record

    @transaction.atomic
    def walk(self) -> None:
        """From the register to where the story ends."""
        self.register()
        if not self.row.get("accepted_on"):
            return
        self.accept()
        if self.row.get("session"):
            self.sit()
        ending = self.row["ending"]
        if ending in AGREED:
            self.agree(AGREED[ending])
        elif ending == "terminated":
            self.terminate()
        elif ending == "withdrawn":
            self.withdraw()
        if self.row.get("closed_on"):
            self.close()

    def options(self, on: str) -> dict[str, Any]:
        return {"by": self.mediator, "at": noon(on)}

    def register(self) -> None:
        row = self.row
        new = NewDossier(
            parties=tuple(new_party(one) for one in row["parties"]),
            dispute_type=term("dispute_type", row["dispute_type"]),
            source=term("case_source", row["source"]),
            received_on=day(row["received_on"]),
            facts=row["facts"],
            requests=row["requests"],
            referrer=row["referrer"],
            difficult=row["difficult"],
        )
        step = RegisterDossier(new, self.unit, **self.options(row["received_on"]))
        (self.record,) = step.run()

    def accept(self) -> None:
        on = self.row["accepted_on"]
        mediator = NewMediator(person=self.mediator)
        Accept(self.record, [mediator], on=day(on), **self.options(on)).run()
        self.sign(self.print(PaperType.ACCEPTANCE_FORM, on), on)

    def sit(self) -> None:
        said = self.row["session"]
        names = "、".join(one["name"] for one in self.row["parties"])
        new = NewSession(
            held_on=day(said["held_on"]),
            place=said["place"],
            present=names,
            note=said["note"],
            result=SessionResult(said["result"]),
            signed=True,
        )
        on = said["held_on"]
        told = day(self.row["accepted_on"])
        step = HoldSession(self.record, new, rights_told_on=told, **self.options(on))
        self.sign(self.print(PaperType.MEDIATION_RECORD, on, step.run()), on)

    def agree(self, form: AgreementForm) -> None:
        said = self.row["agreement"]
        on, agreed_on = said["agreed_on"], day(said["agreed_on"])
        assert agreed_on
        people = range(1, len(self.row["parties"]) + 1)
        new = NewAgreement(
            form=form,
            agreed_on=agreed_on,
            terms=said["terms"],
            performance=Performance(said["performance"]),
            perform_by=day(said["perform_by"]),
            amount=None if said["amount"] is None else Decimal(str(said["amount"])),
            parties_signed=dict.fromkeys(people, agreed_on),
            mediators_signed={str(self.mediator): agreed_on},
            sealed=True,
        )
        Agree(self.record, new, **self.options(on)).run()
        self.sign(self.print(FORMS[form], on), on)
        self.follow(Performance(said["performance"]))

    def follow(self, performance: Performance) -> None:
        row = self.row
        if row.get("performed_on") and performance == Performance.PENDING:
            on = row["performed_on"]
            step = RecordPerformance(
                self.record, Performance.PERFORMED, on=day(on), **self.options(on)
            )
            step.run()
        if row.get("visit"):
            said, on = row["visit"], row["visit"]["visited_on"]
            visit = RecordVisit(
                self.record,
                visited_on=day(on),
                visitor=str(self.mediator),
                note=said["note"],
                **self.options(on),
            ).run()
            self.sign(self.print(PaperType.VISIT_RECORD, on, visit), on)

    def terminate(self) -> None:
        row = self.row
        Terminate(
            self.record,
            row["ground"],
            on=day(row["ended_on"]),
            other_ways_told=True,
            **self.options(row["ended_on"]),
        ).run()

    def withdraw(self) -> None:
        on = self.row["ended_on"]
        AddPaper(
            self.record,
            scan(SIGNED),
            title=str(PaperType.WITHDRAWAL.label),
            type=PaperType.WITHDRAWAL,
            **self.options(on),
        ).run()
        WithdrawDossier(self.record, self.row["ground"], on=day(on), **self.options(on)).run()

    def close(self) -> None:
        on = self.row["closed_on"]
        told = day(on) if self.row["referrer"] else None
        CloseDossier(self.record, referrer_told_on=told, **self.options(on)).run()
        if not self.row.get("session"):
            reason = "当事人在调解前撤回申请"
            SayNotApplicable(self.record, "mediation_record", reason, **self.options(on)).run()
        Complete(self.record, **self.options(on)).run()

    def print(self, code: str, on: str, item: Session | Visit | None = None) -> Paper:
        paper: Paper = PrintForm(self.record, code, item=item, **self.options(on)).run()
        return paper

    def sign(self, paper: Paper, on: str) -> None:
        AddFile(paper, scan(SIGNED), **self.options(on)).run()


def new_party(said: dict[str, Any]) -> NewParty:
    return NewParty(
        name=said["name"],
        side=Side(said["side"]),
        kind=PartyKind(said["kind"]),
        gender=said["gender"] or "",
        age=said["age"],
        occupation=said["occupation"] or "",
        address=said["address"] or "",
    )


def load_dossiers(rows: list[dict[str, Any]]) -> int:
    """Files those that are not there yet, known by unit, day and facts; returns how many."""
    done = 0
    for row in sorted(rows, key=lambda row: row["received_on"]):
        known = Dossier.objects.filter(
            record__lead_unit__code=row["unit"], received_on=row["received_on"], facts=row["facts"]
        )
        if not known.exists():
            Case(row).walk()
            done += 1
    return done
