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
from search.tokens import (
    AGENCY,
    INDEX_NUMBER,
    NUMBER,
    Unit,
    index_token,
    number_phrase,
    plain_ref,
    unit_tokens,
    units,
)

MAX_LENGTH = 2000
MAX_TERMS = 40
BODY, TITLE, NAMES, REF = "body", "title", "names", "ref"

FIELDS = {
    "title": TITLE, "标题": TITLE, "题名": TITLE,
    "file": NAMES, "文件": NAMES, "文件名": NAMES,
    "number": REF, "编号": REF, "文号": REF, "索引号": REF,
}  # fmt: skip
FACET_WORDS = {
    "kind": "kind", "类型": "kind",
    "unit": "unit", "单位": "unit",
    "year": "year", "年度": "year",
    "genre": "genre", "体裁": "genre", "文种": "genre",
    "subject": "subject", "主题": "subject",
    "state": "state", "状态": "state",
    "secrecy": "secrecy", "密级": "secrecy",
}  # fmt: skip
QUOTES = str.maketrans({"“": '"', "”": '"', "「": '"', "」": '"', "＂": '"'})
PIECE = re.compile(r'(?P<minus>-?)(?:(?P<field>[a-z\u4e00-\u9fff]+)[:：])?(?P<body>"[^"]*"?|[^\s"]+)')


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
    text = words[:MAX_LENGTH].translate(QUOTES)
    folded = fold(text)
    wanted: list[Term] = []
    excluded: list[tuple[Term, ...]] = []
    filters: dict[str, tuple[str, ...]] = {}
    impossible = False
    for match in PIECE.finditer(folded):
        name, body, minus = match["field"], match["body"], match["minus"] == "-"
        if name in FACET_WORDS and body.strip('"') and not minus:
            facet = FACET_WORDS[name]
            value = text[match.start("body") : match.end("body")].strip('"')
            filters[facet] = (*filters.get(facet, ()), value)
            continue
        if name and name not in FIELDS:
            body = f"{name} {body}"
        terms = read_piece(body, FIELDS.get(name or "", BODY))
        impossible |= not terms and not minus and bool(PERSONAL.search(body))
        if minus and terms:
            excluded.append(tuple(terms))
        elif not minus:
            wanted += terms
    changed = folded != text.lower()
    return Understood(
        tuple(wanted[:MAX_TERMS]), tuple(excluded[:MAX_TERMS]), filters, changed, impossible
    )


def read_piece(body: str, name: str) -> list[Term]:
    if name == REF:
        return ref_terms(body.strip('"'))
    if body.startswith('"'):
        return phrase_term(body.strip('"'), name)
    if name == BODY:
        return body_terms(body)
    return run_terms(body, name)


def ref_terms(text: str) -> list[Term]:
    """A number in the number column, whatever its form."""
    for match in NUMBER.finditer(text):
        return [number_term(match, text)]
    for match in INDEX_NUMBER.finditer(text):
        return [Term(REF, (index_token(match),), False, match.group())]
    plain = plain_ref(text)
    return [Term(REF, (plain,), False, text)] if plain else []


def number_term(match: re.Match[str], text: str) -> Term:
    tokens = tuple(number_phrase(match, text))
    start = match.start() - len(agency_before(match, text))
    return Term(REF, tokens, False, text[start : match.end()])


def agency_before(match: re.Match[str], text: str) -> str:
    found = AGENCY.search(text[: match.start()])
    return found.group() if found else ""


def body_terms(text: str) -> list[Term]:
    """Numbers of documents go to the number column, what is left to the text."""
    terms: list[Term] = []
    rest = text
    for match in NUMBER.finditer(text):
        term = number_term(match, text)
        terms.append(term)
        rest = rest.replace(term.shown, " ", 1)
    for match in INDEX_NUMBER.finditer(rest):
        terms.append(Term(REF, (index_token(match),), False, match.group()))
        rest = rest.replace(match.group(), " ", 1)
    return terms + run_terms(rest, BODY)


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
