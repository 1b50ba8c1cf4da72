"""Print a form of a dossier: which sitting or visit it is about, and what it shall say before the
dossier does."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from archive.mediation.forms import FORMS
from archive.mediation.models import Dossier, Session, Visit
from archive.mediation.vocabulary import Performance, SessionResult
from archive.records.vocabulary import PaperType
from desk.forms.base import RecordForm, day_field
from desk.forms.dossier_steps import text_field, with_empty

BLANK = "blank"
CHOICES: dict[str, Any] = {"performance": Performance, "result": SessionResult}


def draft_fields() -> dict[str, forms.Field]:
    """A field for everything that a form may say before the dossier knows it."""
    return {
        "terms": text_field(_("Terms"), rows=6),
        "agreed_on": day_field(label=_("Agreed on"), required=False),
        "perform_by": day_field(label=_("To be performed by"), required=False),
        "amount": forms.DecimalField(
            label=_("Amount in yuan"), max_digits=14, decimal_places=2, min_value=0, required=False
        ),
        "performance": choice(_("Performance"), Performance),
        "held_on": day_field(label=_("Held on"), required=False),
        "place": forms.CharField(label=_("Place"), max_length=200, required=False),
        "present": forms.CharField(label=_("Present"), max_length=500, required=False),
        "note": text_field(_("Record"), rows=6),
        "result": choice(_("Result"), SessionResult),
        "visited_on": day_field(label=_("Visited on"), required=False),
        "visitor": forms.CharField(label=_("Visitor"), max_length=80, required=False),
        "ground": text_field(_("Ground"), rows=3),
    }


def choice(label: Any, choices: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=with_empty(choices.choices), required=False)


class PrintDossierForm(RecordForm):
    """Fields that the dossier answers already are not asked."""

    def __init__(self, *args: Any, code: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self.code = code
        dossier: Dossier = self.record.dossier
        self.items = items_of(dossier, code)
        if self.items:
            self.fields["item"] = forms.ChoiceField(
                label=_("About"),
                choices=[*self.items_named(), (BLANK, _("none of these: as typed below"))],
                required=False,
            )
        for name, field in draft_fields().items():
            asked = name in FORMS[code].draft and not getattr(dossier, name, None)
            if asked:
                self.fields[name] = field

    def items_named(self) -> list[tuple[str, str]]:
        return [(str(one.pk), str(one)) for one in self.items]

    def item(self) -> Session | Visit | None:
        said = self.cleaned_data.get("item") or ""
        return next((one for one in self.items if str(one.pk) == said), None)

    def draft(self) -> dict[str, dt.date | Decimal | str]:
        """What was typed; of a sitting or visit that is entered the dossier says it itself."""
        if self.item():
            return {}
        said = {name: self.cleaned_data.get(name) for name in FORMS[self.code].draft}
        return {
            name: CHOICES[name](value) if name in CHOICES else value
            for name, value in said.items()
            if value
        }


def items_of(dossier: Dossier, code: str) -> list[Session | Visit]:
    """The sittings, or the visits, that a form of this kind is about."""
    if code == PaperType.MEDIATION_RECORD:
        return list(dossier.sessions.all())
    return list(dossier.visits.all()) if code == PaperType.VISIT_RECORD else []
