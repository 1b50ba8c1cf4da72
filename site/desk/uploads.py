"""A file that a person sends: held at once, so that an error in the form never loses it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core import signing
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from archive.holdings import store
from archive.holdings.models import Holding
from archive.holdings.refused import FileRefused
from archive.holdings.text import keep_holdings
from archive.organisation.models import User
from archive.records import extraction
from archive.records.steps import NewFile

SALT = "desk-upload"
# A form that stood open longer than a working day asks for the file again.
KEPT_FOR = 8 * 3600
# Up to this size the text is read while the person waits; above it by a worker.
READ_AT_ONCE = 2 * 1024**2


class UploadForm(forms.Form):
    """A file field whose bytes survive a refused form: `kept` names them, signed for one person."""

    file = forms.FileField(label=_("File"), required=False, allow_empty_file=True)
    kept = forms.CharField(required=False, widget=forms.HiddenInput)
    person: User
    new_file: NewFile | None = None
    file_needed = True

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        sent = cleaned.get("file")
        try:
            self.new_file = self.hold(sent) if sent else self.kept_file(cleaned.get("kept", ""))
        except FileRefused as refused:
            self.add_error("file", str(refused))
            return cleaned
        if self.new_file is None and self.file_needed:
            self.add_error("file", _("Choose the file."))
        return cleaned

    def hold(self, sent: UploadedFile[Any]) -> NewFile:
        name = sent.name or str(_("unnamed"))
        new = NewFile(held(sent, name), name)
        self.data = self.data.copy()  # type: ignore[attr-defined]
        token = signing.dumps([new.holding.pk, name, self.person.pk], salt=SALT)
        self.data[self.add_prefix("kept")] = token  # type: ignore[index]
        return new

    def kept_file(self, token: str) -> NewFile | None:
        """The file of an earlier try of the same person; None when there is none."""
        if not token:
            return None
        try:
            sha256, name, person = signing.loads(token, salt=SALT, max_age=KEPT_FOR)
        except signing.BadSignature:
            return None
        holding = Holding.objects.filter(pk=sha256).first() if person == self.person.pk else None
        return NewFile(holding, name) if holding else None

    @property
    def kept_name(self) -> str:
        return self.new_file.original_name if self.new_file else ""


def held(source: Any, name: str) -> Holding:
    """The row of bytes that are in the store; one row whoever filed them. Raises FileRefused."""
    found = store.hold(source, name)
    return keep_holdings([found], {})[found.sha256]


def read_text(file: NewFile, *, by: User) -> None:
    """The text of a small file now, of a large one by a worker; the page shows it when read."""
    if file.holding.size <= READ_AT_ONCE:
        extraction.read_one(file.holding.pk)
    else:
        extraction.ask_for_text([file.holding.pk], by=by)
