"""Periods, the states of reports and of slots, and what a roll-up adds. Pure: no database."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from archive.reports.vocabulary import Cycle, ReportState, SlotState

S = ReportState
Values = Mapping[str, Decimal]
UNSENT = frozenset({S.DRAFT, S.REVIEWED, S.SIGNED, S.RETURNED})

# Event: the states it may start from, and the state it leads to; None leaves the state. What
# was reviewed or signed is filled again when a case came in between, and then signed anew.
TRANSITIONS: Mapping[str, tuple[frozenset[ReportState], ReportState | None]] = {
    "report:fill": (UNSENT, S.DRAFT),
    "report:nil": (UNSENT, S.DRAFT),
    "report:review": (frozenset({S.DRAFT}), S.REVIEWED),
    "report:sign": (frozenset({S.REVIEWED}), S.SIGNED),
    "report:submit": (frozenset({S.SIGNED}), S.SUBMITTED),
    "report:send_back": (frozenset({S.SUBMITTED}), S.RETURNED),
    "report:correct": (frozenset({S.SUBMITTED}), None),
}
MONTHS: Mapping[str, int] = {
    Cycle.MONTH: 1,
    Cycle.QUARTER: 3,
    Cycle.HALF_YEAR: 6,
    Cycle.YEAR: 12,
}
DAY = dt.timedelta(days=1)


class Period(NamedTuple):
    """From `start` to `end`, both included."""

    start: dt.date
    end: dt.date


def period_of(cycle: str, day: dt.date) -> Period:
    """The period of that cycle in which the day lies."""
    months = MONTHS[cycle]
    first = (day.month - 1) // months * months + 1
    year, month = (day.year, first + months) if first + months <= 12 else (day.year + 1, 1)
    return Period(dt.date(day.year, first, 1), dt.date(year, month, 1) - DAY)


def periods_ended(cycle: str, since: dt.date, on: dt.date) -> Iterator[Period]:
    """The periods whose last day lies from `since` to `on`, both included, in order."""
    period = period_of(cycle, since)
    while period.end <= on:
        yield period
        period = period_of(cycle, period.end + DAY)


def last_ended(cycle: str, on: dt.date) -> Period:
    """The newest period whose last day has come."""
    period = period_of(cycle, on)
    return period if period.end <= on else period_of(cycle, period.start - DAY)


@dataclass(frozen=True)
class Filing:
    """What is known of one report of a slot.

    late: it came after its last day. again_by: the last day after it was sent back, if it was.
    """

    no: int
    submitted: bool
    nil: bool = False
    late: bool = False
    again_by: dt.date | None = None


def slot_state(due_on: dt.date, on: dt.date, filings: Sequence[Filing]) -> SlotState:
    """The state of a slot on a day. What is missing is missing, whatever lies in a drawer."""
    submitted = [one for one in filings if one.submitted]
    if submitted:
        return filed_state(max(submitted, key=lambda one: one.no), len(submitted))
    limits = [one.again_by for one in filings if one.again_by]
    if on > max([due_on, *limits]):
        return SlotState.MISSING
    return SlotState.DRAFTED if filings else SlotState.OPEN


def filed_state(newest: Filing, count: int) -> SlotState:
    if count > 1:
        return SlotState.CORRECTED
    if newest.late:
        return SlotState.LATE
    return SlotState.NIL if newest.nil else SlotState.FILED


def is_late(first: dt.date, last: dt.date, due_on: dt.date, again_by: dt.date | None) -> bool:
    """first, last: the days of its first and its newest submission. A report that came in time,
    was sent back and came again within the new limit is not late."""
    return first > due_on or (again_by is not None and last > again_by)


def total(parts: Iterable[Values], columns: Iterable[str]) -> dict[str, Decimal]:
    """Column by column the sum of all parts (逐级汇总)."""
    rows = list(parts)
    return {
        column: sum((row.get(column, Decimal(0)) for row in rows), Decimal(0))
        for column in columns
    }


def nearest_below(path: str, others: Iterable[str]) -> list[str]:
    """Of the paths under `path` those with no other of them in between, in order.

    So a committee whose township owes no report counts straight for the county.
    """
    under = sorted(other for other in others if other.startswith(path) and other != path)
    found: list[str] = []
    for other in under:
        if not any(other.startswith(taken) for taken in found):
            found.append(other)
    return found


def paths_above(path: str) -> list[str]:
    """The paths of the units above, from the root down: `YX/`, `YX/DH/` for `YX/DH/DH1/`."""
    codes = path.rstrip("/").split("/")
    return ["/".join(codes[:depth]) + "/" for depth in range(1, len(codes))]
