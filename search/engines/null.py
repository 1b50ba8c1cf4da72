"""No engine: filing works, a search says that there is none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from search.documents import IndexDocument
from search.engines.base import Ask, Engine, EngineUnavailable, Found

REASON = "ANJUAN_SEARCH=none"


class NullEngine(Engine):
    name = "none"
    indexes = False

    def exists(self) -> bool:
        return False

    def begin(self) -> None:
        raise EngineUnavailable(self.name, REASON)

    def write(self, documents: Sequence[IndexDocument], gone: Sequence[int]) -> None:
        raise EngineUnavailable(self.name, REASON)

    def find(self, ask: Ask) -> Found:
        raise EngineUnavailable(self.name, REASON)

    def stamps(self) -> Iterator[tuple[int, str]]:
        raise EngineUnavailable(self.name, REASON)

    def count(self) -> int:
        return 0

    def rebuild(self, batches: Iterable[Sequence[IndexDocument]]) -> int:
        raise EngineUnavailable(self.name, REASON)

    @contextmanager
    def writing(self, *, wait: bool = True) -> Iterator[bool]:
        yield True


def make() -> Engine:
    return NullEngine()
