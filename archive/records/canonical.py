"""Canonical JSON and the digests of the chain. No database here.

Canonical: UTF-8, keys sorted, no spaces, dates as ISO 8601, times in UTC to the microsecond.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
from collections.abc import Mapping
from typing import Any

SALT_BYTES = 16


def plain(value: object) -> str:
    """What JSON has no form for, as text; anything unexpected is an error, never a repr."""
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC).isoformat(timespec="microseconds")
    if isinstance(value, dt.date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no canonical form")


# Made once: json.dumps would make one anew for each of the thousands of rows of a year. What is
# said of a record is a tree, so nobody has to look for a ring in it.
ENCODER = json.JSONEncoder(
    ensure_ascii=False, check_circular=False, sort_keys=True, separators=(",", ":"), default=plain
)


def canonical(content: Mapping[str, Any]) -> str:
    return ENCODER.encode(content)


def new_salts(count: int) -> list[str]:
    """So many salts from one reading of the system's random source."""
    drawn = os.urandom(SALT_BYTES * count).hex()
    width = 2 * SALT_BYTES
    return [drawn[start : start + width] for start in range(0, len(drawn), width)]


def salted(salt: str, content: str) -> str:
    return hashlib.sha256(f"{salt}\n{content}".encode()).hexdigest()


def digest(facts: Mapping[str, Any]) -> str:
    """SHA-256 of the canonical form, in hex."""
    return hashlib.sha256(canonical(facts).encode()).hexdigest()
