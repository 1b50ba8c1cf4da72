"""The page of today, the lists and the record page with 100,000 records against 1,000, on SQLite.

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

MOST, MOST_TODAY, MOST_LIST, MOST_RECORD = 1.5, 25, 20, 25
TODAY, LIST, RECORD = "/desk/", "/desk/records/", "/desk/records/{pk}/"
DEADLINES, REPORTS = "/desk/deadlines/", "/desk/reports/"
UNIT, YEAR = 2, 2024
# Who, and what he asks. Each shows as many rows in the small home as in the large one.
LISTS = {
    "archivist": (
        LIST,
        f"{LIST}?page=3",
        f"{LIST}?unit={UNIT}&year={YEAR}",
        f"{LIST}?sort=number",
        f"{LIST}?undecided=1",
        f"{LIST}?kind=petition",
    ),
    "leader": (f"{LIST}?kind=petition", DEADLINES, REPORTS),
    "clerk-T01": (
        LIST,
        f"{LIST}?page=3",
        f"{LIST}?year={YEAR}",
        f"{LIST}?state=bound",
        f"{LIST}?sort=number",
        f"{LIST}?kind=document",
        f"{LIST}?kind=dossier",
    ),
    "clerk-T02": (LIST, f"{LIST}?sort=number"),
}
# Whose page of today: a clerk, a leader who sees all units, an archivist.
DAYS = ("clerk-T01", "leader", "archivist")
RECORDS = 10


@dataclass(frozen=True)
class Page:
    """One page of both homes: its addresses there, its times, its queries."""

    name: str
    what: str
    pair: Pair
    cold: Pair
    queries: tuple[int, int]


class Bench:
    def __init__(self, small: Asked, large: Asked, rounds: int) -> None:
        self.small, self.large, self.rounds = small, large, rounds

    def pages(self) -> Iterator[Page]:
        for person in DAYS:
            yield self.same_page("today", person, TODAY)
        for person, urls in LISTS.items():
            for url in urls:
                yield self.same_page("list", person, url)
            yield self.record_page(person)

    def same_page(self, what: str, person: str, url: str) -> Page:
        """Raises AssertionError when the homes do not show as many rows."""
        first = [side.ask(person, url, cold=True) for side in (self.small, self.large)]
        assert first[0].rows == first[1].rows, f"{url}: {first[0].rows} and {first[1].rows} rows"
        pair = self.measure(person, [url], [url])
        cold = self.measure(person, [url], [url], cold=True)
        queries = (first[0].queries, first[1].queries)
        return Page(f"{person} {url}", what, pair, cold, queries)

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
        return Page(f"{person} {RECORD}", "record", pair, cold, (most[0], most[1]))

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
    kinds = (
        ("today", "page of today", MOST_TODAY),
        ("list", "list", MOST_LIST),
        ("record", "record page", MOST_RECORD),
    )
    return [
        row
        for what, name, most in kinds
        for row in said_of(name, [page for page in pages if page.what == what], most)
    ]


def said_of(name: str, pages: list[Page], most_queries: int) -> list[Row]:
    worst = max(pages, key=lambda page: page.pair.ratio)
    coldest = max(pages, key=lambda page: page.cold.ratio)
    return [
        Row(f"{name}, slowest median in the large home", slowest(pages) * 1000, "ms"),
        Row(f"{name}, ratio of the worst ({worst.name})", worst.pair.ratio, "", MOST),
        Row(f"{name}, nothing remembered ({coldest.name})", coldest.cold.ratio),
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
            say(f"  {side.size:,} records were filled in {side.ready():.0f} s")
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
