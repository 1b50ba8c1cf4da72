"""Steps of petitions towards the answer, one page each: more time, opinion, service, close."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from archive.organisation.vocabulary import Verb
from archive.petitions import steps
from archive.records.models import Record
from desk.forms import petition_steps as forms
from desk.views.petitions import PetitionStepView


class AskExtensionView(PetitionStepView):
    verb = Verb.ASK_EXTENSION
    form_class = forms.AskExtensionForm
    title = _("Ask for an extension")
    about = _("Once, by at most 30 days; a leader of the office approves.")
    submit = _("Ask")
    done = _("Asked. A leader has to approve it.")

    def probe(self, record: Record) -> steps.AskExtension:
        return steps.AskExtension(record, by=self.person)

    def step(self, form: forms.AskExtensionForm) -> steps.AskExtension:
        return steps.AskExtension(self.record, form.cleaned_data["days"], **self.given(form))


class ApproveExtensionView(PetitionStepView):
    verb = Verb.APPROVE_EXTENSION
    form_class = forms.SignForm
    title = _("Approve the extension")
    submit = _("Approve")
    done = _("Approved. The notice to the petitioner lies among the papers.")

    @property
    def about(self) -> str:
        petition = self.record.petition
        fact = {"days": petition.extension_days, "reason": petition.extension_reason}
        return str(_("%(days)s days are asked for: %(reason)s")) % fact

    def probe(self, record: Record) -> steps.ApproveExtension:
        return steps.ApproveExtension(record, by=self.person)

    def step(self, form: forms.SignForm) -> steps.ApproveExtension:
        return steps.ApproveExtension(self.record, **self.given(form))


class DraftOpinionView(PetitionStepView):
    verb = Verb.HANDLE
    form_class = forms.OpinionForm
    title = _("Draft the answer")
    about = _("Each claim is answered. A leader signs.")
    submit = _("Keep the draft")
    done = _("The draft waits to be signed.")

    def probe(self, record: Record) -> steps.DraftOpinion:
        return steps.DraftOpinion(record, by=self.person)

    def step(self, form: forms.OpinionForm) -> steps.DraftOpinion:
        names = ("result", "findings", "opinion", "basis")
        said = {name: form.cleaned_data[name] for name in names}
        return steps.DraftOpinion(
            self.record, answers=form.answers(), **said, **self.given(form)
        )


class SignOpinionView(PetitionStepView):
    verb = Verb.SIGN
    form_class = forms.SignForm
    title = _("Sign the opinion")
    about = _("The opinion is written, numbered, and can be served.")
    submit = _("Sign")
    done = _("Signed. The opinion lies among the papers; have it served.")

    def probe(self, record: Record) -> steps.SignOpinion:
        return steps.SignOpinion(record, by=self.person)

    def step(self, form: forms.SignForm) -> steps.SignOpinion:
        return steps.SignOpinion(self.record, **self.given(form))


class ReplyView(PetitionStepView):
    verb = Verb.SIGN
    form_class = forms.SignForm
    title = _("Sign the reply")
    about = _("The reply is written, numbered, and can be served.")
    submit = _("Sign")
    done = _("Signed. The reply lies among the papers; have it served.")

    def probe(self, record: Record) -> steps.Reply:
        return steps.Reply(record, by=self.person)

    def step(self, form: forms.SignForm) -> steps.Reply:
        return steps.Reply(self.record, **self.given(form))


class ServeView(PetitionStepView):
    verb = Verb.ISSUE_LETTER
    form_class = forms.ServeForm
    title = _("Enter the service")
    about = _("The day on the receipt counts; the time for a review runs from it.")
    submit = _("Enter the service")
    done = _("Served.")

    def probe(self, record: Record) -> steps.Serve:
        return steps.Serve(record, by=self.person)

    def step(self, form: forms.ServeForm) -> steps.Serve:
        said = form.cleaned_data
        return steps.Serve(
            self.record,
            said["served_on"],
            mode=said["mode"],
            witness=said["witness"],
            receipt=form.receipt(),
            **self.given(form),
        )


class ClosePetitionView(PetitionStepView):
    verb = Verb.CLOSE
    form_class = forms.CloseForm
    title = _("Close the petition")
    about = _("The retention period counts from the year of closing.")
    submit = _("Close")
    done = _("Closed. Next: complete the contents, so that it can be bound.")

    def probe(self, record: Record) -> steps.Close:
        return steps.Close(record, by=self.person)

    def step(self, form: forms.CloseForm) -> steps.Close:
        return steps.Close(
            self.record, performed=form.cleaned_data["performed"], **self.given(form)
        )
