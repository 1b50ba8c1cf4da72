"""Extracted text in rows, a page a row."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from django.utils import timezone

from archive.holdings.extract import VERSION
from archive.holdings.extract.result import Extraction
from archive.holdings.models import Holding, PageText
from archive.holdings.store import Held


def keep_text(sha256: str, found: Extraction) -> None:
    """Replaces the text of a holding; repeating it does no harm."""
    PageText.objects.filter(holding=sha256).delete()
    PageText.objects.bulk_create(page_rows(sha256, found))
    Holding.objects.filter(pk=sha256).update(
        extraction=found.state,
        extraction_note=found.note,
        extractor_version=VERSION,
        page_count=found.page_count,
    )


def page_rows(sha256: str, found: Extraction) -> list[PageText]:
    return [
        PageText(holding_id=sha256, page=number, text=text)
        for number, text in enumerate(found.pages, start=1)
        if text
    ]


def new_holding(held: Held, found: Extraction | None, at: dt.datetime) -> Holding:
    """The row of bytes that were just held; without an extraction the text is still to read."""
    row = Holding(sha256=held.sha256, size=held.size, media_type=held.media_type, held_at=at)
    if found:
        row.extraction, row.extraction_note = found.state, found.note
        row.extractor_version, row.page_count = VERSION, found.page_count
    return row


def keep_holdings(
    held: Sequence[Held], texts: Mapping[str, Extraction]
) -> dict[str, Holding]:
    """Rows for held bytes, with their texts, in the caller's transaction; by digest.

    Bytes that have a row already keep it and its text.
    """
    known = Holding.objects.in_bulk([one.sha256 for one in held])
    now = timezone.now()
    fresh = {
        one.sha256: new_holding(one, texts.get(one.sha256), now)
        for one in held
        if one.sha256 not in known
    }
    Holding.objects.bulk_create(fresh.values(), ignore_conflicts=True)
    pages = [row for digest in fresh if digest in texts for row in page_rows(digest, texts[digest])]
    PageText.objects.bulk_create(pages, ignore_conflicts=True, batch_size=500)
    return known | fresh
