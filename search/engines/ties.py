"""Hits of equal score, the newest first: for an engine that cannot sort by two things."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

NEAR = 40
TIES = 500  # A group of one score that is larger keeps the index's own order, on every page.

Ranked = Sequence[tuple[float, Any]]


def page_of(
    fetch: Callable[[int, int], Ranked],
    order: Callable[[Sequence[Any]], Sequence[int]],
    offset: int,
    size: int,
) -> Ranked:
    """The hits of a page by score, then by `order` descending.

    fetch: hits by score from an offset, at most so many.
    """
    found, low = window(fetch, offset, size)
    scores = [score for score, _address in found]
    sizes = Counter(scores)
    if len(sizes) < len(scores):
        by = order([address for _score, address in found])
        places = sorted(
            range(len(found)),
            key=lambda at: (-scores[at], -by[at] if sizes[scores[at]] <= TIES else 0),
        )
        found = [found[at] for at in places]
    return found[offset - low :][:size]


def window(fetch: Callable[[int, int], Ranked], offset: int, size: int) -> tuple[Ranked, int]:
    """The page and what lies before and after it under the score of its first and last hit.

    Most groups end near the page; for one that does not, all that may matter is asked for once.
    """
    low, high = max(0, offset - NEAR), offset + size + NEAR
    found = fetch(low, high - low)
    if offset - low >= len(found):
        return found, low
    first, last = found[offset - low][0], found[min(len(found), offset + size - low) - 1][0]
    before = low > 0 and found[0][0] == first
    after = len(found) == high - low and found[-1][0] == last
    if before or after:
        low = max(0, offset - TIES) if before else low
        high = offset + size + TIES if after else high
        found = fetch(low, high - low)
    return found, low
