"""Typed readers of the environment; a wrong value stops the start and says what to write."""

import os
import re
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

UNITS = {"": 1, "B": 1, "KB": 1024, "MB": 1024**2, "GB": 1024**3}


def text(name: str, default: str) -> str:
    return os.environ.get(name, "").strip() or default


def flag(name: str, default: bool) -> bool:
    word = text(name, "yes" if default else "no").lower()
    if word not in {"yes", "no"}:
        raise ImproperlyConfigured(f"{name} must be yes or no, not {word!r}.")
    return word == "yes"


def folder(name: str, default: Path) -> Path:
    return Path(text(name, str(default))).expanduser().resolve()


def size(name: str, default: str) -> int:
    """Bytes, written as a number with an optional KB, MB or GB: `200 MB`."""
    written = text(name, default)
    match = re.fullmatch(r"(\d+)\s*([KMG]?B)?", written, re.IGNORECASE)
    if match is None:
        raise ImproperlyConfigured(f"{name} must be a size such as 200MB, not {written!r}.")
    return int(match[1]) * UNITS[(match[2] or "").upper()]
