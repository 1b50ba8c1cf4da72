"""Long lists: filters, order and page stand in the address; nothing counts a whole table."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.core.cache import cache
from django.db.models import Exists, Model, OuterRef, Q, QuerySet
from django.http import QueryDict

from archive.documents.models import Notice
from archive.documents.vocabulary import NoticeState
from archive.organisation.models import Unit, User
from archive.organisation.scope import Scope
from archive.records.models import Record
from archive.records.models.record import RecordQuerySet
from archive.records.vocabulary import RecordKind, RecordState

PAGE = 50
# Beyond this the total is said as "more than"; deeper pages are reached by a narrower filter.
CAP = 5000
SHORT_CAP = 1000
KEPT_SECONDS = 60

Row = TypeVar("Row", bound=Model)
Kept = TypeVar("Kept")

SORTS: dict[str, tuple[str, ...]] = {
    "newest": ("-registered_on", "-id"),
    "number": ("number_sort", "id"),
}


@dataclass(frozen=True)
class PageOf(Generic[Row]):
    """One page of a list. `total` stops at the cap; `capped` says that there are more."""

    rows: Sequence[Row]
    total: int
    capped: bool
    number: int
    pages: int

    @property
    def before(self) -> int | None:
        return self.number - 1 if self.number > 1 else None

    @property
    def next(self) -> int | None:
        return self.number + 1 if self.number < self.pages else None

    @property
    def around(self) -> list[int]:
        """Page numbers to offer: the first, the last, and two to each side; 0 is a gap."""
        near = {1, self.pages, *range(self.number - 2, self.number + 3)}
        shown = sorted(number for number in near if 1 <= number <= self.pages)
        found: list[int] = []
        for number in shown:
            if found and number > found[-1] + 1:
                found.append(0)
            found.append(number)
        return found


def page_of(
    rows: QuerySet[Row], asked: str | None, size: int = PAGE, kept_as: str = ""
) -> PageOf[Row]:
    """The page asked for; an impossible number gives the nearest one.

    `kept_as` names the list and its reader: a long count is then kept a minute.
    """
    counted = counted_of(rows, kept_as)
    total = min(counted, CAP)
    pages = max(1, -(-total // size))
    number = min(max(1, whole(asked) or 1), pages)
    start = (number - 1) * size
    return PageOf(list(rows[start : start + size]), total, counted > CAP, number, pages)


def counted_of(rows: QuerySet[Row], kept_as: str) -> int:
    """At most one above the cap. A short list is counted each time, and so is never stale."""
    name = f"desk:count:{kept_as}"
    found = cache.get(name) if kept_as else None
    if found is None:
        found = rows.order_by().values("pk")[: CAP + 1].count()
        if kept_as and found > SHORT_CAP:
            cache.set(name, found, KEPT_SECONDS)
    return int(found)


def whole(text: str | None) -> int | None:
    """The whole number in an address, or None; addresses are typed by people."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else None


def few(key: str, person: User, rows: QuerySet[Row]) -> int:
    """A count for a tile: stops at a thousand, kept a minute for each person."""
    name = f"desk:{key}:{person.pk}"
    found = cache.get(name)
    if found is None:
        found = rows.order_by().values("pk")[: SHORT_CAP + 1].count()
        cache.set(name, found, KEPT_SECONDS)
    return int(found)


def kept(key: str, person: User, make: Callable[[], Kept]) -> Kept:
    """Plain data that is dear to gather, kept a minute for each person."""
    name = f"desk:{key}:{person.pk}"
    found: Kept | None = cache.get(name)
    if found is None:
        found = make()
        cache.set(name, found, KEPT_SECONDS)
    return found


def kept_rows(key: str, person: User, rows: QuerySet[Row], most: int) -> list[Row]:
    """The first rows of a list that is dear to look for: which they are is kept a minute.

    They are asked for again each time, so that one that is done with is gone at once.
    """
    name = f"desk:{key}:{person.pk}"
    ids = cache.get(name)
    if ids is not None:
        return list(rows.filter(pk__in=ids))
    found = list(rows[:most])
    cache.set(name, [row.pk for row in found], KEPT_SECONDS)
    return found


def few_rows(key: str, person: User, rows: QuerySet[Row], most: int) -> tuple[list[Row], int]:
    """The first rows of such a list, and how many there are; a short one is not counted."""
    found = kept_rows(key, person, rows, most)
    return found, len(found) if len(found) < most else few(f"{key}-count", person, rows)


@dataclass(frozen=True)
class Filters:
    """What a list is narrowed to, as read from an address; unknown values narrow nothing."""

    kind: str = ""
    unit: int | None = None
    year: int | None = None
    state: str = ""
    undecided: bool = False
    published: bool = False
    sort: str = "newest"

    @classmethod
    def read(cls, query: QueryDict) -> Filters:
        return cls(
            kind=known(query.get("kind"), RecordKind.values),
            unit=whole(query.get("unit")),
            year=whole(query.get("year")),
            state=known(query.get("state"), RecordState.values),
            undecided=query.get("undecided") == "1",
            published=query.get("published") == "1",
            sort=known(query.get("sort"), list(SORTS)) or "newest",
        )

    @property
    def key(self) -> str:
        """What is the same for the same rows, whatever their order."""
        same = (self.kind, self.unit, self.year, self.state, self.undecided, self.published)
        return ":".join(str(one) for one in same)

    @property
    def is_narrow(self) -> bool:
        return self != Filters(sort=self.sort)

    def narrow(self, rows: RecordQuerySet) -> RecordQuerySet:
        same: Mapping[str, Any] = {
            "kind": self.kind,
            "lead_unit": self.unit,
            "year": self.year,
            "state": self.state,
        }
        rows = rows.filter(**{name: value for name, value in same.items() if value})
        if self.undecided:
            rows = rows.filter(incomplete())
        if self.published:
            notices = Notice.objects.filter(record=OuterRef("pk"), state=NoticeState.PUBLISHED)
            rows = rows.filter(Exists(notices))
        return rows.order_by(*SORTS[self.sort])


def incomplete() -> Q:
    """待补录: the import could not decide some field, and the entry still stands."""
    return ~Q(undecided=[]) & ~Q(state__in=[RecordState.STRUCK, RecordState.DESTROYED])


def known(value: str | None, values: Sequence[str]) -> str:
    return value if value and value in values else ""


def units_in(scope: Scope) -> QuerySet[Unit]:
    """The units whose records the scope shows, for a filter."""
    ids: set[int] = set()
    for sight in scope.sights:
        ids |= sight.units | sight.below | sight.keeps
    return Unit.objects.filter(pk__in=ids).only("pk", "name", "path")


def years_of(person: User, rows: QuerySet[Record]) -> list[int]:
    """The years that occur, newest first; kept ten minutes, since it reads the whole scope."""
    name = f"desk:years:{person.pk}"
    found = cache.get(name)
    if found is None:
        found = sorted(set(rows.order_by().values_list("year", flat=True).distinct()), reverse=True)
        cache.set(name, found, 10 * KEPT_SECONDS)
    return list(found)
