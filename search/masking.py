"""Identity and telephone numbers: never a token, never shown whole (design 3)."""

from __future__ import annotations

import re

from search.folding import fold

# 18 digits with a check digit or letter, 15 digits of old, mobile numbers with their usual breaks.
PERSONAL = re.compile(
    r"(?<![0-9a-z])(?:"
    r"[1-9]\d{5}[ -]?(?:18|19|20)\d{6}[ -]?\d{3}[0-9x]"
    r"|[1-9]\d{16}[0-9x]|[1-9]\d{14}"
    r"|1[3-9]\d[ -]?\d{4}[ -]?\d{4}"
    r")(?![0-9a-z])"
)
SHOWN = 4


# What is asked of most texts: is there any such number at all?
DIGITS = re.compile(r"[0-9][0-9 -]{9}")


def mask(text: str) -> str:
    """The text with such numbers as stars but for their last four places; of the same length."""
    return masked(text, fold(text))


def masked(text: str, folded: str) -> str:
    """The same when the folded text is at hand."""
    if not DIGITS.search(folded):
        return text
    shown = text
    for match in PERSONAL.finditer(folded):
        start, stop = match.start(), match.end() - SHOWN
        shown = shown[:start] + "*" * (stop - start) + shown[stop:]
    return shown


def without_personal(folded: str) -> str:
    """The folded text with such numbers as marks, so that they make no token; as long as before."""
    if not DIGITS.search(folded):
        return folded
    return PERSONAL.sub(lambda match: "." * (match.end() - match.start()), folded)
