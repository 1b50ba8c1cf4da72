"""Questions about dossiers: my own, what is due, and cases like this one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import Q, QuerySet

import search
from archive.clocks.models import ClockQuerySet
from archive.clocks.queries import without_pause
from archive.mediation.models import Dossier
from archive.mediation.vocabulary import DossierState
from archive.organisation.models import User
from archive.organisation.scope import Scope
from archive.records.models import Paper, Record
from archive.records.scope import search_scope
from archive.records.vocabulary import PaperType, RecordKind, RecordState

# What may still be done by the committee; an agreement is closed when it is performed.
UNFINISHED = frozenset(DossierState.values) - {DossierState.CLOSED}
# The way to the court is the parties' right, no duty of the committee: it is never late.
WINDOWS = frozenset({"MED_CONFIRM"})
AGREEMENTS = (PaperType.AGREEMENT, PaperType.ORAL_AGREEMENT)
# Hits of the engine that are looked through for an amount; what lies deeper is asked narrowly.
LOOKED_THROUGH, AT_ONCE = 500, 100


CLOSED = (RecordState.CLOSED, RecordState.BOUND)


def dossiers() -> QuerySet[Dossier]:
    """All that are not struck, with what a list shows of them."""
    found = Dossier.objects.filter(record__state__in=[RecordState.REGISTERED, *CLOSED])
    return found.select_related("record__lead_unit", "dispute_type", "source")


def visible(scope: Scope) -> QuerySet[Dossier]:
    """The dossiers the person may see."""
    records = Record.objects.filter(kind=RecordKind.DOSSIER).visible_to(scope)
    return dossiers().filter(pk__in=records.values("pk"))


def mine(person: User, scope: Scope) -> QuerySet[Dossier]:
    """What the person registered or mediates and has still to finish, the oldest first."""
    ours = Q(record__made_by=person) | Q(mediators__person=person)
    found = visible(scope).filter(ours, state__in=UNFINISHED).distinct()
    return found.order_by("received_on", "pk")


def due(scope: Scope, until: dt.date) -> ClockQuerySet:
    """Running clocks of the dossiers in scope that end on or before that day, late ones first."""
    records = Record.objects.filter(kind=RecordKind.DOSSIER).visible_to(scope)
    found = without_pause().filter(record__in=records.values("pk"), due_on__lte=until)
    ours = found.exclude(rule__code__in=WINDOWS)
    return ours.select_related("record", "rule").order_by("due_on", "pk")


def to_perform(scope: Scope, until: dt.date) -> QuerySet[Dossier]:
    """Agreements to be performed by that day and not performed yet (人民调解法 2010, 31)."""
    found = visible(scope).filter(state=DossierState.AGREED, perform_by__lte=until)
    return found.filter(performed_on=None).order_by("perform_by", "pk")


@dataclass(frozen=True)
class Like:
    """What a case should be like. Empty means any; amounts in yuan, both ends included.

    dispute_types: codes of today's list; cases under an old list are found by where it went.
    """

    words: str = ""
    dispute_types: tuple[str, ...] = ()
    results: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    years: tuple[str, ...] = ()
    least: Decimal | None = None
    most: Decimal | None = None


@dataclass(frozen=True)
class Found:
    """A case like the one asked for, with its agreement one click away."""

    dossier: Dossier
    hit: search.Hit
    agreement: Paper | None = None


@dataclass(frozen=True)
class Similar:
    """total: how many the engine knows, before the amount. whole: all of them were looked at."""

    found: list[Found] = field(default_factory=list)
    total: int = 0
    whole: bool = True
    degraded: str | None = None


def similar(like: Like, scope: Scope, *, most: int = 20, without: int | None = None) -> Similar:
    """The cases in scope most like what is asked, the best first.

    Words and filters are the engine's; the amount is asked of the database, among the engine's
    first 500. without: the record that asks. A dead engine gives an empty answer that says so.
    """
    found: list[Found] = []
    looked, total = 0, 1
    while len(found) < most and looked < min(total, LOOKED_THROUGH):
        page = search.find(question(like, looked // AT_ONCE + 1), visible_to=search_scope(scope))
        if page.degraded or not page.hits:
            return Similar(found[:most], page.total, True, page.degraded)
        total, looked = page.total, looked + AT_ONCE
        found += read(page.hits, like, scope, without)
    return Similar(found[:most], total, looked >= total or len(found) >= most)


def question(like: Like, page: int) -> search.Query:
    filters = {
        "kind": (str(RecordKind.DOSSIER),),
        "dispute_type": like.dispute_types,
        "result": like.results,
        "unit": like.units,
        "year": like.years,
    }
    return search.Query(like.words, filters=filters, page=page, size=AT_ONCE)


def read(
    hits: Sequence[search.Hit], like: Like, scope: Scope, without: int | None
) -> list[Found]:
    """Two queries for a page of hits: dossiers, their amounts among them, their agreements. The
    index may lag behind the rows, so the rows have the last word on who sees what."""
    keys = [hit.key for hit in hits if hit.key != without]
    seen = Record.objects.visible_to(scope).filter(pk__in=keys).values("pk")
    rows = within(dossiers().filter(pk__in=seen), like).in_bulk()
    agreements = newest_agreements(rows)
    return [
        Found(rows[hit.key], hit, agreements.get(hit.key)) for hit in hits if hit.key in rows
    ]


def within(rows: QuerySet[Dossier], like: Like) -> QuerySet[Dossier]:
    if like.least is not None:
        rows = rows.filter(amount__gte=like.least)
    return rows if like.most is None else rows.filter(amount__lte=like.most)


def newest_agreements(keys: Iterable[int]) -> dict[int, Paper]:
    papers = Paper.objects.filter(record__in=keys, type__in=AGREEMENTS).order_by("position")
    return {paper.record_id: paper for paper in papers}
