"""三统一: what was reported, registered and filed must be one number (domain 3.5)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from archive.mediation.figures import cases
from archive.mediation.models import Dossier
from archive.organisation.models import Unit
from archive.organisation.scope import Scope
from archive.records.models import Record
from archive.reports.forms import form_of
from archive.reports.models import Report, ReportSlot
from archive.reports.rollup import slots_below, submitted_reports, values_of
from archive.reports.rules import Period
from archive.reports.words import filing_grace

REPORT_MISSING = _("%(unit)s: nothing is submitted; %(registered)s cases are registered.")
REPORT_DIFFERS = _("%(unit)s: %(reported)s cases are reported, %(registered)s are registered.")
NO_DOSSIER = _("%(record)s: the dossier is not complete.")
DOSSIER_AWAITED = _("%(record)s: the dossier has until %(date)s.")


class DifferenceKind(StrEnum):
    REPORT_MISSING = "report_missing"
    REPORT_DIFFERS = "report_differs"
    NO_DOSSIER = "no_dossier"
    AWAITED = "awaited"


SENTENCES = {
    DifferenceKind.REPORT_MISSING: REPORT_MISSING,
    DifferenceKind.REPORT_DIFFERS: REPORT_DIFFERS,
    DifferenceKind.NO_DOSSIER: NO_DOSSIER,
    DifferenceKind.AWAITED: DOSSIER_AWAITED,
}


@dataclass(frozen=True)
class Difference:
    """One line of the list: what differs, where, and for a case its record."""

    kind: DifferenceKind
    unit: Unit
    facts: dict[str, Any]
    record: int | None = None

    def __str__(self) -> str:
        return str(SENTENCES[self.kind]) % {key: str(value) for key, value in self.facts.items()}


@dataclass(frozen=True)
class ThreeWay:
    """A, B and C for a unit with all below it. reported: None while nothing is submitted."""

    reported: int | None
    registered: int
    filed: int
    differences: list[Difference] = field(default_factory=list)

    @property
    def agrees(self) -> bool:
        return self.reported == self.registered == self.filed


def three_way(
    unit: Unit, period: Period, scope: Scope, *, on: dt.date | None = None
) -> ThreeWay | None:
    """The check of a unit and a period; None where the unit owes no report of it.

    Cases count where their mediation ended. Totals take in every case; the list names those the
    asker sees. A dossier that still has time is awaited, not missing.
    """
    rows = ReportSlot.objects.filter(unit=unit, period_start=period.start, period_end=period.end)
    slot = rows.select_related("type", "unit").first()
    if slot is None:
        return None
    found = cases(unit, period.start, period.end, below=True)
    complete = completed(found)
    reported = reported_totals([slot, *slots_below(slot)])
    differences = [
        *report_differences([slot, *slots_below(slot)], reported, found),
        *dossier_differences(found, complete, period, scope, on or timezone.localdate()),
    ]
    return ThreeWay(reported.get(slot.pk), len(found), len(complete), differences)


def counts(slot: ReportSlot, report: Report) -> dict[str, int]:
    """The three numbers as the event of a submission keeps them."""
    found = cases(slot.unit, slot.period_start, slot.period_end, below=True)
    return {
        "reported": total_in(report, slot),
        "registered": len(found),
        "filed": len(completed(found)),
    }


def total_in(report: Report, slot: ReportSlot) -> int:
    return int(values_of([report]).get(report.pk, {}).get(form_of(slot.type.code).total, 0))


def completed(found: list[Dossier]) -> set[int]:
    """Those of the cases whose dossier was found complete (立卷)."""
    ids = [case.pk for case in found]
    rows = Record.objects.filter(pk__in=ids, completion__isnull=False)
    return set(rows.values_list("pk", flat=True))


def reported_totals(slots: list[ReportSlot]) -> dict[int, int]:
    """What each slot reported, by slot id; without those that are missing."""
    reports = submitted_reports(slots)
    values = values_of(list(reports.values()))
    return {
        slot.pk: int(values[reports[slot.pk].pk].get(form_of(slot.type.code).total, 0))
        for slot in slots
        if slot.pk in reports
    }


def report_differences(
    slots: list[ReportSlot], reported: dict[int, int], found: list[Dossier]
) -> Iterator[Difference]:
    """By unit: the number it reported against the cases at and under it."""
    for slot in slots:
        path = slot.unit.path
        registered = sum(case.record.lead_unit.path.startswith(path) for case in found)
        facts = {"unit": slot.unit.name, "registered": registered}
        if slot.pk not in reported:
            yield Difference(DifferenceKind.REPORT_MISSING, slot.unit, facts)
        elif reported[slot.pk] != registered:
            facts["reported"] = reported[slot.pk]
            yield Difference(DifferenceKind.REPORT_DIFFERS, slot.unit, facts)


def dossier_differences(
    found: list[Dossier], complete: set[int], period: Period, scope: Scope, on: dt.date
) -> Iterator[Difference]:
    lacking = [case for case in found if case.pk not in complete]
    ids = Record.objects.visible_to(scope).filter(pk__in=[case.pk for case in lacking])
    seen = set(ids.values_list("pk", flat=True))
    last = period.end + filing_grace()
    kind = DifferenceKind.AWAITED if on <= last else DifferenceKind.NO_DOSSIER
    for case in lacking:
        if case.pk in seen:
            facts = {"record": str(case.record), "date": last.isoformat()}
            yield Difference(kind, case.record.lead_unit, facts, case.pk)
