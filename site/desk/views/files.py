"""Bytes of a record's files, and pictures of their pages, inside one's scope only."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import wraps
from pathlib import Path
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.cache import cache
from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseNotModified,
    StreamingHttpResponse,
)
from django.utils.cache import patch_cache_control
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from archive.holdings import store
from archive.holdings.renditions import MEDIA_TYPE, PREVIEW, THUMBNAIL, NotRenderable, page_picture
from archive.holdings.types import PDF
from archive.organisation.models import User
from archive.records.journal import note
from archive.records.models import File
from archive.records.step import NotVisible
from desk.access import visible_file
from desk.views.seen import note_view

# What a browser shows by itself without running anything of it; all else is downloaded. Texts
# too: their encoding is not the browser's to guess, and the record page shows what was read.
SHOWN = frozenset({PDF, "image/png", "image/jpeg"})
HARMLESS = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
CHUNK = 256 * 1024
# Within this time the pieces of a file are one opening.
OPEN_FOR = 10 * 60
RANGE = re.compile(r"bytes=(\d*)-(\d*)")


FileView = Callable[..., HttpResponseBase]


def of_visible_file(view: FileView) -> Any:
    """Finds the file inside the person's scope; all else is a 404 with one body."""

    @require_safe
    @login_required
    @wraps(view)
    def found(request: HttpRequest, pk: int, **kwargs: Any) -> HttpResponseBase:
        try:
            visible = visible_file(request.user, pk)
        except NotVisible as error:
            raise Http404 from error
        return guarded(view(request, visible, **kwargs))

    return found


def guarded(response: HttpResponseBase) -> HttpResponseBase:
    """For this person's browser alone, run as nothing, taken as nothing else than it says."""
    patch_cache_control(response, private=True, max_age=0, must_revalidate=True)
    response["Vary"] = "Cookie"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = HARMLESS
    return response


def is_known(request: HttpRequest, etag: str) -> bool:
    return etag in request.headers.get("If-None-Match", "")


@of_visible_file
def file(request: HttpRequest, file: File) -> HttpResponseBase:
    """The bytes as they were filed, under their original name. The download is noted."""
    etag = f'"{file.holding_id}"'
    if is_known(request, etag):
        return not_modified(etag)
    span = asked_range(request, file.holding.size)
    response = partial(file, *span) if span else whole(file)
    response["ETag"] = etag
    response["Accept-Ranges"] = "bytes"
    inline = file.holding.media_type in SHOWN and request.GET.get("download") != "1"
    disposition = content_disposition_header(not inline, file.original_name)
    response["Content-Disposition"] = disposition or "attachment"
    note_download(request, file, further=span is not None and span[0] > 0)
    return response


def note_download(request: HttpRequest, file: File, *, further: bool) -> None:
    """Once for each opening: the further pieces a viewer asks for are the same opening.

    A piece from the middle alone is an opening too, else a file could be read unnoted.
    """
    assert isinstance(request.user, User)
    opened = f"desk:opened:{request.user.pk}:{file.pk}"
    if further and cache.get(opened):
        return
    cache.set(opened, True, OPEN_FOR)
    record = file.paper.record
    facts = {"record": record.uid.hex, "number": record.number, "sha256": file.holding_id}
    note("file:download", facts, by=request.user)


def note_look(request: HttpRequest, file: File) -> None:
    """The pictures of a protected file's pages, once for each opening."""
    opened = f"desk:looked:{request.user.pk}:{file.pk}"
    if cache.add(opened, True, OPEN_FOR):
        note_view(request, file.paper.record, "file:view", sha256=file.holding_id)


def whole(file: File) -> HttpResponseBase:
    opened = store.path(file.holding_id).open("rb")
    return FileResponse(opened, content_type=file.holding.media_type)


def asked_range(request: HttpRequest, size: int) -> tuple[int, int] | None:
    """First and last byte of a single range, both inside; None asks for the whole."""
    match = RANGE.fullmatch(request.headers.get("Range", ""))
    if match is None or not any(match.groups()):
        return None
    first, last = match.groups()
    if not first:
        return max(0, size - int(last)), size - 1
    end = min(int(last), size - 1) if last else size - 1
    return (int(first), end) if int(first) <= end else None


def partial(file: File, first: int, last: int) -> HttpResponseBase:
    """One piece of a large file; a viewer asks for the next when it needs it."""
    length = last - first + 1
    read = pieces(store.path(file.holding_id), first, length)
    response = StreamingHttpResponse(read, status=206, content_type=file.holding.media_type)
    response["Content-Length"] = str(length)
    response["Content-Range"] = f"bytes {first}-{last}/{file.holding.size}"
    return response


def pieces(path: Path, first: int, length: int) -> Iterator[bytes]:
    """The bytes in chunks: a piece may be as large as the file, the memory is not."""
    with path.open("rb") as source:
        source.seek(first)
        while length > 0 and (chunk := source.read(min(CHUNK, length))):
            length -= len(chunk)
            yield chunk


@of_visible_file
def thumbnail(request: HttpRequest, file: File) -> HttpResponseBase:
    return picture(request, file, 1, THUMBNAIL)


@of_visible_file
def page_image(request: HttpRequest, file: File, page: int) -> HttpResponseBase:
    note_look(request, file)
    return picture(request, file, page, PREVIEW)


def picture(request: HttpRequest, file: File, page: int, width: int) -> HttpResponseBase:
    """WebP of one page; the bytes of a file never change, so neither does its picture."""
    etag = f'"{file.holding_id}-{page}-{width}"'
    if is_known(request, etag):
        return not_modified(etag)
    try:
        drawn = page_picture(file.holding_id, file.holding.media_type, page, width)
    except NotRenderable as error:
        raise Http404 from error
    response = HttpResponse(drawn, content_type=MEDIA_TYPE)
    response["ETag"] = etag
    return response


def not_modified(etag: str) -> HttpResponse:
    response = HttpResponseNotModified()
    response["ETag"] = etag
    return response
