"""The contents check: line by line what is there, what lacks and what does not apply; the mark."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from archive.organisation.may import may_on
from archive.organisation.refusal import Refusal, Refused
from archive.organisation.vocabulary import Verb
from archive.records.models import Event, Record
from archive.records.step import NotVisible, NotYourPost
from archive.volumes.contents import Templates
from archive.volumes.models import Completion
from archive.volumes.sheet import Row, sheet_of
from archive.volumes.steps import Complete, SayNotApplicable
from archive.volumes.steps.complete import NOT_COMPLETE, OnContents
from archive.volumes.vocabulary import LineNeed
from desk.access import DeskView, visible_record
from desk.verbs import Offer, mark_main
from desk.views.steps import REFUSED
from desk.views.versions import record_crumbs


class ContentsView(DeskView):
    """Before the close the same page says what will be asked for."""

    template_name = "desk/contents.html"
    page_title = gettext_lazy("Contents check")

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
                messages.success(request, _("The contents is complete; it can be bound."))
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
        completion = Completion.objects.filter(record=record).select_related("by").first()
        rows = sheet_of(record, self.lines)
        lacks = sum(len(row.lacks) for row in rows)
        context = self.get_context_data(
            record=record,
            header_title=self.page_title,
            breadcrumbs_items=crumbs,
            lacks=lacks,
            rows=[(row, need_of(row)) for row in rows],
            answered=[row for row in rows if row.answer],
            completion=completion,
            sent_back=None if completion else sent_back(record),
            offers=self.offers(record, lacks, completion),
            may=may_on(self.person, Verb.COMPLETE, record) and not completion,
            refusals=refusals or [],
            line=line,
            reason=reason,
        )
        return self.render_to_response(context, status=status)

    def offers(self, record: Record, lacks: int, completion: Completion | None) -> list[Offer]:
        """Complete stands as a form on the page; what closes it stands under it, all at once."""
        found = []
        closed = [str(one) for one in OnContentsOf([record], by=self.person).ask(record, {}) or []]
        if may_on(self.person, Verb.COMPLETE, record):
            reasons = [*closed, *against(lacks, completion)]
            found.append(Offer(_("The contents is complete"), "", reasons))
        if may_on(self.person, Verb.BIND, record):
            url = reverse("desk_send_back_contents", args=[record.pk])
            marked = [] if completion else [str(Refusal("", NOT_COMPLETE, {"record": record}))]
            found.append(Offer(_("Send the contents back"), url, [*closed, *marked], warn=True))
        return mark_main(found)


class OnContentsOf(OnContents):
    """What state alone says of a step on a contents."""

    def apply(self) -> Any:
        raise NotImplementedError


def against(lacks: int, completion: Completion | None) -> Iterator[str]:
    """What beside the state stands against marking it as complete."""
    if completion:
        yield _("It is marked as complete already.")
    if lacks:
        said = _("%(count)s lacks stand below; mend them, or say why they do not apply.")
        yield said % {"count": lacks}


def sent_back(record: Record) -> dict[str, Any] | None:
    """Who sent the contents back last, when, and what has to be mended."""
    rows = Event.objects.filter(record=record, name="record:send_back").select_related("body")
    event = rows.order_by("-seq").first()
    if event is None:
        return None
    reason = json.loads(event.body.content).get("reason", "")
    return {"who": event.actor_name, "at": event.at, "reason": reason}


def need_of(row: Row) -> str:
    return str(LineNeed(row.line.need).label) if row.line else ""
