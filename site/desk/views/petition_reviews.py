"""Review and re-check, one page each: what is asked for, and what the organ above found."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from archive.organisation.vocabulary import Verb
from archive.petitions import steps
from archive.petitions.steps.review import Decide, Request
from archive.records.models import Record
from desk.forms.petition_reviews import DecideForm, RequestForm
from desk.views.petitions import PetitionStepView


class RequestView(PetitionStepView):
    verb = Verb.ISSUE_LETTER
    form_class = RequestForm
    submit = _("Enter the request")
    step_class: type[Request]

    def probe(self, record: Record) -> Request:
        return self.step_class(record, by=self.person)

    def step(self, form: RequestForm) -> Request:
        paper = form.request(self.step_class.paper_type)
        return self.step_class(
            self.record, form.cleaned_data["asked_on"], paper, **self.given(form)
        )


class RequestReviewView(RequestView):
    title = _("Enter a request for review")
    about = _("The petitioner asks the organ above, in writing; its time runs from that day.")
    done = _("Entered; the limit of the organ above runs.")
    step_class = steps.RequestReview


class RequestRecheckView(RequestView):
    title = _("Enter a request for re-check")
    about = _("The petitioner asks the organ above the one that reviewed, in writing.")
    done = _("Entered; the limit of the organ above runs.")
    step_class = steps.RequestRecheck


class DecideView(PetitionStepView):
    verb = Verb.SIGN
    form_class = DecideForm
    submit = _("Enter the opinion")
    step_class: type[Decide]

    def probe(self, record: Record) -> Decide:
        return self.step_class(record, by=self.person)

    def step(self, form: DecideForm) -> Decide:
        said = form.cleaned_data
        return self.step_class(
            self.record,
            said["result"],
            paper=form.opinion(self.step_class.paper_type),
            given_on=said["given_on"],
            organ=said.get("organ", ""),
            **self.given(form),
        )


class ReviewView(DecideView):
    title = _("Enter the review opinion")
    about = _("By a leader of the organ above who did not work on the matter, or from its paper.")
    done = _("Entered. Have it served; a re-check can be asked for from that day.")
    step_class = steps.Review


class RecheckView(DecideView):
    title = _("Enter the re-check opinion")
    about = _("By a leader of the organ above who did not work on the matter, or from its paper.")
    done = _("Entered. Have it served; after that the answer is final.")
    step_class = steps.Recheck
