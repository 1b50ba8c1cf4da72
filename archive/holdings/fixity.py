"""Is everything there that should be, and is it what it was."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from archive.holdings import store
from archive.holdings.models import Holding

# Bytes so young may belong to a step that has not committed yet: a batch of large files is read
# before it is registered.
GRACE = 600.0
LOST_AND_FOUND = "lost-and-found"


@dataclass
class StoreReport:
    """Digests by what is wrong with them. orphaned: bytes that no row knows."""

    asked: int = 0
    sound: int = 0
    missing: list[str] = field(default_factory=list)
    damaged: list[str] = field(default_factory=list)
    orphaned: list[str] = field(default_factory=list)
    half_written: int = 0
    moved: int = 0

    @property
    def is_sound(self) -> bool:
        return not (self.missing or self.damaged or self.orphaned)


def unchanged(rows: Iterable[Any]) -> Iterable[Any]:
    return rows


def check_store(
    progress: Callable[[Iterable[Any]], Iterable[Any]] = unchanged, *, grace: float = GRACE
) -> StoreReport:
    """Reads every held byte once and compares digest and size."""
    report, known = StoreReport(), set()
    rows = Holding.objects.order_by("pk").values_list("pk", "size").iterator(chunk_size=1000)
    for sha256, size in progress(rows):
        known.add(sha256)
        report.asked += 1
        look(report, sha256, size)
    before = time.time() - grace
    for sha256 in store.held_digests():
        if sha256 not in known and store.path(sha256).stat().st_mtime < before:
            report.orphaned.append(sha256)
    report.half_written = sum(1 for _file in store.incoming().iterdir())
    return report


def look(report: StoreReport, sha256: str, size: int) -> None:
    file = store.path(sha256)
    if not file.exists():
        report.missing.append(sha256)
    elif file.stat().st_size != size or store.digest_of(file) != sha256:
        report.damaged.append(sha256)
    else:
        report.sound += 1


def set_aside(report: StoreReport) -> None:
    """Moves orphaned bytes to a folder of their own; nothing is deleted.

    Whatever got its row since the report was made stays where it is.
    """
    aside = store.root() / LOST_AND_FOUND
    aside.mkdir(exist_ok=True)
    entered = set(
        Holding.objects.filter(pk__in=report.orphaned).values_list("pk", flat=True)
    )
    for sha256 in sorted(set(report.orphaned) - entered):
        store.path(sha256).rename(aside / sha256)
        report.moved += 1
    report.orphaned.clear()
