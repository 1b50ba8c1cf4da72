"""Petitions, dossiers and reports beside the documents of a home: written in bulk, with their
clocks, handlers, periods owed and first versions. Imported only where a home was entered.

As in `filling`, the shares are the same whatever the size: so many of each unit, year and state.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any

from django.utils import timezone

from archive.classification.models import Term
from archive.clocks.load import load_clocks
from archive.clocks.models import Clock
from archive.clocks.queries import rule_for
from archive.mediation.models import Dossier
from archive.organisation.models import Unit, User
from archive.petitions.models import Petition
from archive.records.models import Named, Record
from archive.reports.load import load_report_types
from archive.reports.models import Report, ReportSlot, ReportType
from archive.retention.load import load_schedules
from archive.retention.models import Retention, RetentionRule
from archive.volumes.load import load_volumes
from archive.volumes.models import Completion
from benchmarks import office
from benchmarks.year_to_bind import first_versions

BATCH = 500
DAY = dt.timedelta(days=1)
PETITIONS, DOSSIERS, REPORTS = 0.20, 0.25, 0.05
# Of the matters so many are under way; of those that are closed and not bound yet, complete.
OPEN, COMPLETE = 0.20, 0.80
# Of the petitions under way: an answer to sign, a longer time to approve, one to decline.
TO_SIGN, TO_EXTEND, TO_DECLINE = 0.30, 0.10, 0.10
# Clocks end from so many days ago to so many days ahead.
LATE, AHEAD = 20, 60
TO_APPRAISE = 0.05
chance = random.Random(2)
serials = count(1)


@dataclass(frozen=True)
class Row:
    """A matter before it is written: whose, of which year, and whether it is under way."""

    kind: str
    unit: Unit
    year: int
    open: bool


def fill_matters(units: Sequence[Unit], size: int, years: dict[int, int], shares: Any) -> None:
    """`size` counts all records of the home; shares: (unit, hundredths) of each unit."""
    load_clocks()
    load_volumes()
    load_schedules()
    load_report_types()
    for kind, part in (("petition", PETITIONS), ("dossier", DOSSIERS)):
        rows = list(planned(kind, shares, size * part, years))
        for start in range(0, len(rows), BATCH):
            write_matters(kind, rows[start : start + BATCH])
    write_reports(units, round(size * REPORTS))


def planned(kind: str, shares: Any, size: float, years: dict[int, int]) -> Iterator[Row]:
    this_year = timezone.localdate().year
    for unit, share in shares:
        whole = size * share / 100
        for year, part in years.items():
            for _number in range(round(whole * (1 - OPEN) * part / 100)):
                yield Row(kind, unit, year, open=False)
        for _number in range(round(whole * OPEN)):
            yield Row(kind, unit, this_year, open=True)


def write_matters(kind: str, rows: Sequence[Row]) -> None:
    units = {row.unit for row in rows}
    people = {unit: office.person(office.clerk_of(unit.code)) for unit in units}
    records = Record.objects.bulk_create(record_of(row, people[row.unit]) for row in rows)
    pairs = list(zip(records, rows, strict=True))
    if kind == "petition":
        Petition.objects.bulk_create(petition_of(record, row, people) for record, row in pairs)
    else:
        terms = some_terms()
        Dossier.objects.bulk_create(dossier_of(record, row, *terms) for record, row in pairs)
    under_way = [record for record, row in pairs if row.open]
    start_clocks(under_way, "PET_HANDLE" if kind == "petition" else "MED_CLOSE")
    name_handlers(under_way, people, "handler" if kind == "petition" else "mediator")
    keep_closed([record for record, row in pairs if not row.open], people)
    for unit, person in people.items():
        first_versions([record for record in records if record.lead_unit == unit], person)


def record_of(row: Row, by: User) -> Record:
    today, number = timezone.localdate(), next(serials)
    if row.open:
        day = today - chance.randrange(1, 60) * DAY
    else:
        day = dt.date(row.year, 1, 1) + chance.randrange(300) * DAY
    state = "registered" if row.open else "closed" if row.year == max_year() else "bound"
    return Record(
        kind=row.kind,
        state=state,
        number=f"{row.kind}〔{row.year}〕{number}号",
        number_sort=f"{row.year}-{row.kind}-{number:06d}",
        title=f"关于东河村第{number}号{row.kind}的矛盾纠纷",
        lead_unit=row.unit,
        year=row.year,
        dated_on=day,
        made_by=by,
        made_at=timezone.now(),
        registered_on=day,
        closed_on=None if row.open else day + 40 * DAY,
    )


def bind_documents() -> None:
    """As if the documents of all years but the last had been bound."""
    Record.objects.filter(kind="document", year__lt=max_year()).update(state="bound")


def max_year() -> int:
    """The last year that is over: what was closed in it is still to be bound."""
    return timezone.localdate().year - 1


def petition_of(record: Record, row: Row, people: dict[Unit, User]) -> Petition:
    clerk = people[row.unit]
    said: dict[str, Any] = {"state": "closed", "accepted_on": record.registered_on}
    if row.open:
        said = open_petition(clerk)
    return Petition(
        record=record,
        channel="visit",
        received_on=record.registered_on,
        petitioner_name="周某",
        summary="反映道路补偿",
        matter_class="appeal",
        appeal_route="31_6",
        handler=clerk,
        **said,
    )


def open_petition(clerk: User) -> dict[str, Any]:
    day, dice = timezone.localdate() - 30 * DAY, chance.random()
    if dice < TO_DECLINE:
        return {"state": "triaged", "ground": "不属于本机关职权范围"}
    said = {"state": "investigating", "accepted_on": day}
    if dice < TO_DECLINE + TO_EXTEND:
        return said | {"extension_asked_by": clerk, "extension_days": 30}
    return said | ({"drafted_by": clerk} if dice < TO_DECLINE + TO_EXTEND + TO_SIGN else {})


def some_terms() -> tuple[Term, Term]:
    terms = Term.objects.order_by("pk")
    return (
        terms.filter(scheme__code="dispute_type", valid_to=None)[0],
        terms.filter(scheme__code="case_source")[0],
    )


def dossier_of(record: Record, row: Row, dispute_type: Term, source: Term) -> Dossier:
    day = record.registered_on
    ended = {} if row.open else {"agreed_on": day, "ended_on": day, "agreement_form": "written"}
    return Dossier(
        record=record,
        state="mediating" if row.open else "closed",
        dispute_type=dispute_type,
        source=source,
        received_on=day,
        accepted_on=day,
        facts="因房屋滴水发生纠纷",
        **ended,
    )


def start_clocks(records: Sequence[Record], code: str) -> None:
    today = timezone.localdate()
    rule = rule_for(code, today)
    Clock.objects.bulk_create(
        Clock(record=record, rule=rule, limit=30, started_on=today, raw_on=due, due_on=due)
        for record in records
        for due in [today + chance.randrange(-LATE, AHEAD) * DAY]
    )


def name_handlers(records: Sequence[Record], people: dict[Unit, User], part: str) -> None:
    Named.objects.bulk_create(
        Named(
            record=record,
            person=people[record.lead_unit],
            part=part,
            since=record.registered_on,
        )
        for record in records
    )


def keep_closed(records: Sequence[Record], people: dict[Unit, User]) -> None:
    """What is bound has its period fixed, now and then over; what is only closed is complete or
    not."""
    rule = RetentionRule.objects.order_by("pk").first()
    assert rule
    today, now = timezone.localdate(), timezone.now()
    Retention.objects.bulk_create(
        Retention(
            record=record,
            rule=rule,
            period="10",
            closed_year=record.year,
            starts_on=dt.date(record.year + 1, 1, 1),
            ends_on=today - DAY if chance.random() < TO_APPRAISE else today + 3650 * DAY,
            sentence="保管十年。",
        )
        for record in records
        if record.state == "bound"
    )
    Completion.objects.bulk_create(
        Completion(record=record, by=people[record.lead_unit], at=now)
        for record in records
        if record.state == "closed" and chance.random() < COMPLETE
    )


def write_reports(units: Sequence[Unit], size: int) -> None:
    """Each unit owes one a day (日报), so that only their number grows; of the newest some are
    missing, sent back, or wait for the signature."""
    kind, last = ReportType.objects.order_by("pk")[0], timezone.localdate() - DAY
    for unit in units:
        by = office.person(office.clerk_of(unit.code))
        days = [last - number * DAY for number in range(max(6, size // len(units)))]
        for start in range(0, len(days), BATCH):
            write_slots(kind, unit, by, days[start : start + BATCH], newest=start == 0)


def write_slots(
    kind: ReportType, unit: Unit, by: User, days: Sequence[dt.date], *, newest: bool
) -> None:
    slots = ReportSlot.objects.bulk_create(
        ReportSlot(type=kind, unit=unit, period_start=day, period_end=day, due_on=day + 5 * DAY)
        for day in days
    )
    states = ["draft", "returned", "reviewed", None, None] if newest else []
    states += ["submitted"] * (len(slots) - len(states))
    sent = [(slot, state) for slot, state in zip(slots, states, strict=True) if state]
    records = Record.objects.bulk_create(report_record(slot, state, by) for slot, state in sent)
    Report.objects.bulk_create(
        Report(
            record=record,
            slot=slot,
            state=state,
            filled_by=by,
            submitted_on=slot.due_on if state == "submitted" else None,
        )
        for record, (slot, state) in zip(records, sent, strict=True)
    )
    first_versions(records, by)


def report_record(slot: ReportSlot, state: str, by: User) -> Record:
    number, sent = next(serials), state == "submitted"
    return Record(
        kind="report",
        state="closed" if sent else "captured",
        number=f"报〔{slot.due_on.year}〕{number}号" if sent else "",
        number_sort=f"{slot.due_on.year}-报-{number:06d}" if sent else "",
        title=f"{slot.unit.name}{slot.period_start}统计表",
        lead_unit=slot.unit,
        year=slot.period_end.year,
        made_by=by,
        made_at=timezone.now(),
        registered_on=slot.due_on if sent else None,
        closed_on=slot.due_on if sent else None,
    )
