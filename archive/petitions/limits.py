"""Numbers that a statute fixes for petitions, as dated data with their article."""

from __future__ import annotations

import datetime as dt
import json
from functools import cache
from pathlib import Path
from typing import Any

LIMITS = Path(__file__).with_name("fixtures") / "limits.json"


@cache
def limits() -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = json.loads(LIMITS.read_text(encoding="utf-8"))
    return found


def most_representatives(on: dt.date) -> int | None:
    """How many may speak for a joint petition by the law of that day; None where none says."""
    day = on.isoformat()
    rows = limits()["representatives"]
    found = (row for row in rows if row["valid_from"] <= day <= (row["valid_to"] or day))
    return next((int(row["most"]) for row in found), None)
