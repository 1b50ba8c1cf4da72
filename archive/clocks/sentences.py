"""Why a day counts or is skipped, as a sentence with the article that says so."""

from __future__ import annotations

import datetime as dt
from functools import cache
from typing import Any

from archive.clocks.load import read
from archive.clocks.rules import Day
from archive.clocks.vocabulary import DayReason

CITED = {DayReason.START: "start", DayReason.ROLLED: "roll"}


def sentence(day: Day) -> str:
    """The reason of a line of the sheet, with the law of counting that was in force that day."""
    label = str(day.reason.label)
    cited = CITED.get(day.reason)
    return f"{label}（{articles(day.date)[cited]}）" if cited else label


def articles(on: dt.date) -> dict[str, Any]:
    """The articles on counting days, in force on that day; before them the oldest known."""
    known = counting()
    return next((row for row in reversed(known) if row["valid_from"] <= on.isoformat()), known[0])


@cache
def counting() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = read("deadlines.json")["counting"]
    return found
