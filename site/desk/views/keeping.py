"""How long a record is kept: its period, holds on it, a longer period, a contents sent back."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from archive.organisation.may import may_on
from archive.organisation.vocabulary import Verb
from archive.records.models import Record
from archive.records.step import NotVisible
from archive.retention.models import Hold
from archive.retention.resolve import resolve
from archive.retention.steps import AskToLift, LiftHold, PlaceHold, RaisePeriod
from archive.retention.vocabulary import Period
from archive.volumes.steps import SendBack
from desk.access import DeskView, not_your_post, visible_record
from desk.forms.keeping import HoldForm, RaiseForm
from desk.forms.steps import ReasonForm
from desk.keeping import holds_of, keeping_offers, places_of
from desk.views.steps import StepView
from desk.views.versions import record_crumbs


class KeepingView(DeskView):
    """Why it is kept how long, what holds it, and the verbs of keeping with all their reasons."""

    template_name = "desk/keeping.html"
    page_title = _("Keeping")

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        record = visible_record(self.person, pk)
        retention = getattr(record, "retention", None)
        context = self.get_context_data(
            record=record,
            retention=retention,
            resolved=retention or resolve([record]).get(record.pk),
            offers=keeping_offers(record, self.person),
            holds=holds_of(record, self.person),
            places=places_of(record, self.person),
            breadcrumbs_items=[
                *self.breadcrumbs_items,
                *record_crumbs(record, str(self.page_title)),
            ],
        )
        return self.render_to_response(context)


class KeepingStep(StepView):
    """A step that leads back to the page of keeping."""

    def next_url(self) -> str:
        return reverse("desk_keeping", args=[self.record.pk])


class PlaceHoldView(KeepingStep):
    verb = Verb.PLACE_HOLD
    form_class = HoldForm
    title = _("Place a hold")
    about = _("While it stands, nothing of this record is lowered, handed over or destroyed.")
    submit = _("Place the hold")
    done = _("The hold stands; nothing of this record is disposed of until it is lifted.")

    def step(self, form: HoldForm) -> PlaceHold:
        said = form.cleaned_data
        return PlaceHold(
            self.record, basis=said["basis"], until=said["until"], **self.given(form)
        )


class HoldStep(KeepingStep):
    """The address names the hold; its record is the one that changes."""

    form_class = ReasonForm
    hold: Hold

    def find_record(self) -> Record:
        hold = Hold.objects.filter(pk=self.kwargs["pk"]).first()
        if hold is None:
            raise NotVisible
        record = visible_record(self.person, hold.record_id)
        if not may_on(self.person, self.verb, record):
            raise not_your_post()
        self.hold = hold
        return record


class AskToLiftView(HoldStep):
    verb = Verb.ASK_TO_LIFT
    title = _("Ask to lift the hold")
    about = _("A leader who did not place it decides.")
    submit = _("Ask")
    done = _("Asked; the leader decides.")

    def step(self, form: ReasonForm) -> AskToLift:
        return AskToLift(self.hold, **self.given(form))


class LiftHoldView(HoldStep):
    verb = Verb.LIFT_HOLD
    title = _("Lift the hold")
    about = _("The periods of the record go on as if it had not been held.")
    submit = _("Lift the hold")
    done = _("The hold is lifted; who, when and why stay with the record.")
    warn = True

    def step(self, form: ReasonForm) -> LiftHold:
        return LiftHold(self.hold, **self.given(form))


class RaisePeriodView(KeepingStep):
    verb = Verb.RAISE_PERIOD
    form_class = RaiseForm
    title = _("Raise the retention period")
    about = _("An office may keep longer than its schedule says, never shorter.")
    submit = _("Raise the period")
    done = _("The longer period is fixed, with your reason.")

    def step(self, form: RaiseForm) -> RaisePeriod:
        period = Period(form.cleaned_data["period"])
        return RaisePeriod(self.record, period, **self.given(form))


class SendBackContentsView(StepView):
    """退回: back to the handler, with what has to be mended."""

    verb = Verb.BIND
    form_class = ReasonForm
    title = _("Send the contents back")
    about = _("The mark of completeness is taken away; the handler sees what is to be mended.")
    submit = _("Send back")
    done = _("Sent back; the reason stands with the contents check.")
    warn = True

    def step(self, form: ReasonForm) -> SendBack:
        return SendBack(self.record, **self.given(form))

    def next_url(self) -> str:
        return reverse("desk_contents", args=[self.record.pk])

    def form(self, *sent: Any) -> ReasonForm:
        form = super().form(*sent)
        assert isinstance(form, ReasonForm)
        form.fields["reason"].label = _("What has to be mended")
        return form
