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
LOST = "\ufffd"
# One lost character in so many is a fault of the copy; more is another encoding.
FEW = 50
HAN = r"[\u3400-\u9fff\uf900-\ufaff，。、；：！？（）《》“”]"
# Lines of the source that the reader of a page never sees; between Han characters not even a gap.
BETWEEN_HAN = re.compile(rf"(?<={HAN})\s*\n\s*(?={HAN})")
GAP = re.compile(r"\s+")
# A page sets these on lines of their own; the others stand within a line.
BLOCKS = [
    *("address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "div"),
    *("dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4"),
    *("h5", "h6", "header", "hr", "li", "main", "nav", "ol", "option", "p", "pre", "section"),
    *("table", "tbody", "tfoot", "thead", "title", "tr", "ul"),
]
CELLS = ("td", "th")
NOT_TEXT = ("script", "style", "noscript", "template", "svg")


def decode(content: bytes) -> str:
    """UTF-8 with or without mark, UTF-16 with its mark, else GB18030 (GB 18030-2022).

    A text with a few broken characters, as one cut short has, is read with a mark for each.
    Raises Unreadable.
    """
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace")
    for errors in ("strict", "replace"):
        for encoding in ENCODINGS:
            text = decoded(content, encoding, errors)
            if text is not None:
                return text
    raise Unreadable("unknown_encoding")


def decoded(content: bytes, encoding: str, errors: str) -> str | None:
    """The text, or None when it is not in that encoding. GB18030 also "reads" much of what is
    UTF-8 with one fault, so that is asked first."""
    if errors == "strict" and encoding != ENCODINGS[0] and almost(content, ENCODINGS[0]):
        return None
    try:
        text = content.decode(encoding, errors)
    except UnicodeDecodeError:
        return None
    return text if text.count(LOST) * FEW <= len(text) else None


def almost(content: bytes, encoding: str) -> bool:
    """Whether hardly anything is lost of what is not ASCII when the content is read so."""
    text = content.decode(encoding, "replace")
    beyond = sum(1 for letter in text if not letter.isascii())
    return 0 < text.count(LOST) * FEW <= beyond


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
    set_lines(soup)
    lines = (line.strip() for line in soup.get_text().splitlines())
    return Reading(["\n".join(line for line in lines if line)], html_heading(soup))


def html_heading(soup: BeautifulSoup) -> str:
    """The first heading that says something; else what the window is called."""
    found = (one.get_text() for name in ("h1", "h2", "title") for one in soup(name))
    return next((" ".join(text.split()) for text in found if text.strip()), "")


def set_lines(soup: BeautifulSoup) -> None:
    """Line ends where the page has them, and nowhere else: a word goes on through a link."""
    for text in list(soup.find_all(string=True)):
        if text.parent is not None and text.parent.name != "pre":
            text.replace_with(GAP.sub(" ", BETWEEN_HAN.sub("", str(text))))
    for node in soup("br"):
        node.replace_with("\n")
    for node in soup(CELLS):
        node.append("\t")
    for node in soup(BLOCKS):
        node.insert_before("\n")
        node.append("\n")


READERS = {TEXT: read_text, MARKDOWN: read_markdown, HTML: read_html}
