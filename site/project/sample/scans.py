"""The files of the sample office: a few scans that stand for many, and what was typed."""

from __future__ import annotations

import datetime as dt
from io import BytesIO
from pathlib import Path
from typing import BinaryIO
from zoneinfo import ZoneInfo

from archive.holdings import store
from archive.holdings.extract import extract
from archive.holdings.text import keep_holdings
from archive.records.steps import NewFile

FILES = Path(__file__).parent / "files"
SIGNED = "签字页（样例）.pdf"
SHANGHAI = ZoneInfo("Asia/Shanghai")


def scan(name: str) -> NewFile:
    """The bytes are held once, whoever files them."""
    return filed(FILES / name, name)


def typed(text: str, name: str) -> NewFile:
    """What was typed at the counter, or came through the web."""
    return filed(BytesIO(text.encode()), name)


def filed(source: BinaryIO | Path, name: str) -> NewFile:
    held = store.hold(source, name)
    text = extract(store.path(held.sha256), held.media_type)
    return NewFile(keep_holdings([held], {held.sha256: text})[held.sha256], name)


def noon(day: dt.date | str) -> dt.datetime:
    """When something happened on a day of which only the day is told."""
    found = dt.date.fromisoformat(day) if isinstance(day, str) else day
    return dt.datetime.combine(found, dt.time(12), SHANGHAI)


def day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None
