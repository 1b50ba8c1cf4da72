"""What later rooms say about the steps of this room, which does not know them.

A notice on the portal, a hold, a disposal list stand against a step; a period that was fixed, a
mark of completeness are taken back when a matter is reopened. A room registers its functions
beside its kinds; the steps here call them inside their own transaction.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from archive.organisation.refusal import Refusal
from archive.records.models import Record

# For these records and that day: ids of records, each with what stands against the step.
Objection = Callable[[Sequence[Record], dt.date], Iterable[tuple[int, Refusal]]]
# Takes back what a room fixed of a closed record; answers what it was, for the event.
TakeBack = Callable[[Record], dict[str, Any]]

_against: dict[str, list[Objection]] = {}
_take_back: list[TakeBack] = []


def object_to(event: str, function: Objection) -> None:
    """From now on the steps of that event ask this function, too. Twice is once."""
    functions = _against.setdefault(event, [])
    if function not in functions:
        functions.append(function)


def objections(event: str, records: Sequence[Record], on: dt.date) -> dict[int, list[Refusal]]:
    """All that stands against the step, by record id; a record nothing is said of has a list."""
    found: dict[int, list[Refusal]] = {record.pk: [] for record in records}
    for function in _against.get(event, ()):
        for pk, refusal in function(records, on):
            found[pk].append(refusal)
    return found


def take_back_with(function: TakeBack) -> None:
    """From now on reopening a matter calls this function. Twice is once."""
    if function not in _take_back:
        _take_back.append(function)


def take_back(record: Record) -> dict[str, Any]:
    """Takes back all that later rooms fixed when the matter was closed."""
    found: dict[str, Any] = {}
    for function in _take_back:
        found |= function(record)
    return found
