"""Share, strike, withdraw, repeal: small forms with a reason."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from archive.organisation.models import Unit
from archive.records.models import Record
from desk.access import visible_records
from desk.forms.base import RecordForm, day_field

SEVERAL = _("Several documents bear this number; give the register number.")
NO_SUCH = _("No document with this number; check the brackets and the year.")


def reason_field() -> forms.CharField:
    return forms.CharField(
        label=_("Reason"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Stays with the record."),
    )


class ReasonForm(RecordForm):
    """For steps that ask nothing but why."""

    reason = reason_field()


class ShareForm(RecordForm):
    unit = forms.ModelChoiceField(Unit.objects.none(), label=_("Unit to be informed"))

    def __init__(self, *args: Any, record: Record, **options: Any) -> None:
        super().__init__(*args, record=record, **options)
        units = Unit.objects.in_force(timezone.localdate()).exclude(pk=record.lead_unit_id)
        field = self.fields["unit"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = units

    def field_of(self, code: str) -> str | None:
        about_unit = {"own_unit", "takes_part", "unit_ended"}
        return "unit" if code in about_unit else super().field_of(code)


class AssistForm(ShareForm):
    def __init__(self, *args: Any, record: Record, **options: Any) -> None:
        super().__init__(*args, record=record, **options)
        self.fields["unit"].label = _("Unit that assists")


class RepealForm(RecordForm):
    abolished_on = day_field(label=_("Out of force from"), initial=timezone.localdate)
    successor = forms.CharField(
        label=_("Number of the document that takes its place"),
        required=False,
        max_length=100,
        help_text=_("Register number or document number. May stay empty."),
    )
    reason = reason_field()

    def clean_successor(self) -> Record | None:
        number = self.cleaned_data["successor"].strip()
        if not number:
            return None
        mine = visible_records(self.person).exclude(pk=self.record.pk)
        by_number = mine.filter(number=number) | mine.filter(official_document__doc_number=number)
        found = list(by_number.select_related("lead_unit")[:2])
        if len(found) == 1:
            return found[0]
        raise forms.ValidationError(SEVERAL if found else NO_SUCH)

    def field_of(self, code: str) -> str | None:
        fields = {"date_impossible": "abolished_on", "successor_not_issued": "successor"}
        return fields.get(code, super().field_of(code))
