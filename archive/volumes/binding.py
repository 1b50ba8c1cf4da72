"""Binding a year of a unit: batch by batch, each whole or not at all; run again, it completes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

import search
from archive.holdings import store
from archive.organisation.models import Unit, User
from archive.organisation.refusal import Refusal, Refused
from archive.records.models import Record
from archive.records.rows import among
from archive.volumes.claim import claim
from archive.volumes.models import Volume
from archive.volumes.planning import Planned
from archive.volumes.proposal import LeftOut, Proposal, may_bind, proposal
from archive.volumes.rules import Leaf
from archive.volumes.steps.bind import CHANGED, Bind

# Records of one transaction, as many as a full box holds, which is never divided: on SQLite others
# who write wait for it about a quarter of a second, and each transaction is one wait for the disk.
BATCH = 500
DIGEST_DIFFERS = _("The file of “%(paper)s” is missing or not what was filed; restore it first.")

Progress = Callable[[Iterable[Any], int], Iterable[Any]]


def without_progress(rows: Iterable[Any], _total: int) -> Iterable[Any]:
    return rows


@dataclass
class Bound:
    """What a run did: ids of its volumes in the order of their numbers, and what stayed out."""

    ids: list[int] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)

    @property
    def volumes(self) -> list[Volume]:
        return list(Volume.objects.filter(pk__in=among(self.ids)).order_by("pk"))

    def as_data(self) -> dict[str, Any]:
        return {
            "volumes": list(entries(self.ids)),
            "left_out": [one.as_data() for one in self.left_out],
        }


def bind_year(
    unit: Unit,
    year: int,
    *,
    by: User,
    progress: Progress = without_progress,
    verify: Callable[[Leaf], bool] | None = None,
    at: dt.datetime | None = None,
) -> Bound:
    """Binds what is ready; the rest is left out with its reasons.

    `at`: when it was bound, for old stock that is taken over; else now.
    Raises NotYourPost, or Refused: year_not_ended, no_fonds, schedule_not_approved for the whole,
    bound_by_other where somebody else is at it. What was bound before that stays bound.
    """
    may_bind(unit, year, by=by)
    with claim(unit, year):
        search.crash_point("bind_claimed")
        plan = proposal(unit, year, by=by)
        bound = Bound(left_out=list(plan.left_out))
        sound = list(without_damage(plan, bound, verify or is_sound))
        search.crash_point("bind_planned")
        groups = batches(sound)
        for batch in progress(groups, len(groups)):
            bound.ids += bind_batch(unit, batch, bound, by=by, at=at)
    return bound


def bind_batch(
    unit: Unit, batch: list[list[Planned]], bound: Bound, *, by: User, at: dt.datetime | None
) -> list[int]:
    """One transaction. A record that somebody changed meanwhile stays out, the others go on."""
    while batch:
        try:
            return Bind(unit, [one for group in batch for one in group], by=by, at=at).run()
        except Refused as error:
            if {refusal.code for refusal in error.refusals} != {"changed_meanwhile"}:
                raise
            batch = without_changed(batch, bound)
    return []


def without_changed(batch: list[list[Planned]], bound: Bound) -> list[list[Planned]]:
    records = {e.record.pk: e.record for group in batch for one in group for e in one.entries}
    rows = Record.objects.filter(pk__in=among(records))
    now = dict(rows.values_list("pk", "version"))
    changed = {pk for pk, record in records.items() if now[pk] != record.version}
    for pk in sorted(changed):
        reason = Refusal("changed_meanwhile", CHANGED, {"record": str(records[pk])})
        bound.left_out.append(LeftOut(records[pk], (reason,)))
    return [group for group in (without(group, changed) for group in batch) if group]


def without(group: Sequence[Planned], out: set[int]) -> list[Planned]:
    """The group without these records; a case is one record and goes with all its parts."""
    kept = []
    for one in group:
        entries_ = tuple(entry for entry in one.entries if entry.record.pk not in out)
        if entries_:
            kept.append(one._replace(entries=entries_))
    return kept


def without_damage(
    plan: Proposal, bound: Bound, verify: Callable[[Leaf], bool]
) -> Iterator[list[Planned]]:
    """Reads every byte that is to be bound once and compares its digest (DA/T 70-2018, 1-1)."""
    damaged: set[int] = set()
    for one in plan.ready:
        wrong = [leaf for leaf in one.leaves if leaf.sha256 and not verify(leaf)]
        if wrong:
            damaged.add(one.record.pk)
            reasons = [Refusal("digest_differs", DIGEST_DIFFERS, {"paper": x.title}) for x in wrong]
            bound.left_out.append(LeftOut(one.record, tuple(reasons)))
    return (kept for group in plan.groups if (kept := without(group, damaged)))


def is_sound(leaf: Leaf) -> bool:
    file = store.path(leaf.sha256)
    return file.exists() and store.digest_of(file) == leaf.sha256


def batches(groups: Iterable[list[Planned]]) -> list[list[list[Planned]]]:
    """Groups together until there are enough records for one transaction."""
    found: list[list[list[Planned]]] = []
    size = BATCH
    for group in groups:
        if size >= BATCH:
            found.append([])
            size = 0
        found[-1].append(group)
        size += sum(len(one.entries) for one in group)
    return found


def entries(ids: Sequence[int]) -> Iterator[dict[str, Any]]:
    """Each volume, and each item of a box, with its 档号 and the numbers of its records."""
    rows = Volume.objects.filter(pk__in=among(ids)).prefetch_related("items__record")
    for volume in rows.order_by("pk"):
        items = list(volume.items.all())
        shared = {"form": volume.form, "period": volume.period}
        if volume.code:
            yield shared | {
                "code": volume.code,
                "title": volume.title,
                "part": volume.part,
                "parts": volume.parts,
                "supplement_of": volume.supplement_of.code if volume.supplement_of else "",
                "papers": volume.papers,
                "pages": volume.pages,
                "records": [item.record.number for item in items],
            }
        for item in items if not volume.code else []:
            yield shared | {
                "code": item.code,
                "title": item.record.title,
                "pages": item.pages,
                "records": [item.record.number],
            }
