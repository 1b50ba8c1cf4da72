"""Tokens, made once for every engine: engines index the same string by its spaces.

A run of Han characters gives its overlapping pairs and its last character; a run of digits and
Latin letters is one token; whatever else stands between separates. A separator leaves a gap
token of its own, so that no phrase runs across it; a line's end leaves another. Tokens that are
no letters of a text carry a sign that nobody can type into a term.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from operator import add

from search.folding import fold
from search.masking import without_personal

HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u3007\U00020000-\U0003ffff"
UNIT = re.compile(rf"(?P<han>[{HAN}]+)|(?P<word>[0-9a-z]+)|(?P<gap>[^{HAN}0-9a-z]+)")
GAP, LINE = "¶", "⏎"
LONGEST_WORD = 200  # Servers cut longer ones; beyond this a word is known by its digest.

# A document number: year, serial (domain 6.1). Some mark or word must part the two, or
# 2012345号 would be one. Never across a line's end.
S = r"[^\S\n]?"
OPEN, CLOSE = r"[〔\[【(﹝〖《<〈{﹙「『]", r"[〕\]】)﹞〗》>〉}﹚」』]"
NUMBER = re.compile(
    rf"(?:{OPEN}{S}|(?<![0-9]))(?P<year>(?:19|20)[0-9][0-9]){S}"
    rf"(?:年?{CLOSE}{S}年?{S}第?|年{S}第?|第){S}(?P<serial>[0-9]{{1,5}}){S}号"
)
AGENCY = re.compile(rf"[{HAN}0-9a-z]+$")
LONGEST_AGENCY = 20
INDEX_NUMBER = re.compile(
    r"(?<![0-9a-z])(?P<front>[0-9a-z]{9})/(?P<rest>[0-9]{4}-[0-9]{5})(?![0-9])"
)


@dataclass(frozen=True)
class Unit:
    """A run of one sort: `han`, `word` or `gap`."""

    sort: str
    text: str


def units(folded: str) -> Iterator[Unit]:
    for match in UNIT.finditer(folded):
        yield Unit(match.lastgroup or "gap", match.group())


def word_token(word: str) -> str:
    if len(word) <= LONGEST_WORD:
        return word
    return f"§{hashlib.sha256(word.encode()).hexdigest()}"


def unit_tokens(unit: Unit) -> list[str]:
    if unit.sort == "han":
        return run_tokens(unit.text)
    if unit.sort == "word":
        return [word_token(unit.text)]
    return [LINE if "\n" in unit.text else GAP]


def run_tokens(run: str) -> list[str]:
    return [*map(add, run, run[1:]), run[-1]]


def searchable(text: str) -> str:
    """The text as it is searched: folded, with personal numbers as marks; of the same length."""
    return without_personal(fold(text))


def index_tokens(ready: str) -> str:
    """The tokens of a searchable text, joined by spaces."""
    tokens: list[str] = []
    for match in UNIT.finditer(ready):
        run = match.group()
        if match.lastindex == 1:
            tokens += map(add, run, run[1:])
            tokens.append(run[-1])
        elif match.lastindex == 2:
            tokens.append(word_token(run))
        else:
            tokens.append(LINE if "\n" in run else GAP)
    return " ".join(tokens)


@dataclass(frozen=True)
class Number:
    """A number as it stands in a text, with the run of letters before it."""

    start: int
    stop: int
    agency: str
    token: str

    @property
    def phrase(self) -> tuple[str, ...]:
        run = [token for unit in units(self.agency) for token in unit_tokens(unit)]
        return (*run, self.token)


def numbers(ready: str, *, over_space: bool = False) -> Iterator[Number]:
    """Document numbers, then index numbers. A text may have a space between agency and bracket
    (`over_space`); in a question a space parts two terms."""
    last = 0
    for match in NUMBER.finditer(ready):
        end = match.start()
        if over_space and not ready[end].isdigit() and ready[last:end].endswith(" "):
            end -= 1
        agency = AGENCY.search(ready[max(last, end - LONGEST_AGENCY) : end])
        run, last = agency.group() if agency else "", match.end()
        token = f"№{match['year']}x{int(match['serial'])}"
        yield Number(end - len(run), last, run, token)
    for match in INDEX_NUMBER.finditer(ready):
        token = f"№{match['front']}x{match['rest'].replace('-', 'x')}"
        yield Number(match.start(), match.end(), "", token)


def number_tokens(ready: str) -> list[str]:
    """For each number in the text, the run before it and one token of the number, as one phrase
    (scheme C: the text itself keeps its own tokens)."""
    return [" ".join(number.phrase) for number in numbers(ready, over_space=True)]


def ref_tokens(refs: Iterable[str], ready: str) -> str:
    """The number column: a document's own numbers in every form, and those its text names."""
    phrases: list[str] = []
    for ref in map(searchable, refs):
        phrases += [*number_tokens(ref), index_tokens(ref), squeezed(ref)]
    phrases += number_tokens(ready)
    return f" {GAP} ".join(filter(None, dict.fromkeys(phrases)))


def squeezed(ref: str) -> str:
    """The tokens of a number written without its marks: ws·2012·y·0003 as ws2012y0003."""
    return index_tokens("".join(unit.text for unit in units(ref) if unit.sort != "gap"))
