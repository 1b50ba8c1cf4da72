"""One meaning of scope, said twice: as a row filter and as tokens of the index (policy 2, 3).

A test compares the two over random trees and records; they may never differ.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.apps import apps
from django.db.models import Q

import search
from archive.organisation.scope import Scope, Sight
from archive.records.vocabulary import KEPT_STATES, Part, RecordKind, RecordState, Secrecy

if TYPE_CHECKING:
    from archive.records.models import Record

# A unit that is only informed sees a document whole, other kinds by their line alone (2.1).
INFORMED_SEES_WHOLE = frozenset({RecordKind.DOCUMENT})
NO_ROWS = Q(pk__in=[])


def condition(scope: Scope) -> Q:
    """The row filter of a scope on Record."""
    found = NO_ROWS
    if scope.open_records:
        found |= ordinary()
    for sight in scope.sights:
        found |= sight_condition(sight)
    found &= Q(accusation=False)
    return found | accusations(scope) if scope.cleared is not None else found


def accusations(scope: Scope) -> Q:
    """检举控告: who is cleared and named in it, or leads its lead unit, or keeps its fonds once it
    is closed and no unit is barred; never who holds a post at a barred unit (policy 3-1)."""
    barred = apps.get_model("archive", "Barred").objects
    begun = ~Q(state=RecordState.CAPTURED)
    seen = Q(pk__in=named_in(scope.cleared)) | begun & Q(lead_unit__in=scope.leads)
    kept = Q(state__in=KEPT_STATES, lead_unit__in=scope.keeps)
    seen |= kept & ~Q(pk__in=barred.values("record"))
    against = barred.filter(unit__in=scope.held_at).values("record")
    return Q(accusation=True) & seen & ~Q(pk__in=against)


def named_in(person: int | None) -> object:
    rows = apps.get_model("archive", "Named").objects.filter(person=person, until=None)
    return rows.values("record")


def ordinary() -> Q:
    return (
        Q(restricted=False) & ~Q(secrecy=Secrecy.WORK_SECRET) & ~Q(state=RecordState.CAPTURED)
    )


def sight_condition(sight: Sight) -> Q:
    begun = ~Q(state=RecordState.CAPTURED)
    found = NO_ROWS
    if sight.units:
        found |= begun & (Q(lead_unit__in=sight.units) | Q(pk__in=taking_part(sight.units)))
    if sight.below:
        found |= ordinary() & (Q(lead_unit__in=sight.below) | Q(pk__in=taking_part(sight.below)))
    if sight.drafts:
        found |= Q(state=RecordState.CAPTURED, lead_unit__in=sight.drafts)
    if sight.keeps:
        found |= Q(state__in=KEPT_STATES, lead_unit__in=sight.keeps)
    if sight.person is not None:
        found |= Q(made_by=sight.person) | Q(pk__in=named_in(sight.person))
    return found if sight.kinds is None else found & Q(kind__in=sight.kinds)


def taking_part(units: Iterable[int]) -> object:
    """Ids of records in which one of the units takes part and so sees them whole."""
    rows = apps.get_model("archive", "Participation").objects.filter(unit__in=units)
    whole = ~Q(part=Part.INFORMED) | Q(record__kind__in=INFORMED_SEES_WHOLE)
    return rows.filter(whole).values("record")


def tokens(
    record: Record,
    parts: Iterable[tuple[int, str]],
    named: Iterable[int] = (),
    barred: Iterable[int] = (),
) -> frozenset[str]:
    """The tokens of one record; `parts` are (unit id, part) of its participations, `named` the
    persons with a part in it, `barred` the units that may know nothing of it."""
    if record.accusation:
        return accusation_tokens(record, named, frozenset(barred))
    seen_by = {record.lead_unit_id}
    whole = record.kind in INFORMED_SEES_WHOLE
    seen_by |= {unit for unit, part in parts if part != Part.INFORMED or whole}
    found = {f"person:{record.made_by_id}"} | {f"person:{person}" for person in named}
    if record.state == RecordState.CAPTURED:
        return frozenset(found | {f"draft:{record.lead_unit_id}"})
    found |= {f"unit:{unit}" for unit in seen_by}
    if not record.is_restricted:
        found |= {"open"} | {f"line:{unit}" for unit in seen_by}
    if record.state in KEPT_STATES:
        found.add(f"kept:{record.lead_unit_id}")
    return frozenset(found)


def accusation_tokens(
    record: Record, named: Iterable[int], barred: frozenset[int]
) -> frozenset[str]:
    """Only what a cleared person's clause asks for. That a barred person is not named in it is
    seen to when he is named; that his post moved to a barred unit, when his scope is made."""
    found = {f"named:{person}" for person in named}
    found |= {f"bar:{unit}" for unit in barred}
    if record.state != RecordState.CAPTURED:
        found.add(f"lead:{record.lead_unit_id}")
    if record.state in KEPT_STATES and not barred:
        found.add(f"kept-for:{record.lead_unit_id}")
    return frozenset(found)


def search_scope(scope: Scope) -> search.Scope:
    """The same scope as the search engines read it."""
    clauses = [search.Clause(sight_tokens(sight), sight.kinds) for sight in scope.sights]
    if scope.open_records:
        clauses.append(search.Clause(frozenset({"open"})))
    if scope.cleared is not None:
        clauses.append(accusation_clause(scope))
    return search.Scope(tuple(clauses))


def accusation_clause(scope: Scope) -> search.Clause:
    found = {f"named:{scope.cleared}"}
    found |= {f"lead:{unit}" for unit in scope.leads}
    found |= {f"kept-for:{unit}" for unit in scope.keeps}
    against = frozenset(f"bar:{unit}" for unit in scope.held_at)
    return search.Clause(frozenset(found), without=against)


def sight_tokens(sight: Sight) -> frozenset[str]:
    found = {f"unit:{unit}" for unit in sight.units}
    found |= {f"line:{unit}" for unit in sight.below}
    found |= {f"draft:{unit}" for unit in sight.drafts}
    found |= {f"kept:{unit}" for unit in sight.keeps}
    if sight.person is not None:
        found.add(f"person:{sight.person}")
    return frozenset(found)
