"""The registry of kinds: how the shared room learns what a kind adds, without knowing it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from archive.organisation.models import User
from archive.records.models import Record
from archive.records.veil import Veil

Facts = dict[str, Any]


@dataclass(frozen=True)
class Sealed:
    """An encrypted number: what it is, whose it is as text, its token, its last characters."""

    label: Any
    whose: str
    token: str
    tail: str


def nothing(records: Sequence[Record]) -> Mapping[int, dict[str, Any]]:
    return {record.pk: {} for record in records}


def no_text(records: Sequence[Record]) -> Mapping[int, str]:
    return {record.pk: "" for record in records}


def no_veils(ids: Collection[int]) -> Mapping[int, Veil]:
    return {}


def no_veil(record: Record, person: User) -> Veil | None:
    return None


def nothing_personal(record: Record) -> dict[str, Sealed]:
    return {}


@dataclass(frozen=True)
class Kind:
    """One kind of record.

    facts: for these records, the kind's own fields as canonical JSON takes them, by record id.
    facets, refs: for these records, facet values by name and numbers to find it by.
    correct: sets one of the kind's own fields on a record; unknown names raise KeyError.
    fields: names of those fields with their labels, in the order a form shows them.
    needed: names of those that may not be emptied.
    flags: for these records, what the conditions of the retention schedule ask of the kind.
    text: what of the register entry is searched beside the papers; never a sealed number.
    personal: the sealed numbers of a record, by a name that is unique in it.
    veils: for these ids of records, the veils of those that have one; search sees through none.
    veil_for: the veil before a record for this person; None where there is none for him.
    reopen: puts a closed matter back to where it is worked on; None where a kind is never reopened.
    """

    code: str
    facts: Callable[[Sequence[Record]], Mapping[int, Facts]]
    facets: Callable[[Sequence[Record]], Mapping[int, dict[str, tuple[str, ...]]]]
    refs: Callable[[Sequence[Record]], Mapping[int, tuple[str, ...]]]
    correct: Callable[[Record, Mapping[str, Any]], None]
    fields: Mapping[str, Any] = field(default_factory=dict)
    flags: Callable[[Sequence[Record]], Mapping[int, dict[str, Any]]] = nothing
    text: Callable[[Sequence[Record]], Mapping[int, str]] = no_text
    personal: Callable[[Record], dict[str, Sealed]] = nothing_personal
    veils: Callable[[Collection[int]], Mapping[int, Veil]] = no_veils
    veil_for: Callable[[Record, User], Veil | None] = no_veil
    reopen: Callable[[Record], None] | None = None
    needed: frozenset[str] = frozenset()


_kinds: dict[str, Kind] = {}


Facets = Callable[[Sequence[Record]], Mapping[int, dict[str, tuple[str, ...]]]]
_more_facets: list[Facets] = []


def add_facets(function: Facets) -> None:
    """Facet values of all kinds that a later room knows, as the retention period."""
    if function not in _more_facets:
        _more_facets.append(function)


def more_facets(records: Sequence[Record]) -> dict[int, dict[str, tuple[str, ...]]]:
    found: dict[int, dict[str, tuple[str, ...]]] = {record.pk: {} for record in records}
    for function in _more_facets:
        for pk, values in function(records).items():
            found[pk] |= values
    return found


Refs = Callable[[Sequence[Record]], Mapping[int, tuple[str, ...]]]
_more_refs: list[Refs] = []


def add_refs(function: Refs) -> None:
    """Numbers a record of any kind is found by that a later room gives, as the reference code."""
    if function not in _more_refs:
        _more_refs.append(function)


def more_refs(records: Sequence[Record]) -> dict[int, tuple[str, ...]]:
    found: dict[int, tuple[str, ...]] = {record.pk: () for record in records}
    for function in _more_refs:
        for pk, numbers in function(records).items():
            found[pk] += numbers
    return found


def register(kind: Kind) -> None:
    if kind.code in _kinds:
        raise ValueError(f"The kind {kind.code} is registered twice.")
    _kinds[kind.code] = kind


def kind_of(code: str) -> Kind:
    """Raises KeyError for a kind no room has registered."""
    return _kinds[code]


def veils(ids: Collection[int]) -> dict[int, Veil]:
    """The veils over these records, by record id; one query for each kind that knows of any."""
    found: dict[int, Veil] = {}
    for kind in _kinds.values():
        found |= kind.veils(ids)
    return found


def veil_for(record: Record, person: User) -> Veil | None:
    """What this person does not read of a record he sees."""
    return kind_of(record.kind).veil_for(record, person)


def by_kind(records: Iterable[Record]) -> Iterable[tuple[Kind, list[Record]]]:
    """The records, sorted apart by kind."""
    apart: dict[str, list[Record]] = {}
    for record in records:
        apart.setdefault(record.kind, []).append(record)
    return [(kind_of(code), group) for code, group in apart.items()]
