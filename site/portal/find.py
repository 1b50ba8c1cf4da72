"""Search of what is published, with the tokens and the reading of the staff's search.

It asks the database, not the engine: the public's search never touches the index of records,
works when the engine is down, and finds a notice the moment it is published.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from threading import Lock

from archive.documents.models import Notice
from portal.queries import on_show
from search import Snippet, TextPage
from search.folding import fold
from search.highlight import patterns, snippets, whole
from search.masking import without_personal
from search.query import BODY, REF, Term, Understood, read
from search.tokens import GAP, ref_tokens

# Folded characters that may stay in memory (two bytes each); what is beyond is read each time.
SHELF = 20_000_000
CHUNK = 200


@dataclass(frozen=True)
class Folded:
    """A notice as search reads it. `stamp` moves when the notice does; `own` are its numbers."""

    stamp: dt.datetime
    title: str
    body: str
    own: str

    @cached_property
    def refs(self) -> str:
        """Its numbers and those its text names; few searches ask, so it is read when one does."""
        return f"{self.own}{GAP} {ref_tokens((), self.body)} "

    @property
    def size(self) -> int:
        return len(self.title) + len(self.body) + len(self.own)


@dataclass
class Shelf:
    """Notices folded before, so that a search folds only what is new."""

    room: int = SHELF
    kept: dict[int, Folded] = field(default_factory=dict)
    lock: Lock = field(default_factory=Lock)

    def get(self, pk: int, stamp: dt.datetime) -> Folded | None:
        found = self.kept.get(pk)
        return found if found and found.stamp == stamp else None

    def put(self, pk: int, folded: Folded) -> None:
        with self.lock:
            before = self.kept.pop(pk, None)
            self.room += before.size if before else 0
            if folded.size <= self.room:
                self.kept[pk] = folded
                self.room -= folded.size

    def keep_only(self, keys: Iterable[int]) -> None:
        """Forgets what is no longer on show."""
        with self.lock:
            for pk in self.kept.keys() - set(keys):
                self.room += self.kept.pop(pk).size


shelf = Shelf()


@dataclass(frozen=True)
class Answer:
    """Keys of the notices found, the best first, and how the words were read."""

    keys: tuple[int, ...]
    understood: Understood


@dataclass(frozen=True)
class Hit:
    notice: Notice
    title: Snippet
    snippets: tuple[Snippet, ...]


def find(words: str) -> Answer:
    """Whatever is on show and has all the words: in the title first, then the newest."""
    understood = read(words)
    if understood.impossible or not (understood.terms or understood.excluded):
        return Answer((), understood)
    test = Test(understood)
    found = [(test.rank(one), place, pk) for place, (pk, one) in enumerate(folded_notices())]
    best = sorted(one for one in found if one[0] is not None)
    return Answer(tuple(pk for _rank, _place, pk in best), understood)


def folded_notices() -> Iterator[tuple[int, Folded]]:
    """All notices on show, the newest first; those not on the shelf are read and put there."""
    stamps = list(on_show().order_by("-published_on", "-pk").values_list("pk", "changed_at"))
    shelf.keep_only(pk for pk, _stamp in stamps)
    for start in range(0, len(stamps), CHUNK):
        part = stamps[start : start + CHUNK]
        fresh = read_notices([pk for pk, stamp in part if not shelf.get(pk, stamp)])
        for pk, stamp in part:
            one = shelf.get(pk, stamp) or fresh.get(pk)
            if one:
                yield pk, one


def read_notices(keys: Sequence[int]) -> dict[int, Folded]:
    rows = on_show().filter(pk__in=keys) if keys else Notice.objects.none()
    found = {notice.pk: fold_notice(notice) for notice in rows}
    for pk, folded in found.items():
        shelf.put(pk, folded)
    return found


def fold_notice(notice: Notice) -> Folded:
    body = "\n".join([notice.name, notice.doc_number, notice.summary, notice.text])
    own = ref_tokens([notice.doc_number, notice.index_no], "")
    return Folded(
        stamp=notice.changed_at,
        title=fold(notice.name),
        body=without_personal(fold(body)),
        own=f" {own} ",
    )


class Test:
    """What a notice must have and must not have, ready to be asked of thousands."""

    def __init__(self, understood: Understood) -> None:
        self.wanted = with_forms(understood.terms)
        self.excluded = [with_forms(group) for group in understood.excluded]

    def rank(self, one: Folded) -> int | None:
        """0: the title, or its own number, has it all; 1: the text has. None: not found."""
        if not all(has(one, *term) for term in self.wanted):
            return None
        if any(all(has(one, *term) for term in group) for group in self.excluded):
            return None
        return 0 if all(in_title(one, *term) for term in self.wanted) else 1


def with_forms(terms: Sequence[Term]) -> list[tuple[Term, re.Pattern[str]]]:
    """Each term with the form it may have in folded text."""
    return list(zip(terms, patterns(terms), strict=True))


def has(one: Folded, term: Term, form: re.Pattern[str]) -> bool:
    """A number is looked for among the numbers; files have no names here, their title stands."""
    if term.field == REF:
        return phrase(term) in one.refs
    return form.search(one.body if term.field == BODY else one.title) is not None


def in_title(one: Folded, term: Term, form: re.Pattern[str]) -> bool:
    if term.field == REF:
        return phrase(term) in one.own
    return form.search(one.title) is not None


def phrase(term: Term) -> str:
    return f" {' '.join(term.tokens)} "


def hit(notice: Notice, terms: Sequence[Term]) -> Hit:
    """A notice found, its title and two places of its text with marks."""
    texts = [TextPage("", None, notice.text)]
    in_text = patterns([term for term in terms if term.field in {BODY, REF}])
    return Hit(notice, whole(notice.name, patterns(terms)), snippets(texts, in_text))
