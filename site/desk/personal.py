"""Sealed numbers on the record page: masked, and for five minutes open after a reason."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from archive.organisation.keys import KeyMissing, unseal
from archive.organisation.models import User
from archive.records.kinds import Sealed, kind_of
from archive.records.models import Record
from archive.records.steps.unmask import Unmask

KEY = "desk-unmasked"
HIDDEN = "＊" * 6


@dataclass(frozen=True)
class Number:
    """A number of a person as the card shows it; `value` is masked unless it was opened."""

    label: str
    whose: str
    value: str


def numbers_of(request: HttpRequest, record: Record) -> list[Number]:
    opened = is_open(request, record)
    sealed = kind_of(record.kind).personal(record)
    return [Number(str(one.label), one.whose, shown(one, opened)) for one in sealed.values()]


def shown(sealed: Sealed, opened: bool) -> str:
    if not opened:
        return f"{HIDDEN}{sealed.tail}"
    try:
        return unseal(sealed.token)
    except KeyMissing:
        return f"{HIDDEN}{sealed.tail}"


def is_open(request: HttpRequest, record: Record) -> bool:
    return seconds_left(request, record) > 0


def seconds_left(request: HttpRequest, record: Record) -> int:
    """Until the numbers of this record are masked again for this session."""
    until: Any = request.session.get(KEY, {}).get(str(record.pk), 0)
    return max(0, int(until - time.time()))


def open_numbers(request: HttpRequest, record: Record, why: str, *, by: User) -> None:
    """Opens them for this session alone; raises as the step does, which writes the event."""
    until = Unmask(record, why, by=by).run().until.timestamp()
    request.session[KEY] = dict(still_open(request)) | {str(record.pk): until}


def still_open(request: HttpRequest) -> Iterator[tuple[str, float]]:
    """What was opened before and has not ended; the rest is forgotten."""
    now = time.time()
    yield from ((pk, until) for pk, until in request.session.get(KEY, {}).items() if until > now)
