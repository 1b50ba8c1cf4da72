"""Enter something new by hand: a document, a petition, a dispute. One page shape for all."""

from __future__ import annotations

from abc import abstractmethod
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from archive.documents.steps import RegisterDocuments
from archive.organisation.refusal import Refused
from archive.organisation.vocabulary import Verb
from archive.records.models import Record
from archive.records.step import NotVisible, NotYourPost
from desk.access import DeskView, visible_record
from desk.forms import RegisterForm
from desk.uploads import read_text
from desk.views.steps import REFUSED


class NewRecordView(DeskView):
    """GET shows the form, POST registers; a refused form comes back with all that was typed."""

    done = _("Registered as %(number)s.")
    out_of_sight = _("Registered as %(number)s; from now on only cleared colleagues see it.")

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        book = {"url": reverse("desk_records"), "label": _("Register book")}
        return [*super().get_breadcrumbs_items(), book, {"url": "", "label": self.page_title}]

    def get(self, request: HttpRequest) -> HttpResponse:
        self.ask_post()
        return self.page(self.form())

    def post(self, request: HttpRequest) -> HttpResponse:
        self.ask_post()
        form = self.form(request.POST, request.FILES)
        if not form.is_valid():
            return self.page(form, REFUSED)
        try:
            record = self.register(form)
        except NotYourPost:
            raise
        except Refused as refused:
            form.refuse(refused)
            return self.page(form, REFUSED)
        return self.leave(record)

    def ask_post(self) -> None:
        self.ask(Verb.REGISTER)

    @abstractmethod
    def form(self, *sent: Any) -> Any: ...

    @abstractmethod
    def register(self, form: Any) -> Record: ...

    def leave(self, record: Record) -> HttpResponse:
        """To the record; who may not see what he registered is told its number and no more."""
        fact = {"number": record.number}
        try:
            visible_record(self.person, record.pk)
        except NotVisible:
            messages.success(self.request, self.out_of_sight % fact)
            return redirect("desk_records")
        messages.success(self.request, self.done % fact)
        return redirect("desk_record", record.pk)

    def page(self, form: forms.Form, status: int = 200) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=status)


class RegisterView(NewRecordView):
    """A document, with its file."""

    template_name = "desk/register.html"
    page_title = _("Register a document")

    def form(self, *sent: Any) -> RegisterForm:
        return RegisterForm(*sent, person=self.person)

    def register(self, form: RegisterForm) -> Record:
        unit = form.cleaned_data["unit"]
        (record,) = RegisterDocuments([form.document()], unit, by=self.person).run()
        if form.new_file:
            read_text(form.new_file, by=self.person)
        return record
