"""The media type of bytes, by their content; the name only tells kinds of text apart."""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from collections.abc import Iterator, Set
from pathlib import Path, PurePath
from typing import IO

from archive.holdings.refused import FileRefused

TEXT, MARKDOWN, HTML = "text/plain", "text/markdown", "text/html"
PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
ODT = "application/vnd.oasis.opendocument.text"
OLE = "application/x-ole-storage"
RTF = "application/rtf"
ZIP = "application/zip"
UNKNOWN = "application/octet-stream"
PICTURES = frozenset(
    {"image/jpeg", "image/png", "image/gif", "image/tiff", "image/bmp", "image/webp"}
)

HEAD = 4096
MAGIC = (
    (b"%PDF-", PDF),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"GIF8", "image/gif"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"BM", "image/bmp"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", OLE),
    (b"{\\rtf", RTF),
)
PROGRAMS = (b"MZ", b"\x7fELF", b"\xfe\xed\xfa", b"\xcf\xfa\xed\xfe", b"\xca\xfe\xba\xbe", b"#!")
PROGRAM_NAMES = frozenset({".exe", ".dll", ".bat", ".cmd", ".com", ".scr", ".msi", ".vbs", ".ps1"})
PACKED = frozenset({DOCX, XLSX, PPTX})
TEXTS = frozenset({TEXT, MARKDOWN, HTML})
LOCKED = "EncryptedPackage".encode("utf-16-le")
BLOCK = 1024 * 1024
# What a zip may say of itself; anything else it says is not believed.
OPEN_DOCUMENT = re.compile(
    r"application/(?:vnd\.oasis\.opendocument\.[a-z-]{1,40}|epub\+zip)"
)
# What zipfile raises over archives that are cut short, locked, or lie about themselves.
UNPACKABLE = (
    zipfile.BadZipFile,
    zlib.error,
    OSError,
    EOFError,
    RuntimeError,
    ValueError,
    LookupError,
    struct.error,
)
INSIDE_ZIP = (("word/", DOCX), ("xl/", XLSX), ("ppt/", PPTX))
# What a name promises. Other names promise nothing.
PROMISES = {
    ".pdf": {PDF},
    ".docx": {DOCX},
    ".xlsx": {XLSX},
    ".pptx": {PPTX},
    # Old programs of offices write web pages and RTF under these two names.
    ".doc": {OLE, DOCX, RTF, HTML},
    ".xls": {OLE, XLSX, HTML},
    ".jpg": PICTURES,
    ".jpeg": PICTURES,
    ".png": PICTURES,
    ".gif": PICTURES,
    ".tif": PICTURES,
    ".tiff": PICTURES,
    ".bmp": PICTURES,
    ".txt": {TEXT},
    ".md": {MARKDOWN},
    ".html": {HTML},
    ".htm": {HTML},
}
BY_NAME = {".md": MARKDOWN, ".markdown": MARKDOWN, ".html": HTML, ".htm": HTML}


def media_type(path: Path, name: str) -> str:
    """Raises FileRefused for programs, and where name and content contradict each other."""
    with path.open("rb") as source:
        head = source.read(HEAD)
    suffix = PurePath(name).suffix.lower()
    found = by_content(path, head, suffix)
    if is_program(head, suffix):
        raise FileRefused("executable")
    promised = PROMISES.get(suffix)
    if not promised or found in promised:
        return found
    if found == OLE and promised & PACKED and is_locked(path):
        return OLE
    if not is_broken_form(found, promised, head):
        raise FileRefused("type_mismatch", named=suffix.lstrip("."), found=found)
    return sorted(promised & PACKED)[0]


def is_locked(path: Path) -> bool:
    """A docx, xlsx or pptx with a password is an OLE file around one stream of that name."""
    with path.open("rb") as source:
        return any(LOCKED in block for block in blocks(source))


def blocks(source: IO[bytes]) -> Iterator[bytes]:
    """The file piece by piece; each begins with the end of the one before."""
    tail = b""
    while block := source.read(BLOCK):
        yield tail + block
        tail = block[-len(LOCKED) :]


def is_program(head: bytes, suffix: str) -> bool:
    """`MZ` also begins English words, so what calls itself a text and looks like one is none."""
    if suffix in PROGRAM_NAMES:
        return True
    named_text = not PROMISES.get(suffix, TEXTS).isdisjoint(TEXTS)
    excused = head.startswith(b"MZ") and named_text and looks_like_text(head)
    return head.startswith(PROGRAMS) and not excused


def is_broken_form(found: str, promised: Set[str], head: bytes) -> bool:
    """A docx or xlsx cut short still begins as a zip: it is kept, its text is not read."""
    return found == ZIP and head.startswith(b"PK\x03\x04") and bool(promised & PACKED)


def by_content(path: Path, head: bytes, suffix: str) -> str:
    if head.startswith(b"PK\x03\x04"):
        return inside_zip(path)
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return "image/webp"
    for magic, found in MAGIC:
        if head.startswith(magic) and not (magic == b"BM" and looks_like_text(head)):
            return found
    if suffix == ".pdf" and b"%PDF-" in head[:1024]:
        return PDF  # Mail and web servers put lines before the mark; readers look for it there.
    if looks_like_text(head):
        if head.lstrip().lower().startswith((b"<!doctype html", b"<html")):
            return HTML
        return BY_NAME.get(suffix, TEXT)
    return UNKNOWN


def inside_zip(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
            if "mimetype" in names and archive.getinfo("mimetype").file_size < 100:
                said = archive.read("mimetype").decode("ascii", "replace").strip()
                return said if OPEN_DOCUMENT.fullmatch(said) else ZIP
    except UNPACKABLE:
        return ZIP
    for folder, found in INSIDE_ZIP:
        if any(name.startswith(folder) for name in names):
            return found
    return ZIP


def looks_like_text(head: bytes) -> bool:
    """Decodable as UTF-8, UTF-16 with its mark, or GB18030, and almost free of control codes."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    for encoding in ("utf-8", "gb18030"):
        text = decode_head(head, encoding)
        if text is not None:
            odd = sum(1 for letter in text if ord(letter) < 32 and letter not in "\t\n\r\f\x1b")
            return odd * 200 <= len(text)
    return False


def decode_head(head: bytes, encoding: str) -> str | None:
    """The head as text; a character cut by the end of the head is no fault."""
    for cut in range(min(4, len(head) + 1)):
        try:
            return head[: len(head) - cut].decode(encoding)
        except UnicodeDecodeError:
            continue
    return None
