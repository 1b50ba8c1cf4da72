"""What the printed form of a report says, under the names its template asks for."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from archive.reports.forms import Form, form_of
from archive.reports.models import Report, ReportFigure, ReportSlot
from archive.reports.rollup import figure_of
from archive.reports.words import period_label

REPORT_FORM = "report_form"


def values(report: Report) -> dict[str, Any]:
    """The figures in groups and as one list, who filled, reviewed and signed, what is missing."""
    slot = report.slot
    form = form_of(slot.type.code)
    rows = {row.column: row for row in report.figures.all()}
    lines = [line(form, column, rows.get(column["code"])) for column in form.table["columns"]]
    return heading(report, slot) | {
        "rows": lines,
        "groups": [
            {"name": group["name"], "rows": [one for one in lines if one["group"] == group["name"]]}
            for group in form.table["groups"]
        ],
        "hand_figures": [one for one in lines if one["reason"]],
        "missing": missing(report),
    }


def heading(report: Report, slot: ReportSlot) -> dict[str, Any]:
    return {
        "organ": slot.unit.name,
        "title": slot.type.name,
        "number": report.record.number,
        "period": period_label(slot.type.cycle, slot.period_start),
        "period_start": slot.period_start,
        "period_end": slot.period_end,
        "due_on": slot.due_on,
        "nil": report.nil,
        "no": report.no,
        "basis": slot.type.basis,
        "filled_by": str(report.filled_by),
        "reviewed_by": str(report.reviewed_by or ""),
        "signed_by": str(report.signed_by or ""),
        "signed_on": report.signed_on,
        "submitted_on": report.submitted_on,
    }


def line(form: Form, column: dict[str, Any], row: ReportFigure | None) -> dict[str, Any]:
    groups = {group["code"]: group["name"] for group in form.table["groups"]}
    value = figure_of(row) if row else Decimal(0)
    return {
        "group": groups[column["group"]],
        "code": column["code"],
        "name": column["name"],
        "unit": column["unit"],
        "value": shown(value, int(column.get("places", 0))),
        "reason": row.reason if row and row.entered is not None else "",
    }


def shown(value: Decimal, places: int) -> str:
    return f"{value:.{places}f}"


def missing(report: Report) -> list[dict[str, str]]:
    """The units below that did not report, with why."""
    explained = {row["unit"]: row["explained"] for row in report.children if "explained" in row}
    names = dict(
        ReportSlot.objects.filter(unit__code__in=explained).values_list("unit__code", "unit__name")
    )
    return [{"unit": names.get(code, code), "reason": why} for code, why in explained.items()]
