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
    """检举控告: who is cleared and named in it, or leads a unit that leads or supervises it, or
    keeps its fonds once it is closed and nobody is barred; never the barred, nor who holds a post
    at a barred unit (policy 3-1)."""
    barred = apps.get_model("archive", "Barred").objects
    begun = ~Q(state=RecordState.CAPTURED)
    seen = Q(pk__in=named_in(scope.cleared)) | Q(lead_unit__in=scope.leads)
    seen |= begun & Q(pk__in=supervised_by(scope.leads))
    kept = Q(state__in=KEPT_STATES, lead_unit__in=scope.keeps)
    seen |= kept & ~Q(pk__in=barred.values("record"))
    against = barred.filter(Q(unit__in=scope.held_at) | Q(person=scope.cleared))
    return Q(accusation=True) & seen & ~Q(pk__in=against.values("record"))


def supervised_by(units: Iterable[int]) -> object:
    rows = apps.get_model("archive", "Participation").objects
    return rows.filter(unit__in=units, part=Part.SUPERVISE).values("record")


def line(scope: Scope) -> Q:
    """知会: records of which these units see the line and the issued papers alone (policy 2.1).

    Not in the index: what is told of them is told in their own list.
    """
    units = frozenset().union(*(sight.units for sight in scope.sights if sight.kinds is None))
    rows = apps.get_model("archive", "Participation").objects
    told = rows.filter(unit__in=units, part=Part.INFORMED).values("record")
    begun = Q(accusation=False) & ~Q(state=RecordState.CAPTURED)
    return begun & Q(pk__in=told) & ~Q(kind__in=INFORMED_SEES_WHOLE)


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
    barred: Iterable[str] = (),
) -> frozenset[str]:
    """The tokens of one record; `parts` are (unit id, part) of its participations, `named` the
    persons with a part in it, `barred` the tokens of who may know nothing of it."""
    if record.accusation:
        return accusation_tokens(record, parts, named, frozenset(barred))
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


def bar_token(unit: int | None, person: int | None) -> str:
    """The token of one row of Barred."""
    return f"bar:{unit}" if unit is not None else f"bar-person:{person}"


def accusation_tokens(
    record: Record,
    parts: Iterable[tuple[int, str]],
    named: Iterable[int],
    barred: frozenset[str],
) -> frozenset[str]:
    """Only what a cleared person's clause asks for. That a barred person is not named in it is
    seen to when he is named; that his post moved to a barred unit, when his scope is made."""
    found = {f"named:{person}" for person in named} | barred
    found.add(f"lead:{record.lead_unit_id}")
    if record.state != RecordState.CAPTURED:
        found |= {f"lead:{unit}" for unit, part in parts if part == Part.SUPERVISE}
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
    against = {f"bar:{unit}" for unit in scope.held_at} | {f"bar-person:{scope.cleared}"}
    return search.Clause(frozenset(found), without=frozenset(against))


def sight_tokens(sight: Sight) -> frozenset[str]:
    found = {f"unit:{unit}" for unit in sight.units}
    found |= {f"line:{unit}" for unit in sight.below}
    found |= {f"draft:{unit}" for unit in sight.drafts}
    found |= {f"kept:{unit}" for unit in sight.keeps}
    if sight.person is not None:
        found.add(f"person:{sight.person}")
    return frozenset(found)
