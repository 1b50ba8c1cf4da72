"""What an engine must do. It knows tokens, filters and counts; it knows nothing of people."""

from __future__ import annotations

import datetime as dt
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field

from search.documents import Clause, IndexDocument
from search.query import Sort, Term
from search.tokens import index_tokens, ref_tokens

# Hits that may be paged through; what lies deeper is found by asking more narrowly.
MAX_DEPTH = 100_000
# Facet values counted at the most; more than units, years or terms a unit of this size has.
MAX_VALUES = 1000

FACETS = ("kind", "unit", "year", "genre", "subject", "state", "secrecy")

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
    """An index. Writers hold `writing()`; `find` never waits for them."""

    name: str

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
    def writing(self) -> AbstractContextManager[None]:
        """Held by the one who writes."""

    def close(self) -> None:
        """Lets go of files and connections."""
        return


def columns(document: IndexDocument) -> dict[str, str]:
    """The token columns of a document. The text column holds all that is searched by default."""
    names = "\n".join(document.names)
    everything = "\n".join([document.title, *document.refs, names, document.text])
    return {
        "title": index_tokens(document.title),
        "names": index_tokens(names),
        "body": index_tokens(everything),
        "ref": ref_tokens(document.refs, f"{document.title}\n{document.text}"),
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
