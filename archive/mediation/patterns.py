"""How committees number and name their dossiers, and what kind of committee a name tells. Data.

The patterns stand in `fixtures/patterns.json`, for offices write them in their own way. No
database here.
"""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

FIXTURES = Path(__file__).with_name("fixtures")


@cache
def patterns() -> dict[str, Any]:
    found: dict[str, Any] = json.loads((FIXTURES / "patterns.json").read_text(encoding="utf-8"))
    return found


def short_name(name: str, prefix: str = "") -> str:
    """How a committee stands in its numbers: its agency code, or its name without what every
    committee is called; never longer than a number can be read back with."""
    short = prefix or name
    for ending in patterns()["endings"]:
        if not prefix and short.endswith(ending) and short != ending:
            short = short.removesuffix(ending)
            break
    return short[: patterns()["short_at_most"]]


def series(name: str, prefix: str = "") -> str:
    """The agency word of a committee's number series, which counts gapless in each year."""
    return str(patterns()["series"].format(short=short_name(name, prefix)))


def shown_name(name: str, age: int | None) -> str:
    """A party's name in titles and lists; a minor has none there (未成年人保护法 2024, 103)."""
    return str(patterns()["minor"]) if is_minor(age) else name


def is_minor(age: int | None) -> bool:
    return age is not None and age < patterns()["minor_below"]


def title(one: list[str], other: list[str], dispute_type: str) -> str:
    """The usual name of a dossier: one side, the other side, and the type of the dispute."""
    found: str = patterns()["title"].format(
        one=side_name(one), other=side_name(other), type=dispute_type
    )
    return found[:500]


def side_name(names: list[str]) -> str:
    if len(names) < 2:
        return "".join(names)
    return str(patterns()["and_others"].format(name=names[0], count=len(names)))


@cache
def committee_kind(name: str) -> str:
    """The code in the scheme committee_kind that a committee's name tells.

    The list is tried in its order: a village's market association is an association.
    """
    for row in patterns()["committee_kinds"]:
        if re.search(row["pattern"], name):
            return str(row["term"])
    return str(patterns()["committee_kind_otherwise"])
