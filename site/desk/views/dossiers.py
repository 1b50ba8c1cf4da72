"""Steps of mediation dossiers, one page each."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from archive.mediation.steps import (
    Accept,
    Agree,
    CloseDossier,
    ExtendMediation,
    HoldSession,
    RecordConfirmation,
    RecordPerformance,
    RecordVisit,
    Refuse,
    RegisterDossier,
    Terminate,
    WithdrawDossier,
)
from archive.mediation.vocabulary import Confirmation, Performance
from archive.organisation.vocabulary import Verb
from archive.records.models import Record
from archive.records.step import NotVisible
from archive.records.vocabulary import RecordKind
from desk.forms import dossier_steps as forms
from desk.forms.dossier import DossierForm
from desk.views.register import NewRecordView
from desk.views.steps import StepView


class RegisterDossierView(NewRecordView):
    template_name = "desk/register_dossier.html"
    page_title = _("Register a dispute")

    def form(self, *sent: Any) -> DossierForm:
        return DossierForm(*sent, person=self.person)

    def register(self, form: DossierForm) -> Record:
        unit = form.cleaned_data["unit"]
        (record,) = RegisterDossier(form.dossier(), unit, by=self.person).run()
        return record


class DossierStepView(StepView):
    """A step on a dossier; of another kind the address does not exist."""

    def find_record(self) -> Record:
        record = super().find_record()
        if record.kind != RecordKind.DOSSIER:
            raise NotVisible
        return record


class AcceptView(DossierStepView):
    verb = Verb.ACCEPT
    form_class = forms.AcceptDossierForm
    title = _("Accept the dispute")
    about = _("The time for mediating runs from the day of acceptance.")
    submit = _("Accept")
    done = _("Accepted; the time for mediating runs.")

    def step(self, form: forms.AcceptDossierForm) -> Accept:
        on = form.cleaned_data["on"]
        return Accept(self.record, form.mediators(), on=on, **self.given(form))


class RefuseView(DossierStepView):
    verb = Verb.REFUSE
    form_class = forms.RefuseDossierForm
    title = _("Refuse the dispute")
    about = _("Nobody is mediated against his will, and not every dispute may be mediated.")
    submit = _("Refuse")
    done = _("Refused; the ground stays in the dossier.")
    warn = True

    def step(self, form: forms.RefuseDossierForm) -> Refuse:
        said = form.cleaned_data
        return Refuse(
            self.record,
            said["ground"],
            on=said["on"],
            referrer_told_on=said["referrer_told_on"],
            **self.given(form),
        )


class SessionView(DossierStepView):
    verb = Verb.HANDLE
    form_class = forms.SessionForm
    title = _("Enter a sitting")
    about = _("As the signed record has it.")
    submit = _("Enter the sitting")
    done = _("The sitting was entered.")

    def step(self, form: forms.SessionForm) -> HoldSession:
        told_on = form.cleaned_data["rights_told_on"]
        return HoldSession(
            self.record, form.session(), rights_told_on=told_on, **self.given(form)
        )


class ExtendView(DossierStepView):
    verb = Verb.ASK_EXTENSION
    form_class = forms.ExtendMediationForm
    title = _("Extend the time for mediating")
    about = _("All parties must consent; the days count on from the raw end.")
    submit = _("Extend")
    done = _("Extended; the new day stands beside the record.")

    def step(self, form: forms.ExtendMediationForm) -> ExtendMediation:
        days, consent = form.cleaned_data["days"], form.ticked("consent")
        return ExtendMediation(self.record, days, consent, **self.given(form))


class AgreeView(DossierStepView):
    verb = Verb.HANDLE
    form_class = forms.AgreementDossierForm
    title = _("Enter the agreement")
    about = _("A written agreement takes effect when all have signed and the seal is on it.")
    submit = _("Enter the agreement")
    done = _("The agreement was entered.")

    def step(self, form: forms.AgreementDossierForm) -> Agree:
        return Agree(self.record, form.agreement(), **self.given(form))


class TerminateView(DossierStepView):
    verb = Verb.HANDLE
    form_class = forms.TerminateForm
    title = _("End the mediation without agreement")
    submit = _("End the mediation")
    done = _("Ended without agreement.")
    warn = True

    def step(self, form: forms.TerminateForm) -> Terminate:
        said = form.cleaned_data
        return Terminate(
            self.record,
            said["ground"],
            on=said["on"],
            other_ways_told=said["other_ways_told"],
            **self.given(form),
        )


class WithdrawDossierView(DossierStepView):
    verb = Verb.HANDLE
    form_class = forms.GroundForm
    title = _("Enter the withdrawal")
    about = _("The parties' request must be filed as a paper before.")
    submit = _("Enter the withdrawal")
    done = _("Withdrawn by the parties.")
    warn = True

    def step(self, form: forms.GroundForm) -> WithdrawDossier:
        said = form.cleaned_data
        return WithdrawDossier(self.record, said["ground"], on=said["on"], **self.given(form))


class PerformView(DossierStepView):
    verb = Verb.HANDLE
    form_class = forms.PerformanceForm
    title = _("Enter the performance")
    submit = _("Enter")
    done = _("The performance was entered.")

    def step(self, form: forms.PerformanceForm) -> RecordPerformance:
        said = form.cleaned_data
        performance = Performance(said["performance"])
        return RecordPerformance(self.record, performance, on=said["on"], **self.given(form))


class VisitView(DossierStepView):
    verb = Verb.HANDLE
    form_class = forms.VisitForm
    title = _("Enter a return visit")
    submit = _("Enter the visit")
    done = _("The visit was entered.")

    def step(self, form: forms.VisitForm) -> RecordVisit:
        names = ("visited_on", "visitor", "note")
        said = {name: form.cleaned_data[name] for name in names}
        return RecordVisit(self.record, **said, **self.given(form))


class ConfirmView(DossierStepView):
    verb = Verb.HANDLE
    form_class = forms.ConfirmationForm
    title = _("Judicial confirmation")
    about = _("The parties apply together, within 30 days after the agreement took effect.")
    submit = _("Enter")
    done = _("Entered.")

    def step(self, form: forms.ConfirmationForm) -> RecordConfirmation:
        said = form.cleaned_data
        return RecordConfirmation(
            self.record,
            Confirmation(said["outcome"]),
            on=said["on"],
            jointly=said["jointly"],
            about_status=said["about_status"],
            **self.given(form),
        )


class CloseDossierView(DossierStepView):
    verb = Verb.CLOSE
    form_class = forms.CloseDossierForm
    title = _("Close the dossier")
    about = _("The retention period counts from the year of closing.")
    submit = _("Close")
    done = _("Closed. Next: complete the contents, so that it can be bound.")

    def step(self, form: forms.CloseDossierForm) -> CloseDossier:
        said = form.cleaned_data
        return CloseDossier(
            self.record,
            referrer_told_on=said["referrer_told_on"],
            open_because=said["open_because"],
            **self.given(form),
        )
