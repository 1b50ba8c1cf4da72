"""Documents for the tests of search, and a source that holds them in memory."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from search import IndexDocument, TextPage

FACETS = ("kind", "unit", "year", "genre", "subject", "state", "secrecy")


@dataclass(frozen=True)
class Sample:
    """A document as an office has it: what is searched, and who may see it."""

    key: int
    title: str
    text: str = ""
    refs: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    kind: str = "document"
    unit: str = "YX"
    genre: str = "notice"
    subjects: tuple[str, ...] = ()
    date: dt.date | None = dt.date(2012, 5, 4)
    scope: frozenset[str] = frozenset({"open"})
    edition: int = 1

    @property
    def number_sort(self) -> str:
        return f"{self.refs[0]:>40}" if self.refs else ""

    @property
    def facets(self) -> dict[str, tuple[str, ...]]:
        year = (str(self.date.year),) if self.date else ()
        return {
            "kind": (self.kind,),
            "unit": (self.unit,),
            "year": year,
            "genre": (self.genre,),
            "subject": self.subjects,
        }


@dataclass
class Shelf:
    """The source of the tests; documents come, change and go as a test says."""

    samples: dict[int, Sample] = field(default_factory=dict)
    name: str = "shelf"
    facets: tuple[str, ...] = FACETS

    def put(self, *samples: Sample) -> None:
        self.samples.update({sample.key: sample for sample in samples})

    def change(self, key: int, **values: object) -> None:
        old = self.samples[key]
        self.samples[key] = replace(old, edition=old.edition + 1, **values)

    def keys(self) -> Iterator[int]:
        yield from sorted(self.samples)

    def stamps(self, keys: Sequence[int]) -> dict[int, str]:
        return {key: f"e{self.samples[key].edition}" for key in keys if key in self.samples}

    def load(self, keys: Sequence[int]) -> dict[int, IndexDocument]:
        return {key: document(self.samples[key]) for key in keys if key in self.samples}

    def texts(self, keys: Sequence[int]) -> dict[int, list[TextPage]]:
        return {
            key: [TextPage("", None, sample.title), *pages(sample)]
            for key in keys
            if (sample := self.samples.get(key))
        }


def pages(sample: Sample) -> list[TextPage]:
    label = sample.names[0] if sample.names else ""
    return [TextPage(label, 1, sample.text)] if sample.text else []


def document(sample: Sample) -> IndexDocument:
    return IndexDocument(
        key=sample.key,
        kind=sample.kind,
        title=sample.title,
        text=sample.text,
        refs=sample.refs,
        names=sample.names,
        facets=sample.facets,
        date=sample.date,
        number_sort=sample.number_sort,
        scope=sample.scope,
        stamp=f"e{sample.edition}",
    )
