"""What goes into an index, and who may see it, as plain data."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Clause:
    """Shows a document that bears one of the tokens and is of one of the kinds (None: any), and
    bears none of the tokens of `without`."""

    tokens: frozenset[str]
    kinds: frozenset[str] | None = None
    without: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Scope:
    """A document is visible if some clause shows it. Without clauses nothing is."""

    clauses: tuple[Clause, ...] = ()
    everything: bool = False


@dataclass(frozen=True)
class IndexDocument:
    """One document of the index.

    refs: its numbers, in any spelling. names: original file names. facets: codes by facet name.
    scope: the tokens that clauses ask for. stamp: moves when the source's row moves.
    """

    key: int
    kind: str
    title: str
    text: str = ""
    refs: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    facets: dict[str, tuple[str, ...]] = field(default_factory=dict)
    date: dt.date | None = None
    number_sort: str = ""
    scope: frozenset[str] = frozenset()
    stamp: str = ""


@dataclass(frozen=True)
class TextPage:
    """Original text for snippets: the label says where it stands (a file; empty: the title)."""

    label: str
    page: int | None
    text: str
