"""What people type, read into terms. Nothing typed is an error: it is read generously.

AND by default; `"phrase"`; `-without`; fields as in `编号:…`, `标题:…`, `文件:…`, `年度:2012`.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from search.folding import fold
from search.masking import PERSONAL, without_personal
from search.tokens import NUMBER, Unit, numbers, unit_tokens, units

MAX_LENGTH = 2000
MAX_TERMS = 40
BODY, TITLE, NAMES, REF = "body", "title", "names", "ref"

FIELDS = {
    "title": TITLE, "标题": TITLE, "题名": TITLE,
    "file": NAMES, "文件": NAMES, "文件名": NAMES,
    "number": REF, "编号": REF, "文号": REF, "索引号": REF, "档号": REF,
}  # fmt: skip
FACET_WORDS = {
    "kind": "kind", "类型": "kind",
    "unit": "unit", "单位": "unit",
    "year": "year", "年度": "year",
    "genre": "genre", "体裁": "genre", "文种": "genre",
    "subject": "subject", "主题": "subject",
    "state": "state", "状态": "state",
    "secrecy": "secrecy", "密级": "secrecy",
    "class": "matter_class", "信访类别": "matter_class",
    "dispute": "dispute_type", "纠纷类型": "dispute_type",
    "result": "result", "结果": "result",
    "period": "period", "保管期限": "period",
}  # fmt: skip
# Corner brackets are quotes, but for those around the year of a number.
QUOTES = str.maketrans({"“": '"', "”": '"', "＂": '"', "「": '"', "」": '"', "『": '"', "』": '"'})
CORNERED = re.compile(r"[「『]((?:19|20)[0-9][0-9])[」』]")
# A number may have spaces inside; they do not end the piece.
PIECE = re.compile(
    r"(?P<minus>-?)(?:(?P<field>[a-z\u4e00-\u9fff]+):[^\S\n]{0,2})?"
    rf'(?P<body>"[^"]*"?|(?:{re.sub(r"[?]P<[a-z]+>", "?:", NUMBER.pattern)}|[^\s"])+)'
)


class Sort(TextChoices):
    RELEVANCE = "relevance", _("By relevance")
    NEWEST = "newest", _("Newest first")
    OLDEST = "oldest", _("Oldest first")
    NUMBER = "number", _("By number")


@dataclass(frozen=True)
class Term:
    """Tokens that must follow each other in one field; the last may be a prefix of one character.

    `shown` is what the person meant by it, folded.
    """

    field: str
    tokens: tuple[str, ...]
    prefix: bool
    shown: str
    units: tuple[Unit, ...] = ()


@dataclass(frozen=True)
class Understood:
    """How the words were read. `excluded` holds groups: all terms of a group must not be there.

    impossible: something was typed that is never found (a personal number alone).
    """

    terms: tuple[Term, ...] = ()
    excluded: tuple[tuple[Term, ...], ...] = ()
    filters: dict[str, tuple[str, ...]] = field(default_factory=dict)
    folded: bool = False
    impossible: bool = False


@dataclass(frozen=True)
class Query:
    """A question. `filters`: any of the values of each facet. page counts from 1."""

    words: str = ""
    filters: dict[str, tuple[str, ...]] = field(default_factory=dict)
    date_from: dt.date | None = None
    date_to: dt.date | None = None
    sort: Sort = Sort.RELEVANCE
    page: int = 1
    size: int = 20
    facets: tuple[str, ...] = ()


def read(words: str) -> Understood:
    """How these words are searched. What cannot be read is searched as it stands."""
    text = words[:MAX_LENGTH].replace("\n", " ").replace("\r", " ")
    folded = CORNERED.sub(r"〔\1〕", fold(text)).translate(QUOTES)
    reading = Reading()
    for match in PIECE.finditer(folded):
        typed = text[match.start("body") : match.end("body")]
        reading.piece(match["field"] or "", match["body"], typed, match["minus"] == "-")
    return reading.understood(fold(text) != text.lower(), bool(text.strip()))


class Reading:
    """Collects what the pieces of a question say."""

    def __init__(self) -> None:
        self.wanted: list[Term] = []
        self.excluded: list[tuple[Term, ...]] = []
        self.filters: dict[str, tuple[str, ...]] = {}
        self.personal = False

    def piece(self, name: str, body: str, typed: str, minus: bool) -> None:
        """One field and its words; a word with a colon that names no field is a word."""
        facet = FACET_WORDS.get(name)
        if facet and (value := typed.translate(QUOTES).strip('"')):
            self.facet(facet, value, minus)
            return
        self.personal |= not minus and bool(PERSONAL.search(body))
        terms = [] if name in FIELDS else run_terms(name, BODY)
        self.terms(terms + read_piece(body, FIELDS.get(name, BODY)), minus)

    def facet(self, name: str, value: str, minus: bool) -> None:
        """A code; of a year its digits. What is excluded is a term of the facet's own column."""
        if name == "year":
            value = "".join(re.findall("[0-9]", fold(value))) or value
        if minus:
            self.excluded.append((Term(name, (value,), False, value),))
        else:
            self.filters[name] = (*self.filters.get(name, ()), value)

    def terms(self, terms: list[Term], minus: bool) -> None:
        if not minus:
            self.wanted += terms
        elif terms:
            self.excluded.append(tuple(terms))

    def understood(self, changed: bool, asked: bool) -> Understood:
        """Marks alone, and personal numbers, are never found; nothing typed leaves all."""
        read = bool(self.wanted or self.excluded or self.filters)
        wanted = tuple(dict.fromkeys(self.wanted))[:MAX_TERMS]
        excluded = tuple(self.excluded[:MAX_TERMS])
        impossible = self.personal or (asked and not read)
        return Understood(wanted, excluded, self.filters, changed, impossible)


def read_piece(body: str, name: str) -> list[Term]:
    if name == REF:
        return ref_terms(without_personal(body.strip('"')))
    if body.startswith('"'):
        return phrase_term(body.strip('"'), name)
    if name == BODY:
        return body_terms(without_personal(body))
    return run_terms(body, name)


def ref_terms(text: str) -> list[Term]:
    """A number in the number column, whatever its form."""
    numbers, rest = numbers_in(text)
    return numbers or phrase_term(rest, REF)


def numbers_in(text: str) -> tuple[list[Term], str]:
    """The document and index numbers of a text, and the text without them."""
    found = list(numbers(text))
    rest = list(text)
    for number in found:
        rest[number.start : number.stop] = " " * (number.stop - number.start)
    terms = [Term(REF, one.phrase, False, text[one.start : one.stop]) for one in found]
    return terms, "".join(rest)


def body_terms(text: str) -> list[Term]:
    """Numbers of documents go to the number column, what is left to the text."""
    numbers, rest = numbers_in(text)
    return numbers + run_terms(rest, BODY)


def run_terms(text: str, name: str) -> list[Term]:
    """Marks separate: each run of letters and characters between them is a term."""
    terms, run = [], []
    for unit in [*units(without_personal(text)), Unit("gap", " ")]:
        if unit.sort != "gap":
            run.append(unit)
        elif run:
            terms.append(make_term(tuple(run), name))
            run = []
    return terms


def phrase_term(text: str, name: str) -> list[Term]:
    """What stands in quotes: marks inside stand for marks, which ones does not matter."""
    inside = list(units(without_personal(text)))
    while inside and inside[0].sort == "gap":
        inside.pop(0)
    while inside and inside[-1].sort == "gap":
        inside.pop()
    return [make_term(tuple(inside), name)] if inside else []


def make_term(run: tuple[Unit, ...], name: str) -> Term:
    """The last Han run ends in a pair, or in a prefix when it has one character only: a longer
    word in the text may go on."""
    tokens = [token for unit in run for token in unit_tokens(unit)]
    last = run[-1]
    prefix = last.sort == "han" and len(last.text) == 1
    if last.sort == "han" and not prefix:
        tokens.pop()
    return Term(name, tuple(tokens), prefix, "".join(unit.text for unit in run), run)
