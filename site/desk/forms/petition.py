"""Register a petition: the fields of the register form that matter for handling (domain 1.5)."""

from __future__ import annotations

from pathlib import PurePath
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from archive.organisation.may import units_for
from archive.organisation.models import Unit, User
from archive.organisation.vocabulary import Verb
from archive.petitions.papers import NewPaper
from archive.petitions.steps import NewPetition
from archive.petitions.vocabulary import Channel, MatterClass, PetitionSource
from archive.records.models import Record
from archive.records.vocabulary import PaperType, RecordKind
from desk.access import visible_records
from desk.forms.base import DeskForm, day_field
from desk.forms.dossier_steps import text_field, with_empty
from desk.forms.personal import SecretForm
from desk.uploads import UploadForm

PLAIN = (
    "received_on",
    "summary",
    "petitioner_name",
    "petitioner_address",
    "title",
    "source_no",
    "id_no",
    "phone",
    "anonymous",
    "unclear",
    "keep_confidential",
    "people_count",
    "representatives",
    "matter_class",
    "matter_place",
    "respondent_unit",
    "respondent_person",
    "respondent_text",
    "same_matter",
)
NO_SUCH = _("No petition with this number; check the brackets and the year.")


class PetitionForm(UploadForm, SecretForm, DeskForm):  # type: ignore[misc]
    """Class and respondent are asked before anything is saved: an accusation may have to go to
    another unit, and out of the sight of who registers it."""

    secrets = ("id_no", "phone")
    file_needed = False
    must = frozenset({"summary", "claims", "petitioner_name", "petitioner_address"})

    unit = forms.ModelChoiceField(
        Unit.objects.none(), label=_("Unit that registers"), empty_label=None
    )
    received_on = day_field(label=_("Received on"), initial=timezone.localdate)
    channel = forms.ChoiceField(
        label=_("Form of the petition"), choices=Channel.choices, initial="visit"
    )
    source = forms.ChoiceField(label=_("Source"), choices=PetitionSource.choices)
    source_no = forms.CharField(label=_("Number of the sender"), max_length=100, required=False)
    matter_class = forms.ChoiceField(
        label=_("Class"),
        choices=with_empty(MatterClass.choices),
        help_text=_("Asked first: an accusation is seen by cleared colleagues alone."),
    )
    respondent_unit = forms.ModelChoiceField(
        Unit.objects.none(),
        label=_("Respondent unit"),
        required=False,
        empty_label=_("none of ours"),
    )
    respondent_person = forms.ModelChoiceField(
        User.objects.none(),
        label=_("Respondent of ours"),
        required=False,
        empty_label=_("none of ours"),
        help_text=_("A colleague who is accused; he never sees the matter."),
    )
    respondent_text = forms.CharField(
        label=_("Respondent as stated"), max_length=300, required=False
    )
    title = forms.CharField(
        label=_("Title"),
        max_length=500,
        required=False,
        help_text=_("Empty: the first sentence of the facts."),
    )
    summary = text_field(_("Facts and reasons"), rows=5)
    claims = text_field(_("Claims"), rows=3, help_text=_("One a line; each is answered."))
    petitioner_name = forms.CharField(label=_("Petitioner"), max_length=100, required=False)
    petitioner_address = forms.CharField(label=_("Address"), max_length=300, required=False)
    id_no = forms.CharField(label=_("Identity number"), max_length=40, required=False)
    phone = forms.CharField(label=_("Telephone"), max_length=40, required=False)
    people_count = forms.IntegerField(label=_("Number of people"), min_value=1, initial=1)
    representatives = forms.CharField(
        label=_("Representatives"),
        max_length=300,
        required=False,
        help_text=_("At most five, with 、 between them."),
    )
    anonymous = forms.BooleanField(label=_("Anonymous"), required=False)
    unclear = forms.BooleanField(label=_("Name or address unclear"), required=False)
    keep_confidential = forms.BooleanField(label=_("Asks for confidentiality"), required=False)
    matter_place = forms.CharField(label=_("Place of the matter"), max_length=200, required=False)
    same_matter = forms.CharField(
        label=_("Number of the earlier petition"),
        max_length=100,
        required=False,
        help_text=_("When the same matter came before."),
    )

    def __init__(self, *args: Any, person: User, **options: Any) -> None:
        self.person = person
        super().__init__(*args, **options)
        units = Unit.objects.filter(pk__in=units_for(person, Verb.REGISTER))
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]
        self.fields["unit"].initial = person.unit_id or units.first()
        everywhere = Unit.objects.in_force(timezone.localdate())
        self.fields["respondent_unit"].queryset = everywhere  # type: ignore[attr-defined]
        people = User.objects.filter(is_active=True).order_by("unit__path", "name")
        self.fields["respondent_person"].queryset = people  # type: ignore[attr-defined]

    def needed(self, said: dict[str, Any]) -> frozenset[str]:
        """Who asks is told, unless nobody says who he is."""
        unknown = said.get("anonymous") or said.get("unclear")
        return self.must - {"petitioner_name", "petitioner_address"} if unknown else self.must

    def clean_same_matter(self) -> Record | None:
        number = self.cleaned_data["same_matter"].strip()
        if not number:
            return None
        mine = visible_records(self.person).filter(kind=RecordKind.PETITION, number=number)
        found = mine.first()
        if found is None:
            raise forms.ValidationError(NO_SUCH)
        return found

    def petition(self) -> NewPetition:
        said = self.cleaned_data
        return NewPetition(
            channel=Channel(said["channel"]),
            source=PetitionSource(said["source"]),
            claims=tuple(said["claims"].splitlines()),
            papers=self.papers(),
            **{name: said[name] for name in PLAIN},
        )

    def papers(self) -> tuple[NewPaper, ...]:
        if self.new_file is None:
            return ()
        title = PurePath(self.new_file.original_name).stem
        return (NewPaper(PaperType.PETITION_LETTER, (self.new_file,), title),)

    def field_of(self, code: str) -> str | None:
        fields = {
            "date_impossible": "received_on",
            "respondent_missing": "respondent_text",
            "representatives_over_5": "representatives",
            "target_barred": "respondent_unit",
            "unit_ended": "unit",
        }
        return fields.get(code, super().field_of(code))
