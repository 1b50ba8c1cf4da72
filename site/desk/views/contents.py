"""The contents check: all that lacks at once, what does not apply and why, and the mark."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from archive.organisation.may import may_on
from archive.organisation.refusal import Refusal, Refused
from archive.organisation.vocabulary import Verb
from archive.records.models import Record
from archive.records.step import NotVisible, NotYourPost
from archive.volumes.contents import Templates, check_contents
from archive.volumes.models import Completion, NotApplicable
from archive.volumes.steps import Complete, SayNotApplicable
from desk.access import DeskView, visible_record
from desk.views.steps import REFUSED
from desk.views.versions import record_crumbs


class ContentsView(DeskView):
    """Before the close the same page says what will be asked for."""

    template_name = "desk/contents.html"
    page_title = _("Contents check")

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.page(self.find(pk))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        record = self.find(pk)
        line, reason = request.POST.get("line", ""), request.POST.get("reason", "")
        try:
            if line:
                SayNotApplicable(record, line, reason, by=self.person).run()
            else:
                Complete(record, by=self.person).run()
                messages.success(request, str(_("The contents is complete; it can be bound.")))
        except NotYourPost:
            raise
        except Refused as refused:
            return self.page(record, refused.refusals, line=line, reason=reason, status=REFUSED)
        return redirect("desk_contents", record.pk)

    def find(self, pk: int) -> Record:
        """A record of a kind whose contents a template speaks of."""
        record = visible_record(self.person, pk)
        self.lines = Templates().lines(record)
        if not self.lines:
            raise NotVisible
        return record

    def page(
        self,
        record: Record,
        refusals: list[Refusal] | None = None,
        *,
        line: str = "",
        reason: str = "",
        status: int = 200,
    ) -> HttpResponse:
        crumbs = [*self.breadcrumbs_items, *record_crumbs(record, str(self.page_title))]
        said = {one.line: one for one in NotApplicable.objects.filter(record=record)}
        context = self.get_context_data(
            record=record,
            header_title=self.page_title,
            breadcrumbs_items=crumbs,
            lacks=check_contents(record),
            answered=[(one, said[one.code]) for one in self.lines if one.code in said],
            completion=Completion.objects.filter(record=record).select_related("by").first(),
            may=may_on(self.person, Verb.COMPLETE, record),
            refusals=refusals or [],
            line=line,
            reason=reason,
        )
        return self.render_to_response(context, status=status)

