"""Register a document: what is known of it, and its file."""

from __future__ import annotations

from pathlib import PurePath
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from archive.documents.steps import NewDocument, NewPaper
from archive.documents.vocabulary import Direction
from archive.organisation.may import units_for
from archive.organisation.models import Unit, User
from archive.organisation.vocabulary import Verb
from archive.records.vocabulary import Secrecy
from desk.forms.base import DeskForm, day_field, term_field
from desk.uploads import UploadForm

FACTS = (
    "title",
    "number",
    "issuer",
    "addressee",
    "dated_on",
    "direction",
    "genre",
    "subject",
    "secrecy",
    "restricted",
    "summary",
    "effective_on",
    "valid_until",
)


class RegisterForm(UploadForm, DeskForm):
    """The units are those where the person may register; with one there is nothing to choose."""

    file_needed = False

    unit = forms.ModelChoiceField(
        Unit.objects.none(), label=_("Unit that registers"), empty_label=None
    )
    direction = forms.ChoiceField(
        label=_("Direction"), choices=Direction.choices, initial=Direction.RECEIVED
    )
    title = forms.CharField(label=_("Title"), max_length=500, required=False)
    number = forms.CharField(
        label=_("Document number"),
        max_length=100,
        required=False,
        help_text=_("As printed. The register number is given by the system."),
    )
    issuer = forms.CharField(label=_("Issuer"), max_length=200, required=False)
    addressee = forms.CharField(label=_("Addressee"), max_length=300, required=False)
    dated_on = day_field(label=_("Date of the document"), required=False)
    secrecy = forms.ChoiceField(
        label=_("Secrecy"), choices=Secrecy.choices, initial=Secrecy.INTERNAL
    )
    restricted = forms.BooleanField(
        label=_("Restricted to named posts"), required=False
    )
    summary = forms.CharField(
        label=_("Summary"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    effective_on = day_field(label=_("In force from"), required=False)
    valid_until = day_field(label=_("In force until"), required=False)

    def __init__(self, *args: Any, person: User, **options: Any) -> None:
        self.person = person
        super().__init__(*args, **options)
        units = Unit.objects.filter(pk__in=units_for(person, Verb.REGISTER))
        field = self.fields["unit"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = units
        field.initial = person.unit_id if person.unit_id else units.first()
        self.fields["genre"] = term_field("genre", _("Genre"))
        self.fields["subject"] = term_field("subject", _("Subject"))

    def document(self) -> NewDocument:
        facts = {name: self.cleaned_data[name] for name in FACTS}
        return NewDocument(**facts, papers=self.papers())

    def papers(self) -> tuple[NewPaper, ...]:
        """The file as the main text, under the document's title."""
        if self.new_file is None:
            return ()
        title = self.cleaned_data["title"].strip() or PurePath(self.new_file.original_name).stem
        return (NewPaper(title, (self.new_file,)),)

    def field_of(self, code: str) -> str | None:
        fields = {
            "field_missing": "title",
            "issuer_missing": "issuer",
            "date_impossible": "dated_on",
            "own_number_taken": "number",
            "series_closed": "number",
            "unit_ended": "unit",
        }
        return fields.get(code, super().field_of(code))
