"""The registry of kinds at the desk: what each adds to the record page, the forms, the verbs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model

from archive.organisation.models import User
from archive.records.models import Record
from archive.records.step import OnRecords

# Label, name of the address, step, and whether it takes something away.
VerbRow = tuple[Any, str, OnRecords[Any], bool]


@dataclass(frozen=True)
class Fact:
    label: str
    value: str
    to_complete: bool = False


@dataclass(frozen=True)
class Stage:
    """A day in the life of a record; `done` is False for one that is still to come."""

    label: str
    day: dt.date
    done: bool
    why: str = ""


@dataclass(frozen=True)
class Card:
    """A panel of the record page: its template, and what stands in it."""

    template: str
    given: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Face:
    """What the record page says of a kind beside what all kinds share.

    states: finer states and tags of the first line, as (value, label, address or "").
    tells_state: those say how far the record is, so its own state would say it twice.
    side: panels of the narrow column, above the versions; main: above the history.
    """

    facts: Sequence[Fact]
    stages: Sequence[Stage] = ()
    states: Sequence[tuple[Any, Any, str]] = ()
    side: Sequence[Card] = ()
    main: Sequence[Card] = ()
    tells_state: bool = False


def hides_nothing(record: Record, person: User) -> frozenset[str]:
    return frozenset()


@dataclass(frozen=True)
class DeskKind:
    """One kind of record at the desk.

    row: the table beside Record, whose fields the correct form shows.
    face: what the page shows. verbs: the kind's own steps in the order of daily work.
    related: what the face reads, to be joined in one query.
    of_the_form: codes of refusals that only the filled form can answer.
    hides: paths in the versions of a record that this person may not see, though he sees the
        record: drafts of others.
    """

    code: str
    row: type[Model]
    face: Callable[[Record, User], Face]
    verbs: Callable[[Record, User], Iterator[VerbRow]]
    related: tuple[str, ...] = ()
    of_the_form: frozenset[str] = frozenset()
    hides: Callable[[Record, User], frozenset[str]] = hides_nothing


_kinds: dict[str, DeskKind] = {}


def register(kind: DeskKind) -> None:
    if kind.code in _kinds:
        raise ValueError(f"The kind {kind.code} is registered twice.")
    _kinds[kind.code] = kind


def desk_kind(code: str) -> DeskKind:
    """Raises KeyError for a kind the desk does not show."""
    return _kinds[code]


def related() -> list[str]:
    """What the faces of all kinds read beside the record; of another kind it joins nothing."""
    return [name for kind in _kinds.values() for name in kind.related]
