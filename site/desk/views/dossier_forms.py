"""The forms of a dossier: printed onto a paper of the record; the signed scan comes back to it."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from archive.mediation.forms import FORMS
from archive.mediation.steps import PrintForm
from archive.organisation.vocabulary import Verb
from archive.records.models import Paper, Record
from archive.records.step import NotVisible
from archive.records.vocabulary import PaperType, RecordKind
from desk.access import not_your_post, visible_record
from desk.forms.dossier_print import PrintDossierForm
from desk.views.steps import StepView


class PrintFormView(StepView):
    """POST prints; what is not known yet stays blank, to be written by hand."""

    verb = Verb.ISSUE_LETTER
    form_class = PrintDossierForm
    about = _(
        "The form is filled from the dossier and becomes a paper of it. Print it, have it signed,"
        " and put the scan onto the same paper."
    )
    submit = _("Fill the form")
    done = _("The form is filled. Download it, have it signed, then put the scan onto this paper.")
    paper: Paper

    @property
    def title(self) -> str:
        return str(_("Print: %(form)s") % {"form": PaperType(self.code).label})

    @property
    def code(self) -> str:
        return str(self.kwargs["code"])

    def find_record(self) -> Record:
        record = visible_record(self.person, self.kwargs["pk"])
        if record.kind != RecordKind.DOSSIER or self.code not in FORMS:
            raise NotVisible
        if not PrintForm(record, self.code, by=self.person).allows(record):
            raise not_your_post()
        return record

    def form(self, *sent: Any) -> PrintDossierForm:
        return PrintDossierForm(*sent, code=self.code, record=self.record, person=self.person)

    def step(self, form: PrintDossierForm) -> PrintForm:
        return PrintForm(
            self.record, self.code, item=form.item(), draft=form.draft(), **self.given(form)
        )

    def after(self, form: PrintDossierForm, result: Paper) -> None:
        self.paper = result

    def next_url(self) -> str:
        newest = self.paper.files.order_by("-no").first()
        place = f"?file={newest.pk}#preview" if newest else ""
        return f"{super().next_url()}{place}"
