"""Hits of equal score, the newest first: for an engine that cannot sort by two things."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

TIES = 1000  # A group of one score that is larger keeps the index's own order, on every page.

Ranked = Sequence[tuple[float, Any]]


def page_of(
    fetch: Callable[[int, int], tuple[Ranked, int]],
    order: Callable[[Sequence[Any]], Sequence[int]],
    offset: int,
    size: int,
) -> tuple[Ranked, int]:
    """The hits of a page by score, then by `order` descending, and the total.

    fetch: hits by score from an offset, so many, and the total.
    """
    found, low, total = window(fetch, offset, size)
    scores = [score for score, _address in found]
    sizes = Counter(scores)
    if len(sizes) < len(scores):
        by = order([address for _score, address in found])
        places = sorted(
            range(len(found)),
            key=lambda at: (-scores[at], -by[at] if sizes[scores[at]] <= TIES else 0),
        )
        found = [found[at] for at in places]
    return found[offset - low :][:size], total


def window(
    fetch: Callable[[int, int], tuple[Ranked, int]], offset: int, size: int
) -> tuple[Ranked, int, int]:
    """The page and what lies before and after it under the score of its first and last hit."""
    low, high, step = max(0, offset - 1), offset + size + 1, size
    while True:
        found, total = fetch(low, high - low)
        if offset - low >= len(found):
            return found, low, total
        first, last = found[offset - low][0], found[min(len(found), offset + size - low) - 1][0]
        before = low > 0 and found[0][0] == first
        after = high < total and found[-1][0] == last
        if not (before or after) or step > TIES:
            return found, low, total
        step *= 4
        low = max(0, low - step) if before else low
        high = high + step if after else high
