"""How reports are numbered and named, and how a period is said. Data; no database here."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

FIXTURES = Path(__file__).with_name("fixtures")
LONGEST = 500


@cache
def words() -> dict[str, Any]:
    found: dict[str, Any] = json.loads((FIXTURES / "words.json").read_text(encoding="utf-8"))
    return found


def series() -> str:
    """The word of the number series, which each unit counts gapless in each year."""
    return str(words()["series"])


def filing_grace() -> dt.timedelta:
    """How long after a period the dossiers of its cases may still be on their way."""
    return dt.timedelta(days=words()["filing_grace_days"])


def period_label(cycle: str, start: dt.date) -> str:
    """The period as an office says it: the month, the quarter, the half year, the year."""
    half = words()["halves"][start.month > 6]
    said = {"year": start.year, "month": start.month, "quarter": (start.month + 2) // 3}
    return str(words()["periods"][cycle].format(**said, half=half))


def title(unit: str, type_: str, period: str, *, nil: bool, times: int) -> str:
    """times: how often the report was corrected before, this time included; 0 for the first."""
    found = str(words()["title"].format(unit=unit, type=type_, period=period))
    found += str(words()["nil"]) if nil else ""
    found += str(words()["correction"].format(times=times)) if times else ""
    return found[:LONGEST]


def remark(lines: Iterable[str]) -> str:
    """The remark of the printed form; empty where there is nothing to say."""
    return str(words()["between"]).join(lines)


def remark_by_hand(**said: str) -> str:
    """column, unit, value, computed, reason: of a figure entered by hand."""
    return str(words()["by_hand"].format(**said))


def remark_missing(**said: str) -> str:
    """unit, reason: of a unit below that did not report."""
    return str(words()["without"].format(**said))
