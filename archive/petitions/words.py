"""Sentences of letters and words left out of a question: data in the language of the office."""

from __future__ import annotations

import datetime as dt
import json
from functools import cache
from pathlib import Path
from typing import Any

from archive.petitions.limits import law_of

WORDS = Path(__file__).with_name("fixtures") / "words.json"


@cache
def words() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(WORDS.read_text(encoding="utf-8"))
    return found


def basis(code: str, on: dt.date) -> str:
    """Statute and articles a letter rests on, by the law of that day."""
    return str(words()["basis"][law_of(on)["code"]][code])


def said(name: str, **values: object) -> str:
    return str(words()[name]).format(**values)
