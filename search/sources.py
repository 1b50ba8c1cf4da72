"""Where indexed documents come from. The lower room owns the registry, the upper one registers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from search.documents import IndexDocument, TextPage


class Source(Protocol):
    """A named source of documents. A key that is missing from an answer is gone.

    load: documents to index. stamps: what `load` would stamp, cheaply. texts: original texts for
    snippets, the title first under an empty label. keys: all of them, for rebuild and check.
    """

    @property
    def name(self) -> str: ...

    @property
    def facets(self) -> tuple[str, ...]: ...

    def keys(self) -> Iterator[int]: ...

    def stamps(self, keys: Sequence[int]) -> dict[int, str]: ...

    def load(self, keys: Sequence[int]) -> dict[int, IndexDocument]: ...

    def texts(self, keys: Sequence[int]) -> dict[int, list[TextPage]]: ...


_sources: dict[str, Source] = {}


def register(source: Source) -> None:
    """One source is searched by `find`; a second name needs its own index and comes with it."""
    if source.name in _sources:
        raise ValueError(f"The source {source.name} is registered twice.")
    if _sources:
        raise ValueError("One index holds one source.")
    _sources[source.name] = source


def the_source() -> Source:
    """Raises LookupError before a source is registered."""
    if not _sources:
        raise LookupError("No source is registered with search.")
    return next(iter(_sources.values()))


def source_named(name: str) -> Source:
    """Raises KeyError for a name nobody registered."""
    return _sources[name]


def forget_sources() -> None:
    """For tests and benchmarks that bring their own source."""
    _sources.clear()
