"""Tags of a template that were left open, closed twice, or crossed with rows and paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from doc_templates.faults import Fault
from doc_templates.script import PARAGRAPH, ROW, TABLE, Line, text_of

PIECES = re.compile(r"\{[{%#]|[%}#]\}")
CLOSES = {"{{": "}}", "{%": "%}", "{#": "#}"}
BLOCK = re.compile(r"\{%(?:(?P<prefix>tr|p)(?= ))?\s*(?P<word>\w+).*?%\}")
ODD = re.compile(r"\{%-|-%\}|\{\{-|-\}\}|\{\{(?:tr|tc|p|r) |\{%(?:tc|r) ")
OPENS, MIDDLE = {"for", "if"}, {"else", "elif"}
ENDS = {"endfor": "for", "endif": "if"}

LEFT_OPEN = _("“%(tag)s” is not closed in this paragraph; close it with “%(closing)s”.")
STRAY = _("“%(tag)s” closes nothing; the tag before it was not opened rightly.")
BLOCK_OPEN = _("“%(tag)s” is never ended; add “{%% end%(word)s %%}” after what it holds.")
BLOCK_UNOPENED = _("“%(tag)s” ends nothing that was begun; remove it, or begin it.")
CROSSED = _(
    "“%(tag)s” and the tag that begins it do not stand in the same paragraph, rows or text; "
    "use {%%tr … %%} for rows and {%%p … %%} for paragraphs, at both ends."
)
NOT_ALONE = _("“%(tag)s” stands for the whole row or paragraph; nothing else may stand in it.")
UNKNOWN_FORM = _(
    "“%(tag)s” is a form of tag that is not used here; use {{ name }}, {%% … %%}, {%%tr … %%} "
    "or {%%p … %%}."
)


@dataclass(frozen=True)
class Opened:
    word: str
    prefix: str
    holder: Any
    line: Line
    tag: str


def tag_faults(lines: list[Line]) -> Iterator[Fault]:
    """Every tag that is not whole, in its place; then every block that is not."""
    for line in lines:
        yield from broken_pieces(line)
        for odd in ODD.finditer(line.text):
            yield fault("tag_form", UNKNOWN_FORM, line, odd[0])
    yield from block_faults(lines)


def fault(code: str, message: Any, line: Line, tag: str, **facts: str) -> Fault:
    return Fault(code, message, {"tag": tag, **facts}, line.place, line.text)


def broken_pieces(line: Line) -> Iterator[Fault]:
    opened = ""
    for piece in PIECES.findall(line.text):
        if piece in CLOSES:
            if opened:
                yield fault("tag_open", LEFT_OPEN, line, opened, closing=CLOSES[opened])
            opened = piece
        elif piece == CLOSES.get(opened):
            opened = ""
        else:
            yield fault("tag_stray", STRAY, line, piece)
    if opened:
        yield fault("tag_open", LEFT_OPEN, line, opened, closing=CLOSES[opened])


def block_faults(lines: list[Line]) -> Iterator[Fault]:
    open_blocks: list[Opened] = []
    for line in lines:
        for match in BLOCK.finditer(line.text):
            yield from one_block(match, line, open_blocks)
    for left in open_blocks:
        yield fault("block_open", BLOCK_OPEN, left.line, left.tag, word=left.word)


def one_block(match: re.Match[str], line: Line, open_blocks: list[Opened]) -> Iterator[Fault]:
    """Takes one tag: pushes what it opens, pops what it ends."""
    word, prefix, tag = match["word"], match["prefix"] or "", match[0]
    here = Opened(word, prefix, holder(line, prefix), line, tag)
    if prefix and not stands_alone(here):
        yield fault("tag_not_alone", NOT_ALONE, line, tag)
    if word in OPENS:
        open_blocks.append(here)
        return
    if word not in MIDDLE | ENDS.keys():
        return
    begun = open_blocks[-1] if open_blocks else None
    if begun is None or ENDS.get(word, begun.word) != begun.word:
        yield fault("block_unopened", BLOCK_UNOPENED, line, tag)
        return
    if (begun.prefix, begun.holder) != (prefix, here.holder):
        yield fault("block_crossed", CROSSED, line, tag)
    if word in ENDS:
        open_blocks.pop()


def holder(line: Line, prefix: str) -> Any:
    """What both ends of a block must share: the table of its rows, the text of its paragraphs,
    or the one paragraph."""
    if prefix == "tr":
        return line.above(TABLE)
    return line.element.getparent() if prefix == "p" else line.element


def stands_alone(here: Opened) -> bool:
    row = line_row(here.line) if here.prefix == "tr" else None
    if here.prefix == "tr" and row is None:
        return False
    texts = [text_of(p) for p in row.iter(PARAGRAPH)] if row is not None else [here.line.text]
    return "".join(texts).strip() == here.tag.strip()


def line_row(line: Line) -> Any:
    return line.above(ROW)
