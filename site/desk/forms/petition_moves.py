"""The forms of petitions that move between units."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from archive.organisation.models import Unit
from archive.petitions.papers import NewPaper
from archive.records.models import Record
from archive.records.vocabulary import PaperType
from desk.forms.base import RecordForm, day_field
from desk.forms.petition_steps import OF_TARGET, PaperStepForm, PetitionForm
from desk.forms.steps import reason_field


def unit_field(label: Any, **options: Any) -> forms.ModelChoiceField[Unit]:
    return forms.ModelChoiceField(
        Unit.objects.none(), label=label, required=False, empty_label=_("none of ours"), **options
    )


def offer_units(form: RecordForm, name: str) -> None:
    """The units in force today but the one that has the record, with what stands above them."""
    units = Unit.objects.in_force(timezone.localdate()).exclude(pk=form.record.lead_unit_id)
    field = form.fields[name]
    assert isinstance(field, forms.ModelChoiceField)
    field.queryset = units.select_related("parent")
    field.label_from_instance = in_its_place  # type: ignore[assignment,method-assign]


def in_its_place(unit: Unit) -> str:
    return f"{unit.name}（{unit.parent.name}）" if unit.parent else unit.name


class TransferForm(PetitionForm):
    """To a unit of ours or to another organ; what triage proposed stands there already."""

    unit = unit_field(_("Unit of ours"))
    competent_organ = forms.CharField(
        label=_("Or another organ"),
        max_length=200,
        required=False,
        help_text=_("To an organ outside only the letter goes."),
    )

    def __init__(self, *args: Any, record: Record, **options: Any) -> None:
        petition = record.petition
        organ = "" if petition.to_unit_id or petition.ground else petition.competent_organ
        said = {"unit": petition.to_unit_id, "competent_organ": organ}
        options["initial"] = said | options.get("initial", {})
        super().__init__(*args, record=record, **options)
        offer_units(self, "unit")

    def field_of(self, code: str) -> str | None:
        if code in OF_TARGET:
            return "unit"
        places = {"two_targets": "competent_organ", "limit_missing": "limit_on"}
        places["date_impossible"] = "limit_on"
        return places.get(code, super().field_of(code))


class AssignForm(TransferForm):
    limit_on = day_field(
        label=_("Report due back on"),
        required=False,
        help_text=_("The day until which the closing report has to be here."),
    )


class ReceiveForm(PetitionForm):
    """The list of papers to be ticked off; what came as a file has been compared already."""

    papers = forms.MultipleChoiceField(
        label=_("Papers in hand"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Tick off what is kept on paper when you hold it in your hands."),
    )

    def __init__(self, *args: Any, record: Record, **options: Any) -> None:
        papers = list(record.papers.order_by("position"))
        filed = [str(one.position) for one in papers if not one.on_paper]
        options["initial"] = {"papers": filed} | options.get("initial", {})
        super().__init__(*args, record=record, **options)
        lines = [(str(one.position), f"{one.position}. {one.title}") for one in papers]
        self.fields["papers"].choices = lines  # type: ignore[attr-defined]

    def in_hand(self) -> list[int]:
        return [int(one) for one in self.cleaned_data["papers"]]

    def field_of(self, code: str) -> str | None:
        return "papers" if code == "paper_list_differs" else super().field_of(code)


class ObjectForm(PaperStepForm):
    reason = reason_field()
    field_order = ["reason", "file"]

    def letter(self) -> NewPaper | None:
        return self.paper(PaperType.OBJECTION, dated_on=timezone.localdate())

    def field_of(self, code: str) -> str | None:
        return "reason" if code == "reasons_missing" else super().field_of(code)


class ReportBackForm(PaperStepForm):
    dated_on = day_field(label=_("Date of the paper"), required=False)
    field_order = ["file", "dated_on"]

    def report(self) -> NewPaper | None:
        return self.paper(PaperType.CLOSING_REPORT, dated_on=self.cleaned_data["dated_on"])

    def field_of(self, code: str) -> str | None:
        return "file" if code == "report_missing" else super().field_of(code)

