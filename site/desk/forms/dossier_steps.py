"""The forms of the verbs on a dossier."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from archive.mediation.mediators import NewMediator
from archive.mediation.steps import NewAgreement, NewSession
from archive.mediation.vocabulary import (
    AgreementForm,
    Confirmation,
    Performance,
    SessionResult,
)
from archive.organisation.models import User
from archive.organisation.vocabulary import PostKind
from archive.records.models import Record
from desk.forms.base import RecordForm, day_field
from desk.forms.steps import reason_field

COMMAS = str.maketrans({"，": "、", ",": "、", "；": "、", ";": "、", " ": "、"})


def text_field(label: Any, rows: int = 4, **options: Any) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, required=False, widget=widget, **options)


def ticks(label: Any, **options: Any) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label, required=False, widget=forms.CheckboxSelectMultiple, **options
    )


def with_empty(choices: Any) -> list[tuple[str, Any]]:
    return [("", _("choose")), *choices]


class AcceptDossierForm(RecordForm):
    people = forms.ModelMultipleChoiceField(
        User.objects.none(),
        label=_("Mediators of the committee"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    names = forms.CharField(
        label=_("Other mediators"),
        max_length=300,
        required=False,
        help_text=_("Names with 、 between them."),
    )
    on = day_field(label=_("Accepted on"), initial=timezone.localdate)

    def __init__(self, *args: Any, record: Record, **options: Any) -> None:
        super().__init__(*args, record=record, **options)
        on = timezone.localdate()
        people = User.objects.filter(
            posts__in=record.lead_unit.posts.in_force(on).filter(kind=PostKind.MEDIATOR)
        ).distinct()
        self.fields["people"].queryset = people  # type: ignore[attr-defined]
        self.fields["people"].initial = people

    def mediators(self) -> list[NewMediator]:
        named = self.cleaned_data["names"].translate(COMMAS).split("、")
        people = [NewMediator(person=person) for person in self.cleaned_data["people"]]
        return people + [NewMediator(name=name) for name in named if name]

    def field_of(self, code: str) -> str | None:
        about = {"mediator_missing", "mediator_twice", "mediator_without_post", "field_too_long"}
        if code in about:
            return "people"
        return "on" if code == "date_impossible" else super().field_of(code)


class GroundForm(RecordForm):
    """How a dispute ends without mediation, or without agreement."""

    must = frozenset({"ground"})

    ground = text_field(_("Ground"), rows=3)
    on = day_field(label=_("Ended on"), initial=timezone.localdate)

    def field_of(self, code: str) -> str | None:
        fields = {
            "ground_missing": "ground",
            "field_too_long": "ground",
            "date_impossible": "on",
            "referrer_not_told": "referrer_told_on",
            "other_ways_not_told": "other_ways_told",
        }
        return fields.get(code, super().field_of(code))


class RefuseDossierForm(GroundForm):
    referrer_told_on = day_field(label=_("Referrer told on"), required=False)


class TerminateForm(GroundForm):
    other_ways_told = forms.BooleanField(
        label=_("The parties were told of arbitration, administrative procedure and the court"),
        required=False,
    )


class SessionForm(RecordForm):
    must = frozenset({"held_on", "place", "note", "result"})

    held_on = day_field(label=_("Held on"), initial=timezone.localdate, required=False)
    place = forms.CharField(label=_("Place"), max_length=200, required=False)
    rights_told_on = day_field(label=_("Rights told on"), required=False)
    present = forms.CharField(label=_("Present"), max_length=500, required=False)
    note = text_field(_("Record"), rows=8)
    result = forms.ChoiceField(
        label=_("Result"), choices=with_empty(SessionResult.choices), required=False
    )
    signed = forms.BooleanField(label=_("Signed by all"), required=False)

    def session(self) -> NewSession:
        said = self.cleaned_data
        names = ("held_on", "place", "present", "note", "signed")
        result = SessionResult(said["result"]) if said["result"] else None
        return NewSession(**{name: said[name] for name in names}, result=result)

    def field_of(self, code: str) -> str | None:
        fields = {
            "rights_not_told": "rights_told_on",
            "record_unsigned": "signed",
            "date_impossible": "held_on",
        }
        return fields.get(code, super().field_of(code))


class PartyTicks(RecordForm):
    """A form that asks about each party of the dossier."""

    def party_choices(self) -> list[tuple[int, str]]:
        return [(one.position, one.name) for one in self.record.dossier.parties.all()]

    def ticked(self, name: str) -> list[int]:
        return [int(one) for one in self.cleaned_data[name]]


class ExtendMediationForm(PartyTicks):
    days = forms.IntegerField(label=_("Days"), min_value=1, max_value=365, initial=30)
    consent = ticks(_("Who consented"))
    reason = reason_field()

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["consent"].choices = self.party_choices()  # type: ignore[attr-defined]

    def field_of(self, code: str) -> str | None:
        return "consent" if code == "consent_missing" else super().field_of(code)


class AgreementDossierForm(PartyTicks):
    must = frozenset({"form", "agreed_on", "terms", "performance"})

    form = forms.ChoiceField(
        label=_("Form of the agreement"), choices=with_empty(AgreementForm.choices), required=False
    )
    agreed_on = day_field(label=_("Agreed on"), initial=timezone.localdate, required=False)
    terms = text_field(_("Terms"), rows=6)
    performance = forms.ChoiceField(
        label=_("Performance"), choices=with_empty(Performance.choices), required=False
    )
    perform_by = day_field(label=_("To be performed by"), required=False)
    amount = forms.DecimalField(
        label=_("Amount in yuan"), max_digits=14, decimal_places=2, required=False
    )
    signed_on = day_field(label=_("Signed on"), initial=timezone.localdate, required=False)
    parties_signed = ticks(_("Parties who signed"))
    mediators_signed = ticks(_("Mediators who signed"))
    sealed = forms.BooleanField(label=_("Bears the committee's seal"), required=False)
    asked_for_writing = forms.BooleanField(label=_("A party asks for writing"), required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["parties_signed"].choices = self.party_choices()  # type: ignore[attr-defined]
        names = [(one.name, one.name) for one in self.record.dossier.mediators.all()]
        self.fields["mediators_signed"].choices = names  # type: ignore[attr-defined]

    def agreement(self) -> NewAgreement:
        said = self.cleaned_data
        day: dt.date = said["signed_on"] or said["agreed_on"]
        names = ("agreed_on", "terms", "perform_by", "amount", "sealed", "asked_for_writing")
        return NewAgreement(
            form=AgreementForm(said["form"]) if said["form"] else None,
            performance=Performance(said["performance"]) if said["performance"] else None,
            parties_signed=dict.fromkeys(self.ticked("parties_signed"), day),
            mediators_signed=dict.fromkeys(said["mediators_signed"], day),
            **{name: said[name] for name in names},
        )

    def field_of(self, code: str) -> str | None:
        fields = {
            "seal_missing": "sealed",
            "written_required": "form",
            "terms_undated": "perform_by",
            "date_impossible": "agreed_on",
            "field_wrong": "amount",
        }
        return fields.get(code, super().field_of(code))


class PerformanceForm(RecordForm):
    performance = forms.ChoiceField(label=_("Performance"), choices=Performance.choices)
    on = day_field(label=_("On"), initial=timezone.localdate)

    def field_of(self, code: str) -> str | None:
        fields = {"nothing_changed": "performance", "date_impossible": "on"}
        return fields.get(code, super().field_of(code))


class VisitForm(RecordForm):
    must = frozenset({"visited_on", "visitor", "note"})

    visited_on = day_field(label=_("Visited on"), initial=timezone.localdate, required=False)
    visitor = forms.CharField(label=_("Visitor"), max_length=80, required=False)
    note = text_field(_("What was found"))

    def field_of(self, code: str) -> str | None:
        return "visited_on" if code == "date_impossible" else super().field_of(code)


class ConfirmationForm(RecordForm):
    outcome = forms.ChoiceField(
        label=_("Judicial confirmation"), choices=Confirmation.choices[1:]
    )
    on = day_field(label=_("On"), initial=timezone.localdate)
    jointly = forms.BooleanField(label=_("All parties apply together"), required=False)
    about_status = forms.BooleanField(
        label=_("It is about identity, adoption or marriage"), required=False
    )

    def field_of(self, code: str) -> str | None:
        fields = {
            "wrong_state": "outcome",
            "not_joint": "jointly",
            "out_of_time": "on",
            "matter_excluded": "about_status",
            "date_impossible": "on",
        }
        return fields.get(code, super().field_of(code))


class CloseDossierForm(RecordForm):
    referrer_told_on = day_field(label=_("Referrer told on"), required=False)
    open_because = text_field(_("Why the agreement stays unperformed"), rows=2)

    def field_of(self, code: str) -> str | None:
        fields = {
            "referrer_not_told": "referrer_told_on",
            "performance_open": "open_because",
            "field_too_long": "open_because",
        }
        return fields.get(code, super().field_of(code))
