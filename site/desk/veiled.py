"""What a page shows of a record behind a veil: names out of every text, closed files without link.

The veil is drawn over the objects a page was given, never over what is saved: steps read their
records anew.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db import models

from archive.holdings.models import PageText
from archive.organisation.models import User
from archive.records.kinds import veil_for
from archive.records.models import File, Record
from archive.records.veil import Veil

CACHE = "_veil"


def draw(record: Record, person: User) -> Record:
    """The record for this person's eyes, and the veil kept with it."""
    veil = veil_for(record, person)
    record.__dict__[CACHE] = veil
    if veil is not None:
        cover(record, veil)
        cover(getattr(record, record.kind), veil)
    return record


def veil_of(record: Record) -> Veil | None:
    """The veil that was drawn when the page found its record."""
    found: Veil | None = record.__dict__.get(CACHE)
    return found


def cover(row: models.Model, veil: Veil) -> None:
    for column in row._meta.concrete_fields:
        if isinstance(column, models.CharField | models.TextField | models.JSONField):
            setattr(row, column.attname, veil.over_all(getattr(row, column.attname)))


def over(record: Record, value: Any) -> Any:
    """Plain data as this person may read it."""
    veil = veil_of(record)
    return value if veil is None else veil.over_all(value)


def closed(files: Iterable[File], veil: Veil) -> set[int]:
    """Ids of those that stay closed to this person. One query."""
    files = list(files)
    texts: dict[str, list[str]] = defaultdict(list)
    rows = PageText.objects.filter(holding__in={file.holding_id for file in files})
    for holding, text in rows.order_by("holding", "page").values_list("holding", "text"):
        texts[holding].append(text)
    return {
        file.pk
        for file in files
        if veil.closes(file.paper.type, "\n".join(texts[file.holding_id]))
    }


def is_closed(file: File, person: User) -> bool:
    veil = veil_for(file.paper.record, person)
    return veil is not None and bool(closed([file], veil))
