"""Register a document by hand, with its file."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from archive.documents.steps import RegisterDocuments
from archive.organisation.refusal import Refused
from archive.organisation.vocabulary import Verb
from archive.records.models import Record
from archive.records.step import NotYourPost
from desk.access import DeskView
from desk.forms import RegisterForm
from desk.uploads import read_text
from desk.views.steps import REFUSED


class RegisterView(DeskView):
    template_name = "desk/register.html"
    page_title = _("Register a document")

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        book = {"url": reverse("desk_records"), "label": _("Register book")}
        return [*super().get_breadcrumbs_items(), book, {"url": "", "label": self.page_title}]

    def get(self, request: HttpRequest) -> HttpResponse:
        self.ask(Verb.REGISTER)
        return self.page(RegisterForm(person=self.person))

    def post(self, request: HttpRequest) -> HttpResponse:
        self.ask(Verb.REGISTER)
        form = RegisterForm(request.POST, request.FILES, person=self.person)
        if not form.is_valid():
            return self.page(form, REFUSED)
        try:
            record = self.register(form)
        except NotYourPost:
            raise
        except Refused as refused:
            form.refuse(refused)
            return self.page(form, REFUSED)
        said = _("Registered as %(number)s.") % {"number": record.number}
        messages.success(request, said)
        return redirect("desk_record", record.pk)

    def register(self, form: RegisterForm) -> Record:
        unit = form.cleaned_data["unit"]
        (record,) = RegisterDocuments([form.document()], unit, by=self.person).run()
        if form.new_file:
            read_text(form.new_file, by=self.person)
        return record

    def page(self, form: RegisterForm, status: int = 200) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=status)
