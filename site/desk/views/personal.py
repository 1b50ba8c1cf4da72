"""Open the masked numbers of one record for five minutes, with a reason from the list."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from archive.organisation.refusal import Refused
from archive.organisation.vocabulary import Verb
from archive.records.models import Record
from archive.records.step import NotYourPost
from desk.access import DeskView
from desk.forms import UnmaskForm
from desk.personal import open_numbers
from desk.views.steps import REFUSED
from desk.views.versions import record_crumbs


class UnmaskView(DeskView):
    """Not a step: nothing of the record changes. The event stands on the chain of the day."""

    template_name = "desk/step.html"
    title = _("Show the masked numbers")
    about = _("They stand open for five minutes, for you alone. Who, when and why is recorded.")

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        record = self.record_for(Verb.UNMASK)
        return self.page(record, UnmaskForm(record=record, person=self.person))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        record = self.record_for(Verb.UNMASK)
        form = UnmaskForm(request.POST, record=record, person=self.person)
        if not form.is_valid():
            return self.page(record, form, REFUSED)
        try:
            open_numbers(request, record, form.cleaned_data["why"], by=self.person)
        except NotYourPost:
            raise
        except Refused as refused:
            form.refuse(refused)
            return self.page(record, form, REFUSED)
        messages.success(request, str(_("The numbers are open for five minutes.")))
        return redirect(f"{reverse('desk_record', args=[record.pk])}#numbers")

    def page(self, record: Record, form: Any, status: int = 200) -> HttpResponse:
        context = self.get_context_data(
            record=record,
            form=form,
            header_title=self.title,
            about=self.about,
            submit=_("Show for five minutes"),
            breadcrumbs_items=[
                *self.breadcrumbs_items,
                *record_crumbs(record, str(self.title)),
            ],
        )
        return self.render_to_response(context, status=status)
