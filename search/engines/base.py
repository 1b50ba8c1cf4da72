"""What an engine must do. It knows tokens, filters and counts; it knows nothing of people."""

from __future__ import annotations

import datetime as dt
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Any

from search.documents import Clause, IndexDocument
from search.query import Sort, Term
from search.tokens import index_tokens, ref_tokens, searchable

# Hits that may be paged through; what lies deeper is found by asking more narrowly.
MAX_DEPTH = 100_000
# Facet values counted at the most; more than units, years or terms a unit of this size has.
MAX_VALUES = 1000

FACETS = (
    "kind",
    "unit",
    "year",
    "genre",
    "subject",
    "state",
    "secrecy",
    "matter_class",
    "dispute_type",
    "result",
    "period",
)

# Dates as days, packed with the key into one number: equal dates keep one order everywhere.
KEY_BITS = 40
KEY_MASK = (1 << KEY_BITS) - 1
LAST_DAY = (1 << 22) - 1


class EngineUnavailable(Exception):
    """The engine cannot answer or write now; what was filed waits in the outbox."""

    def __init__(self, engine: str, reason: str) -> None:
        self.engine, self.reason = engine, reason
        super().__init__(f"{engine}: {reason}")


@dataclass(frozen=True)
class Ask:
    """A question as engines take it. `filters`: any of the values; all facets must hold."""

    terms: tuple[Term, ...] = ()
    excluded: tuple[tuple[Term, ...], ...] = ()
    filters: dict[str, tuple[str, ...]] = field(default_factory=dict)
    clauses: tuple[Clause, ...] = ()
    everything: bool = False
    date_from: dt.date | None = None
    date_to: dt.date | None = None
    sort: Sort = Sort.RELEVANCE
    offset: int = 0
    size: int = 20
    facets: tuple[str, ...] = ()


@dataclass(frozen=True)
class Found:
    """Keys and scores of one page, the total, and the values of each facet with their counts."""

    hits: tuple[tuple[int, float], ...] = ()
    total: int = 0
    facets: dict[str, dict[str, int]] = field(default_factory=dict)


class Engine(ABC):
    """An index. Writers hold `writing()`; `find` never waits for them.

    An index that is there is whole but for what waits in the outbox. Where it is gone, finding
    and writing raise EngineUnavailable until `begin` or `rebuild` makes one.
    """

    name: str
    indexes = True  # False: there is nothing to keep of one mind with.
    begun = False  # This process has seen that there is an index.

    @abstractmethod
    def exists(self) -> bool:
        """Is there an index to ask? Raises EngineUnavailable when that cannot be known."""

    @abstractmethod
    def begin(self) -> None:
        """An empty index, in use from now on."""

    @abstractmethod
    def write(self, documents: Sequence[IndexDocument], gone: Sequence[int]) -> None:
        """Puts and drops in one commit; seen by every process when it returns."""

    @abstractmethod
    def find(self, ask: Ask) -> Found: ...

    @abstractmethod
    def stamps(self) -> Iterator[tuple[int, str]]:
        """Key and stamp of everything in the index, for the drift check."""

    @abstractmethod
    def count(self) -> int: ...

    @abstractmethod
    def rebuild(self, batches: Iterable[Sequence[IndexDocument]]) -> int:
        """Fills a new index beside and swaps; drops the half-built one when that fails."""

    @abstractmethod
    def writing(self, *, wait: bool = True) -> AbstractContextManager[bool]:
        """Held by the one who writes; without waiting it may answer that another has it."""

    def close(self) -> None:
        """Lets go of files and connections."""
        return


def columns(document: IndexDocument) -> dict[str, str]:
    """The token columns of a document. The text column holds all that is searched by default."""
    title, text = searchable(document.title), searchable(document.text)
    names = searchable("\n".join(document.names))
    refs = searchable("\n".join(document.refs))
    return {
        "title": index_tokens(title),
        "names": index_tokens(names),
        "body": index_tokens("\n".join([title, refs, names, text])),
        "ref": ref_tokens(document.refs, "\n".join([title, names, text])),
    }


def newest_key(document: IndexDocument) -> int:
    """Descending: newest first, those without a date last, then the larger key."""
    return (document.date.toordinal() if document.date else 0) << KEY_BITS | document.key


def oldest_key(document: IndexDocument) -> int:
    """Ascending: oldest first, those without a date last, then the smaller key."""
    return (document.date.toordinal() if document.date else LAST_DAY) << KEY_BITS | document.key


def number_key(document: IndexDocument) -> str:
    """Ascending by number, then by key; those without a number last."""
    return f"{document.number_sort or chr(0x10FFFD)} {document.key:012d}"


def row(document: IndexDocument) -> dict[str, Any]:
    """All columns of a document; facets without a value are left out."""
    facets = {name: list(document.facets.get(name, ())) for name in FACETS}
    return {
        **columns(document),
        **{name: values for name, values in facets.items() if values},
        "key": document.key,
        "stamp": document.stamp,
        "scope": sorted(document.scope),
        "number": number_key(document),
        "newest": newest_key(document),
        "oldest": oldest_key(document),
    }


def date_bounds(ask: Ask) -> tuple[int, int] | None:
    """From and below in the order of `newest_key`; documents without a date lie outside."""
    if ask.date_from is None and ask.date_to is None:
        return None
    first, last = ask.date_from or dt.date.min, ask.date_to or dt.date.max
    return first.toordinal() << KEY_BITS, (last.toordinal() + 1) << KEY_BITS
