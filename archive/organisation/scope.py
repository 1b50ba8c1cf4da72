"""Whose records a person sees, as plain data (policy 2); no queries, no records here."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Sight:
    """What one or more posts show. Every set holds database ids.

    kinds: the kinds of record these posts deal with; None means all.
    units: all records in which these units lead or take part, restricted ones too.
    below: ordinary records (not restricted, from registered) of these units.
    drafts: captured rows of these units.
    keeps: records of these units once they are closed, by keeping their fonds.
    person: records this person is named in or has made.
    """

    kinds: frozenset[str] | None = None
    units: frozenset[int] = frozenset()
    below: frozenset[int] = frozenset()
    drafts: frozenset[int] = frozenset()
    keeps: frozenset[int] = frozenset()
    person: int | None = None


@dataclass(frozen=True)
class Scope:
    """The union of a person's sights. `open_records`: everything not restricted (the operator).

    cleared: the person with a clearance for accusation matters, else None; such a matter is seen
    by him alone who is named in it, or leads a unit of `leads` that leads it, or keeps the fonds
    of a unit of `keeps` that led it to its close; and never through a barred unit.
    """

    sights: tuple[Sight, ...] = ()
    open_records: bool = False
    cleared: int | None = None
    leads: frozenset[int] = frozenset()
    keeps: frozenset[int] = frozenset()
    held_at: frozenset[int] = frozenset()


NOTHING = Scope()
