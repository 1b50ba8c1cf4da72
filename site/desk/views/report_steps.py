"""The steps of a report: review, sign, send, send back, correct; and its printed form."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from archive.organisation.may import may_on
from archive.organisation.refusal import Refused
from archive.organisation.vocabulary import Verb
from archive.records.journal import note
from archive.records.models import File, Record
from archive.records.step import NotVisible, NotYourPost
from archive.records.steps.letter import fill
from archive.records.vocabulary import RecordKind
from archive.reports import printing, steps
from archive.reports.models import Report
from archive.reports.rollup import rolled_up
from archive.reports.steps.on_report import report_of
from desk.access import DeskView, not_your_post, visible_record
from desk.forms.report import CorrectReportForm, SendBackForm
from desk.forms.steps import ReasonForm
from desk.slots import groups_of, rows_of
from desk.views.steps import REFUSED, StepView
from desk.views.versions import record_crumbs


class ReportStepView(StepView):
    """A step on a report; who may is the step's own answer."""

    form_class = ReasonForm
    step_class: type[Any]

    def find_record(self) -> Record:
        record = seen_report(self, self.kwargs["pk"])
        if self.step_class(record, by=self.person).ask(record, {}) is None:
            raise not_your_post()
        return record

    def step(self, form: Any) -> Any:
        return self.step_class(self.record, **self.given(form))


def seen_report(view: DeskView, pk: int) -> Record:
    """Raises NotVisible for what is not there, not seen, or no report."""
    record = visible_record(view.person, pk)
    if record.kind != RecordKind.REPORT:
        raise NotVisible
    return record


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


class CorrectReportView(DeskView):
    """What was sent beside what the cases tell now; POST opens the next report of the slot."""

    template_name = "desk/correct_report.html"
    title = _("Correct the report")

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        report = self.report(pk)
        step = steps.CorrectReport(report.record, by=self.person)
        refused = [str(one) for one in step.refusals_of_slot()]
        return self.page(report, self.form(report), refused)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        report = self.report(pk)
        form = self.form(report, request.POST)
        if not form.is_valid():
            return self.page(report, form, status=REFUSED)
        try:
            (record,) = self.step(report, form).run()
        except NotYourPost:
            raise
        except Refused as refused:
            form.refuse(refused)
            return self.page(report, form, status=REFUSED)
        messages.success(request, str(_("The correction is a draft. Next: another reviews it.")))
        return redirect("desk_record", record.pk)

    def report(self, pk: int) -> Report:
        record = seen_report(self, pk)
        if steps.CorrectReport(record, by=self.person).ask(record, {}) is None:
            raise not_your_post()
        return report_of(record)

    def step(self, report: Report, form: CorrectReportForm) -> steps.CorrectReport:
        said = {"explained": form.explained(), "reason": form.cleaned_data["reason"]}
        return steps.CorrectReport(report.record, form.hand(), by=self.person, **said)

    def form(self, report: Report, *sent: Any) -> CorrectReportForm:
        return CorrectReportForm(*sent, now=rolled_up(report.slot), report=report)

    def page(
        self,
        report: Report,
        form: CorrectReportForm,
        refused: list[str] | None = None,
        status: int = 200,
    ) -> HttpResponse:
        crumbs = record_crumbs(report.record, str(self.title))
        context = self.get_context_data(
            report=report,
            record=report.record,
            form=form,
            refused=refused or [],
            groups=groups_of(form.now.form, rows_of(form.now, report, form)),
            header_title=self.title,
            breadcrumbs_items=[*self.breadcrumbs_items, *crumbs],
        )
        return self.render_to_response(context, status=status)


class ReportFormView(DeskView):
    """The printed form: of a report that was sent the one that was filed, else as it stands."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        record = seen_report(self, pk)
        if not may_on(self.person, Verb.VIEW_FILE, record):
            raise not_your_post()
        filed = File.objects.filter(paper__record=record, paper__letter__code=printing.REPORT_FORM)
        newest = filed.order_by("-paper__position", "-no").first()
        if newest is not None:
            return redirect(f"{reverse('file', args=[newest.pk])}?download=1")
        return self.drafted(record)

    def drafted(self, record: Record) -> HttpResponseBase:
        """As it stands; number and day stay blank until it is sent."""
        try:
            values = printing.values(report_of(record)) | {"issued_on": None}
            filled = fill(printing.REPORT_FORM, values)
        except Refused as refused:
            for one in refused.refusals:
                messages.error(self.request, str(one))
            return redirect("desk_record", record.pk)
        note("record:print", {"record": record.uid.hex}, by=self.person)
        return FileResponse(
            BytesIO(filled.content), as_attachment=True, filename=f"{record.title}.docx"
        )
