"""The preview beside the papers: one page of one file, with the marks of a search."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import search
from archive.holdings.models import Holding, PageText
from archive.records.models import File
from desk.marks import Patterns, first_mark, marked, patterns_of
from desk.papers import Line, all_of, card_of, is_drawn, newest_of

# Pages that are looked through for marks; a longer book is opened where the search found it.
LOOKED_THROUGH = 400
# Characters of one page that are shown; some formats have no pages and are one long text.
SHOWN = 20_000
BEFORE = 1_000

Texts = Mapping[str, Mapping[int, str]]


@dataclass(frozen=True)
class Preview:
    """`pages` is None while the file's pages are not counted. `hits`: pages that bear marks."""

    file: File
    page: int
    pages: int | None
    picture: bool
    text: search.Snippet | None
    cut: bool
    hits: Sequence[int]

    @property
    def before(self) -> int | None:
        return self.page - 1 if self.page > 1 else None

    @property
    def next(self) -> int | None:
        return self.page + 1 if self.pages and self.page < self.pages else None

    @property
    def card(self) -> tuple[str, str]:
        return card_of(self.file)

    @property
    def is_marked(self) -> bool:
        return self.page in self.hits


def preview_of(
    lines: Sequence[Line], file: int | None, page: int | None, words: str
) -> Preview | None:
    """What the address asks for; else where the words first stand; else the first paper."""
    newest = newest_of(lines)
    if not newest:
        return None
    asked = all_of(lines).get(file or 0)
    found = patterns_of(words)
    texts = texts_of([asked] if asked else newest, found, page)
    shown = asked or first_with_marks(newest, texts, found) or newest[0]
    return make(shown, page, found, texts.get(shown.holding_id, {}))


def texts_of(files: Sequence[File], found: Patterns, page: int | None) -> Texts:
    """The texts that are needed, by digest and page, in one query."""
    rows = PageText.objects.filter(holding__in={file.holding_id for file in files})
    if not found:
        rows = rows.filter(holding=files[0].holding_id, page=page or 1)
    texts: dict[str, dict[int, str]] = defaultdict(dict)
    for row in rows.order_by("holding", "page")[:LOOKED_THROUGH]:
        texts[row.holding_id][row.page] = row.text
    return texts


def first_with_marks(files: Sequence[File], texts: Texts, found: Patterns) -> File | None:
    return next(
        (file for file in files if marked_pages(texts.get(file.holding_id, {}), found)), None
    )


def marked_pages(pages: Mapping[int, str], found: Patterns) -> list[int]:
    return [number for number, text in pages.items() if first_mark(text, found) is not None]


def make(file: File, asked: int | None, found: Patterns, pages: Mapping[int, str]) -> Preview:
    hits = marked_pages(pages, found)
    page = asked or (hits[0] if hits else 1)
    counted = page_count(file.holding, pages)
    page = min(page, counted) if counted else page
    text = pages.get(page, "")
    shown = window(text, found)
    return Preview(
        file,
        page,
        counted,
        picture=is_drawn(file.holding),
        text=marked(shown, found) if shown.strip() else None,
        cut=len(shown) < len(text),
        hits=hits,
    )


def page_count(holding: Holding, pages: Mapping[int, str]) -> int | None:
    """Pages as counted; a format without pages is one."""
    if holding.page_count:
        return holding.page_count
    return None if holding.extraction == Holding.Extraction.WAITING else max(pages, default=1)


def window(text: str, found: Patterns) -> str:
    """A long text from a line before its first mark on, so that the mark is among what is shown."""
    if len(text) <= SHOWN:
        return text
    place = first_mark(text, found) or 0
    start = text.rfind("\n", 0, max(place - BEFORE, 0)) + 1 if place > SHOWN else 0
    stop = text.find("\n", start + SHOWN)
    return text[start : stop if 0 <= stop <= start + 2 * SHOWN else start + SHOWN]
