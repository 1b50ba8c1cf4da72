"""The forms of review and re-check."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from archive.petitions.papers import NewPaper
from archive.petitions.steps.review import reviewing_unit
from archive.petitions.vocabulary import ReviewResult, ReviewStage
from archive.records.models import Record
from archive.records.vocabulary import PaperType
from desk.forms.base import day_field
from desk.forms.dossier_steps import with_empty
from desk.forms.petition_steps import PaperStepForm


class RequestForm(PaperStepForm):
    asked_on = day_field(label=_("Asked for on"), required=False, initial=timezone.localdate)
    field_order = ["asked_on", "file"]

    def request(self, type_: PaperType) -> NewPaper | None:
        return self.paper(type_, dated_on=self.cleaned_data["asked_on"])

    def field_of(self, code: str) -> str | None:
        places = dict.fromkeys(("date_impossible", "out_of_time", "field_missing"), "asked_on")
        return places.get(code, super().field_of(code))


class DecideForm(PaperStepForm):
    """The name of the organ is asked for only where it is none of ours."""

    result = forms.ChoiceField(
        label=_("Result of the review"), choices=with_empty(ReviewResult.choices), required=False
    )
    given_on = day_field(label=_("Date of the opinion"), required=False, initial=timezone.localdate)
    organ = forms.CharField(label=_("Reviewing organ"), max_length=200, required=False)
    field_order = ["result", "given_on", "organ", "file"]

    def __init__(self, *args: Any, record: Record, **options: Any) -> None:
        super().__init__(*args, record=record, **options)
        stage = record.petition.review_stage
        if stage and reviewing_unit(record, ReviewStage(stage)):
            del self.fields["organ"]

    def opinion(self, type_: PaperType) -> NewPaper | None:
        return self.paper(type_, dated_on=self.cleaned_data["given_on"])

    def field_of(self, code: str) -> str | None:
        places = {"date_impossible": "given_on", "opinion_missing": "file"}
        places["field_missing"] = "organ"
        return places.get(code, super().field_of(code))
