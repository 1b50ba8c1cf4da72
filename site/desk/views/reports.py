"""Reports: what one's units owe, filling a slot, what a figure is made of, and the steps."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from archive.organisation.models import Unit
from archive.organisation.refusal import Refused
from archive.organisation.vocabulary import Verb
from archive.records.models import Record
from archive.records.step import NotVisible, NotYourPost
from archive.records.vocabulary import RecordKind, RecordState
from archive.reports import steps
from archive.reports.models import Report, ReportSlot
from archive.reports.queries import behind, slots_seen, states, units_seen
from archive.reports.rollup import rolled_up
from archive.reports.vocabulary import ReportState
from archive.reports.words import period_label
from desk.access import DeskView, not_your_post, visible_record
from desk.forms.report import FillForm, SendBackForm
from desk.forms.steps import ReasonForm
from desk.listing import page_of, whole
from desk.views.steps import REFUSED, StepView


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


class ReportsView(ReportBase):
    """The slots of one's units and those below, each with its state as a word."""

    template_name = "desk/reports.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        unit, year = whole(request.GET.get("unit")), whole(request.GET.get("year"))
        rows = slots_seen(self.person)
        years = rows.order_by().dates("period_end", "year", order="DESC")
        rows = rows.filter(**{"unit": unit} if unit else {})
        rows = rows.filter(**{"period_end__year": year} if year else {})
        page = page_of(rows, request.GET.get("page"))
        found = states(page.rows)
        return self.render_to_response(
            self.get_context_data(
                page=page,
                lines=[(slot, period_of(slot), found[slot.pk]) for slot in page.rows],
                units=Unit.objects.filter(pk__in=units_seen(self.person)).order_by("path"),
                years=[day.year for day in years],
                unit=unit,
                year=year,
            )
        )


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
        if report is not None and report.state in {ReportState.DRAFT, ReportState.RETURNED}:
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
        report = self.standing(slot)
        open_states = {ReportState.DRAFT, ReportState.RETURNED}
        may = steps.FillReport(slot, by=self.person)
        seen = report is not None and self.sees(report.record)
        context = self.get_context_data(
            slot=slot,
            period=period_of(slot),
            state=states([slot])[slot.pk],
            report=report if seen else None,
            form=form,
            may_fill=allowed(may) and (report is None or report.state in open_states),
            header_title=f"{slot.type.name} {period_of(slot)}",
            breadcrumbs_items=[*self.breadcrumbs_items, {"url": "", "label": period_of(slot)}],
            today=timezone.localdate(),
        )
        return self.render_to_response(context, status=status)

    def sees(self, record: Record) -> bool:
        try:
            visible_record(self.person, record.pk)
        except NotVisible:
            return False
        return True


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
        form = rolled_up(slot).form
        crumb = {"url": reverse("desk_slot", args=[slot.pk]), "label": period_of(slot)}
        name = form.column(column)["name"]
        return self.render_to_response(
            self.get_context_data(
                slot=slot,
                found=found,
                records=list(Record.objects.filter(pk__in=found.records)[:500]),
                header_title=f"{name} · {slot.unit.name} · {period_of(slot)}",
                breadcrumbs_items=[*self.breadcrumbs_items, crumb, {"url": "", "label": name}],
            )
        )


class ReportStepView(StepView):
    """A step on a report; who may is the step's own answer."""

    form_class = ReasonForm
    step_class: type[Any]

    def find_record(self) -> Record:
        record = visible_record(self.person, self.kwargs["pk"])
        if record.kind != RecordKind.REPORT:
            raise NotVisible
        if self.step_class(record, by=self.person).ask(record, {}) is None:
            raise not_your_post()
        return record

    def step(self, form: Any) -> Any:
        return self.step_class(self.record, **self.given(form))


class ReviewView(ReportStepView):
    verb = Verb.REVIEW_REPORT
    step_class = steps.ReviewReport
    title = _("Review the report")
    about = _("You say that the figures are right. Who filled it cannot review it.")
    submit = _("Reviewed")
    done = _("Reviewed. Next: a leader signs it.")


class SignReportView(ReportStepView):
    verb = Verb.SIGN_REPORT
    step_class = steps.SignReport
    title = _("Sign the report")
    submit = _("Sign")
    done = _("Signed. Next: send it.")


class SubmitReportView(ReportStepView):
    verb = Verb.FILL_REPORT
    step_class = steps.SubmitReport
    title = _("Send the report")
    about = _("From then on it is corrected by a report beside it, not changed.")
    submit = _("Send")
    done = _("Sent.")


class SendBackView(ReportStepView):
    verb = Verb.SEND_BACK_REPORT
    form_class = SendBackForm  # type: ignore[assignment]
    step_class = steps.SendBackReport
    title = _("Send the report back")
    submit = _("Send back")
    done = _("Sent back; its unit has a new last day.")
    warn = True

    def step(self, form: SendBackForm) -> Any:
        return steps.SendBackReport(
            self.record, days=form.cleaned_data["days"], **self.given(form)
        )
