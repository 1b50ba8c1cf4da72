"""A veil over a record: words that only few people read, as the name of who asked for
confidentiality (policy 3-3). Pure: whose veil it is, and who sees through, the kind says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import search


@dataclass(frozen=True)
class Veil:
    """words: what is not said, in any script and width, with spaces inside or not.
    instead: what stands there. papers: types of paper whose files stay closed whatever they say.
    fields: the kind's own fields that nobody behind the veil corrects.
    """

    words: tuple[str, ...]
    instead: str
    papers: frozenset[str] = frozenset()
    fields: frozenset[str] = frozenset()

    @cached_property
    def pattern(self) -> re.Pattern[str] | None:
        """The longest word first, so that one inside another leaves nothing of the longer."""
        words = sorted({search.fold(word) for word in self.words}, key=lambda one: (-len(one), one))
        return re.compile("|".join(map(spaced, words))) if words else None

    def places(self, text: str) -> Iterator[tuple[int, int]]:
        if self.pattern is not None:
            yield from (match.span() for match in self.pattern.finditer(search.fold(text)))

    def covers(self, text: str) -> bool:
        """Whether one of the words stands in the text."""
        return next(self.places(text), None) is not None

    def over(self, text: str) -> str:
        """The text without the words."""
        said, last = "", 0
        for start, stop in self.places(text):
            said, last = said + text[last:start] + self.instead, stop
        return said + text[last:]

    def over_all(self, value: Any) -> Any:
        """As `over`, for all texts inside plain data; names of fields stay."""
        if isinstance(value, str):
            return self.over(value)
        if isinstance(value, list):
            return [self.over_all(one) for one in value]
        if isinstance(value, dict):
            return {name: self.over_all(one) for name, one in value.items()}
        return value

    def closes(self, paper_type: str, text: str) -> bool:
        """Whether a file stays closed: by the type of its paper, because its text says one of the
        words, or because nobody has read what it says."""
        return paper_type in self.papers or not text.strip() or self.covers(text)


def spaced(word: str) -> str:
    """A word as a pattern, with or without spaces inside. A Latin one must stand alone."""
    found = r"\s*".join(re.escape(character) for character in word if not character.isspace())
    return rf"(?<![a-z0-9]){found}(?![a-z0-9])" if word.isascii() else found
