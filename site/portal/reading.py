"""The plain text of a notice, read as paragraphs, headings and tables of an official document."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from search.folding import fold

NUMERALS = "〇零一二三四五六七八九十百"
CHAPTER = re.compile(rf"第[{NUMERALS}\d]+[编章节](?:\s|$|[^的之中、，,])")
SECTION = re.compile(rf"[{NUMERALS}]+、")
SUBSECTION = re.compile(rf"[（(][{NUMERALS}]+[）)]")
ARTICLE = re.compile(rf"(第[{NUMERALS}\d]+条(?:之[{NUMERALS}]+)?)[\s　]*(?=\S)")
DATE = re.compile(
    r"(?:[〇○零一二三四五六七八九十]{4}|\d{4})\s*年\s*[一二三四五六七八九十\d]{1,3}\s*月"
    r"\s*[一二三四五六七八九十\d]{1,3}\s*日"
)
ORGAN = re.compile(r"(?:局|所|委员会|办公室|政府|委|室|中心|部|厅|院)$")
NUMERIC = re.compile(r"[\d.,，%％+\-—/]+")
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")
MARKS = re.compile(r"[\W_]+")
ENDS = ("。", "；", ";", "，", ",", "：", ":")
LONGEST_HEADING = 40
LONGEST_SIGNATURE = 25
TITLE_LINES = 3
ANCHORS = {"heading": "s", "table": "t"}
CONTENTS_FROM = 5  # So many headings make a table of contents worth its place.


@dataclass(frozen=True)
class Block:
    """kind: `heading`, `subheading`, `article`, `addressee`, `signed`, `title`,
    `paragraph`, `table`.

    lead: the number an article begins with. rows: of a table; `headed` when the first names
    the columns.
    """

    kind: str
    text: str = ""
    lead: str = ""
    anchor: str = ""
    rows: tuple[tuple[str, ...], ...] = ()
    headed: bool = False


@dataclass(frozen=True)
class Reading:
    blocks: tuple[Block, ...] = ()
    contents: tuple[Block, ...] = ()


def readable(text: str) -> str:
    """Without control characters, which neither a page nor a feed can carry."""
    return CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def read(text: str, *, title: str = "", number: str = "") -> Reading:
    """The text in blocks. Title and number at its head are left out: the page shows them."""
    lines = [line.strip() for line in readable(text).split("\n")]
    body = without_head([line for line in lines if line], title, number)
    blocks = tuple(numbered(blocks_of(body)))
    headings = tuple(block for block in blocks if block.kind == "heading")
    return Reading(blocks, headings if len(headings) >= CONTENTS_FROM else ())


def without_head(lines: list[str], title: str, number: str) -> list[str]:
    """A title may run over several lines; whatever its marks, it is the same title."""
    rest, wanted = lines, bare(title)
    for count in range(1, min(4, len(lines)) + 1):
        if wanted and bare("".join(lines[:count])) == wanted:
            rest = lines[count:]
            break
    if rest and number and bare(rest[0]) == bare(number):
        rest = rest[1:]
    return rest


def bare(text: str) -> str:
    return MARKS.sub("", fold(text))


def blocks_of(lines: list[str]) -> Iterator[Block]:
    at = 0
    for tabbed, group in groupby(lines, key=lambda line: "\t" in line):
        run = list(group)
        if tabbed and len(run) > 1:
            yield table(run)
        else:
            yield from (block(line, at + place, lines) for place, line in enumerate(run))
        at += len(run)


def block(line: str, place: int, lines: list[str]) -> Block:
    kind = kind_of(line, place, lines)
    article = ARTICLE.match(line) if kind == "article" else None
    if article:
        return Block(kind, line[article.end() :], lead=article[1])
    return Block(kind, " ".join(line.split("\t")))


def kind_of(line: str, place: int, lines: list[str]) -> str:
    if ARTICLE.match(line):
        return "article"
    if is_heading(line):
        return "subheading" if SUBSECTION.match(line) else "heading"
    if place < 2 and line.endswith(("：", ":")) and not SECTION.match(line):
        return "addressee"
    if is_signature(line, place, lines):
        return "signed"
    if is_title(place, lines):
        return "title"
    return "paragraph"


def is_heading(line: str) -> bool:
    if len(line) > LONGEST_HEADING or line.endswith(ENDS):
        return False
    return any(form.match(line) for form in (CHAPTER, SECTION, SUBSECTION))


def is_signature(line: str, place: int, lines: list[str]) -> bool:
    """The date under a document, and the organ above that date."""
    if DATE.fullmatch(line):
        return True
    follows = lines[place + 1] if place + 1 < len(lines) else ""
    short = len(line) <= LONGEST_SIGNATURE and ORGAN.search(line) is not None
    return short and DATE.fullmatch(follows) is not None


def is_title(place: int, lines: list[str]) -> bool:
    """The title of what is handed on under a circular: short lines right after its date."""
    for before in range(place, max(-1, place - TITLE_LINES), -1):
        line = lines[before]
        if len(line) > LONGEST_HEADING or line.endswith(ENDS) or "\t" in line:
            return False
        if before and DATE.fullmatch(lines[before - 1]):
            return True
    return False


def table(lines: Iterable[str]) -> Block:
    rows = [tuple(cell.strip() for cell in line.split("\t")) for line in lines]
    width = max(len(row) for row in rows)
    full = tuple(row + ("",) * (width - len(row)) for row in rows)
    headed = all(cell and not NUMERIC.fullmatch(cell) for cell in full[0])
    return Block("table", rows=full, headed=headed)


def numbered(blocks: Iterable[Block]) -> Iterator[Block]:
    """Headings get an anchor, so that a passage can be pointed at; tables a number."""
    counts = {"heading": 0, "table": 0}
    for one in blocks:
        if one.kind in counts:
            counts[one.kind] += 1
            yield replace(one, anchor=f"{ANCHORS[one.kind]}{counts[one.kind]}")
        else:
            yield one
