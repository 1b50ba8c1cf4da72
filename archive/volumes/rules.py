"""What fills a contents, in which order, how a case is cut into parts and its pages are counted.

Pure: plain data in, plain data out; no database here.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from archive.records.vocabulary import PaperType
from archive.volumes.vocabulary import LineNeed

# GB/T 9705 recommends about 2 cm; a thicker case is cut into parts.
MOST_PAGES = 200
# What stands at the end of a volume where no line of the contents names it.
LAST = 10_000
# DA/T 22-2015, order in an item: the text before attachments, the fair copy before drafts.
ITEM_ORDER = (
    PaperType.MAIN,
    PaperType.REPORT_FORM,
    PaperType.ATTACHMENT,
    PaperType.DRAFT,
    PaperType.PUBLISHED_PAGE,
)


@dataclass(frozen=True)
class Line:
    """A line of a contents template."""

    code: str
    title: str
    need: str
    group: str
    paper_types: frozenset[str]


class Leaf(NamedTuple):
    """A paper as a volume takes it. pages: of its newest file; None where nobody counted them.

    unsigned: a form that was printed here to be signed, and did not come back yet.
    """

    paper: int
    type: str
    position: int
    title: str
    author: str = ""
    number: str = ""
    dated_on: dt.date | None = None
    pages: int | None = 1
    sha256: str = ""
    on_paper: bool = False
    unsigned: bool = False

    @property
    def is_empty(self) -> bool:
        """Neither a file nor a sheet of paper: a title and nothing behind it."""
        return not self.sha256 and not self.on_paper


@dataclass(frozen=True)
class Matter:
    """What a case says of itself that its contents must answer to.

    demanded: codes of lines the facts of the case ask for, beside what the template asks.
    """

    agreed: bool = False
    demanded: frozenset[str] = frozenset()
    began_on: dt.date | None = None
    unsigned_by: tuple[str, ...] = ()
    sitting_unsigned: bool = False
    answered: frozenset[str] = field(default_factory=frozenset)


def line_of(leaf: Leaf, lines: Sequence[Line]) -> Line | None:
    """The first line whose types name that of the paper."""
    return next((line for line in lines if leaf.type in line.paper_types), None)


def in_order(leaves: Iterable[Leaf], lines: Sequence[Line]) -> list[Leaf]:
    """As the contents has them; within a line by date, then as they came. Without a template the
    order of an item (DA/T 22-2015, 5.2)."""
    places = {line.code: number for number, line in enumerate(lines)}

    def key(leaf: Leaf) -> tuple[int, dt.date, int]:
        if lines:
            line = line_of(leaf, lines)
            place = places[line.code] if line else LAST
            return place, leaf.dated_on or dt.date.max, leaf.position
        known = leaf.type in ITEM_ORDER
        place = ITEM_ORDER.index(PaperType(leaf.type)) if known else LAST
        return place, dt.date.min, leaf.position

    return sorted(leaves, key=key)


def missing_lines(
    lines: Sequence[Line], filled: Iterable[str], matter: Matter
) -> Iterator[tuple[Line, ...]]:
    """Each line that must be filled and is not, together with those that could stand for it."""
    done = {*filled, *matter.answered}
    seen: set[str] = set()
    for line in lines:
        group = tuple(one for one in lines if line.group and one.group == line.group) or (line,)
        if line.code in matter.demanded and line.code not in done:
            yield (line,)
        elif line.code not in seen and needed(line, matter) and not done & codes(group):
            yield group
        seen |= codes(group)


def needed(line: Line, matter: Matter) -> bool:
    if line.need == LineNeed.IF_AGREED:
        return matter.agreed
    return line.need in {LineNeed.REQUIRED, LineNeed.ONE_OF}


def codes(lines: Iterable[Line]) -> set[str]:
    return {line.code for line in lines}


def pages_of(leaves: Iterable[Leaf]) -> int:
    """A paper whose pages nobody counted is one sheet."""
    return sum(leaf.pages or 1 for leaf in leaves)


def parts(leaves: tuple[Leaf, ...], most: int = MOST_PAGES) -> list[tuple[Leaf, ...]]:
    """The papers cut into parts of at most so many pages; a paper is never cut itself, so one
    that is thicker is a part of its own."""
    if pages_of(leaves) <= most:
        return [leaves]
    begins, thick = [0], 0
    for place, leaf in enumerate(leaves):
        pages = leaf.pages or 1
        if place > begins[-1] and thick + pages > most:
            begins.append(place)
            thick = 0
        thick += pages
    return [leaves[first:end] for first, end in pairwise([*begins, len(leaves)])]


def page_ranges(leaves: Sequence[Leaf]) -> list[tuple[int, int]]:
    """First and last page of each paper; one continuous count from 1 (GB/T 9705-2008)."""
    ranges, last = [], 0
    for leaf in leaves:
        first, last = last + 1, last + (leaf.pages or 1)
        ranges.append((first, last))
    return ranges


def time_span(days: Iterable[dt.date | None]) -> tuple[dt.date | None, dt.date | None]:
    known = [day for day in days if day]
    return min(known, default=None), max(known, default=None)
