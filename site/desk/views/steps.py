"""One page for every step on a record: the form, all refusals at once, nothing typed is lost."""

from __future__ import annotations

from abc import abstractmethod
from typing import Any, ClassVar

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from archive.organisation.refusal import Refused
from archive.organisation.vocabulary import Verb
from archive.records.models import Record
from archive.records.step import NotYourPost, OnRecords
from desk.access import DeskView
from desk.forms.base import RecordForm
from desk.views.versions import record_crumbs

# The step was understood and refused; what was sent is shown again.
REFUSED = 422


class StepView(DeskView):
    """GET shows the form, POST runs the step. Only POST changes anything."""

    template_name = "desk/step.html"
    verb: ClassVar[Verb]
    form_class: type[RecordForm]
    title: Any
    about: Any = ""
    submit: Any
    done: Any
    warn = False
    record: Record

    def get(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        self.record = self.find_record()
        return self.page(self.form())

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        self.record = self.find_record()
        form = self.form(request.POST, request.FILES)
        if not form.is_valid():
            return self.page(form, REFUSED)
        try:
            self.after(form, self.step(form).run())
        except NotYourPost:
            raise
        except Refused as refused:
            form.refuse(refused)
            return self.page(form, REFUSED)
        messages.success(request, str(self.done))
        return redirect(self.next_url())

    def find_record(self) -> Record:
        return self.record_for(self.verb)

    def form(self, *sent: Any) -> RecordForm:
        return self.form_class(*sent, record=self.record, person=self.person)

    @abstractmethod
    def step(self, form: Any) -> OnRecords[Any]: ...

    def after(self, form: Any, result: Any) -> None:
        """What follows outside of the step's transaction."""

    def next_url(self) -> str:
        return reverse("desk_record", args=[self.record.pk])

    def page(self, form: RecordForm, status: int = 200) -> HttpResponse:
        crumbs = record_crumbs(self.record, str(self.title))
        context = self.get_context_data(
            record=self.record,
            form=form,
            header_title=self.title,
            about=self.about,
            submit=self.submit,
            warn=self.warn,
            breadcrumbs_items=[*self.breadcrumbs_items, *crumbs],
        )
        return self.render_to_response(context, status=status)

    def given(self, form: RecordForm) -> dict[str, Any]:
        """What every step is given: who, why, and which version was on the screen."""
        said = form.cleaned_data
        return {
            "by": self.person,
            "reason": said.get("reason", ""),
            "seen_version": said["seen_version"],
        }
