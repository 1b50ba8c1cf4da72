"""The document list and the record page with 100,000 records against 1,000, on SQLite.

Each size has a home and a process of its own; the same page is asked of both in turn, by people
with a wide, a middle and a narrow view. What a page remembers for a minute (long counts, the years
to choose from) is also measured forgotten, for the record: that is the first page of a minute.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from dataclasses import dataclass

from benchmarks import home
from benchmarks.asking import Asked
from benchmarks.report import Row, finish, say
from benchmarks.timing import Pair, alternate

MOST, MOST_LIST, MOST_RECORD = 1.5, 20, 25
LIST, RECORD = "/desk/records/", "/desk/records/{pk}/"
UNIT, YEAR = 2, 2024
# Who, and what he asks. Each shows as many rows in the small home as in the large one.
LISTS = {
    "archivist": ("", "?page=3", f"?unit={UNIT}&year={YEAR}", "?sort=number", "?undecided=1"),
    "clerk-T01": ("", "?page=3", f"?year={YEAR}", "?state=closed", "?sort=number"),
    "clerk-T02": ("", "?sort=number"),
}
RECORDS = 10


@dataclass(frozen=True)
class Page:
    """One page of both homes: its addresses there, its times, its queries."""

    name: str
    is_list: bool
    pair: Pair
    cold: Pair
    queries: tuple[int, int]


class Bench:
    def __init__(self, small: Asked, large: Asked, rounds: int) -> None:
        self.small, self.large, self.rounds = small, large, rounds

    def pages(self) -> Iterator[Page]:
        for person, queries in LISTS.items():
            for query in queries:
                yield self.list_page(person, LIST + query)
            yield self.record_page(person)

    def list_page(self, person: str, url: str) -> Page:
        """Raises AssertionError when the homes do not show as many rows."""
        first = [side.ask(person, url, cold=True) for side in (self.small, self.large)]
        assert first[0].rows == first[1].rows, f"{url}: {first[0].rows} and {first[1].rows} rows"
        pair = self.measure(person, [url], [url])
        cold = self.measure(person, [url], [url], cold=True)
        return Page(f"{person} {url}", True, pair, cold, (first[0].queries, first[1].queries))

    def record_page(self, person: str) -> Page:
        """The same share of the records of each home, so that none is always the newest."""
        small, large = (
            [RECORD.format(pk=pk) for pk in side.seen_by(person, RECORDS)]
            for side in (self.small, self.large)
        )
        most = [
            max(side.ask(person, url, cold=True).queries for url in urls)
            for side, urls in ((self.small, small), (self.large, large))
        ]
        pair = self.measure(person, small, large)
        cold = self.measure(person, small, large, cold=True)
        return Page(f"{person} {RECORD}", False, pair, cold, (most[0], most[1]))

    def measure(
        self, person: str, small: list[str], large: list[str], *, cold: bool = False
    ) -> Pair:
        """`ours` is the large home, `other` the small one."""

        def asks(side: Asked, urls: list[str], number: int) -> float:
            return side.ask(person, urls[number % len(urls)], cold=cold).seconds

        return alternate(
            lambda number: asks(self.large, large, number),
            lambda number: asks(self.small, small, number),
            self.rounds,
            warm=3,
        )


def rows_of(pages: list[Page]) -> list[Row]:
    lists = [page for page in pages if page.is_list]
    records = [page for page in pages if not page.is_list]
    return [*said_of("list", lists, MOST_LIST), *said_of("record page", records, MOST_RECORD)]


def said_of(name: str, pages: list[Page], most_queries: int) -> list[Row]:
    worst = max(pages, key=lambda page: page.pair.ratio)
    coldest = max(pages, key=lambda page: page.cold.ratio)
    return [
        Row(f"{name}, slowest median in the large home", slowest(pages) * 1000, "ms"),
        Row(f"{name}, ratio of the worst ({worst.name})", worst.pair.ratio, "", MOST),
        Row(f"{name}, counts and years not remembered ({coldest.name})", coldest.cold.ratio),
        Row(f"{name}, queries", max(max(page.queries) for page in pages), "", most_queries),
    ]


def slowest(pages: list[Page]) -> float:
    return max(page.pair.ours.median for page in pages)


def tell(page: Page) -> None:
    ours, other = page.pair.ours.median * 1000, page.pair.other.median * 1000
    cold = page.cold
    say(
        f"  {page.name:<44} {other:7.1f} {ours:7.1f} ms  x{page.pair.ratio:4.2f}   cold"
        f" {cold.other.median * 1000:7.1f} {cold.ours.median * 1000:7.1f} ms  x{cold.ratio:4.2f}"
        f"   queries {page.queries[0]}, {page.queries[1]}"
    )


def measure(sizes: tuple[int, int], rounds: int) -> int:
    place = home.temporary("pages")
    small, large = (Asked(place / str(size), size) for size in sizes)
    try:
        for side in (small, large):
            say(f"  {side.size:,} records were registered in {side.ready():.0f} s")
        pages = []
        for page in Bench(small, large, rounds).pages():
            tell(page)
            pages.append(page)
    finally:
        for side in (small, large):
            side.end()
    return finish(f"Pages with {sizes[1]:,} records against {sizes[0]:,}", rows_of(pages))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--small", action="store_true")
    small = parser.parse_args().small
    return measure((1000, 5000), rounds=7) if small else measure((1000, 100_000), rounds=25)


if __name__ == "__main__":
    sys.exit(main())
