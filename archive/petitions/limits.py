"""What a statute fixes for petitions, as dated data with its article: which law, which numbers."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

LIMITS = Path(__file__).with_name("fixtures") / "limits.json"


@cache
def limits() -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = json.loads(LIMITS.read_text(encoding="utf-8"))
    return found


def rows_of(name: str, on: dt.date) -> Iterator[dict[str, Any]]:
    """The rows of that name in force on that day."""
    day = on.isoformat()
    rows = limits()[name]
    return (row for row in rows if row["valid_from"] <= day <= (row["valid_to"] or day))


def law_of(on: dt.date) -> dict[str, Any]:
    """The law of that day; before the first there is, that one.

    code: names it. routes: whether appeals are told apart by six routes, of which the last alone
    has the 60 days. basis, routes_basis: statute and article.
    """
    return next(rows_of("laws", on), limits()["laws"][0])


def most_representatives(on: dt.date) -> int | None:
    """How many may speak for a joint petition by the law of that day; None where none says."""
    return next((int(row["most"]) for row in rows_of("representatives", on)), None)
