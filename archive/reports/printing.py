"""What the printed form of a report says, under the names its template asks for."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from archive.organisation.models import Unit
from archive.reports.forms import Form, form_of
from archive.reports.models import Report
from archive.reports.rollup import explained_in, figure_of
from archive.reports.words import period_label, remark, remark_by_hand, remark_missing

REPORT_FORM = "report_form"


def values(report: Report) -> dict[str, Any]:
    """Unit, period, every figure, the remark and the names; a nil report bears three more names
    (零报告: 第一责任人 signs, 主要责任人 reviewed, 直接责任人 filled)."""
    slot, nil = report.slot, report.nil
    filler, reviewer, leader = names(report)
    return {
        "unit": slot.unit.name,
        "number": report.record.number,
        "period": period_label(slot.type.cycle, slot.period_start),
        "nil": nil,
        "filler": filler,
        "reviewer": reviewer,
        "leader": leader,
        "first_responsible": leader if nil else "",
        "main_responsible": reviewer if nil else "",
        "direct_responsible": filler if nil else "",
        "figures": figures(report),
        "remark": remark([*by_hand(report), *without(report)]),
    }


def names(report: Report) -> tuple[str, str, str]:
    return str(report.filled_by), str(report.reviewed_by or ""), str(report.signed_by or "")


def figures(report: Report) -> dict[str, str]:
    form = form_of(report.slot.type.code)
    rows = {row.column: figure_of(row) for row in report.figures.all()}
    return {code: shown(form, code, rows.get(code, Decimal(0))) for code in form.columns}


def shown(form: Form, code: str, value: Decimal) -> str:
    return f"{value:.{form.places(code)}f}"


def by_hand(report: Report) -> Iterator[str]:
    """Each figure that was entered, what the cases tell, and why they differ."""
    form = form_of(report.slot.type.code)
    for row in report.figures.exclude(entered=None).order_by("pk"):
        column = form.column(row.column)
        yield remark_by_hand(
            column=column["name"],
            unit=column["unit"],
            value=shown(form, row.column, figure_of(row)),
            computed=shown(form, row.column, row.computed),
            reason=row.reason,
        )


def without(report: Report) -> Iterator[str]:
    """Each unit below that did not report, with why."""
    explained = explained_in(report.children)
    known = dict(Unit.objects.filter(code__in=explained).values_list("code", "name"))
    for code, reason in explained.items():
        yield remark_missing(unit=known.get(code, code), reason=reason)
