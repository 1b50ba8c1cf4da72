"""The media type of bytes, by their content; the name only tells kinds of text apart."""

from __future__ import annotations

import zipfile
from collections.abc import Set
from pathlib import Path, PurePath

from archive.holdings.refused import FileRefused

TEXT, MARKDOWN, HTML = "text/plain", "text/markdown", "text/html"
PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
ODT = "application/vnd.oasis.opendocument.text"
OLE = "application/x-ole-storage"
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
)
PROGRAMS = (b"MZ", b"\x7fELF", b"\xfe\xed\xfa", b"\xcf\xfa\xed\xfe", b"\xca\xfe\xba\xbe", b"#!")
PROGRAM_NAMES = frozenset({".exe", ".dll", ".bat", ".cmd", ".com", ".scr", ".msi", ".vbs", ".ps1"})
INSIDE_ZIP = (("word/", DOCX), ("xl/", XLSX), ("ppt/", PPTX))
# What a name promises. Other names promise nothing.
PROMISES = {
    ".pdf": {PDF},
    ".docx": {DOCX},
    ".xlsx": {XLSX},
    ".pptx": {PPTX},
    ".doc": {OLE, DOCX},
    ".xls": {OLE, XLSX},
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
    if promised and found not in promised and not is_broken_form(found, promised, head):
        raise FileRefused("type_mismatch", named=suffix.lstrip("."), found=found)
    return found if not promised or found in promised else sorted(promised)[0]


def is_program(head: bytes, suffix: str) -> bool:
    """`MZ` also begins English words, so text is not taken for a program by two letters."""
    if suffix in PROGRAM_NAMES:
        return True
    return head.startswith(PROGRAMS) and not (head.startswith(b"MZ") and looks_like_text(head))


def is_broken_form(found: str, promised: Set[str], head: bytes) -> bool:
    """A docx or xlsx cut short still begins as a zip: it is kept, its text is not read."""
    return found == ZIP and head.startswith(b"PK\x03\x04") and bool(promised & {DOCX, XLSX, PPTX})


def by_content(path: Path, head: bytes, suffix: str) -> str:
    if head.startswith(b"PK\x03\x04"):
        return inside_zip(path)
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return "image/webp"
    for magic, found in MAGIC:
        if head.startswith(magic) and not (magic == b"BM" and looks_like_text(head)):
            return found
    if looks_like_text(head):
        if head.lstrip().lower().startswith((b"<!doctype html", b"<html")):
            return HTML
        return BY_NAME.get(suffix, TEXT)
    return UNKNOWN


def inside_zip(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
            if "mimetype" in names and archive.getinfo("mimetype").file_size < 200:
                return archive.read("mimetype").decode("ascii", "replace").strip()
    except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError):
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
