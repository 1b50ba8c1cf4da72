"""Templates at the desk: what is filled now, a new version, its release and its withdrawal."""

from __future__ import annotations

from abc import abstractmethod
from typing import Any, ClassVar

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

import doc_templates
from archive.organisation.refusal import Refused
from archive.organisation.vocabulary import Verb
from archive.records.step import NotVisible, NotYourPost
from archive.records.steps import ProposeTemplate, ReleaseTemplate, WithdrawTemplate
from archive.records.templating import OnVersion, may_change, unit_for
from desk.access import DeskView, not_your_post
from desk.forms.base import DeskForm
from desk.forms.templates import ProposeForm, ReleaseTemplateForm, WithdrawTemplateForm
from desk.templating import FILLED, Version, lines, versions_of
from desk.views.prints import answer
from desk.views.steps import REFUSED
from doc_templates.loading import Form

TITLE = _("Templates")
ALTERED = _("This version was altered in the database and is not handed out.")


class TemplateBase(DeskView):
    """For whoever may propose or release; to all others a version is nowhere."""

    def find_form(self, code: str) -> Form:
        if not may_change(self.person):
            raise NotVisible
        try:
            return doc_templates.form_of(code)
        except doc_templates.NoTemplate as error:
            raise NotVisible from error

    def find(self, form: Form, number: int) -> Version:
        found = next((one for one in versions_of(form) if one.row.version == number), None)
        if found is None:
            raise NotVisible
        return found

    def may(self, verb: Verb, code: str) -> bool:
        return unit_for(self.person, verb, code) is not None

    def crumbs(self, *more: tuple[str, str]) -> list[dict[str, Any]]:
        path = [(reverse("desk_templates"), str(TITLE)), *more]
        return [*self.breadcrumbs_items, *({"url": url, "label": label} for url, label in path)]


class TemplatesView(TemplateBase):
    template_name = "desk/templates.html"
    page_title = TITLE

    def get(self, request: HttpRequest) -> HttpResponse:
        if not may_change(self.person):
            raise not_your_post()
        found = lines()
        context = self.get_context_data(
            groups=[
                (_("Letters"), [one for one in found if one.form.is_letter]),
                (_("Forms, covers and lists"), [one for one in found if not one.form.is_letter]),
            ],
            waiting=sum(len(one.waiting) for one in found),
            breadcrumbs_items=self.crumbs(),
        )
        return self.render_to_response(context)


class TemplateView(TemplateBase):
    """GET shows a form with its versions; POST proposes a new one."""

    template_name = "desk/template.html"

    def get(self, request: HttpRequest, code: str) -> HttpResponse:
        return self.page(self.find_form(code), ProposeForm())

    def post(self, request: HttpRequest, code: str) -> HttpResponse:
        form, sent = self.find_form(code), ProposeForm(request.POST, request.FILES)
        if not self.may(Verb.PROPOSE_TEMPLATE, code):
            raise not_your_post()
        if not sent.is_valid():
            return self.page(form, sent, REFUSED)
        content = sent.cleaned_data["file"].read()
        try:
            made = ProposeTemplate(code, content, by=self.person).run()
        except NotYourPost:
            raise
        except Refused as refused:
            sent.refuse(refused)
            return self.page(form, sent, REFUSED)
        said = _("Kept as version %(version)s; somebody else releases it.")
        messages.success(request, str(said) % {"version": made.version})
        return redirect("desk_template", code)

    def page(self, form: Form, sent: ProposeForm, status: int = 200) -> HttpResponse:
        found = versions_of(form)
        filled = next((one for one in found if one.state == FILLED), None)
        context = self.get_context_data(
            header_title=form.title,
            house_form=form,
            versions=found,
            filled=filled,
            used=frozenset(filled.row.names if filled else ()),
            form=sent,
            may_propose=self.may(Verb.PROPOSE_TEMPLATE, form.code),
            may_release=self.may(Verb.RELEASE_TEMPLATE, form.code),
            username=self.person.username,
            breadcrumbs_items=self.crumbs(("", form.title)),
        )
        return self.render_to_response(context, status=status)


class TemplateFileView(TemplateBase):
    """The document of a version as it was uploaded, to be changed in Word."""

    def get(self, request: HttpRequest, code: str, version: int) -> HttpResponse:
        form = self.find_form(code)
        found = self.find(form, version)
        name = _("%(title)s, template version %(version)s")
        said = str(name) % {"title": form.title, "version": version}
        return answer(bytes(found.row.content), f"{said}.docx")


class TemplateSampleView(TemplateBase):
    """The same version, filled with the sample data of its form."""

    def get(self, request: HttpRequest, code: str, version: int) -> HttpResponse:
        form = self.find_form(code)
        found = self.find(form, version)
        try:
            content = doc_templates.fill_sample(found.row)
        except doc_templates.TemplateAltered:
            return self.refused(request, code, str(ALTERED))
        except doc_templates.Unfilled as missing:
            why = _("This version asks for names that are no longer known: %(names)s.")
            return self.refused(request, code, str(why) % {"names": "、".join(missing.names)})
        name = _("%(title)s, version %(version)s with sample data")
        said = str(name) % {"title": form.title, "version": version}
        return answer(content, f"{said}.docx")

    def refused(self, request: HttpRequest, code: str, why: str) -> HttpResponse:
        messages.error(request, why)
        return redirect("desk_template", code)


class VersionStepView(TemplateBase):
    """A step on one version, with a page that asks first."""

    template_name = "desk/template_step.html"
    form_class: type[DeskForm]
    title: Any
    submit: Any
    done: Any
    warn: ClassVar[bool] = False

    def get(self, request: HttpRequest, code: str, version: int) -> HttpResponse:
        form, found = self.asked(code, version)
        return self.page(form, found, self.form_class())

    def post(self, request: HttpRequest, code: str, version: int) -> HttpResponse:
        form, found = self.asked(code, version)
        sent = self.form_class(request.POST)
        if not sent.is_valid():
            return self.page(form, found, sent, REFUSED)
        try:
            self.step(found, sent).run()
        except NotYourPost:
            raise
        except Refused as refused:
            sent.refuse(refused)
            return self.page(form, found, sent, REFUSED)
        messages.success(request, str(self.done) % {"version": version})
        return redirect("desk_template", code)

    def asked(self, code: str, version: int) -> tuple[Form, Version]:
        form = self.find_form(code)
        found = self.find(form, version)
        if not self.may(Verb.RELEASE_TEMPLATE, code):
            raise not_your_post()
        return form, found

    @abstractmethod
    def step(self, found: Version, sent: DeskForm) -> OnVersion: ...

    def page(self, form: Form, found: Version, sent: DeskForm, status: int = 200) -> HttpResponse:
        others = [one for one in versions_of(form) if one.row.pk != found.row.pk]
        context = self.get_context_data(
            header_title=self.title,
            house_form=form,
            version=found,
            filled=next((one for one in [found, *others] if one.state == FILLED), None),
            next_filled=next(
                (one for one in others if one.row.released_at and not one.row.withdrawn_at), None
            ),
            form=sent,
            submit=self.submit,
            warn=self.warn,
            breadcrumbs_items=self.crumbs(
                (reverse("desk_template", args=[form.code]), form.title), ("", str(self.title))
            ),
        )
        return self.render_to_response(context, status=status)


class ReleaseTemplateView(VersionStepView):
    form_class = ReleaseTemplateForm
    title = _("Release a version")
    submit = _("Release")
    done = _("Released: from now on it is filled from version %(version)s.")

    def step(self, found: Version, sent: DeskForm) -> OnVersion:
        return ReleaseTemplate(found.row, by=self.person)


class WithdrawTemplateView(VersionStepView):
    form_class = WithdrawTemplateForm
    title = _("Withdraw a version")
    submit = _("Withdraw the version")
    done = _("Version %(version)s is withdrawn; what it made stays.")
    warn = True

    def step(self, found: Version, sent: DeskForm) -> OnVersion:
        return WithdrawTemplate(found.row, by=self.person, reason=sent.cleaned_data["reason"])
