"""Steps of petitions, one page each."""

from __future__ import annotations

from abc import abstractmethod
from typing import Any

from django.utils.translation import gettext_lazy as _

from archive.organisation.vocabulary import Verb
from archive.petitions import steps
from archive.petitions.papers import NewPaper
from archive.petitions.steps.on_petition import OnPetition
from archive.records.models import Record
from archive.records.step import NotVisible
from archive.records.vocabulary import PaperType, RecordKind
from desk.access import not_your_post, visible_record
from desk.forms import petition_steps as forms
from desk.forms.petition import PetitionForm
from desk.uploads import read_text
from desk.views.register import NewRecordView
from desk.views.steps import StepView


class RegisterPetitionView(NewRecordView):
    template_name = "desk/register_petition.html"
    page_title = _("Register a petition")

    def form(self, *sent: Any) -> PetitionForm:
        return PetitionForm(*sent, person=self.person)

    def register(self, form: PetitionForm) -> Record:
        unit = form.cleaned_data["unit"]
        (record,) = steps.RegisterPetition(form.petition(), unit, by=self.person).run()
        if form.new_file:
            read_text(form.new_file, by=self.person)
        return record


class PetitionStepView(StepView):
    """Of another kind the address does not exist. The step itself says who may: a decision is
    also of the leader above, who may do no other verb there."""

    def find_record(self) -> Record:
        record = visible_record(self.person, self.kwargs["pk"])
        if record.kind != RecordKind.PETITION:
            raise NotVisible
        if self.probe(record).ask(record, {}) is None:
            raise not_your_post()
        return record

    @abstractmethod
    def probe(self, record: Record) -> OnPetition[Any]:
        """The step without what the form will say, to ask who may do it."""

    def after(self, form: Any, result: Any) -> None:
        file = getattr(form, "new_file", None)
        if file:
            read_text(file, by=self.person)


class TriageView(PetitionStepView):
    verb = Verb.TRIAGE
    form_class = forms.TriageForm
    title = _("Propose the route")
    about = _("Which class the matter is of, and what becomes of it.")
    submit = _("Propose")
    done = _("Triaged. Next: accept it, guide or send it on, or have it declined.")

    def probe(self, record: Record) -> steps.Triage:
        return steps.Triage(record, by=self.person)

    def step(self, form: forms.TriageForm) -> steps.Triage:
        said = form.cleaned_data
        return steps.Triage(
            self.record,
            said["matter_class"],
            said["appeal_route"],
            ground=said["ground"],
            competent_organ=said["competent_organ"],
            sent_as=said["sent_as"],
            to_unit=said["to_unit"],
            **self.given(form),
        )


class AcceptPetitionView(PetitionStepView):
    verb = Verb.ACCEPT
    form_class = forms.HandlerForm
    title = _("Accept the petition")
    about = _("The notice of acceptance is written and numbered; the time for handling runs.")
    submit = _("Accept")
    done = _("Accepted. The notice lies among the papers.")

    def probe(self, record: Record) -> steps.Accept:
        return steps.Accept(record, by=self.person)

    def step(self, form: forms.HandlerForm) -> steps.Accept:
        return steps.Accept(self.record, form.cleaned_data["handler"], **self.given(form))


class NameHandlerView(PetitionStepView):
    verb = Verb.NAME_HANDLER
    form_class = forms.NameHandlerForm
    title = _("Name another handler")
    submit = _("Name the handler")
    done = _("The handler was named.")

    def probe(self, record: Record) -> steps.NameHandler:
        return steps.NameHandler(record, self.person, by=self.person)

    def step(self, form: forms.NameHandlerForm) -> steps.NameHandler:
        handler = form.cleaned_data["handler"]
        return steps.NameHandler(self.record, handler, **self.given(form))


class GuideView(PetitionStepView):
    verb = Verb.TRIAGE
    form_class = forms.OrganForm
    title = _("Guide to the competent organ")
    about = _("A letter tells the petitioner where his matter belongs.")
    submit = _("Guide")
    done = _("Guided. The letter lies among the papers.")

    def probe(self, record: Record) -> steps.Guide:
        return steps.Guide(record, by=self.person)

    def step(self, form: forms.OrganForm) -> steps.Guide:
        return steps.Guide(self.record, form.cleaned_data["competent_organ"], **self.given(form))


class DeclineView(PetitionStepView):
    verb = Verb.DECLINE
    form_class = forms.DeclineForm
    title = _("Decline the petition")
    about = _("Ground and competent organ stand in the letter to the petitioner.")
    submit = _("Decline")
    done = _("Declined. The letter lies among the papers.")
    warn = True

    def probe(self, record: Record) -> steps.Decline:
        return steps.Decline(record, by=self.person)

    def step(self, form: forms.DeclineForm) -> steps.Decline:
        said = form.cleaned_data
        return steps.Decline(
            self.record, said["ground"], said["competent_organ"], **self.given(form)
        )


class FileOnlyView(PetitionStepView):
    verb = Verb.TRIAGE
    form_class = forms.FileOnlyForm
    title = _("File without handling")
    about = _("For matters without clear name or address, and for repeats of an earlier one.")
    submit = _("File only")
    done = _("Filed without handling.")

    def probe(self, record: Record) -> steps.FileOnly:
        return steps.FileOnly(record, by=self.person)

    def step(self, form: forms.FileOnlyForm) -> steps.FileOnly:
        return steps.FileOnly(self.record, form.cleaned_data["earlier"], **self.given(form))


class InvestigateView(PetitionStepView):
    verb = Verb.HANDLE
    form_class = forms.InvestigateForm
    title = _("Record an investigation")
    submit = _("Record")
    done = _("Recorded.")

    def probe(self, record: Record) -> steps.Investigate:
        return steps.Investigate(record, by=self.person)

    def step(self, form: forms.InvestigateForm) -> steps.Investigate:
        said = form.cleaned_data
        more = {"title": said["title"], "dated_on": said["dated_on"]}
        paper: NewPaper | None = form.paper(PaperType(said["type"]), **more)
        return steps.Investigate(self.record, paper, **self.given(form))


class SettleView(PetitionStepView):
    verb = Verb.HANDLE
    form_class = forms.SettleForm
    title = _("Enter the settlement")
    about = _("On the agreement filed with it, or on a mediation dossier.")
    submit = _("Enter the settlement")
    done = _("Settled.")

    def probe(self, record: Record) -> steps.Settle:
        return steps.Settle(record, by=self.person)

    def step(self, form: forms.SettleForm) -> steps.Settle:
        paper = form.paper(PaperType.AGREEMENT)
        dossier = form.cleaned_data["dossier"]
        return steps.Settle(self.record, paper, dossier=dossier, **self.given(form))


class WithdrawPetitionView(PetitionStepView):
    verb = Verb.HANDLE
    form_class = forms.PaperStepForm
    title = _("Enter the withdrawal")
    about = _("The petitioner's signed request belongs to it.")
    submit = _("Enter the withdrawal")
    done = _("Withdrawn by the petitioner.")
    warn = True

    def probe(self, record: Record) -> steps.Withdraw:
        return steps.Withdraw(record, by=self.person)

    def step(self, form: forms.PaperStepForm) -> steps.Withdraw:
        return steps.Withdraw(self.record, form.paper(PaperType.WITHDRAWAL), **self.given(form))
