"""The words of a search marked in a text the desk shows. All that is asked of the search room
beyond its front door stands here."""

from __future__ import annotations

import re
from collections.abc import Sequence

import search
from search.folding import fold
from search.highlight import cut, marks, patterns
from search.query import BODY, REF, read

Patterns = Sequence[re.Pattern[str]]


def patterns_of(words: str) -> Patterns:
    """What of a question may stand in a text; nothing for an empty one."""
    terms = read(words).terms if words else ()
    return patterns([term for term in terms if term.field in {BODY, REF}])


def first_mark(text: str, found: Patterns) -> int | None:
    """Where the first mark begins; None when the text bears none."""
    places = marks(fold(text), found) if found else []
    return places[0].start if places else None


def marked(text: str, found: Patterns) -> search.Snippet:
    """The whole text with its marks; identity and telephone numbers are masked."""
    shown = search.mask(text)
    return search.Snippet(cut(shown, 0, len(shown), marks(fold(shown), found)))
