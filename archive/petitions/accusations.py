"""检举控告: who must not know of the matter, where it goes, who may handle it (policy 3-1)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from django.db.models import Q, QuerySet

from archive.organisation.models import Clearance, Post, Unit, User
from archive.organisation.vocabulary import ClearanceKind, PostKind
from archive.records.models import Barred, Record

HANDLING_POSTS = (PostKind.LEADER, PostKind.CLERK)


def barred_by(respondent: Unit | None) -> frozenset[int]:
    """Ids of the respondent unit and of all under it, by today's tree."""
    if respondent is None:
        return frozenset()
    return frozenset(Unit.objects.at_or_under(respondent).values_list("pk", flat=True))


def barred_of(record: Record) -> frozenset[int]:
    return frozenset(record.barred.values_list("unit", flat=True))


def holders(unit: Unit, kinds: Collection[str], on: dt.date) -> QuerySet[User]:
    """Active people who hold one of these posts at that very unit on that day."""
    posts = Post.objects.in_force(on).filter(unit=unit, kind__in=kinds)
    return User.objects.filter(pk__in=posts.values("person"), is_active=True).order_by("pk")


def cleared_among(
    people: QuerySet[User], barred: Collection[int], on: dt.date
) -> QuerySet[User]:
    """Those with a clearance in force and no post at a barred unit."""
    grants = Clearance.objects.filter(kind=ClearanceKind.ACCUSATION, begins_on__lte=on)
    in_force = grants.filter(Q(ends_on=None) | Q(ends_on__gte=on))
    against = Post.objects.in_force(on).filter(unit__in=barred)
    cleared = people.filter(pk__in=in_force.values("person"))
    return cleared.exclude(pk__in=against.values("person"))


def lead_for(unit: Unit, barred: Collection[int], on: dt.date) -> Unit | None:
    """The nearest unit, from this one up, that is not barred and has a cleared leader or clerk;
    None when there is no such unit in the tree."""
    found: Unit | None = unit
    while found is not None:
        people = holders(found, HANDLING_POSTS, on)
        if found.pk not in barred and cleared_among(people, barred, on).exists():
            return found
        found = found.parent
    return None


def bar(record: Record, units: Collection[int]) -> None:
    Barred.objects.bulk_create(Barred(record=record, unit_id=unit) for unit in sorted(units))


def first_named(lead: Unit, registrar: User, barred: Collection[int], on: dt.date) -> list[User]:
    """Who is named in a new matter: the registrar, where he is cleared at its lead; else, where
    no cleared leader could name anybody, the cleared clerks, or nobody would ever see it."""
    clerks = cleared_among(holders(lead, [PostKind.CLERK], on), barred, on)
    if registrar in clerks:
        return [registrar]
    leaders = cleared_among(holders(lead, [PostKind.LEADER], on), barred, on)
    return [] if leaders.exists() else list(clerks)
