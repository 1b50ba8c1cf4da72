"""What all verbs on a petition have in common: from which state, what days, what is missing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any, ClassVar, TypeVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from archive.organisation.models import User
from archive.organisation.refusal import Refusal
from archive.petitions.letters import is_reachable
from archive.petitions.models import Petition
from archive.petitions.rules import TRANSITIONS, is_answered_by_opinion
from archive.petitions.vocabulary import PetitionState
from archive.records.deciding import Deciders, deciders
from archive.records.models import Record
from archive.records.step import OnRecords
from archive.records.vocabulary import RecordKind, RecordState

# What triage proposed; it is settled by whatever is decided.
NO_PROPOSAL: dict[str, Any] = {"ground": "", "to_unit": None, "sent_as": ""}
Result = TypeVar("Result")
Label = str | Promise

NOT_A_PETITION = _("Only a petition has this step.")
SEALED = _("This petition is bound; what comes late goes to a supplement volume.")
GONE = _("This petition is struck; register the matter anew.")
WRONG_STATE = _("The petition is “%(state)s”; this step needs: %(wanted)s.")
FIELDS_MISSING = _("Fill in: %(fields)s.")
FUTURE = _("%(field)s: %(date)s lies in the future; check it.")
TOO_EARLY = _("%(field)s: %(date)s lies before %(first)s, the day of %(what)s; check both.")
TOO_LONG = _("The field “%(field)s” has more than %(most)s characters.")
OWN_WORK = _("You asked for this yourself; another leader has to decide it.")


class OnPetition(OnRecords[Result]):
    """A verb on one petition. Its states are those of `rules.TRANSITIONS` (policy 5)."""

    def __init__(self, record: Record, *, by: User, **options: Any) -> None:
        super().__init__([record], by=by, **options)

    @cached_property
    def petition(self) -> Petition:
        rows = Petition.objects.select_related("record__lead_unit", "handler", "respondent_unit")
        found = rows.get(pk=self.record.pk)
        # One and the same object, so that what a helper sets on the record is not lost.
        found.record = self.record
        return found

    @property
    def reachable(self) -> bool:
        return is_reachable(self.petition)

    @property
    def by_opinion(self) -> bool:
        """Whether the 60 days and the written opinion belong to it, by the law of acceptance."""
        one = self.petition
        on = one.accepted_on or self.today
        return is_answered_by_opinion(one.matter_class, one.appeal_route, on)

    def refusals(self) -> Iterator[Refusal]:
        """A petition that is not where the step begins is told so, and nothing else."""
        standing_still = list(self.refusals_of_state())
        yield from standing_still or self.refusals_of_facts()

    def refusals_of_state(self) -> Iterator[Refusal]:
        if self.record.kind != RecordKind.PETITION:
            yield Refusal("wrong_state", NOT_A_PETITION)
        elif self.record.state == RecordState.BOUND:
            yield Refusal("sealed", SEALED)
        elif self.record.state in {RecordState.STRUCK, RecordState.DESTROYED}:
            yield Refusal("wrong_state", GONE)
        elif not self.begins_here():
            yield Refusal("wrong_state", WRONG_STATE, self.states_said())

    def begins_here(self) -> bool:
        return self.petition.state in TRANSITIONS[self.event][0]

    def states_said(self) -> dict[str, str]:
        wanted = TRANSITIONS[self.event][0]
        labels = [str(state.label) for state in PetitionState if state in wanted]
        return {"state": str(self.petition.get_state_display()), "wanted": "、".join(labels)}

    def refusals_of_facts(self) -> Iterator[Refusal]:
        yield from ()

    def move(self, **values: Any) -> Petition:
        """Sets the values and the state the step leads to."""
        target = TRANSITIONS[self.event][1]
        if target is not None:
            values["state"] = target
        for name, value in values.items():
            setattr(self.petition, name, value)
        self.petition.save()
        return self.petition


class Decision(OnPetition[Result]):
    """A leader decides what somebody else asked for or drafted; four eyes (policy 4).

    own_name: the decision goes outward in the name of the office, so its leader is that of the
    nearest unit which acts in its own name.
    """

    own_name: ClassVar[bool] = False

    def asker(self) -> int | None:
        """Id of who asked; nobody may decide what he asked for."""
        return None

    def deciders(self, record: Record, asker: int | None) -> Deciders:
        return deciders(record, self.today, asker=asker, own_name=self.own_name)

    def allows(self, record: Record) -> bool:
        """The asker himself gets past here when he leads the unit, so that he is told why not."""
        if record.kind != RecordKind.PETITION:
            return super().allows(record)
        asker = self.asker()
        if self.by.pk == asker:
            return self.by.pk in self.deciders(record, None).people
        return self.by.pk in self.deciders(record, asker).people

    def refusals_of_facts(self) -> Iterator[Refusal]:
        if self.by.pk == self.asker():
            yield Refusal("same_person", OWN_WORK)


def refusals_of_day(
    field: Label, day: dt.date | None, today: dt.date, *since: tuple[Label, dt.date | None]
) -> Iterator[Refusal]:
    """A day may not lie in the future, nor before the days it follows."""
    if day is None:
        return
    said = {"field": field, "date": day.isoformat()}
    if day > today:
        yield Refusal("date_impossible", FUTURE, said)
    for what, first in since:
        if first is not None and day < first:
            more = {"first": first.isoformat(), "what": what}
            yield Refusal("date_impossible", TOO_EARLY, said | more)


def missing(fields: Iterable[tuple[Label, Any]]) -> Iterator[Refusal]:
    """One refusal that names all fields which say nothing."""
    names = [str(field) for field, said in fields if not (str(said).strip() if said else said)]
    if names:
        yield Refusal("field_missing", FIELDS_MISSING, {"fields": "、".join(names)})


def too_long(values: dict[str, str]) -> Iterator[Refusal]:
    """One database would refuse a longer text, another would not."""
    for name, said in values.items():
        field = Petition._meta.get_field(name)
        most = getattr(field, "max_length", None)
        if most and len(said) > most:
            fact = {"field": label(name), "most": most}
            yield Refusal("field_too_long", TOO_LONG, fact)


def label(name: str) -> Label:
    found: Label = Petition._meta.get_field(name).verbose_name  # type: ignore[union-attr]
    return found
