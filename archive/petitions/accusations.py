"""检举控告: who must not know of the matter, where it goes, who may handle it (policy 3-1)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from archive.organisation.models import Clearance, Post, Unit, User
from archive.organisation.vocabulary import ClearanceKind, PostKind, Rank
from archive.records.models import Barred, Record

HANDLING_POSTS = (PostKind.LEADER, PostKind.CLERK)


@dataclass(frozen=True)
class Bar:
    """Who may know nothing of a matter: ids of units, with all who hold a post there, and the
    respondent himself."""

    units: frozenset[int] = frozenset()
    people: frozenset[int] = frozenset()


NOBODY = Bar()


def barred_by(respondent: Unit | None, person: User | None = None, *, on: dt.date) -> Bar:
    """The respondent unit and all under it, by today's tree; the respondent, and the units he
    heads on that day."""
    units: set[int] = set()
    if respondent is not None:
        units |= set(Unit.objects.at_or_under(respondent).values_list("pk", flat=True))
    if person is None:
        return Bar(frozenset(units))
    heads = Post.objects.in_force(on).filter(
        person=person, kind=PostKind.LEADER, rank=Rank.HEAD
    )
    units |= set(heads.values_list("unit", flat=True))
    return Bar(frozenset(units), frozenset({person.pk}))


def barred_of(record: Record) -> Bar:
    rows = list(record.barred.values_list("unit", "person"))
    return Bar(
        frozenset(unit for unit, _person in rows if unit is not None),
        frozenset(person for _unit, person in rows if person is not None),
    )


def holders(unit: Unit, kinds: Collection[str], on: dt.date) -> QuerySet[User]:
    """Active people who hold one of these posts at that very unit on that day."""
    posts = Post.objects.in_force(on).filter(unit=unit, kind__in=kinds)
    return User.objects.filter(pk__in=posts.values("person"), is_active=True).order_by("pk")


def cleared_among(people: QuerySet[User], bar: Bar, on: dt.date) -> QuerySet[User]:
    """Those with a clearance in force, who are not barred and have no post at a barred unit."""
    grants = Clearance.objects.filter(kind=ClearanceKind.ACCUSATION, begins_on__lte=on)
    in_force = grants.filter(Q(ends_on=None) | Q(ends_on__gte=on))
    against = Post.objects.in_force(on).filter(unit__in=bar.units)
    cleared = people.filter(pk__in=in_force.values("person"))
    return cleared.exclude(pk__in=bar.people).exclude(pk__in=against.values("person"))


def may_lead(unit: Unit, bar: Bar, on: dt.date) -> bool:
    """Whether the unit is not barred and has a cleared leader or clerk."""
    people = holders(unit, HANDLING_POSTS, on)
    return unit.pk not in bar.units and cleared_among(people, bar, on).exists()


def lead_for(unit: Unit, bar: Bar, on: dt.date) -> Unit | None:
    """The nearest unit, from this one up, that may lead; None when there is no such unit."""
    found: Unit | None = unit
    while found is not None and not may_lead(found, bar, on):
        found = found.parent
    return found


def keep(record: Record, bar: Bar) -> None:
    """Writes down who is barred; only then is the matter one of its lead unit's."""
    Barred.objects.bulk_create(
        [Barred(record=record, unit_id=unit) for unit in sorted(bar.units)]
        + [Barred(record=record, person_id=person) for person in sorted(bar.people)]
    )


def first_named(lead: Unit, registrar: User, bar: Bar, on: dt.date) -> list[User]:
    """Who is named in a new matter: the registrar, where he is cleared at its lead; else, where
    no cleared leader could name anybody, the cleared clerks, or nobody would ever see it."""
    clerks = cleared_among(holders(lead, [PostKind.CLERK], on), bar, on)
    if registrar in clerks:
        return [registrar]
    leaders = cleared_among(holders(lead, [PostKind.LEADER], on), bar, on)
    return [] if leaders.exists() else list(clerks)
