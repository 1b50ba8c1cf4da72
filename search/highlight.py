"""Marks on the original text: found in the folded text, whose offsets are the same."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from operator import itemgetter
from typing import NamedTuple

from search.documents import TextPage
from search.folding import fold
from search.masking import mask, masked, without_personal
from search.query import REF, Term
from search.results import Snippet
from search.tokens import HAN

AROUND = 36  # Characters on each side of a mark.
MOST = 2  # Snippets of a hit.
LOOKED_AT = 200  # Marks of one page that are weighed.
NOT_A_LETTER = rf"[^{HAN}0-9a-z\n]+"


class Mark(NamedTuple):
    start: int
    stop: int
    term: int


def patterns(terms: Sequence[Term]) -> list[re.Pattern[str]]:
    return [re.compile(pattern(term)) for term in terms]


def pattern(term: Term) -> str:
    """A term as it may stand in folded text: marks between runs are any marks."""
    if term.field == REF:
        return number_pattern(term.shown)
    parts = []
    for unit in term.units:
        if unit.sort == "gap":
            parts.append(NOT_A_LETTER)
        elif unit.sort == "word":
            parts.append(rf"(?<![0-9a-z]){re.escape(unit.text)}(?![0-9a-z])")
        else:
            parts.append(re.escape(unit.text))
    return "".join(parts)


def number_pattern(shown: str) -> str:
    """The letters of a number in order, with whatever marks between and leading zeros."""
    runs = [run for run in re.findall(rf"[{HAN}a-z]+|[0-9]+", shown) if run not in {"年", "第"}]
    parts = [rf"(?<![0-9])0*{run.lstrip('0')}(?![0-9])" if run.isdigit() else run for run in runs]
    return rf"(?:[^\n{HAN}a-z0-9]|年|第){{0,5}}".join(parts)


def marks(folded: str, found: Sequence[re.Pattern[str]]) -> list[Mark]:
    places = []
    for number, one in enumerate(found):
        for count, match in enumerate(one.finditer(folded)):
            if count >= LOOKED_AT:
                break
            if match.end() > match.start():
                places.append(Mark(match.start(), match.end(), number))
    return sorted(places)


def cut(text: str, start: int, stop: int, places: Iterable[Mark]) -> tuple[tuple[str, bool], ...]:
    """The text from start to stop in parts, each marked or not; marks that touch are one."""
    parts: list[tuple[str, bool]] = []
    at = start
    for first, last in merged(places, start, stop):
        if first > at:
            parts.append((text[at:first], False))
        parts.append((text[first:last], True))
        at = last
    if at < stop:
        parts.append((text[at:stop], False))
    return tuple(parts)


def merged(places: Iterable[Mark], start: int, stop: int) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    for mark in places:
        first, last = max(mark.start, start), min(mark.stop, stop)
        if first >= last:
            continue
        if spans and first <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(spans[-1][1], last))
        else:
            spans.append((first, last))
    return spans


def whole(text: str, found: Sequence[re.Pattern[str]]) -> Snippet:
    """All of a short text, with marks."""
    folded = fold(text)
    shown = masked(text, folded)
    return Snippet(cut(shown, 0, len(shown), marks(without_personal(folded), found)))


def snippets(pages: Sequence[TextPage], found: Sequence[re.Pattern[str]]) -> tuple[Snippet, ...]:
    """Up to two places of the text, those first where the most different terms stand together."""
    best: list[tuple[int, int, int, TextPage, str, list[Mark]]] = []
    for order, page in enumerate(pages if found else ()):
        folded = fold(page.text)
        for first, near in windows(marks(without_personal(folded), found)):
            kinds = len({mark.term for mark in near})
            best.append((-kinds, order, first, page, folded, near))
    best.sort(key=itemgetter(0, 1, 2))
    chosen = tuple(make(page, folded, near) for *_place, page, folded, near in best[:MOST])
    return chosen or beginning(pages)


def windows(places: Sequence[Mark]) -> list[tuple[int, list[Mark]]]:
    """Groups of marks that fit into one snippet, none in two groups."""
    groups: list[tuple[int, list[Mark]]] = []
    for mark in places:
        if groups and mark.stop - groups[-1][0] <= 2 * AROUND:
            groups[-1][1].append(mark)
        else:
            groups.append((mark.start, [mark]))
    return groups


def make(page: TextPage, folded: str, near: Sequence[Mark]) -> Snippet:
    start = max(0, near[0].start - AROUND)
    stop = min(len(page.text), max(mark.stop for mark in near) + AROUND)
    # Masked before it is cut, or half of a personal number could be left standing.
    shown = masked(page.text, folded)[start:stop].replace("\n", " ")
    moved = [Mark(mark.start - start, mark.stop - start, mark.term) for mark in near]
    parts = cut(shown, 0, len(shown), moved)
    lead = (("…", False),) if start else ()
    tail = (("…", False),) if stop < len(page.text) else ()
    return Snippet((*lead, *parts, *tail), page.label, page.page)


def beginning(pages: Sequence[TextPage]) -> tuple[Snippet, ...]:
    """Where nothing is marked (a number, a file name), how the text begins."""
    for page in pages:
        text = " ".join(mask(page.text)[: 4 * AROUND].split())
        if text:
            return (Snippet(((text, False),), page.label, page.page),)
    return ()
