"""Pictures of pages: small enough, made once, and never of a file that would fill the memory."""

import io
import struct
import zlib

import pytest
from PIL import Image

from archive.holdings import renditions, store
from archive.holdings.renditions import PREVIEW, THUMBNAIL, NotRenderable, page_picture
from archive.holdings.types import PDF
from tests.holdings.conftest import a_locked_pdf, a_pdf, a_picture, saved_picture


def held(content: bytes, name: str) -> tuple[str, str]:
    found = store.hold(io.BytesIO(content), name)
    return found.sha256, found.media_type


def size_of(picture: bytes) -> tuple[int, int]:
    with Image.open(io.BytesIO(picture)) as opened:
        assert opened.format == "WEBP"
        return opened.size


@pytest.mark.parametrize("width", [THUMBNAIL, PREVIEW])
def test_a_page_of_a_pdf_is_drawn_at_that_width(shelf, width):
    sha256, kind = held(a_pdf("One", "Two"), "a.pdf")

    across, down = size_of(page_picture(sha256, kind, 2, width))
    assert abs(across - width) <= 1
    assert down > across


@pytest.mark.parametrize("form", ["PNG", "JPEG", "GIF", "TIFF", "BMP", "WEBP"])
def test_a_picture_is_made_smaller(shelf, form):
    sha256, kind = held(a_picture(640, 480, form), "a")

    assert size_of(page_picture(sha256, kind, 1, THUMBNAIL)) == (240, 180)


def test_a_small_picture_is_not_blown_up(shelf):
    sha256, kind = held(a_picture(40, 30), "a.png")

    assert size_of(page_picture(sha256, kind, 1, PREVIEW)) == (40, 30)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "CMYK", "I;16"])
def test_any_kind_of_colours_can_be_shown(shelf, mode):
    form = "TIFF" if mode in {"CMYK", "I;16"} else "PNG"
    sha256, kind = held(saved_picture(Image.new(mode, (300, 200)), form), "a")

    assert size_of(page_picture(sha256, kind, 1, THUMBNAIL))[0] == 240


def test_a_picture_is_drawn_once(shelf, monkeypatch):
    sha256, kind = held(a_picture(), "a.png")
    first = page_picture(sha256, kind, 1, THUMBNAIL)
    monkeypatch.delattr(renditions, "draw")

    assert page_picture(sha256, kind, 1, THUMBNAIL) == first


def test_a_scan_held_sideways_is_turned(shelf):
    picture, sink = Image.new("RGB", (400, 200)), io.BytesIO()
    exif = Image.Exif()
    exif[0x0112] = 6
    picture.save(sink, "JPEG", exif=exif)

    sha256, kind = held(sink.getvalue(), "a.jpg")
    assert size_of(page_picture(sha256, kind, 1, THUMBNAIL)) == (200, 400)


def a_bomb(width: int, height: int) -> bytes:
    """A PNG that says it has so many pixels; its data is nothing."""

    def part(name: bytes, content: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(name + content))
        return struct.pack(">I", len(content)) + name + content + check

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = (part(b"IHDR", head), part(b"IDAT", zlib.compress(b"")), part(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (a_bomb(30_000, 30_000), "炸弹.png"),
        (a_bomb(10_000, 8_001), "大.png"),
        (a_picture(400, 300)[:200], "断.png"),
        (a_picture(400, 300, "JPEG")[:300], "断.jpg"),
        (a_locked_pdf(), "锁.pdf"),
        (a_pdf("x")[:40], "断.pdf"),
    ],
)
def test_what_cannot_be_drawn_is_refused(shelf, content, name):
    sha256, kind = held(content, name)

    with pytest.raises(NotRenderable):
        page_picture(sha256, kind, 1, THUMBNAIL)


def test_a_page_that_is_a_kilometre_long_is_drawn_small(shelf):
    sha256, kind = held(a_pdf("x", size="10 10000000"), "a.pdf")

    across, down = size_of(page_picture(sha256, kind, 1, THUMBNAIL))
    assert down <= 4 * THUMBNAIL


@pytest.mark.parametrize(("page", "width"), [(0, THUMBNAIL), (3, THUMBNAIL), (1, 5000)])
def test_there_is_no_such_page_or_width(shelf, page, width):
    sha256, _kind = held(a_pdf("One", "Two"), "a.pdf")

    with pytest.raises(NotRenderable):
        page_picture(sha256, PDF, page, width)


def test_other_kinds_have_no_pictures(shelf):
    sha256, kind = held(b"text", "a.txt")

    with pytest.raises(NotRenderable):
        page_picture(sha256, kind, 1, THUMBNAIL)


@pytest.mark.parametrize("part", range(0, 100, 5))
@pytest.mark.parametrize("form", ["PNG", "JPEG", "GIF", "TIFF", "BMP", "WEBP"])
def test_a_picture_spoiled_anywhere_is_drawn_or_refused(tmp_path, form, part):
    whole = a_picture(120, 90, form)
    place = len(whole) * part // 100
    path = tmp_path / "a"
    for content in (whole[:place], whole[:place] + b"\xff\x00" * 4 + whole[place + 8 :]):
        path.write_bytes(content)
        try:
            assert renditions.draw_picture(path, THUMBNAIL).width <= THUMBNAIL
        except NotRenderable:
            continue
