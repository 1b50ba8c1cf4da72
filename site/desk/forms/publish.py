"""Publish a document: the statutory header (domain 5.2), filled in from the document."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

import search
from archive.documents.models import Notice, OfficialDocument
from archive.documents.steps.publish import Header
from archive.holdings.models import PageText
from archive.organisation.may import own_name_unit, units_for
from archive.organisation.models import Unit
from archive.organisation.vocabulary import Verb
from archive.records.index import newest_files
from archive.records.models import Record
from archive.records.vocabulary import PaperType
from desk.forms.base import RecordForm, day_field

FIELDS = tuple(Header.__dataclass_fields__)


class PublishForm(RecordForm):
    """The empty index number asks for the next one of the publisher's series."""

    publisher = forms.ModelChoiceField(
        Unit.objects.none(), label=_("Publishing unit"), empty_label=None
    )
    name = forms.CharField(label=_("Name of the information"), max_length=500, required=False)
    index_no = forms.CharField(
        label=_("Index number"),
        max_length=60,
        required=False,
        help_text=_("Empty: the next one is given."),
    )
    doc_number = forms.CharField(label=_("Document number"), max_length=100, required=False)
    subject = forms.CharField(label=_("Subject category"), max_length=200, required=False)
    genre = forms.CharField(label=_("Genre"), max_length=100, required=False)
    channel = forms.CharField(label=_("Channel"), max_length=200, required=False)
    publisher_name = forms.CharField(label=_("Publishing organ"), max_length=200, required=False)
    created_on = day_field(label=_("Created on"), required=False)
    published_on = day_field(label=_("Published on"), required=False)
    abolished_on = day_field(label=_("Abolished on"), required=False)
    summary = forms.CharField(
        label=_("Summary"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    text = forms.CharField(
        label=_("Text"), required=False, widget=forms.Textarea(attrs={"rows": 14})
    )

    def __init__(self, *args: Any, record: Record, **options: Any) -> None:
        options["initial"] = header_of(record) | options.get("initial", {})
        super().__init__(*args, record=record, **options)
        may_publish = units_for(self.person, Verb.PUBLISH)
        field = self.fields["publisher"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Unit.objects.filter(pk__in=may_publish, own_name=True)

    def header(self) -> Header:
        return Header(**{name: self.cleaned_data[name] for name in FIELDS})

    def field_of(self, code: str) -> str | None:
        fields = {
            "index_no_missing": "index_no",
            "index_no_taken": "index_no",
            "index_no_malformed": "index_no",
            "index_no_fixed": "index_no",
            "not_your_unit": "publisher",
            "date_impossible": "published_on",
        }
        return fields.get(code, super().field_of(code))


def header_of(record: Record) -> dict[str, Any]:
    """The header of the draft, or of the notice that was withdrawn; else a first one."""
    notice = Notice.objects.select_related("publisher").filter(record=record).first()
    if notice is None:
        return first_header(record)
    kept = {name: getattr(notice, name) for name in FIELDS}
    today = {"published_on": notice.published_on or timezone.localdate()}
    return kept | today | {"publisher": notice.publisher}


def first_header(record: Record) -> dict[str, Any]:
    """What the document says of itself."""
    document = OfficialDocument.objects.select_related("genre", "subject").get(pk=record.pk)
    unit = own_name_unit(record.lead_unit)
    return {
        "publisher": unit,
        "publisher_name": unit.name if unit else "",
        "name": record.title,
        "doc_number": document.doc_number,
        "genre": document.genre.name if document.genre else "",
        "subject": document.subject.name if document.subject else "",
        "created_on": record.dated_on,
        "published_on": timezone.localdate(),
        "abolished_on": document.abolished_on,
        "summary": document.summary,
        "text": main_text(record),
    }


def main_text(record: Record) -> str:
    """The text read out of the main paper's newest file, to be checked before it is published.

    Identity and telephone numbers are masked: nobody may carry them to the portal unseen.
    """
    files = newest_files([record.pk])[record.pk]
    main = [file.holding_id for file in files if file.paper.type == PaperType.MAIN]
    pages = PageText.objects.filter(holding__in=main[:1]).order_by("page")
    return search.mask("\n\n".join(pages.values_list("text", flat=True)))
