"""What a case should be like; all of it stands in the address."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from archive.classification.models import Term
from archive.mediation.queries import Like
from archive.mediation.vocabulary import DossierState
from archive.organisation.models import Unit
from archive.organisation.scope import Scope
from desk.listing import units_in

RESULTS = (
    DossierState.AGREED,
    DossierState.TERMINATED,
    DossierState.WITHDRAWN,
    DossierState.REFUSED,
    DossierState.MEDIATING,
)


class LikeForm(forms.Form):
    """Words, type, result, unit, year, amount; there is no field for a person."""

    use_required_attribute = False

    q = forms.CharField(label=_("Words"), max_length=200, required=False)
    type = forms.ModelChoiceField(
        Term.objects.none(),
        label=_("Dispute type"),
        required=False,
        empty_label=_("All types"),
        to_field_name="code",
    )
    result = forms.ChoiceField(label=_("Result"), required=False)
    unit = forms.ModelChoiceField(
        Unit.objects.none(),
        label=_("Unit"),
        required=False,
        empty_label=_("All units"),
        to_field_name="code",
    )
    year = forms.IntegerField(label=_("Year"), min_value=1949, max_value=9998, required=False)
    least = forms.DecimalField(label=_("Amount from"), min_value=0, required=False)
    most = forms.DecimalField(label=_("until, in yuan"), min_value=0, required=False)

    def __init__(self, *args: Any, scope: Scope, **options: Any) -> None:
        super().__init__(*args, **options)
        today = timezone.localdate()
        types = Term.objects.valid(today).filter(scheme__code="dispute_type")
        self.fields["type"].queryset = types.order_by("position", "code")  # type: ignore[attr-defined]
        self.fields["unit"].queryset = units_in(scope)  # type: ignore[attr-defined]
        choices = [("", _("All results")), *[(one.value, one.label) for one in RESULTS]]
        self.fields["result"].choices = choices  # type: ignore[attr-defined]

    def like(self) -> Like:
        """Of a field that could not be read nothing is asked; the page says so beside it."""
        said = self.cleaned_data
        return Like(
            words=said.get("q", "").strip(),
            dispute_types=(said["type"].code,) if said.get("type") else (),
            results=(said["result"],) if said.get("result") else (),
            units=(said["unit"].code,) if said.get("unit") else (),
            years=(str(said["year"]),) if said.get("year") else (),
            least=said.get("least"),
            most=said.get("most"),
        )
