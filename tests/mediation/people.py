"""A dispute in Donghe village, and the way it goes: the tests of dossiers speak of it."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from archive.classification.queries import term
from archive.mediation.steps import (
    Accept,
    Agree,
    CloseDossier,
    HoldSession,
    NewAgreement,
    NewDossier,
    NewMediator,
    NewParty,
    NewSession,
    RecordPerformance,
    Refuse,
    RegisterDossier,
    Terminate,
    WithdrawDossier,
)
from archive.mediation.vocabulary import AgreementForm, Performance, SessionResult, Side
from archive.organisation.refusal import Refused
from archive.records.models import File, Paper, Record
from archive.records.vocabulary import PaperType
from tests.office import Office, make_holding

RECEIVED = dt.date(2026, 3, 2)
ACCEPTED = dt.date(2026, 3, 3)
HELD = dt.date(2026, 3, 10)
AGREED = dt.date(2026, 3, 12)
PERFORM_BY = dt.date(2026, 5, 1)
PHONE, ID_NO = "13912345678", "320482196505051234"
ZHANG = NewParty("张明", Side.APPLICANT, age=52, address="东河村一组", phone=PHONE, id_no=ID_NO)
LI = NewParty("李强", Side.RESPONDENT, age=48, address="东河村二组")


def new_dossier(**more: Any) -> NewDossier:
    values: dict[str, Any] = {
        "parties": (ZHANG, LI),
        "dispute_type": term("dispute_type", "02"),
        "source": term("case_source", "02"),
        "received_on": RECEIVED,
        "facts": "因院墙排水，双方发生争执。",
    }
    return NewDossier(**(values | more))


def register(office: Office, **more: Any) -> Record:
    step = RegisterDossier(new_dossier(**more), office.village, by=office.mediator)
    return step.run()[0]


def accept(office: Office, record: Record, on: dt.date = ACCEPTED) -> Record:
    who = [NewMediator(person=office.mediator)]
    Accept(record, who, on=on, by=office.mediator).run()
    return fresh(record)


def session(**more: Any) -> NewSession:
    values: dict[str, Any] = {
        "held_on": HELD,
        "place": "村委会调解室",
        "note": "双方陈述，调解员讲解相邻关系的规定。",
        "result": SessionResult.SUCCEEDED,
        "signed": True,
    }
    return NewSession(**(values | more))


def mediate(office: Office, record: Record, **more: Any) -> Record:
    step = HoldSession(record, session(**more), rights_told_on=ACCEPTED, by=office.mediator)
    step.run()
    return fresh(record)


def agreement(**more: Any) -> NewAgreement:
    values: dict[str, Any] = {
        "form": AgreementForm.WRITTEN,
        "agreed_on": AGREED,
        "terms": "李强于2026年5月1日前改建排水沟，并补偿张明3000元。",
        "performance": Performance.PENDING,
        "perform_by": PERFORM_BY,
        "amount": Decimal(3000),
        "parties_signed": {1: AGREED, 2: AGREED},
        "mediators_signed": {"郑调解": AGREED},
        "sealed": True,
    }
    return NewAgreement(**(values | more))


def agree(office: Office, record: Record, **more: Any) -> Record:
    Agree(record, agreement(**more), by=office.mediator).run()
    return fresh(record)


def scan(record: Record, type: PaperType, **more: Any) -> Paper:
    """A signed paper that was scanned; the store is not touched."""
    position = record.papers.count() + 1
    paper = Paper.objects.create(
        record=record, position=position, type=type, title=str(type.label), **more
    )
    File.objects.create(
        paper=paper,
        no=1,
        holding=make_holding(),
        original_name="扫描.pdf",
        added_by=record.made_by,
        added_at=record.made_at,
    )
    return paper


def performed(office: Office, record: Record) -> Record:
    step = RecordPerformance(record, Performance.PERFORMED, on=PERFORM_BY, by=office.mediator)
    step.run()
    return fresh(record)


def in_state(office: Office, state: str) -> Record:
    """A dossier that was led to that state by its steps."""
    record = register(office)
    if state == "registered":
        return record
    if state == "refused":
        Refuse(record, "一方不同意调解", on=ACCEPTED, by=office.mediator).run()
        return fresh(record)
    if state == "withdrawn":
        scan(record, PaperType.WITHDRAWAL)
        WithdrawDossier(record, on=ACCEPTED, by=office.mediator).run()
        return fresh(record)
    record = accept(office, record)
    return record if state == "accepted" else beyond(office, record, state)


def beyond(office: Office, record: Record, state: str) -> Record:
    record = mediate(office, record)
    if state == "terminated":
        Terminate(record, "分歧过大", other_ways_told=True, on=AGREED, by=office.mediator).run()
    if state in {"agreed", "closed"}:
        record = agree(office, record)
    if state == "closed":
        record = closable(office, record)
        CloseDossier(record, by=office.mediator).run()
    return fresh(record)


def closable(office: Office, record: Record) -> Record:
    scan(record, PaperType.AGREEMENT, number=record.number, dated_on=AGREED)
    return performed(office, record)


def fresh(record: Record) -> Record:
    return Record.objects.get(pk=record.pk)


def codes(step: Any) -> list[str]:
    """The codes of all refusals; an empty list when the step ran."""
    try:
        step.run()
    except Refused as refused:
        assert all(str(one) for one in refused.refusals)
        return [one.code for one in refused.refusals]
    return []
