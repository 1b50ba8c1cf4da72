"""Canonical JSON and the digests of the chain. No database here.

Canonical: UTF-8, keys sorted, no spaces, dates as ISO 8601, times in UTC to the microsecond.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import secrets
from collections.abc import Mapping
from typing import Any


def plain(value: object) -> str:
    """What JSON has no form for, as text; anything unexpected is an error, never a repr."""
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC).isoformat(timespec="microseconds")
    if isinstance(value, dt.date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no canonical form")


def canonical(content: Mapping[str, Any]) -> str:
    return json.dumps(
        content, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=plain
    )


def new_salt() -> str:
    return secrets.token_hex(16)


def salted(salt: str, content: str) -> str:
    return hashlib.sha256(salt.encode() + b"\n" + content.encode()).hexdigest()


def digest(facts: Mapping[str, Any]) -> str:
    """SHA-256 of the canonical form, in hex."""
    return hashlib.sha256(canonical(facts).encode()).hexdigest()
