"""Tokens, made once for every engine: engines index the same string by its spaces.

A run of Han characters gives its overlapping pairs and its last character; a run of digits and
Latin letters is one token; whatever else stands between separates. A separator leaves a gap
token of its own, so that no phrase runs across it; a line's end leaves another.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from operator import add

from search.folding import fold
from search.masking import without_personal

HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u3007\U00020000-\U0003ffff"
UNIT = re.compile(rf"(?P<han>[{HAN}]+)|(?P<word>[0-9a-z]+)|(?P<gap>[^{HAN}0-9a-z]+)")
GAP, LINE = "¶", "⏎"

# A document number in any brackets or none: year, serial (domain 6.1).
NUMBER = re.compile(
    r"(?<![0-9])[〔\[【(﹝]?\s?(?P<year>(?:19|20)\d\d)\s?[〕\]】)﹞]?\s?年?\s?第?\s?"
    r"(?P<number>\d{1,5})\s?号"
)
AGENCY = re.compile(rf"[{HAN}0-9a-z]{{1,20}}$")
INDEX_NUMBER = re.compile(r"(?<![0-9a-z])(?P<front>[0-9a-z]{9})/(?P<rest>\d{4}-\d{5})(?!\d)")


@dataclass(frozen=True)
class Unit:
    """A run of one sort: `han`, `word` or `gap`."""

    sort: str
    text: str


def units(folded: str) -> Iterator[Unit]:
    for match in UNIT.finditer(folded):
        yield Unit(match.lastgroup or "gap", match.group())


def pairs(run: str) -> list[str]:
    return list(map(add, run, run[1:]))


def unit_tokens(unit: Unit) -> list[str]:
    if unit.sort == "han":
        return [*pairs(unit.text), unit.text[-1]]
    if unit.sort == "word":
        return [unit.text]
    return [LINE if "\n" in unit.text else GAP]


def index_tokens(text: str) -> str:
    """The tokens of a text, joined by spaces. Personal numbers leave a gap."""
    folded = without_personal(fold(text))
    return " ".join(token for unit in units(folded) for token in unit_tokens(unit))


def number_tokens(text: str) -> str:
    """For each document number in the text, the run before it and one token of the number, as
    one phrase (scheme C: the text itself keeps its own tokens); index numbers likewise."""
    folded = fold(text)
    phrases = [number_phrase(match, folded) for match in NUMBER.finditer(folded)]
    phrases += [[index_token(match)] for match in INDEX_NUMBER.finditer(folded)]
    return f" {GAP} ".join(" ".join(phrase) for phrase in phrases)


def number_phrase(match: re.Match[str], folded: str) -> list[str]:
    before = AGENCY.search(folded[: match.start()])
    run = [token for unit in units(before.group()) for token in unit_tokens(unit)] if before else []
    return [*run, f"dn{match['year']}x{int(match['number'])}"]


def index_token(match: re.Match[str]) -> str:
    return f"ix{match['front']}x{match['rest'].replace('-', 'x')}"


def ref_tokens(refs: Iterable[str], text: str) -> str:
    """The number column of a document: its own numbers and those its text names."""
    own = [number_tokens(ref) or plain_ref(ref) for ref in refs if ref]
    return f" {GAP} ".join(filter(None, [*own, number_tokens(text)]))


def plain_ref(ref: str) -> str:
    """A number of any other form, as one token of its letters and digits."""
    letters = "".join(unit.text for unit in units(fold(ref)) if unit.sort != "gap")
    return f"rf{letters}" if letters else ""
