"""What filling a slot for the first time, again, and as a correction have in common."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from archive.organisation.models import User
from archive.organisation.refusal import Refusal
from archive.organisation.scope import Scope
from archive.organisation.vocabulary import PostKind
from archive.records.models import Record
from archive.records.vocabulary import NamedAs, RecordKind, RecordState
from archive.reports.forms import Form
from archive.reports.models import Report, ReportFigure, ReportSlot
from archive.reports.rollup import RollUp
from archive.reports.steps.on_report import name_person
from archive.reports.words import period_label, title

# Leaders sign what others fill (policy 5, report:fill).
FILLERS = frozenset({PostKind.CLERK, PostKind.MEDIATOR})
WHOLE_DIGITS = 14
NONE_BY_HAND: Mapping[str, HandFigure] = {}
NAMED_CASES = 10

COLUMN_UNKNOWN = _("This report has no column “%(column)s”.")
FIGURE_WRONG = _("“%(column)s”: %(value)s is no figure of this column; check it.")
REASON_TOO_LONG = _("“%(column)s”: the reason has more than %(most)s characters.")
UNREASONED = _("“%(columns)s” was entered by hand; say why the cases do not tell it.")
CASES_EXIST = _("This is no nil report: %(cases)s. Fill in the figures.")
FIGURES_EXIST = _("This is no nil report: there are figures for %(columns)s. Fill them in.")


@dataclass(frozen=True)
class HandFigure:
    """A figure that the cases do not tell, and why."""

    value: Decimal
    reason: str = ""


Hand = Mapping[str, HandFigure]


def hand_refusals(form: Form, hand: Hand) -> Iterator[Refusal]:
    """All that is wrong with figures entered by hand."""
    most = ReportFigure._meta.get_field("reason").max_length or 0
    silent = []
    for code, figure in hand.items():
        if code not in form.columns:
            yield Refusal("column_unknown", COLUMN_UNKNOWN, {"column": code})
            continue
        name = form.column(code)["name"]
        if not fits(figure.value, form.places(code)):
            yield Refusal("figure_wrong", FIGURE_WRONG, {"column": name, "value": figure.value})
        if len(figure.reason.strip()) > most:
            yield Refusal("field_too_long", REASON_TOO_LONG, {"column": name, "most": most})
        if not figure.reason.strip():
            silent.append(str(name))
    if silent:
        yield Refusal("hand_figure_without_reason", UNREASONED, {"columns": "、".join(silent)})


def fits(value: Decimal, places: int) -> bool:
    """Whether it is a count, or an amount, that the column can hold."""
    if not value.is_finite() or value < 0 or value >= Decimal(10) ** WHOLE_DIGITS:
        return False
    return value == round(value, places)


def nil_refusals(now: RollUp, scope: Scope) -> Iterator[Refusal]:
    """无纠纷报平安: nothing may stand in any column. Cases are named as far as the person sees
    them, units below with their figures."""
    columns = [code for code, value in now.values.items() if value]
    if not columns:
        return
    named = [*case_numbers(now, scope), *units_with_figures(now)]
    if named:
        yield Refusal("cases_exist", CASES_EXIST, {"cases": "、".join(named)})
    else:
        names = "、".join(str(now.form.column(code)["name"]) for code in columns)
        yield Refusal("cases_exist", FIGURES_EXIST, {"columns": names})


def case_numbers(now: RollUp, scope: Scope) -> list[str]:
    ids = now.own[now.form.total].records
    seen = Record.objects.visible_to(scope).filter(pk__in=ids).order_by("number_sort")
    return [str(number) for number in seen.values_list("number", flat=True)[:NAMED_CASES]]


def units_with_figures(now: RollUp) -> list[str]:
    return [child.slot.unit.name for child in now.included if any(child.values.values())]


def write_figures(report: Report, now: RollUp, hand: Hand) -> None:
    """All columns anew. What was entered as the cases have it anyway is no figure by hand."""
    report.figures.all().delete()
    ReportFigure.objects.bulk_create(
        figure_row(report, column, computed, hand.get(column))
        for column, computed in now.values.items()
    )


def figure_row(
    report: Report, column: str, computed: Decimal, hand: HandFigure | None
) -> ReportFigure:
    row = ReportFigure(report=report, column=column, computed=computed)
    if hand is not None and hand.value != computed:
        row.entered, row.reason = hand.value, hand.reason.strip()
    return row


def hand_in(report: Report) -> dict[str, HandFigure]:
    """The figures by hand that stand in a report."""
    return {
        row.column: HandFigure(row.entered, row.reason)
        for row in report.figures.all()
        if row.entered is not None
    }


def new_record(slot: ReportSlot, *, nil: bool, times: int, by: User, at: dt.datetime) -> Record:
    """A draft is captured: nobody above the unit knows of it (policy 2.1)."""
    return Record(
        kind=RecordKind.REPORT,
        state=RecordState.CAPTURED,
        title=title_of(slot, nil=nil, times=times),
        lead_unit=slot.unit,
        year=slot.period_end.year,
        made_by=by,
        made_at=at,
    )


def title_of(slot: ReportSlot, *, nil: bool, times: int) -> str:
    period = period_label(slot.type.cycle, slot.period_start)
    return title(slot.unit.name, slot.type.name, period, nil=nil, times=times)


def times_corrected(slot: ReportSlot, before: Record | None = None) -> int:
    """How many reports of the slot stand, without `before` and what is struck."""
    standing = slot.reports.exclude(record__state=RecordState.STRUCK)
    return (standing.filter(pk__lt=before.pk) if before else standing).count()


def next_no(slot: ReportSlot) -> int:
    """Struck drafts keep their number."""
    last = slot.reports.order_by("-no").values_list("no", flat=True).first()
    return (last or 0) + 1


def new_report(
    slot: ReportSlot,
    now: RollUp,
    *,
    hand: Hand,
    explained: Mapping[str, str],
    nil: bool,
    by: User,
    at: dt.datetime,
    day: dt.date,
) -> Report:
    """A draft with its record, its figures and its filler."""
    record = new_record(slot, nil=nil, times=times_corrected(slot), by=by, at=at)
    record.save()
    report = Report.objects.create(
        record=record,
        slot=slot,
        no=next_no(slot),
        nil=nil,
        filled_by=by,
        children=now.facts(explained),
    )
    write_figures(report, now, hand)
    name_person(record, by, NamedAs.FILLER, day)
    return report
