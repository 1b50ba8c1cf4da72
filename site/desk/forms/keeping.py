"""Forms of keeping: a hold, its lifting, a longer period, a contents sent back."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from archive.records.models import Record
from archive.retention.resolve import resolve
from archive.retention.rules import is_longer
from archive.retention.vocabulary import ORDER
from desk.forms.base import DeskForm, RecordForm, day_field
from desk.forms.steps import reason_field


class HoldForm(RecordForm):
    basis = forms.CharField(
        label=_("Basis of the hold"),
        required=False,
        max_length=200,
        help_text=_("The paper or the rule, as the court's letter by its number."),
    )
    until = day_field(
        label=_("Until"), required=False, help_text=_("Empty: until it is lifted.")
    )
    reason = reason_field()

    def field_of(self, code: str) -> str | None:
        fields = {"basis_missing": "basis", "date_impossible": "until"}
        return fields.get(code, super().field_of(code))


class RaiseForm(RecordForm):
    """Offers the longer periods alone; a shorter one is never chosen."""

    period = forms.ChoiceField(label=_("New retention period"), widget=forms.RadioSelect)
    reason = reason_field()

    def __init__(self, *args: Any, record: Record, **options: Any) -> None:
        super().__init__(*args, record=record, **options)
        self.now = resolve([record]).get(record.pk)
        field = self.fields["period"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [
            (one.value, one.label)
            for one in reversed(ORDER)
            if self.now is None or is_longer(one, self.now.period)
        ]
        if self.now:
            field.help_text = self.now.sentence

    def field_of(self, code: str) -> str | None:
        return "period" if code == "not_longer" else super().field_of(code)


class ApproveForm(DeskForm):
    """The paper in which the archive authority agreed to a schedule."""

    number = forms.CharField(label=_("Approval number"), required=False, max_length=100)
    approved_on = day_field(label=_("Approved on"))

    def field_of(self, code: str) -> str | None:
        return {"basis_missing": "number", "date_impossible": "approved_on"}.get(code)
