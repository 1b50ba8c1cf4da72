"""The office of all tests in April 2026, when the month of March is to be reported."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from archive.classification.queries import term
from archive.mediation.models import Dossier, Party
from archive.organisation.models import Unit, User
from archive.organisation.refusal import Refused
from archive.organisation.vocabulary import PostKind, Rank, Reach
from archive.records.models import Record
from archive.records.vocabulary import RecordKind, RecordState
from archive.reports.models import Report, ReportSlot
from archive.reports.slots import open_slots
from archive.reports.steps import (
    FillNil,
    FillReport,
    ReviewReport,
    SendBackReport,
    SignReport,
    SubmitReport,
)
from tests.office import Office, make_person, serial

START, END = dt.date(2026, 3, 1), dt.date(2026, 3, 31)
TODAY = dt.date(2026, 4, 2)
DUE = dt.date(2026, 4, 7)  # 5 April is a Sunday, the 6th a day off.


def noon(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time(12)))


@dataclass
class Bureau:
    """The slots of March, and who fills, reviews and signs in each unit, by unit code."""

    office: Office
    slots: dict[str, ReportSlot]
    fillers: dict[str, User]
    reviewers: dict[str, User]
    leaders: dict[str, User]


def make_bureau(office: Office) -> Bureau:
    people = [office.donghe, office.qinghe, office.county]
    reviewers = {
        unit.code: clerk(f"second-{unit.code}", unit) for unit in people
    }
    head = make_person(
        "village-head", "村主任", PostKind.LEADER, office.village, Reach.OWN, Rank.HEAD
    )
    qinghe_head = make_person(
        "qinghe-head", "清河所长", PostKind.LEADER, office.qinghe, Reach.BELOW, Rank.HEAD
    )
    slots = {slot.unit.code: slot for slot in open_slots(TODAY)}
    return Bureau(
        office,
        slots,
        fillers={
            "YX": office.county_clerk,
            "DH": office.clerk,
            "QH": office.stranger,
            "DH1": office.mediator,
        },
        reviewers=reviewers | {"DH1": head},
        leaders={
            "YX": office.county_leader,
            "DH": office.leader,
            "QH": qinghe_head,
            "DH1": head,
        },
    )


def clerk(username: str, unit: Unit) -> User:
    return make_person(username, f"复核{unit.code}", PostKind.CLERK, unit, Reach.OWN)


def add_case(unit: Unit, by: User, ended_on: dt.date = dt.date(2026, 3, 12), **more: Any) -> Record:
    """A case whose mediation ended, as if its steps had been done."""
    no = next(serial)
    record = Record.objects.create(
        kind=RecordKind.DOSSIER,
        state=RecordState.CLOSED,
        number=f"调〔2026〕{no}号",
        number_sort=f"2026-调-{no:06d}",
        title="邻里纠纷",
        lead_unit=unit,
        year=ended_on.year,
        restricted=more.pop("restricted", False),
        made_by=by,
        made_at=noon(ended_on),
    )
    values = {
        "dispute_type": term("dispute_type", "02"),
        "source": term("case_source", "02"),
        "received_on": ended_on,
        "accepted_on": ended_on,
        "ended_on": ended_on,
        "agreed_on": ended_on,
        "agreement_form": "written",
        "facts": "排水",
    }
    dossier = Dossier.objects.create(record=record, **(values | more))
    for position in (1, 2):
        Party.objects.create(dossier=dossier, position=position, side="other", name=f"甲{position}")
    return record


def fill(bureau: Bureau, code: str, **more: Any) -> Report:
    step = FillReport(
        bureau.slots[code], by=bureau.fillers[code], **({"at": noon(TODAY)} | more)
    )
    return Report.objects.get(pk=step.run()[0].pk)


def fill_nil(bureau: Bureau, code: str, **more: Any) -> Report:
    step = FillNil(bureau.slots[code], by=bureau.fillers[code], **({"at": noon(TODAY)} | more))
    return Report.objects.get(pk=step.run()[0].pk)


def review(bureau: Bureau, report: Report) -> Report:
    code = report.slot.unit.code
    ReviewReport(report.record, by=bureau.reviewers[code], at=noon(TODAY)).run()
    return fresh(report)


def sign(bureau: Bureau, report: Report, **more: Any) -> Report:
    code = report.slot.unit.code
    SignReport(report.record, by=bureau.leaders[code], **({"at": noon(TODAY)} | more)).run()
    return fresh(report)


def submit(bureau: Bureau, report: Report, day: dt.date = TODAY) -> Report:
    code = report.slot.unit.code
    SubmitReport(report.record, by=bureau.leaders[code], at=noon(day)).run()
    return fresh(report)


def send(bureau: Bureau, report: Report, day: dt.date = TODAY, **more: Any) -> Report:
    """From the draft to the unit above."""
    return submit(bureau, sign(bureau, review(bureau, report), **more), day)


def send_back(bureau: Bureau, report: Report, day: dt.date = TODAY, **more: Any) -> Report:
    above = bureau.leaders[report.slot.unit.parent.code]
    SendBackReport(report.record, by=above, reason="合计有误", at=noon(day), **more).run()
    return fresh(report)


def in_state(bureau: Bureau, state: str, code: str = "DH1") -> Report:
    """A report of the village that was led to that state by its steps."""
    add_case(bureau.slots[code].unit, bureau.fillers[code])
    report = fill(bureau, code)
    for name, step in (("reviewed", review), ("signed", sign), ("submitted", submit)):
        if state == "draft":
            break
        report = step(bureau, report)
        if state == name:
            break
    return send_back(bureau, report) if state == "returned" else report


def fresh(report: Report) -> Report:
    return Report.objects.select_related("record", "slot__unit", "slot__type").get(pk=report.pk)


def values(report: Report) -> dict[str, Any]:
    return {row.column: row.value for row in report.figures.all()}


def codes(step: Any) -> list[str]:
    """The codes of all refusals; an empty list when the step ran."""
    try:
        step.run()
    except Refused as refused:
        assert all(str(one) for one in refused.refusals)
        return [one.code for one in refused.refusals]
    return []
