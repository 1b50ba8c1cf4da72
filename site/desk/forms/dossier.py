"""Register a dispute: what it is about, and its parties in rows that need no script."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from archive.classification.models import Term
from archive.mediation.steps import NewDossier, NewParty
from archive.mediation.vocabulary import PartyKind, Side
from archive.organisation.may import units_for
from archive.organisation.models import Unit, User
from archive.organisation.vocabulary import UnitKind, Verb
from desk.forms.base import DeskForm, day_field
from desk.forms.personal import SecretForm

ROWS = 4
PARTY_FIELDS = (
    "name",
    "side",
    "kind",
    "gender",
    "ethnicity",
    "age",
    "occupation",
    "address",
    "id_no",
    "phone",
)
DOSSIER_FIELDS = (
    "dispute_type",
    "source",
    "received_on",
    "facts",
    "requests",
    "referrer",
    "difficult",
    "restricted",
    "title",
)



class PartyForm(SecretForm):
    """One row; a row without a name is no party."""

    secrets = ("id_no", "phone")
    use_required_attribute = False

    side = forms.ChoiceField(label=_("Side"), choices=Side.choices)
    kind = forms.ChoiceField(label=_("Kind"), choices=PartyKind.choices)
    name = forms.CharField(label=_("Name"), max_length=200, required=False)
    gender = forms.CharField(label=_("Gender"), max_length=10, required=False)
    ethnicity = forms.CharField(label=_("Ethnicity"), max_length=30, required=False)
    age = forms.IntegerField(label=_("Age"), min_value=0, max_value=150, required=False)
    occupation = forms.CharField(label=_("Occupation or post"), max_length=100, required=False)
    address = forms.CharField(label=_("Unit or address"), max_length=300, required=False)
    id_no = forms.CharField(label=_("Identity number"), max_length=40, required=False)
    phone = forms.CharField(label=_("Telephone"), max_length=40, required=False)

    def __init__(self, *args: Any, person: User, **options: Any) -> None:
        self.person = person
        super().__init__(*args, **options)

    def party(self) -> NewParty:
        said = {name: self.cleaned_data[name] for name in PARTY_FIELDS}
        return NewParty(**said)

    @property
    def is_said(self) -> bool:
        said = self.cleaned_data
        return any(said.get(name) for name in ("name", "address", "id_no", "phone", "age"))


class DossierForm(DeskForm):
    """The committees are those where the person may register."""

    must = frozenset({"received_on", "dispute_type", "facts"})

    unit = forms.ModelChoiceField(
        Unit.objects.none(), label=_("Mediation committee"), empty_label=None
    )
    received_on = day_field(label=_("Received on"), required=False)
    dispute_type = forms.ModelChoiceField(
        Term.objects.none(), label=_("Dispute type"), required=False
    )
    source = forms.ModelChoiceField(
        Term.objects.none(), label=_("Source of the case"), required=False
    )
    referrer = forms.CharField(
        label=_("Who referred it"),
        max_length=200,
        required=False,
        help_text=_("Only when another organ entrusted it."),
    )
    difficult = forms.BooleanField(label=_("Difficult or complex"), required=False)
    restricted = forms.BooleanField(
        label=_("The parties want it closed to others"), required=False
    )
    title = forms.CharField(
        label=_("Title"),
        max_length=500,
        required=False,
        help_text=_("Empty: made from the parties and the type of dispute."),
    )
    facts = forms.CharField(
        label=_("Facts of the dispute"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    requests = forms.CharField(
        label=_("What is asked"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, person: User, **options: Any) -> None:
        self.person = person
        super().__init__(*args, **options)
        units = Unit.objects.filter(
            pk__in=units_for(person, Verb.REGISTER), kind=UnitKind.MEDIATION_COMMITTEE
        )
        today = timezone.localdate()
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]
        self.fields["unit"].initial = person.unit_id or units.first()
        self.fields["received_on"].initial = today
        valid = Term.objects.valid(today).order_by("position", "code")
        self.fields["dispute_type"].queryset = Term.objects.filter(  # type: ignore[attr-defined]
            scheme__code="dispute_type"
        ).order_by("-valid_from", "position", "code")
        self.fields["source"].queryset = valid.filter(  # type: ignore[attr-defined]
            scheme__code="case_source", terms=None
        )
        rows = forms.formset_factory(PartyForm, extra=ROWS, max_num=30)
        sent = args[:1]
        first = [{"side": Side.APPLICANT}, *[{"side": Side.RESPONDENT}] * (ROWS - 1)]
        data = sent[0] if sent else None
        self.rows = rows(data, prefix="party", form_kwargs={"person": person})
        for row, initial in zip(self.rows.forms, first, strict=False):
            row.initial = {**initial}

    def is_valid(self) -> bool:
        valid = [super().is_valid(), self.rows.is_valid()]
        if not all(valid):
            self.say_needed()
        return all(valid)

    def parties(self) -> tuple[NewParty, ...]:
        return tuple(row.party() for row in self.rows.forms if row.is_said)

    def dossier(self) -> NewDossier:
        said = {name: self.cleaned_data[name] for name in DOSSIER_FIELDS}
        return NewDossier(**said, parties=self.parties())

    def field_of(self, code: str) -> str | None:
        fields = {
            "date_impossible": "received_on",
            "type_not_valid_that_day": "dispute_type",
            "source_missing": "source",
            "minor_named": "title",
            "unit_ended": "unit",
            "not_a_committee": "unit",
        }
        return fields.get(code, super().field_of(code))
