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
    return found


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
        found |= Q(made_by=sight.person)
    return found if sight.kinds is None else found & Q(kind__in=sight.kinds)


def taking_part(units: Iterable[int]) -> object:
    """Ids of records in which one of the units takes part and so sees them whole."""
    rows = apps.get_model("archive", "Participation").objects.filter(unit__in=units)
    whole = ~Q(part=Part.INFORMED) | Q(record__kind__in=INFORMED_SEES_WHOLE)
    return rows.filter(whole).values("record")


def tokens(record: Record, parts: Iterable[tuple[int, str]]) -> frozenset[str]:
    """The tokens of one record; `parts` are (unit id, part) of its participations."""
    seen_by = {record.lead_unit_id}
    whole = record.kind in INFORMED_SEES_WHOLE
    seen_by |= {unit for unit, part in parts if part != Part.INFORMED or whole}
    found = {f"person:{record.made_by_id}"}
    if record.state == RecordState.CAPTURED:
        return frozenset(found | {f"draft:{record.lead_unit_id}"})
    found |= {f"unit:{unit}" for unit in seen_by}
    if not record.is_restricted:
        found |= {"open"} | {f"line:{unit}" for unit in seen_by}
    if record.state in KEPT_STATES:
        found.add(f"kept:{record.lead_unit_id}")
    return frozenset(found)


def search_scope(scope: Scope) -> search.Scope:
    """The same scope as the search engines read it."""
    clauses = [search.Clause(sight_tokens(sight), sight.kinds) for sight in scope.sights]
    if scope.open_records:
        clauses.append(search.Clause(frozenset({"open"})))
    return search.Scope(tuple(clauses))


def sight_tokens(sight: Sight) -> frozenset[str]:
    found = {f"unit:{unit}" for unit in sight.units}
    found |= {f"line:{unit}" for unit in sight.below}
    found |= {f"draft:{unit}" for unit in sight.drafts}
    found |= {f"kept:{unit}" for unit in sight.keeps}
    if sight.person is not None:
        found.add(f"person:{sight.person}")
    return frozenset(found)
