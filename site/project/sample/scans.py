"""Signed pages and letters of the sample office: a few scans that stand for many."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from zoneinfo import ZoneInfo

from archive.holdings import store
from archive.holdings.extract import extract
from archive.holdings.text import keep_holdings
from archive.records.steps import NewFile

FILES = Path(__file__).parent / "files"
SIGNED, LETTER = "签字页（样例）.pdf", "来信（样例）.pdf"
SHANGHAI = ZoneInfo("Asia/Shanghai")


def scan(name: str) -> NewFile:
    """The bytes are held once, whoever files them."""
    held = store.hold(FILES / name, name)
    text = extract(store.path(held.sha256), held.media_type)
    return NewFile(keep_holdings([held], {held.sha256: text})[held.sha256], name)


def noon(day: dt.date | str) -> dt.datetime:
    """When something happened on a day of which only the day is told."""
    found = dt.date.fromisoformat(day) if isinstance(day, str) else day
    return dt.datetime.combine(found, dt.time(12), SHANGHAI)


def day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None
