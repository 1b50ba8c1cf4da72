"""How long, from when to when (domain 8.2, 8.3). Pure: no database."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from archive.retention.conditions import Conditions, Flags, holds, not_before
from archive.retention.vocabulary import ORDER, YEARS, Period


class Conditional(Protocol):
    conditions: Any


Rule = TypeVar("Rule", bound=Conditional)


@dataclass(frozen=True)
class Run:
    """The days of a period. ends_on None: kept for ever. floor: the day that lengthened it."""

    starts_on: dt.date
    ends_on: dt.date | None
    floor: dt.date | None = None


def first_match(rules: Iterable[Rule], flags: Flags) -> Rule | None:
    """The first rule, in the order of the schedule, whose conditions hold."""
    return next((rule for rule in rules if holds(rule.conditions, flags)), None)


def run_of(
    period: str, closed_year: int, conditions: Conditions | None = None, flags: Flags | None = None
) -> Run:
    """From 1 January after the year of closing to 31 December of that year plus the years.

    Later where the rule keeps it at least some years after a date that is known. Raises
    ValueError where the end lies past the year 9999.
    """
    starts_on = dt.date(closed_year + 1, 1, 1)
    if period == Period.PERMANENT:
        return Run(starts_on, None)
    ends_on = dt.date(closed_year + YEARS[Period(period)], 12, 31)
    floor = not_before(conditions or {}, flags or {})
    if floor and floor > ends_on:
        return Run(starts_on, floor, floor)
    return Run(starts_on, ends_on)


def is_longer(period: str, other: str) -> bool:
    return ORDER.index(Period(period)) < ORDER.index(Period(other))


def longest(periods: Iterable[str]) -> Period:
    """The period a volume takes from its records (domain 8.3-3). Raises ValueError for none."""
    return min(map(Period, periods), key=ORDER.index)
