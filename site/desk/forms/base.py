"""What all forms of steps share: the record they are about, the version its reader has seen."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from archive.classification.models import Term
from archive.organisation.models import User
from archive.organisation.refusal import Refusal, Refused
from archive.records.models import Record
from desk.labels import SCHEMES

REASONS = "reason"
NEEDED = _("Fill this in.")


class DayInput(forms.DateInput):
    """The browser's own date field: no script, and its keyboard entry is known."""

    input_type = "date"

    def __init__(self, **options: Any) -> None:
        super().__init__(format="%Y-%m-%d", **options)


def day_field(**options: Any) -> forms.DateField:
    return forms.DateField(widget=DayInput(), **options)


def without_name(refusal: Refusal) -> str:
    """The sentence as it stands beside its field, whose name need not be said again."""
    said, name = str(refusal), str(refusal.facts.get("field", ""))
    for mark in ("：", ": "):
        if name and said.startswith(name + mark):
            return capfirst(said.removeprefix(name + mark))
    return said


def term_field(name: str, label: Any) -> forms.ModelChoiceField[Term]:
    """The terms of a field's scheme; ended ones stay choosable, since old papers bear them."""
    terms = Term.objects.filter(scheme__code=SCHEMES[name]).order_by("position", "code")
    return forms.ModelChoiceField(terms, label=label, required=False, empty_label=_("not given"))


class DeskForm(forms.Form):
    """Refusals of a step are added to the form, so that what was typed comes back with them."""

    use_required_attribute = False
    # Where a long form stands in two columns, these fields take both.
    whole_rows = frozenset({"title", "name", "reason"})
    # What the step refuses to go without: marked like a required field, but said by the step.
    must: frozenset[str] = frozenset()

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for field in self.fields.values():
            field.error_messages["required"] = NEEDED

    def full_clean(self) -> None:
        """Where the form itself is wrong, the step will not run to say what else is empty."""
        super().full_clean()
        if self.is_bound and self.errors:
            self.say_needed()

    def say_needed(self) -> None:
        for name in self.fields:
            empty = name in self.needed(self.cleaned_data) and not self.cleaned_data.get(name)
            if empty and name not in self.errors:
                self.add_error(name, NEEDED)

    def refuse(self, refused: Refused) -> None:
        said = dict(self.cleaned_data)
        for refusal in refused.refusals:
            empty = self.empty(refusal, said)
            for name in empty:
                self.add_error(name, NEEDED)
            if not empty:
                place = self.place_of(refusal)
                if place in self.fields:
                    self.add_error(place, without_name(refusal))
                else:
                    self.add_error(None, str(refusal))

    def empty(self, refusal: Refusal, said: dict[str, Any]) -> list[str]:
        """The fields of this form that a refusal of empty ones names; none where it names more
        than the form knows of, for then its own sentence must be read."""
        named = str(refusal.facts.get("fields", "")).split("、")
        if refusal.code != "field_missing":
            return []
        found = [name for name in self.fields if name in self.needed(said) and not said.get(name)]
        return found if len(found) == len(named) else []

    def needed(self, said: dict[str, Any]) -> frozenset[str]:
        """What the step needs of this form, as far as it was filled."""
        return self.must

    def place_of(self, refusal: Refusal) -> str | None:
        """The field a refusal is about; where there are several alike, its facts say which."""
        return self.field_of(refusal.code)

    def field_of(self, code: str) -> str | None:
        """The field a refusal is about, by its code; None puts it above the form."""
        return {"reason_missing": REASONS}.get(code)


class RecordForm(DeskForm):
    """A form about one record. `seen_version` lets the step say that somebody was faster."""

    seen_version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, record: Record, person: User, **options: Any) -> None:
        self.record = record
        self.person = person
        options["initial"] = {"seen_version": record.version} | options.get("initial", {})
        super().__init__(*args, **options)
