"""The forms of the verbs on a petition."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from archive.organisation.models import Unit, User
from archive.organisation.refusal import Refusal
from archive.petitions.accusations import HANDLING_POSTS, holders
from archive.petitions.papers import NewPaper
from archive.petitions.vocabulary import (
    AppealRoute,
    MatterClass,
    OpinionResult,
    SentAs,
    ServiceMode,
)
from archive.records.models import Record
from archive.records.vocabulary import PaperType, RecordKind
from desk.access import visible_records
from desk.forms.base import RecordForm, day_field
from desk.forms.dossier_steps import text_field, with_empty
from desk.forms.steps import ReasonForm, reason_field
from desk.uploads import UploadForm

NO_SUCH = gettext_lazy("No record with this number; check the brackets and the year.")


# Refusals of the unit a matter is sent to.
OF_TARGET = frozenset(
    {"own_unit", "unit_ended", "target_barred", "target_without_clearance", "target_without_clerk"}
)


class PetitionForm(RecordForm):
    """Where a refusal of a petition's step belongs in its form."""

    places = {
        "class_missing": "matter_class",
        "class_fixed": "matter_class",
        "route_missing": "appeal_route",
        "route_without_appeal": "appeal_route",
        "same_matter_open": "ground",
        "ground_missing": "ground",
        "organ_not_named": "competent_organ",
        "handler_missing": "handler",
        "handler_without_post": "handler",
        "handler_barred": "handler",
        "over_30_days": "days",
        "result_missing": "result",
        "basis_missing": "basis",
        "receipt_missing": "file",
        "before_issue": "served_on",
        "date_impossible": "served_on",
        "witness_missing": "witness",
        "neither_unclear_nor_duplicate": "earlier",
        "no_paper": "file",
        "agreement_missing": "file",
        "request_paper_missing": "file",
        "agreement_unperformed": "performed",
    }

    def field_of(self, code: str) -> str | None:
        return self.places.get(code, super().field_of(code))


def record_by_number(form: RecordForm, number: str, kind: str) -> Record | None:
    """A record the person sees; empty for no number. Raises ValidationError for an unknown one."""
    if not number.strip():
        return None
    found = visible_records(form.person).filter(kind=kind, number=number.strip()).first()
    if found is None:
        raise forms.ValidationError(NO_SUCH)
    return found


class TriageForm(PetitionForm):
    must = frozenset({"matter_class"})

    matter_class = forms.ChoiceField(
        label=gettext_lazy("Class"), choices=with_empty(MatterClass.choices), required=False
    )
    appeal_route = forms.ChoiceField(
        label=gettext_lazy("Route"),
        choices=[("", gettext_lazy("none"))],
        required=False,
        help_text=gettext_lazy("Of an appeal; only the last route has the 60 days."),
    )
    ground = text_field(
        gettext_lazy("Ground to decline"),
        rows=2,
        help_text=gettext_lazy("Only when it should be declined; a leader decides."),
    )
    competent_organ = forms.CharField(
        label=gettext_lazy("Competent organ"), max_length=200, required=False
    )

    sent_as = forms.ChoiceField(
        label=gettext_lazy("Send it on"),
        choices=[("", gettext_lazy("is not sent on")), *SentAs.choices],
        required=False,
        help_text=gettext_lazy("To the unit of ours or the competent organ; a leader decides."),
    )
    to_unit = forms.ModelChoiceField(
        Unit.objects.none(),
        label=gettext_lazy("Unit of ours"),
        required=False,
        empty_label=gettext_lazy("none of ours"),
    )

    def __init__(self, *args: Any, record: Record, **options: Any) -> None:
        initial = {"matter_class": record.petition.matter_class}
        options["initial"] = initial | options.get("initial", {})
        super().__init__(*args, record=record, **options)
        routes = [("", _("none")), *AppealRoute.choices]
        self.fields["appeal_route"].choices = routes  # type: ignore[attr-defined]
        units = Unit.objects.in_force(timezone.localdate()).exclude(pk=record.lead_unit_id)
        self.fields["to_unit"].queryset = units  # type: ignore[attr-defined]

    def field_of(self, code: str) -> str | None:
        places = {"two_proposals": "sent_as", "sending_unclear": "sent_as"}
        places |= dict.fromkeys(OF_TARGET, "to_unit")
        return places.get(code, super().field_of(code))


class HandlerForm(PetitionForm):
    must = frozenset({"handler"})

    handler = forms.ModelChoiceField(
        User.objects.none(), label=gettext_lazy("Handler"), required=False
    )

    def __init__(self, *args: Any, record: Record, **options: Any) -> None:
        options["initial"] = {"handler": record.petition.handler} | options.get("initial", {})
        super().__init__(*args, record=record, **options)
        people = holders(record.lead_unit, HANDLING_POSTS, timezone.localdate())
        self.fields["handler"].queryset = people  # type: ignore[attr-defined]


class NameHandlerForm(HandlerForm):
    must = frozenset({"handler", "reason"})

    reason = reason_field()


class OrganForm(PetitionForm):
    must = frozenset({"competent_organ"})

    competent_organ = forms.CharField(
        label=gettext_lazy("Competent organ"), max_length=200, required=False
    )

    def __init__(self, *args: Any, record: Record, **options: Any) -> None:
        said = {name: getattr(record.petition, name) for name in ("competent_organ", "ground")}
        options["initial"] = said | options.get("initial", {})
        super().__init__(*args, record=record, **options)


class DeclineForm(OrganForm):
    must = frozenset({"ground", "competent_organ"})

    ground = text_field(gettext_lazy("Ground"), rows=3)
    field_order = ["ground", "competent_organ"]


class FileOnlyForm(PetitionForm):
    earlier = forms.CharField(
        label=gettext_lazy("Number of the earlier petition"), max_length=100, required=False
    )

    def clean_earlier(self) -> Record | None:
        return record_by_number(self, self.cleaned_data["earlier"], RecordKind.PETITION)


class PaperStepForm(UploadForm, PetitionForm):
    """A step that rests on a paper, which may come with it."""

    file_needed = False

    def paper(self, type_: PaperType, **more: Any) -> NewPaper | None:
        return NewPaper(type_, (self.new_file,), **more) if self.new_file else None


class InvestigateForm(PaperStepForm):
    type = forms.ChoiceField(
        label=gettext_lazy("Type"),
        choices=[
            (one.value, one.label) for one in (PaperType.INVESTIGATION, PaperType.EVIDENCE)
        ],
    )
    title = forms.CharField(
        label=gettext_lazy("Title of the paper"), max_length=500, required=False
    )
    dated_on = day_field(label=gettext_lazy("Date of the paper"), required=False)


class SettleForm(PaperStepForm):
    dossier = forms.CharField(
        label=gettext_lazy("Number of the mediation dossier"), max_length=100, required=False
    )

    def clean_dossier(self) -> Record | None:
        return record_by_number(self, self.cleaned_data["dossier"], RecordKind.DOSSIER)


class AskExtensionForm(PetitionForm):
    must = frozenset({"reason"})

    days = forms.IntegerField(label=gettext_lazy("Days"), min_value=1, initial=30)
    reason = reason_field()


class OpinionForm(PetitionForm):
    """An answer to each claim, in a field of its own."""

    must = frozenset({"findings", "opinion"})

    result = forms.ChoiceField(
        label=gettext_lazy("Result"), choices=with_empty(OpinionResult.choices), required=False
    )
    findings = text_field(gettext_lazy("Facts found"), rows=5)
    opinion = text_field(gettext_lazy("Opinion"), rows=5)
    basis = text_field(gettext_lazy("Legal basis"), rows=3)

    def __init__(self, *args: Any, record: Record, **options: Any) -> None:
        petition = record.petition
        said = {name: getattr(petition, name) for name in ("result", "findings", "opinion")}
        options["initial"] = said | {"basis": petition.opinion_basis} | options.get("initial", {})
        super().__init__(*args, record=record, **options)
        answers = [*petition.answers, *[""] * len(petition.claims)]
        for no, claim in enumerate(petition.claims):
            label = _("Answer to claim %(no)s") % {"no": no + 1}
            field = text_field(label, rows=2, help_text=str(claim))
            field.initial = answers[no]
            self.fields[f"answer_{no}"] = field

    def place_of(self, refusal: Refusal) -> str | None:
        if refusal.code == "claim_unanswered":
            return f"answer_{int(refusal.facts['no']) - 1}"
        return super().place_of(refusal)

    def answers(self) -> list[str]:
        count = len(self.record.petition.claims)
        return [self.cleaned_data[f"answer_{no}"] for no in range(count)]


class ServeForm(PaperStepForm):
    must = frozenset({"mode"})

    served_on = day_field(label=gettext_lazy("Served on"), required=False)
    mode = forms.ChoiceField(
        label=gettext_lazy("Kind of service"),
        choices=with_empty(ServiceMode.choices),
        required=False,
    )
    witness = forms.CharField(
        label=gettext_lazy("Witness"),
        max_length=100,
        required=False,
        help_text=gettext_lazy("When it was left behind."),
    )

    def receipt(self) -> NewPaper | None:
        return self.paper(PaperType.SERVICE_RECEIPT, dated_on=self.cleaned_data["served_on"])


class CloseForm(PetitionForm):
    performed = forms.BooleanField(
        label=gettext_lazy("The agreement was carried out"), required=False
    )


class SignForm(ReasonForm):
    """A leader's decision; nothing is asked but a note."""
