"""索引号: organisation code, `/`, year, `-`, five-digit serial (domain 5.4; never changes)."""

from __future__ import annotations

import re

from archive.organisation.models import Unit
from archive.records.numbers import lock_series, move_counter

SERIES = "index"
PATTERN = re.compile(r"(?P<front>[0-9A-Z]{9})/(?P<year>\d{4})-(?P<number>\d{5})")


def take(unit: Unit, year: int) -> str:
    """The unit's next index number of that year; the counter stays locked until commit."""
    series = lock_series(unit, SERIES, year)
    number = series.next_number
    move_counter(series, number + 1)
    return f"{unit.org_code}/{year}-{number:05d}"


def pass_over(unit: Unit, index_no: str) -> None:
    """A number given by hand or imported moves the unit's counter past it."""
    match = PATTERN.fullmatch(index_no)
    if match and match["front"] == unit.org_code:
        series = lock_series(unit, SERIES, int(match["year"]))
        if series.next_number <= int(match["number"]):
            move_counter(series, int(match["number"]) + 1)

