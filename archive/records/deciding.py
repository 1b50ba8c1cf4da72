"""Who approves: the leader of the unit, or of the nearest unit above where it has none in force
or he asked himself (policy 1.1)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Q

from archive.organisation.models import Clearance, Post, Unit
from archive.organisation.vocabulary import ClearanceKind, PostKind
from archive.records.models import Barred, Participation, Record
from archive.records.vocabulary import Part

NOBODY: frozenset[int] = frozenset()
SEPARATOR = "/"


@dataclass(frozen=True)
class Deciders:
    """The unit that decides and the ids of its leaders; none where no leader is in force."""

    unit: Unit | None
    people: frozenset[int] = NOBODY


@dataclass(frozen=True)
class Leaders:
    """The leaders in force at some units and all above them. Two queries, whatever their number;
    five where an accusation is among the records.

    units: by id. at: for a unit's id, ids of its leaders. barred: for an accusation's id, ids of
    the units that may know nothing of it. respondents: for its id, ids of the people who may not.
    held: for a leader's id, ids of his units.
    """

    units: Mapping[int, Unit]
    at: Mapping[int, frozenset[int]]
    cleared: frozenset[int]
    barred: Mapping[int, frozenset[int]]
    held: Mapping[int, frozenset[int]]
    respondents: Mapping[int, frozenset[int]]

    def decide(
        self,
        record: Record,
        *,
        asker: int | None = None,
        besides: frozenset[int] = NOBODY,
        own_name: bool = False,
    ) -> Deciders:
        """own_name: the decision goes outward, so it begins at the unit that acts in its own name.
        besides: ids of others than the asker who may not decide.

        An accusation is decided where it is led: nobody else may know of it.
        """
        lead, out = self.units[record.lead_unit_id], besides | {asker}
        if record.accusation:
            return Deciders(lead, self.cleared_at(lead, record.pk) - out)
        unit: Unit | None = self.own_name(lead) if own_name else lead
        while unit is not None:
            people = self.at.get(unit.pk, NOBODY) - out
            if people:
                return Deciders(unit, people)
            unit = self.above(unit)
        return Deciders(None)

    def above(self, unit: Unit) -> Unit | None:
        return self.units[unit.parent_id] if unit.parent_id else None

    def own_name(self, lead: Unit) -> Unit:
        """The nearest unit from this one up that acts in its own name; itself if none does."""
        unit: Unit | None = lead
        while unit is not None and not unit.own_name:
            unit = self.above(unit)
        return unit or lead

    def cleared_at(self, unit: Unit, record: int) -> frozenset[int]:
        against = self.barred.get(record, NOBODY)
        people = self.at.get(unit.pk, NOBODY) & self.cleared
        people -= self.respondents.get(record, NOBODY)
        return frozenset(one for one in people if not self.held[one] & against)


def leaders_over(records: Iterable[Record], on: dt.date) -> Leaders:
    """What is needed to say who decides these records; their lead units have been read."""
    records = list(records)
    codes = {code for one in records for code in one.lead_unit.path.split(SEPARATOR) if code}
    units = {unit.pk: unit for unit in Unit.objects.filter(code__in=codes)}
    posts = Post.objects.in_force(on)
    leading = posts.filter(kind=PostKind.LEADER, person__is_active=True, unit__in=units)
    at = grouped(leading.values_list("unit", "person"))
    accused = [one.pk for one in records if one.accusation]
    if not accused:
        return Leaders(units, at, NOBODY, {}, {}, {})
    people = NOBODY.union(*at.values())
    held = grouped(posts.filter(person__in=people).values_list("person", "unit"))
    rows = list(Barred.objects.filter(record__in=accused).values_list("record", "unit", "person"))
    barred = grouped((record, unit) for record, unit, _who in rows if unit is not None)
    respondents = grouped((record, who) for record, _unit, who in rows if who is not None)
    return Leaders(units, at, cleared_of(people, on), barred, held, respondents)


def cleared_of(people: frozenset[int], on: dt.date) -> frozenset[int]:
    grants = Clearance.objects.filter(kind=ClearanceKind.ACCUSATION, begins_on__lte=on)
    in_force = grants.filter(Q(ends_on=None) | Q(ends_on__gte=on), person__in=people)
    return frozenset(in_force.values_list("person", flat=True))


def grouped(pairs: Iterable[tuple[int, int]]) -> dict[int, frozenset[int]]:
    found: dict[int, set[int]] = {}
    for key, value in pairs:
        found.setdefault(key, set()).add(value)
    return {key: frozenset(values) for key, values in found.items()}


def deciders(
    record: Record,
    on: dt.date,
    *,
    asker: int | None = None,
    besides: frozenset[int] = NOBODY,
    own_name: bool = False,
) -> Deciders:
    leaders = leaders_over([record], on)
    return leaders.decide(record, asker=asker, besides=besides, own_name=own_name)


def ask_above(record: Record, found: Deciders, on: dt.date) -> None:
    """A superior that is asked for approval takes part from now on (policy 2.1)."""
    if found.unit is None or found.unit.pk == record.lead_unit_id or record.accusation:
        return
    part, _made = Participation.objects.get_or_create(
        record=record, unit=found.unit, defaults={"part": Part.SUPERVISE, "since": on}
    )
    if part.part == Part.INFORMED:
        part.part = Part.SUPERVISE
        part.save(update_fields=["part"])
