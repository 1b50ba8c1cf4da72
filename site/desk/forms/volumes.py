"""Forms of the archivist: checking a volume, late papers for a supplement."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from archive.organisation.models import User
from archive.records.models import Record
from archive.volumes.steps import LatePaper
from desk.forms.base import DeskForm, day_field
from desk.forms.papers import TYPES
from desk.forms.steps import reason_field
from desk.uploads import UploadForm

# So many late papers are asked for at once; more come in a second supplement.
ROWS = 3


class CheckForm(DeskForm):
    """Nothing is asked: who signs is who is signed in."""


class LatePaperForm(UploadForm, DeskForm):
    """One late paper; an empty row is no paper."""

    title = forms.CharField(
        label=_("Title of the paper"),
        max_length=500,
        required=False,
        help_text=_("Empty: the name of the file."),
    )
    type = forms.ChoiceField(label=_("Type"), choices=TYPES, initial="attachment")
    author = forms.CharField(label=_("Author"), max_length=200, required=False)
    number = forms.CharField(label=_("Number"), max_length=100, required=False)
    dated_on = day_field(label=_("Date of the paper"), required=False)
    field_order = ["file", "title", "type", "author", "number", "dated_on"]
    file_needed = False

    def __init__(self, *args: Any, person: User, **options: Any) -> None:
        self.person = person
        super().__init__(*args, **options)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        said = [cleaned.get(name) for name in ("title", "author", "number", "dated_on")]
        if self.new_file is None and any(said) and "file" not in self.errors:
            self.add_error("file", _("Choose the file."))
        return cleaned

    def paper(self) -> LatePaper | None:
        if self.new_file is None:
            return None
        said = self.cleaned_data
        return LatePaper(
            title=said["title"] or self.new_file.original_name.rpartition(".")[0],
            file=self.new_file,
            type=said["type"],
            author=said["author"],
            number=said["number"],
            dated_on=said["dated_on"],
        )


class SupplementForm(DeskForm):
    """Why it came late; and to which record, where the volume holds several."""

    record = forms.ModelChoiceField(
        Record.objects.none(), label=_("Record the papers belong to"), required=False
    )
    reason = reason_field()

    def __init__(self, *args: Any, records: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["record"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = records
        if records.count() < 2:  # noqa: PLR2004
            del self.fields["record"]
