"""Fill a report: what the cases tell, what is entered by hand with why, who is missing and why."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from archive.reports.models import Report
from archive.reports.rollup import RollUp, explained_in
from archive.reports.steps.filling import HandFigure, hand_in
from desk.forms.base import DeskForm, RecordForm
from desk.forms.steps import reason_field


class FillForm(DeskForm):
    """A field for the figure by hand and one for the reason, beside each computed figure."""

    def __init__(self, *args: Any, now: RollUp, report: Report | None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.now = now
        self.report = report
        self.hand_before = hand_in(report) if report else {}
        said = explained_in(report.children) if report else {}
        for column in now.form.columns:
            self.add_column(column)
        for slot in now.missing:
            label = _("Why the sum goes without %(unit)s") % {"unit": slot.unit.name}
            initial = said.get(slot.unit.code, "")
            name = f"without_{slot.unit.code}"
            self.fields[name] = forms.CharField(
                label=label, required=False, max_length=300, initial=initial
            )

    def add_column(self, column: str) -> None:
        before = self.hand_before.get(column)
        name = str(self.now.form.column(column)["name"])
        places = self.now.form.places(column)
        self.fields[f"hand_{column}"] = forms.DecimalField(
            label=name,
            required=False,
            min_value=0,
            decimal_places=places,
            initial=f"{before.value:.{places}f}" if before else None,
        )
        self.fields[f"why_{column}"] = forms.CharField(
            label=_("%(column)s: reason") % {"column": name},
            required=False,
            max_length=300,
            initial=before.reason if before else "",
        )

    def without(self) -> list[Any]:
        return [self[f"without_{slot.unit.code}"] for slot in self.now.missing]

    def hand(self) -> dict[str, HandFigure]:
        said = self.cleaned_data
        return {
            column: HandFigure(said[f"hand_{column}"], said[f"why_{column}"])
            for column in self.now.form.columns
            if said.get(f"hand_{column}") is not None
        }

    def explained(self) -> dict[str, str]:
        codes = [slot.unit.code for slot in self.now.missing]
        return {code: self.cleaned_data.get(f"without_{code}", "") for code in codes}


class CorrectReportForm(FillForm):
    """The same fields, and why the report that was sent is not right."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["reason"] = reason_field()


class SendBackForm(RecordForm):
    reason = forms.CharField(
        label=gettext_lazy("What has to be mended"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    days = forms.IntegerField(
        label=gettext_lazy("Days for it"),
        required=False,
        min_value=1,
        help_text=gettext_lazy("Empty: as many as a report of its type has."),
    )
