"""逐级汇总: a unit's figures are its own cases and what the units below submitted (domain 3.3)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from archive.mediation.figures import Figure
from archive.records.vocabulary import RecordState
from archive.reports.forms import Form, form_of
from archive.reports.models import Report, ReportFigure, ReportSlot
from archive.reports.rules import nearest_below, paths_above, total
from archive.reports.vocabulary import ReportState

NOTHING = Decimal(0)


@dataclass(frozen=True)
class Child:
    """A slot right below, and the report of it that counts; None while it is missing."""

    slot: ReportSlot
    report: Report | None
    values: Mapping[str, Decimal]


@dataclass(frozen=True)
class RollUp:
    """What a slot comes to now. Columns of the form; values by column."""

    form: Form
    own: Mapping[str, Figure]
    children: tuple[Child, ...]

    @property
    def values(self) -> dict[str, Decimal]:
        own = {column: figure.value for column, figure in self.own.items()}
        return total([own, *(child.values for child in self.included)], self.form.columns)

    @property
    def included(self) -> list[Child]:
        return [child for child in self.children if child.report]

    @property
    def missing(self) -> list[ReportSlot]:
        """Slots right below of which nothing is submitted. Missing is never nil."""
        return [child.slot for child in self.children if child.report is None]

    def facts(self, explained: Mapping[str, str]) -> list[dict[str, Any]]:
        """Which versions went in, and why the missing ones did not, by unit."""
        found: list[dict[str, Any]] = []
        for child in self.children:
            code = child.slot.unit.code
            if child.report:
                found.append({"unit": code} | version_of(child.report))
            elif explained.get(code, "").strip():
                found.append({"unit": code, "explained": explained[code].strip()})
        return found


def version_of(report: Report) -> dict[str, Any]:
    record = report.record
    return {"record": record.uid.hex, "version": record.version, "no": report.no}


def explained_in(children: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """Why units are missing, by code, as a report's `children` have it."""
    return {row["unit"]: row["explained"] for row in children if "explained" in row}


def rolled_up(slot: ReportSlot) -> RollUp:
    """The figures of a slot by the cases and the submitted reports of this moment."""
    form = form_of(slot.type.code)
    own = form.figures(slot.unit, slot.period_start, slot.period_end)
    slots = slots_right_below(slot)
    reports = submitted_reports(slots)
    values = values_of(list(reports.values()))
    children = tuple(
        Child(one, reports.get(one.pk), values.get(report_id(reports.get(one.pk)), {}))
        for one in slots
    )
    return RollUp(form, own, children)


def report_id(report: Report | None) -> int:
    return report.pk if report else 0


def slots_right_below(slot: ReportSlot) -> list[ReportSlot]:
    """The slots of the same period that this one adds up, by today's tree."""
    under = slots_below(slot)
    near = set(nearest_below(slot.unit.path, [one.unit.path for one in under]))
    return [one for one in under if one.unit.path in near]


def slots_below(slot: ReportSlot) -> list[ReportSlot]:
    rows = ReportSlot.objects.filter(
        type=slot.type_id, period_start=slot.period_start, unit__path__startswith=slot.unit.path
    )
    under = rows.exclude(unit=slot.unit_id).select_related("unit", "type")
    return list(under.order_by("unit__path"))


def submitted_reports(slots: Sequence[ReportSlot]) -> dict[int, Report]:
    """The newest submitted report of each slot, by slot id. One query."""
    rows = Report.objects.filter(slot__in=slots, state=ReportState.SUBMITTED)
    standing = rows.exclude(record__state=RecordState.STRUCK).select_related("record", "slot")
    return {row.slot_id: row for row in standing.order_by("no")}


def values_of(reports: Sequence[Report]) -> dict[int, dict[str, Decimal]]:
    """The figures that stand in each report, by its id and by column. One query."""
    found: dict[int, dict[str, Decimal]] = defaultdict(dict)
    for row in ReportFigure.objects.filter(report__in=reports):
        found[row.report_id][row.column] = figure_of(row)
    return found


def figure_of(row: ReportFigure) -> Decimal:
    return row.computed if row.entered is None else row.entered


@dataclass(frozen=True)
class Moved:
    """A figure that was computed otherwise when the report was filled."""

    column: str
    before: Decimal
    now: Decimal


def moved(report: Report, now: Mapping[str, Decimal]) -> list[Moved]:
    """The columns that changed since the report was filled; for a sent one what a correction
    would change, whether below or among its own cases."""
    then = dict(report.figures.values_list("column", "computed"))
    return [
        Moved(column, then.get(column, NOTHING), value)
        for column, value in now.items()
        if then.get(column, NOTHING) != value
    ]


def sent_with(report: Report) -> Report | None:
    """The submitted report above that has this one in its sum, if there is one."""
    above = Report.objects.filter(
        state=ReportState.SUBMITTED,
        slot__type=report.slot.type_id,
        slot__period_start=report.slot.period_start,
        slot__unit__path__in=paths_above(report.slot.unit.path),
    )
    uid = report.record.uid.hex
    for one in above.exclude(record__state=RecordState.STRUCK).select_related("record"):
        if any(row.get("record") == uid for row in one.children):
            return one
    return None
