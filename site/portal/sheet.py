"""All that the page of one notice shows: on the portal, and in the file that is kept of it."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.safestring import mark_safe

from archive.documents.models import Notice
from portal.header import changed_at, lines, standing_of
from portal.qr import code_of
from portal.queries import successor_of
from portal.reading import read


def sheet(notice: Notice, address: str) -> dict[str, Any]:
    """`address` is the whole address of the page, as it is printed under it."""
    standing = standing_of(notice)
    return {
        "notice": notice,
        "standing": standing,
        "header": lines(notice, standing),
        "reading": read(notice.text, title=notice.name, number=notice.doc_number),
        "successor": successor_of(notice),
        "address": address,
        "qr": mark_safe(code_of(address)),
        "published": moment_of(notice),
        "changed_at": changed_at(notice),
    }


def moment_of(notice: Notice) -> str:
    """PubDate of the government sites' tags: to the minute where the minute is known."""
    changed = timezone.localtime(notice.changed_at)
    if notice.published_on is None:
        return ""
    if changed.date() == notice.published_on:
        return f"{changed:%Y-%m-%d %H:%M}"
    return notice.published_on.isoformat()
