"""Reports: what one's units owe, the page of a period, the year at a glance, what a figure is
made of, and whether reported, registered and filed agree."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from archive.organisation.models import Unit
from archive.organisation.refusal import Refused
from archive.records.models import Record
from archive.records.step import NotVisible, NotYourPost
from archive.records.vocabulary import RecordState
from archive.reports import steps
from archive.reports.models import Report, ReportSlot
from archive.reports.queries import (
    behind,
    missing,
    slots_seen,
    states,
    three_way,
    units_seen,
    unsent,
)
from archive.reports.rollup import moved, rolled_up
from archive.reports.rules import Period
from archive.reports.vocabulary import ReportState, SlotState
from archive.reports.words import period_label
from desk import slots
from desk.access import DeskView
from desk.forms.report import FillForm
from desk.listing import kept, known, page_of, whole
from desk.views.steps import REFUSED

# The filters of the list by what was sent.
SENT = (
    ("unsent", _("Not sent yet")),
    ("missing", SlotState.MISSING.label),
    ("sent", _("Sent")),
)
SHOWN_CASES = 500


def period_of(slot: ReportSlot) -> str:
    return str(period_label(slot.type.cycle, slot.period_start))


class ReportBase(DeskView):
    page_title: Any = _("Reports")

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        here = {"url": reverse("desk_reports"), "label": _("Reports")}
        return [*super().get_breadcrumbs_items(), here]

    def slot(self, pk: int) -> ReportSlot:
        """Raises NotVisible for a slot of a unit one may not know the reports of."""
        found = slots_seen(self.person).filter(pk=pk).first()
        if found is None:
            raise NotVisible
        return found

    def units(self) -> QuerySet[Unit]:
        return Unit.objects.filter(pk__in=units_seen(self.person)).order_by("path")

    def crumbs(self, slot: ReportSlot, label: Any) -> list[dict[str, Any]]:
        crumb = {"url": reverse("desk_slot", args=[slot.pk]), "label": period_of(slot)}
        return [*self.get_breadcrumbs_items(), crumb, {"url": "", "label": label}]


class ReportsView(ReportBase):
    """The slots of one's units and those below, each with its state as a word."""

    template_name = "desk/reports.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        unit, year = whole(request.GET.get("unit")), whole(request.GET.get("year"))
        sent = known(request.GET.get("state"), [code for code, _label in SENT])
        rows = slots_seen(self.person)
        years = kept("report-years", self.person, lambda: years_of(rows))
        rows = rows.filter(**{"unit": unit} if unit else {})
        rows = rows.filter(**{"period_end__year": year} if year else {})
        kept_as = f"reports:{self.person.pk}:{unit}:{year}:{sent}"
        page = page_of(by_sent(rows, sent), request.GET.get("page"), kept_as=kept_as)
        found = states(page.rows)
        return self.render_to_response(
            self.get_context_data(
                page=page,
                lines=[(slot, period_of(slot), found[slot.pk]) for slot in page.rows],
                units=self.units(),
                years=years,
                unit=unit,
                year=year,
                sent=sent,
                sents=SENT,
            )
        )


def years_of(rows: QuerySet[ReportSlot]) -> list[int]:
    days = rows.order_by().dates("period_end", "year", order="DESC")
    return [day.year for day in days]


def by_sent(rows: QuerySet[ReportSlot], sent: str) -> QuerySet[ReportSlot]:
    if sent == "missing":
        return missing(rows, timezone.localdate()).order_by("-period_start", "unit__path")
    if sent == "unsent":
        return unsent(rows)
    return rows.exclude(pk__in=unsent(rows).order_by().values("pk")) if sent else rows


class SlotView(ReportBase):
    """The figures of a period; POST fills it, or says that there was nothing."""

    template_name = "desk/slot.html"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        slot = self.slot(pk)
        return self.page(slot, self.form(slot))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        slot = self.slot(pk)
        form = self.form(slot, request.POST)
        if not form.is_valid():
            return self.page(slot, form, REFUSED)
        try:
            record = self.fill(slot, form, nil="nil" in request.POST)
        except NotYourPost:
            raise
        except Refused as refused:
            form.refuse(refused)
            return self.page(slot, form, REFUSED)
        messages.success(request, str(_("Filled. Next: another person reviews it.")))
        return redirect("desk_record", record.pk)

    def fill(self, slot: ReportSlot, form: FillForm, *, nil: bool) -> Record:
        """The draft there is filled anew; else a first report."""
        said: dict[str, Any] = {"explained": form.explained(), "by": self.person}
        report = self.standing(slot)
        if report is not None and report.state in OPEN:
            record = report.record
            if nil:
                steps.RefillNil(record, **said).run()
            else:
                steps.RefillReport(record, form.hand(), **said).run()
            return record
        step = steps.FillNil(slot, **said) if nil else steps.FillReport(slot, form.hand(), **said)
        return step.run()[0]

    def standing(self, slot: ReportSlot) -> Report | None:
        rows = slot.reports.exclude(record__state=RecordState.STRUCK)
        return rows.select_related("record").order_by("-no").first()

    def form(self, slot: ReportSlot, *sent: Any) -> FillForm:
        return FillForm(*sent, now=rolled_up(slot), report=self.standing(slot))

    def page(self, slot: ReportSlot, form: FillForm, status: int = 200) -> HttpResponse:
        newest = form.report
        reports = slots.reports_of(slot, self.person)
        report = reports[0] if reports else None
        may_fill = allowed(steps.FillReport(slot, by=self.person))
        may_fill = may_fill and slot.period_end <= timezone.localdate()
        may_fill = may_fill and (newest is None or newest.state in OPEN)
        context = self.get_context_data(
            slot=slot,
            period=period_of(slot),
            state=states([slot])[slot.pk],
            report=report,
            reports=reports,
            form=form,
            may_fill=may_fill,
            header_title=f"{slot.type.name} {period_of(slot)}",
            breadcrumbs_items=[
                *self.get_breadcrumbs_items(),
                {"url": "", "label": period_of(slot)},
            ],
            **self.figures(form, reports, may_fill),
        )
        return self.render_to_response(context, status=status)

    def figures(self, form: FillForm, reports: list[Report], may_fill: bool) -> dict[str, Any]:
        """Of the report where it can be seen, else of this moment; what moved since it was sent."""
        now, report = form.now, reports[0] if reports else None
        rows = slots.rows_of(now, report, form if may_fill else None)
        sent = report is not None and report.state == ReportState.SUBMITTED
        return {
            "groups": slots.groups_of(now.form, rows),
            "checks": slots.checks_of(now.form, {row.code: row.shown for row in rows}),
            "below": slots.below_of(now, report, self.person),
            "since": slots.named(now.form, moved(report, now.values)) if report and sent else [],
            "changes": slots.changes_of(now.form, reports),
        }


OPEN = frozenset(
    {ReportState.DRAFT, ReportState.REVIEWED, ReportState.SIGNED, ReportState.RETURNED}
)


def allowed(step: steps.FillReport) -> bool:
    try:
        step.ask_policy()
    except NotYourPost:
        return False
    return True


class BehindView(ReportBase):
    """What a figure is made of: one's cases, and what each unit below sent."""

    template_name = "desk/behind.html"

    def get(self, request: HttpRequest, pk: int, column: str) -> HttpResponse:
        slot = self.slot(pk)
        try:
            found = behind(slot, column, self.scope)
        except KeyError as error:
            raise NotVisible from error
        name = rolled_up(slot).form.column(column)["name"]
        records = Record.objects.filter(pk__in=found.records).order_by("number_sort")
        return self.render_to_response(
            self.get_context_data(
                slot=slot,
                found=found,
                records=list(records[:SHOWN_CASES]),
                header_title=f"{name} · {slot.unit.name} · {period_of(slot)}",
                breadcrumbs_items=self.crumbs(slot, name),
            )
        )


class ThreeWayView(ReportBase):
    """三统一: reported, registered, filed, and every difference by name."""

    template_name = "desk/three_way.html"
    page_title = _("Do the three numbers agree?")

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        slot = self.slot(pk)
        period = Period(slot.period_start, slot.period_end)
        found = three_way(slot.unit, period, self.scope)
        if found is None:
            raise NotVisible
        return self.render_to_response(
            self.get_context_data(
                slot=slot,
                period=period_of(slot),
                found=found,
                header_title=self.page_title,
                breadcrumbs_items=self.crumbs(slot, self.page_title),
            )
        )
