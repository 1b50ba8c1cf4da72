"""What happened to a record, newest first: its versions and its events, in words."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from archive.records.models import Event, Record, Version
from desk import labels, veiled
from desk.compare import LISTS, said_in

# Shown at once; the rest is asked for, since a record may be corrected for decades.
SHORT = 12
# What changes with every step of its kind and tells the reader nothing more.
CHANGES_SHOWN = 6


@dataclass(frozen=True)
class Happening:
    """An event as the page tells it. `about`: the file or unit it concerns."""

    label: Any
    at: dt.datetime
    actor: str
    post: str
    reason: str
    about: str
    changes: Sequence[str]
    more: int
    version: int | None


def happening(event: Event, record: Record, hidden: frozenset[str] = frozenset()) -> Happening:
    said = veiled.over(record, json.loads(event.body.content))
    named = about(said)
    told = [one for one in without_twice(said.get("changes", [])) if not (named and is_list(one))]
    changes = said_in((one for one in told if one["path"] not in hidden), record.kind)
    return Happening(
        labels.event_label(event.name),
        event.at,
        event.actor_name,
        event.actor_post,
        said.get("reason", ""),
        named,
        changes[:CHANGES_SHOWN],
        max(0, len(changes) - CHANGES_SHOWN),
        event.version.no if event.version else None,
    )


def without_twice(changes: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Where a kind says how far it is, the state of the record says no more."""
    finer = any(one["path"] == "kind.state" for one in changes)
    return [one for one in changes if not (finer and one["path"] == "record.state")]


def is_list(change: dict[str, Any]) -> bool:
    """Papers and units: the event has named the one that came."""
    return change["path"] in LISTS


def about(said: dict[str, Any]) -> str:
    """The file, unit or index number an event names."""
    unit = said.get("unit") or {}
    parts = [said.get("paper", ""), said.get("file", ""), said.get("index_no", "")]
    return " · ".join(part for part in [unit.get("name", ""), *parts] if part)


def happenings(
    record: Record, everything: bool, hidden: frozenset[str] = frozenset()
) -> list[Happening]:
    """`hidden`: paths of changes that the reader may not see."""
    rows = Event.objects.filter(record=record).select_related("body", "version")
    ordered = rows.order_by("-seq")
    shown = ordered if everything else ordered[:SHORT]
    return [happening(event, record, hidden) for event in shown]


@dataclass(frozen=True)
class Edition:
    """A version as the page lists it, with the one before it to compare with."""

    no: int
    made_at: dt.datetime
    author: str
    reason: str

    @property
    def before(self) -> int:
        return self.no - 1


def editions(record: Record, everything: bool) -> list[Edition]:
    rows = Version.objects.filter(record=record).order_by("-no")
    shown = rows if everything else rows[:SHORT]
    return [
        Edition(row.no, row.made_at, row.author, veiled.over(record, row.reason)) for row in shown
    ]
