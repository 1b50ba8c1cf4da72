"""Correct a record: the fields its kind allows, and why."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Field, Model
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from archive.classification.models import Term
from archive.records.models import Record
from archive.records.steps.correct import OWN_FIELDS, fields_of
from desk.forms.base import DayInput, RecordForm, term_field
from desk.kinds import desk_kind
from desk.veiled import veil_of

TO_COMPLETE = _("The import could not decide this. Filled in, it counts as checked when you save.")


class CorrectForm(RecordForm):
    """Only what differs is handed on; the step keeps the old values in the version before."""

    def __init__(self, *args: Any, record: Record, **options: Any) -> None:
        values = current_values(record)
        options["initial"] = values | options.get("initial", {})
        super().__init__(*args, record=record, **options)
        for name, label in open_fields(record, values).items():
            self.fields[name] = field_for(record.kind, name, label)
            if name in record.undecided:
                self.fields[name].help_text = TO_COMPLETE
        self.fields["reason"] = forms.CharField(
            label=_("Reason"),
            max_length=500,
            required=False,
            help_text=_("Stays with the version."),
        )

    def values(self) -> dict[str, Any]:
        """The changed fields, and those the import left open that are filled in now."""
        names = set(self.changed_data) | {
            name for name in self.record.undecided if self.cleaned_data.get(name)
        }
        known = [name for name in fields_of(self.record.kind) if name in names & set(self.fields)]
        return {name: self.cleaned_data[name] for name in known}

    def field_of(self, code: str) -> str | None:
        return {"field_missing": "title", "date_impossible": "dated_on"}.get(
            code, super().field_of(code)
        )


def open_fields(record: Record, values: dict[str, Any]) -> dict[str, Any]:
    """All fields, but behind a veil none of those it hides, nor one whose text it covers: the
    covered text would be saved in its place."""
    veil, fields = veil_of(record), fields_of(record.kind)
    if veil is None:
        return fields
    covered = {name for name, value in values.items() if veil.over_all(value) != value}
    return {name: fields[name] for name in fields if name not in covered | veil.fields}


def row_of(record: Record) -> Model:
    return desk_kind(record.kind).row._default_manager.get(pk=record.pk)


def current_values(record: Record) -> dict[str, Any]:
    row = row_of(record)
    owners = {name: record if name in OWN_FIELDS else row for name in fields_of(record.kind)}
    return {name: getattr(owner, name) for name, owner in owners.items()}


def field_for(kind: str, name: str, label: Any) -> forms.Field:
    """The form field that the model's field asks for; dates and terms in the desk's own way."""
    model = Record if name in OWN_FIELDS else desk_kind(kind).row
    column = model._meta.get_field(name)
    if column.related_model is Term:
        return term_field(name, capfirst(label))
    assert isinstance(column, Field)
    field: forms.Field | None = column.formfield(label=capfirst(str(label)))
    assert field is not None
    field.required = False
    if isinstance(field, forms.DateField):
        field.widget = DayInput()
    return field
