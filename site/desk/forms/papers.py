"""A paper onto a record, a new file onto a paper."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from archive.records.vocabulary import PaperType
from desk.forms.base import RecordForm, day_field
from desk.uploads import UploadForm

# A captured public page is put on by publishing alone.
TYPES = [choice for choice in PaperType.choices if choice[0] != PaperType.PUBLISHED_PAGE]


class FileForm(UploadForm, RecordForm):
    """The next file of a paper."""

    field_order = ["file"]

    def field_of(self, code: str) -> str | None:
        return "file" if code == "same_bytes_here" else super().field_of(code)


class PaperForm(UploadForm, RecordForm):
    """One more paper with its first file; without a title the file's name is taken."""

    title = forms.CharField(
        label=_("Title of the paper"),
        max_length=500,
        required=False,
        help_text=_("Empty: the name of the file."),
    )
    type = forms.ChoiceField(label=_("Type"), choices=TYPES, initial=PaperType.ATTACHMENT)
    dated_on = day_field(label=_("Date of the paper"), required=False)
    field_order = ["file", "title", "type", "dated_on"]

    def field_of(self, code: str) -> str | None:
        return "title" if code == "field_missing" else super().field_of(code)
