"""Forms of templates: a new version, and the reason why one is withdrawn."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from archive.organisation.refusal import Refusal, Refused
from desk.forms.base import DeskForm
from desk.forms.steps import reason_field

# A form with a seal and a few drawings stays far below; what is larger is no form.
MOST_BYTES = 20 * 1024**2
CHOOSE = _("Choose the Word document (.docx).")
TOO_LARGE = _("The file is larger than 20 MB; take the pictures out of it.")


class ProposeForm(DeskForm):
    """The document. Its faults stand in a table of their own, each with its place."""

    file = forms.FileField(
        label=_("Word document"),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".docx"}),
    )
    must = frozenset({"file"})
    faults: Sequence[Any] = ()

    def clean_file(self) -> UploadedFile[Any]:
        sent: UploadedFile[Any] | None = self.cleaned_data.get("file")
        if sent is None:
            raise forms.ValidationError(CHOOSE)
        if (sent.size or 0) > MOST_BYTES:
            raise forms.ValidationError(TOO_LARGE)
        return sent

    def refuse(self, refused: Refused) -> None:
        """Faults go into the table, every other refusal beside the field."""
        found = [one for one in refused.refusals if "fault" in one.facts]
        self.faults = [one.facts["fault"] for one in found]
        rest = [one for one in refused.refusals if one not in found]
        if rest:
            super().refuse(Refused(rest))

    def field_of(self, code: str) -> str | None:
        return "file"


class WithdrawTemplateForm(DeskForm):
    reason = reason_field()

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["reason"].required = True
        self.fields["reason"].help_text = _("Stands in the log of the day.")


class ReleaseTemplateForm(DeskForm):
    """Asks for nothing: whoever sends it has looked at the version."""

    def place_of(self, refusal: Refusal) -> str | None:
        return None
