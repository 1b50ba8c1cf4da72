"""Plain text, Markdown, HTML."""

from __future__ import annotations

import re
from pathlib import Path

from bs4 import BeautifulSoup

from archive.holdings.extract.result import MAX_TEXT, Reading, Unreadable
from archive.holdings.types import HTML, MARKDOWN, TEXT

ENCODINGS = ("utf-8-sig", "gb18030")
HEADING = re.compile(r"^ {0,3}#{1,6}[ \t]+(?P<words>.*)", re.MULTILINE)
COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
NOT_TEXT = ("script", "style", "noscript", "template", "svg")


def decode(content: bytes) -> str:
    """UTF-8 with or without mark, UTF-16 with its mark, else GB18030 (GB 18030-2022)."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace")
    for encoding in ENCODINGS:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Unreadable("unknown_encoding")


def read(path: Path) -> str:
    if path.stat().st_size > 4 * MAX_TEXT:
        raise Unreadable("too_large")
    return decode(path.read_bytes())


def read_text(path: Path) -> Reading:
    return Reading([read(path)])


def read_markdown(path: Path) -> Reading:
    """Lines stay as they are; heading marks and comments go, for they are not read aloud."""
    text = COMMENT.sub("", read(path))
    first = HEADING.search(text)
    return Reading([HEADING.sub(r"\g<words>", text)], first["words"].strip(" #") if first else "")


def read_html(path: Path) -> Reading:
    soup = BeautifulSoup(read(path), "lxml")
    for node in soup(NOT_TEXT):
        node.decompose()
    first = soup.find(["h1", "h2", "title"])
    lines = (line.strip() for line in soup.get_text("\n").splitlines())
    return Reading(["\n".join(line for line in lines if line)], first.get_text() if first else "")


READERS = {TEXT: read_text, MARKDOWN: read_markdown, HTML: read_html}
