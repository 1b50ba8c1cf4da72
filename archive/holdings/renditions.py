"""Pictures of pages: thumbnails and previews, made on demand and kept beside the store."""

from __future__ import annotations

import os
import secrets
import struct
import zlib
from pathlib import Path

from django.conf import settings
from PIL import Image, ImageOps

from archive.holdings import store
from archive.holdings.pdfium import Broken, Encrypted, opened
from archive.holdings.types import PDF, PICTURES

THUMBNAIL, PREVIEW = 240, 1100
MAX_PIXELS = 80_000_000  # An A0 drawing at 200 dpi has 62 million; more is taken for a bomb.
TALLEST = 4  # How many times its width a picture may be high.
# What Pillow raises over files that are cut short, lie about themselves or unfold too far.
UNDRAWABLE = (
    Image.DecompressionBombError,
    OSError,
    SyntaxError,
    ValueError,
    TypeError,
    LookupError,
    ArithmeticError,
    EOFError,
    struct.error,
    zlib.error,
)
MEDIA_TYPE = "image/webp"


class NotRenderable(Exception):
    """No picture of that page can be made."""


def has_pictures(media_type: str) -> bool:
    return media_type == PDF or media_type in PICTURES


def page_picture(sha256: str, media_type: str, page: int, width: int) -> bytes:
    """WebP of a page (from 1), `width` pixels wide at the most. Raises NotRenderable."""
    if width not in {THUMBNAIL, PREVIEW} or not has_pictures(media_type):
        raise NotRenderable(media_type)
    kept = Path(settings.ANJUAN_HOME) / "renditions" / sha256[:2] / sha256 / f"{page}-{width}.webp"
    if not kept.exists():
        keep(kept, draw(store.path(sha256), media_type, page, width))
    return kept.read_bytes()


def keep(target: Path, picture: Image.Image) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    beside = target.with_name(f"{target.name}.{os.getpid()}.{secrets.token_hex(4)}")
    picture.convert("RGB").save(beside, "WEBP", quality=80)
    beside.replace(target)


def draw(path: Path, media_type: str, page: int, width: int) -> Image.Image:
    if media_type == PDF:
        return draw_pdf(path, page, width)
    if page != 1:
        raise NotRenderable(f"page {page}")
    return draw_picture(path, width)


def draw_pdf(path: Path, page: int, width: int) -> Image.Image:
    try:
        with opened(path) as document:
            if not 1 <= page <= len(document):
                raise NotRenderable(f"page {page}")
            sheet = document[page - 1]
            across, down = max(sheet.get_width(), 1), max(sheet.get_height(), 1)
            # A page may say that it is a kilometre long; its picture is as tall as four are wide.
            scale = min(width / across, width * TALLEST / down, 4)
            picture: Image.Image = sheet.render(scale=scale).to_pil()
            return picture
    except (Encrypted, Broken) as error:
        raise NotRenderable("pdf") from error


def draw_picture(path: Path, width: int) -> Image.Image:
    try:
        with Image.open(path) as picture:
            if picture.width * picture.height > MAX_PIXELS:
                raise NotRenderable("too many pixels")
            picture.draft("RGB", (width, width))
            turned = ImageOps.exif_transpose(picture)
            turned.thumbnail((width, width * TALLEST))
            return turned
    except UNDRAWABLE as error:
        raise NotRenderable("picture") from error
