"""Reads the sample matters, and counts days by the shipped calendar."""

from __future__ import annotations

import datetime as dt
import json
import re
from itertools import pairwise
from pathlib import Path
from typing import Any

from archive.clocks.load import spread
from archive.clocks.rules import Calendar, compute

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "site" / "project" / "sample"


def read(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def calendar() -> Calendar:
    years = read(ROOT / "archive/clocks/fixtures/calendar.json")["years"]
    off = frozenset(day for year in years for one in year["off"] for day in spread([one]))
    make_up = frozenset(day for year in years for one in year["make_up"] for day in spread([one]))
    return Calendar(off, make_up, frozenset(year["year"] for year in years))


def terms_of(scheme: str) -> dict[str, dict[str, Any]]:
    """The terms a matter may be given: those without terms of their own."""
    rows = read(ROOT / f"archive/classification/fixtures/{scheme}.json")["terms"]
    return {one["code"]: one for row in rows for one in row.get("terms", [row])}


MATTERS = read(SAMPLE / "matters.json")
DOSSIERS, PETITIONS = MATTERS["dossiers"], MATTERS["petitions"]
CALENDAR = calendar()


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def between(first: str, last: str) -> int:
    return (day(last) - day(first)).days


def in_order(dates: list[str | None]) -> bool:
    said = [one for one in dates if one]
    return all(before <= after for before, after in pairwise(said))


def due(start: str, limit: int) -> dt.date:
    return compute(day(start), limit, "cd", CALENDAR, rolls=True).due


def days_in(value: Any) -> list[dt.date]:
    """Every date in a matter, at whatever depth."""
    if isinstance(value, dict):
        return [found for one in value.values() for found in days_in(one)]
    is_date = isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", value)
    return [day(value)] if is_date else []


def named(rows: list[dict[str, Any]]) -> list[str]:
    return [f"{each['unit']}-{each['received_on']}" for each in rows]
