"""Who approves: the leader of the unit, or of the nearest unit above where it has none in force
or he asked himself (policy 1.1)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from archive.organisation.may import own_name_unit
from archive.organisation.models import Unit
from archive.organisation.vocabulary import PostKind
from archive.petitions.accusations import barred_of, cleared_among, holders
from archive.records.models import Participation, Record
from archive.records.vocabulary import Part


@dataclass(frozen=True)
class Deciders:
    """The unit that decides and the ids of its leaders; none where no leader is in force."""

    unit: Unit | None
    people: frozenset[int] = frozenset()


def deciders(
    record: Record, on: dt.date, *, asker: int | None = None, own_name: bool = False
) -> Deciders:
    """own_name: the decision goes outward, so it begins at the unit that acts in its own name.

    An accusation is decided where it is led: nobody else may know of it.
    """
    lead = record.lead_unit
    if record.accusation:
        return Deciders(lead, leaders(record, lead, on, asker))
    unit: Unit | None = (own_name_unit(lead) or lead) if own_name else lead
    while unit is not None:
        people = leaders(record, unit, on, asker)
        if people:
            return Deciders(unit, people)
        unit = unit.parent
    return Deciders(None)


def leaders(record: Record, unit: Unit, on: dt.date, asker: int | None) -> frozenset[int]:
    people = holders(unit, [PostKind.LEADER], on)
    if record.accusation:
        people = cleared_among(people, barred_of(record), on)
    return frozenset(people.values_list("pk", flat=True)) - {asker}


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
