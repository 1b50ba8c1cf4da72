"""What a search answers."""

from __future__ import annotations

from dataclasses import dataclass, field

from search.query import Understood


@dataclass(frozen=True)
class Snippet:
    """A piece of original text; `parts` are (text, is it a mark)."""

    parts: tuple[tuple[str, bool], ...]
    source: str = ""
    page: int | None = None

    def __str__(self) -> str:
        return "".join(f"【{text}】" if marked else text for text, marked in self.parts)


@dataclass(frozen=True)
class Hit:
    key: int
    score: float
    title: Snippet
    snippets: tuple[Snippet, ...] = ()


@dataclass(frozen=True)
class FacetCount:
    value: str
    count: int


@dataclass(frozen=True)
class Page:
    """`degraded` says in plain words why the answer is not complete; None when it is."""

    hits: tuple[Hit, ...] = ()
    total: int = 0
    facets: dict[str, list[FacetCount]] = field(default_factory=dict)
    took_ms: float = 0.0
    understood: Understood = field(default_factory=Understood)
    degraded: str | None = None
