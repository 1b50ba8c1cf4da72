"""Petitions between units, one page each: send, receive, object, decide, report back."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from archive.organisation.vocabulary import Verb
from archive.petitions import steps
from archive.petitions.sending import arisen_from
from archive.records.models import Record
from desk.forms import petition_moves as forms
from desk.forms.steps import ReasonForm
from desk.views.petitions import PetitionStepView


class TransferView(PetitionStepView):
    verb = Verb.ASSIGN
    form_class = forms.TransferForm
    title = _("Transfer to the competent unit")
    about = _(
        "The letter of transfer goes with the papers, the petitioner is told. A unit of ours gives "
        "the matter a number of its own; you are informed of it."
    )
    submit = _("Transfer")
    done = _("Transferred. The letters lie among the papers.")

    def probe(self, record: Record) -> steps.Transfer:
        return steps.Transfer(record, by=self.person)

    def step(self, form: forms.TransferForm) -> steps.Transfer:
        said = form.cleaned_data
        return steps.Transfer(
            self.record, said["unit"], said["competent_organ"], **self.given(form)
        )


class AssignView(PetitionStepView):
    verb = Verb.ASSIGN
    form_class = forms.AssignForm
    title = _("Assign to a unit")
    about = _(
        "The letter of assignment goes with the papers, the petitioner is told. You supervise the "
        "matter; its closing report has to come back until the day you set."
    )
    submit = _("Assign")
    done = _("Assigned. The letters lie among the papers.")

    def probe(self, record: Record) -> steps.Assign:
        return steps.Assign(record, by=self.person)

    def step(self, form: forms.AssignForm) -> steps.Assign:
        said = form.cleaned_data
        return steps.Assign(
            self.record,
            said["unit"],
            said["competent_organ"],
            limit_on=said["limit_on"],
            **self.given(form),
        )


class ReceiveView(PetitionStepView):
    verb = Verb.TRIAGE
    form_class = forms.ReceiveForm
    title = _("Receive the matter")
    about = _("It gets a number of your unit, and your limits run from today.")
    submit = _("Receive")
    done = _("Received and numbered. Next: propose the route, or object to it.")

    def probe(self, record: Record) -> steps.Receive:
        return steps.Receive(record, by=self.person)

    def step(self, form: forms.ReceiveForm) -> steps.Receive:
        return steps.Receive(self.record, form.in_hand(), **self.given(form))


class ObjectView(PetitionStepView):
    verb = Verb.DECLINE
    form_class = forms.ObjectForm
    title = _("Object to the matter")
    about = _(
        "With reasons, within the limit for objections. The sender takes it back or keeps to it."
    )
    submit = _("Object")
    done = _("The objection has reached the sender; he decides on it.")
    warn = True

    def probe(self, record: Record) -> steps.Object:
        return steps.Object(record, by=self.person)

    def step(self, form: forms.ObjectForm) -> steps.Object:
        return steps.Object(self.record, form.letter(), **self.given(form))


class DecisionView(PetitionStepView):
    """The reasons of the objection stand above the decision on it."""

    verb = Verb.ASSIGN
    form_class = ReasonForm

    @property
    def about(self) -> str:
        event = self.record.events.filter(name="petition:object").order_by("-seq").first()
        there = arisen_from(self.record)
        if event is None or event.version is None or there is None:
            return ""
        fact: dict[str, Any] = {"unit": there.record.lead_unit, "reason": event.version.reason}
        return str(_("%(unit)s objected: %(reason)s")) % fact


class TakeBackView(DecisionView):
    title = _("Take the matter back")
    submit = _("Take back")
    done = _("Taken back; it is to be disposed of here once more.")

    def probe(self, record: Record) -> steps.TakeBack:
        return steps.TakeBack(record, by=self.person)

    def step(self, form: ReasonForm) -> steps.TakeBack:
        return steps.TakeBack(self.record, **self.given(form))


class KeepView(DecisionView):
    title = _("Keep to the decision")
    submit = _("Keep to it")
    done = _("The receiver has to go on with the matter.")

    def probe(self, record: Record) -> steps.Keep:
        return steps.Keep(record, by=self.person)

    def step(self, form: ReasonForm) -> steps.Keep:
        return steps.Keep(self.record, **self.given(form))


class ReportBackView(PetitionStepView):
    verb = Verb.ISSUE_LETTER
    form_class = forms.ReportBackForm
    title = _("Report back")
    about = _("The closing report is filed here and with the unit that assigned the matter.")
    submit = _("Report back")
    done = _("Reported; the limit of the sender has ended.")

    def probe(self, record: Record) -> steps.ReportBack:
        return steps.ReportBack(record, by=self.person)

    def step(self, form: forms.ReportBackForm) -> steps.ReportBack:
        return steps.ReportBack(self.record, form.report(), **self.given(form))
