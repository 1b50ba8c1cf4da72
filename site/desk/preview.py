"""The preview beside the papers: one page of one file, with the marks of a search."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import search
from archive.holdings.models import Holding, PageText
from archive.records.models import File
from desk.papers import Line, all_of, card_of, is_drawn, newest_of
from search.folding import fold
from search.highlight import marks, patterns, whole
from search.query import BODY, REF, Term, read

# Pages that are looked through for marks; a longer book is opened where the search found it.
LOOKED_THROUGH = 400
# Characters of one page that are shown; some formats have no pages and are one long text.
SHOWN = 20_000
BEFORE = 1_000
ALWAYS = 1

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
    terms = terms_of(words)
    texts = texts_of([asked] if asked else newest, terms, page)
    shown = asked or first_with_marks(newest, texts, terms) or newest[0]
    return make(shown, page, terms, texts.get(shown.holding_id, {}))


def terms_of(words: str) -> list[Term]:
    """The terms of a question that may stand in a text."""
    return [term for term in read(words).terms if term.field in {BODY, REF}] if words else []


def texts_of(files: Sequence[File], terms: Sequence[Term], page: int | None) -> Texts:
    """The texts that are needed, by digest and page, in one query."""
    rows = PageText.objects.filter(holding__in={file.holding_id for file in files})
    if not terms:
        rows = rows.filter(holding=files[0].holding_id, page=page or ALWAYS)
    found: dict[str, dict[int, str]] = defaultdict(dict)
    for row in rows.order_by("holding", "page")[:LOOKED_THROUGH]:
        found[row.holding_id][row.page] = row.text
    return found


def first_with_marks(files: Sequence[File], texts: Texts, terms: Sequence[Term]) -> File | None:
    return next(
        (file for file in files if marked_pages(texts.get(file.holding_id, {}), terms)), None
    )


def marked_pages(pages: Mapping[int, str], terms: Sequence[Term]) -> list[int]:
    found = patterns(terms)
    return [number for number, text in pages.items() if found and marks(fold(text), found)]


def make(file: File, asked: int | None, terms: Sequence[Term], pages: Mapping[int, str]) -> Preview:
    hits = marked_pages(pages, terms)
    page = asked or (hits[0] if hits else 1)
    counted = page_count(file.holding, pages)
    page = min(page, counted) if counted else page
    text = pages.get(page, "")
    shown = window(text, terms)
    return Preview(
        file,
        page,
        counted,
        picture=is_drawn(file.holding),
        text=whole(shown, terms) if shown.strip() else None,
        cut=len(shown) < len(text),
        hits=hits,
    )


def page_count(holding: Holding, pages: Mapping[int, str]) -> int | None:
    """Pages as counted; a format without pages is one."""
    if holding.page_count:
        return holding.page_count
    return None if holding.extraction == Holding.Extraction.WAITING else max(pages, default=1)


def window(text: str, terms: Sequence[Term]) -> str:
    """A long text from a line before its first mark on, so that the mark is among what is shown."""
    if len(text) <= SHOWN:
        return text
    places = marks(fold(text), patterns(terms)) if terms else []
    first = places[0].start - BEFORE if places and places[0].start > SHOWN else 0
    start = text.rfind("\n", 0, max(first, 0)) + 1
    stop = text.find("\n", start + SHOWN)
    return text[start : stop if 0 <= stop <= start + 2 * SHOWN else start + SHOWN]
