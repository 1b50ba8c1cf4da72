"""Personal numbers in forms: entered once, shown masked after; and why they are opened."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from archive.organisation.keys import KeyMissing, seal, unseal
from archive.organisation.models import User
from archive.records.steps.unmask import UnmaskReason
from desk.forms.base import RecordForm

TAIL = 4
APART = "\n"


class UnmaskForm(RecordForm):
    """The reasons are a list (policy 4, unmask)."""

    why = forms.ChoiceField(label=gettext_lazy("Reason"), choices=UnmaskReason.choices)


class SecretForm(forms.Form):
    """Fields in `secrets` come back from a refused form as their last four characters only.

    What was typed is kept beside, encrypted for this person, so that nothing is lost.
    """

    secrets: tuple[str, ...] = ()
    person: User

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name in self.secrets:
            self.fields[f"{name}_kept"] = forms.CharField(
                required=False, widget=forms.HiddenInput
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for name in self.secrets:
            typed = (cleaned.get(name) or "").strip()
            cleaned[name] = typed or self.kept(cleaned.get(f"{name}_kept", ""))
            self.mask(name, cleaned[name])
        return cleaned

    def kept(self, token: str) -> str:
        """What the same person typed before; empty for a token of anybody else."""
        if not token:
            return ""
        try:
            whose, _apart, value = unseal(token).partition(APART)
        except KeyMissing:
            return ""
        return value if whose == str(self.person.pk) else ""

    def mask(self, name: str, value: str) -> None:
        """The page that comes back shows no number, only that one is kept, and its end."""
        self.data = self.data.copy()  # type: ignore[attr-defined]
        self.data[self.add_prefix(name)] = ""  # type: ignore[index]
        token = seal(f"{self.person.pk}{APART}{value}") if value else ""
        self.data[self.add_prefix(f"{name}_kept")] = token  # type: ignore[index]
        if value:
            said = _("Kept: …%(tail)s. Type only to replace it.") % {"tail": value[-TAIL:]}
            self[name].help_text = said
