"""Keeping index and database of one mind: drain, rebuild, check, status."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.db.models import Q

from search.crash_points import crash_point
from search.documents import IndexDocument
from search.engines import the_engine
from search.engines.base import Engine, EngineUnavailable
from search.models import OutboxRow
from search.outbox import touch_many, waiting
from search.sources import the_source

BATCH = 200
Progress = Callable[[Iterable[Any]], Iterable[Any]]


@dataclass(frozen=True)
class Status:
    engine: str
    ok: bool
    reason: str
    documents: int
    outbox: int


@dataclass(frozen=True)
class Drift:
    """Keys the index lacks, has in an old form, or has although their source is gone."""

    missing: tuple[int, ...] = ()
    stale: tuple[int, ...] = ()
    extra: tuple[int, ...] = ()
    documents: int = 0

    @property
    def sound(self) -> bool:
        return not (self.missing or self.stale or self.extra)

    def without(self, keys: set[int]) -> Drift:
        def rest(group: tuple[int, ...]) -> tuple[int, ...]:
            return tuple(key for key in group if key not in keys)

        return Drift(rest(self.missing), rest(self.stale), rest(self.extra), self.documents)


def unchanged(rows: Iterable[Any]) -> Iterable[Any]:
    return rows


def drain(limit: int = 10_000) -> int:
    """Brings up to `limit` outbox rows into the index; returns how many.

    Nothing is done while another writes: who drains in time must not wait for a rebuild.
    Raises EngineUnavailable; then the rows stay and are tried again.
    """
    engine = the_engine()
    if not engine.indexes or (engine.begun and not OutboxRow.objects.exists()):
        return 0
    done = 0
    with engine.writing(wait=False) as mine:
        if mine:
            begin_if_new(engine)
            while done < limit and (taken := drain_batch()):
                done += taken
    return done


def begin_if_new(engine: Engine) -> None:
    """An index that is missing is begun anew if the outbox has all there is to index; else it
    was lost, and an empty one would pass for whole: finding stays degraded until a rebuild."""
    if not engine.exists():
        there = set(islice(the_source().keys(), waiting() + 1))
        if there - waiting_keys():
            raise EngineUnavailable(engine.name, "the index is gone; rebuild_index makes it anew")
        engine.begin()
    engine.begun = True


def drain_batch() -> int:
    rows = list(OutboxRow.objects.order_by("pk")[:BATCH])
    if not rows:
        return 0
    put([row.key for row in rows])
    crash_point("inside_drain")
    # A row that was touched again meanwhile has moved on and stays.
    same = Q(pk__in=[])
    for row in rows:
        same |= Q(pk=row.pk, sequence=row.sequence)
    OutboxRow.objects.filter(same).delete()
    return len(rows)


def put(keys: Sequence[int]) -> None:
    """The present state of these keys goes in; those whose source is gone go out."""
    documents = the_source().load(keys)
    gone = [key for key in keys if key not in documents]
    the_engine().write(list(documents.values()), gone)


def rebuild(progress: Progress = unchanged) -> int:
    """A new index beside, filled and swapped in; returns how many documents it has.

    The writers' lock is held, so the drainer waits; what changed meanwhile is in the outbox
    still and is drained into the new index.
    """
    engine = the_engine()
    with engine.writing():
        return engine.rebuild(batches(progress))


def batches(progress: Progress) -> Iterator[list[IndexDocument]]:
    source = the_source()
    keys = iter(progress(source.keys()))
    while some := list(islice(keys, BATCH)):
        yield list(source.load(some).values())


def check(*, repair: bool = False) -> Drift:
    """Compares the index with the source; with repair, what differs goes to the outbox.

    What waits in the outbox is no drift. A missing index lacks everything.
    """
    engine = the_engine()
    pending = waiting_keys()
    indexed = dict(engine.stamps()) if engine.exists() or not engine.indexes else {}
    drift = compare(indexed)
    lost = not indexed and drift.missing
    drift = drift if lost else drift.without(pending | waiting_keys())
    if repair:
        touch_many(the_source().name, [*drift.missing, *drift.stale, *drift.extra])
    return drift


def waiting_keys() -> set[int]:
    return set(OutboxRow.objects.values_list("key", flat=True))


def compare(indexed: dict[int, str]) -> Drift:
    source, rest = the_source(), set(indexed)
    missing: list[int] = []
    stale: list[int] = []
    keys = iter(source.keys())
    while some := list(islice(keys, BATCH)):
        for key, stamp in source.stamps(some).items():
            if key not in indexed:
                missing.append(key)
            elif indexed[key] != stamp:
                stale.append(key)
            rest.discard(key)
    return Drift(tuple(missing), tuple(stale), tuple(sorted(rest)), len(indexed))


def status() -> Status:
    """How the engine is; cheap enough to ask every few seconds."""
    engine = the_engine()
    try:
        documents = engine.count()
    except EngineUnavailable as error:
        return Status(engine.name, False, error.reason, 0, waiting())
    return Status(engine.name, True, "", documents, waiting())
