"""A year of an office to bind: closed matters, their papers with real bytes, a schedule."""

from __future__ import annotations

import datetime as dt
import io
import itertools

from django.utils import timezone

from archive.classification.load import load_schemes
from archive.classification.models import Term
from archive.documents.steps import NewDocument, NewPaper, RegisterDocuments
from archive.holdings import store
from archive.holdings.models import Holding
from archive.mediation.models import Dossier, DossierMediator, Party, Session
from archive.mediation.vocabulary import AgreementForm, DossierState, SessionResult, Side
from archive.organisation.models import Unit, User
from archive.petitions.models import Petition
from archive.petitions.vocabulary import MatterClass, PetitionState
from archive.records.models import File, Paper, Record
from archive.records.step import NewRecords
from archive.records.steps import NewFile
from archive.records.vocabulary import PaperType, RecordKind, RecordState
from archive.reports.models import Report, ReportSlot, ReportType
from archive.reports.vocabulary import Cycle, ReportState
from archive.retention.load import load_schedules
from archive.retention.models import Schedule
from archive.volumes.load import load_volumes

YEAR = 2024
serial = itertools.count(1)
# What a dossier with a written agreement holds (司发通〔2010〕239号).
AGREED = (
    PaperType.MEDIATION_RECORD,
    PaperType.AGREEMENT,
    PaperType.APPLICATION,
)


def load_rules() -> None:
    """The shipped data, and a schedule that was approved."""
    load_schemes()
    load_volumes()
    load_schedules()
    Schedule.objects.update(approval_no="云档〔2020〕3号", approved_on=dt.date(2020, 3, 1))


def held(pages: int | None = 1, content: bytes = b"") -> Holding:
    """Bytes that really lie in the store."""
    content = content or f"scan {next(serial)}".encode()
    digest = store.hold_bytes(io.BytesIO(content))
    return Holding.objects.get_or_create(
        sha256=digest,
        defaults={
            "size": len(content),
            "media_type": "application/pdf",
            "page_count": pages,
            "extraction": Holding.Extraction.DONE,
            "held_at": timezone.now(),
        },
    )[0]


def document(
    unit: Unit,
    clerk: User,
    day: dt.date = dt.date(YEAR, 3, 1),
    title: str = "关于做好排查工作的通知",
    pages: int | None = 2,
    **more: object,
) -> Record:
    paper = NewPaper(title, (NewFile(held(pages), "通知.pdf"),))
    values = {"issuer": "云溪县司法局", "dated_on": day, "papers": (paper,)} | more
    step = RegisterDocuments([NewDocument(title, **values)], unit, by=clerk)
    return step.run()[0]


class Plain(NewRecords):
    """A record as the room of its kind would have made it; only its rows, with version 1."""

    event = "test:make"
    verb = "register"

    def __init__(self, unit: Unit, record: Record, papers: list[tuple], by: User) -> None:
        super().__init__(unit, by=by)
        self.record, self.papers = record, papers

    def ask_policy(self) -> None:
        pass

    def apply(self) -> list[Record]:
        self.record.save()
        self.kind_row()
        for position, (type_, pages, day) in enumerate(self.papers, start=1):
            paper = Paper.objects.create(
                record=self.record,
                position=position,
                type=type_,
                title=PaperType(type_).label,
                dated_on=day,
            )
            File.objects.create(
                paper=paper,
                no=1,
                holding=held(pages),
                original_name="扫描.pdf",
                added_by=self.by,
                added_at=self.at,
            )
        self.records = [self.record]
        return self.records

    def actor(self, unit):
        from archive.records.history import Actor

        return Actor(self.by)

    def kind_row(self) -> None:
        raise NotImplementedError


class PlainDossier(Plain):
    def __init__(self, *args: object, agreed: bool = True, **more: object) -> None:
        super().__init__(*args, **more)
        self.agreed = agreed

    def kind_row(self) -> None:
        day = self.record.closed_on or dt.date(YEAR, 1, 1)
        dossier = Dossier.objects.create(
            record=self.record,
            state=DossierState.CLOSED,
            dispute_type=Term.objects.filter(scheme__code="dispute_type").first(),
            source=Term.objects.filter(scheme__code="case_source").first(),
            received_on=day,
            facts="因滴水发生纠纷",
            accepted_on=day,
            agreement_form=AgreementForm.WRITTEN if self.agreed else "",
            agreed_on=day if self.agreed else None,
        )
        for no, side in enumerate((Side.APPLICANT, Side.RESPONDENT), start=1):
            Party.objects.create(
                dossier=dossier, position=no, side=side, name=f"当事人{no}", signed_on=day
            )
        DossierMediator.objects.create(dossier=dossier, name="郑调解", signed_on=day)
        Session.objects.create(
            dossier=dossier,
            held_on=day,
            place="村委会",
            note="双方同意",
            result=SessionResult.choices[0][0],
            signed=True,
        )


class PlainPetition(Plain):
    def kind_row(self) -> None:
        Petition.objects.create(
            record=self.record,
            state=PetitionState.CLOSED,
            channel="visit",
            received_on=self.record.closed_on or dt.date(YEAR, 1, 1),
            petitioner_name="周某",
            summary="反映道路补偿",
            matter_class=MatterClass.ACCUSATION if self.record.accusation else MatterClass.APPEAL,
        )


class PlainReport(Plain):
    def __init__(self, *args: object, slot: ReportSlot, **more: object) -> None:
        super().__init__(*args, **more)
        self.slot = slot

    def kind_row(self) -> None:
        Report.objects.create(
            record=self.record, slot=self.slot, state=ReportState.SUBMITTED, filled_by=self.by
        )


def new_record(kind: str, unit: Unit, by: User, day: dt.date | None, **more: object) -> Record:
    number = next(serial)
    values = {
        "kind": kind,
        "state": RecordState.CLOSED if day else RecordState.REGISTERED,
        "number": f"测〔{YEAR}〕{number}号",
        "number_sort": f"{YEAR}-测-{number:06d}",
        "title": f"第{number}件",
        "lead_unit": unit,
        "year": day.year if day else YEAR,
        "dated_on": day,
        "made_by": by,
        "made_at": timezone.now(),
        "registered_on": day or dt.date(YEAR, 1, 5),
        "closed_on": day,
    }
    return Record(**values | more)


def dossier(
    unit: Unit,
    by: User,
    day: dt.date | None = dt.date(YEAR, 6, 1),
    papers: tuple = AGREED,
    pages: int | None = 3,
    complete: bool = True,
    agreed: bool = True,
    **more: object,
) -> Record:
    record = new_record(RecordKind.DOSSIER, unit, by, day, **more)
    rows = [(type_, pages, day) for type_ in papers]
    PlainDossier(unit, record, rows, by, agreed=agreed).run()
    if complete and day:
        mark_complete(record, by)
    return record


def petition(
    unit: Unit,
    by: User,
    day: dt.date | None = dt.date(YEAR, 5, 1),
    papers: tuple = (PaperType.REGISTER_FORM,),
    pages: int | None = 2,
    complete: bool = True,
    **more: object,
) -> Record:
    record = new_record(RecordKind.PETITION, unit, by, day, **more)
    PlainPetition(unit, record, [(type_, pages, day) for type_ in papers], by).run()
    if complete and day:
        mark_complete(record, by)
    return record


def mark_complete(record: Record, by: User) -> None:
    from archive.volumes.models import Completion

    Completion.objects.create(record=record, by=by, at=timezone.now())


def report_type(code: str = "mediation-cases", cycle: str = Cycle.MONTH) -> ReportType:
    return ReportType.objects.get_or_create(
        code=code,
        defaults={
            "name": "人民调解案件情况统计表",
            "cycle": cycle,
            "basis": "司发通〔2010〕239号",
            "valid_from": dt.date(2011, 1, 1),
        },
    )[0]


def report(unit: Unit, by: User, month: int, **more: object) -> Record:
    start = dt.date(YEAR, month, 1)
    slot = ReportSlot.objects.create(
        type=report_type(), unit=unit, period_start=start, period_end=start, due_on=start
    )
    record = new_record(RecordKind.REPORT, unit, by, start, **more)
    PlainReport(unit, record, [(PaperType.REPORT_FORM, 1, start)], by, slot=slot).run()
    return record


