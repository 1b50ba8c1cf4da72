"""Binding as a job: asked for once, followed while it runs, its receipt read from the rows."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from archive.organisation.models import Unit, User
from archive.organisation.refusal import Refusal, Refused
from archive.records import jobs
from archive.records.models import Job
from archive.records.vocabulary import JobState
from archive.volumes.binding import Bound, is_sound
from archive.volumes.models import Volume, VolumeItem
from archive.volumes.proposal import LeftOut, may_bind
from archive.volumes.rules import Leaf

BIND = "bind"
CHECKING, BINDING = "checking", "binding"
UNDER_WAY = (JobState.WAITING, JobState.RUNNING)
# Ready when it was planned, and yet not bound: the file is damaged, or somebody was faster.
FAILED_CODES = frozenset({"digest_differs", "changed_meanwhile"})
# The lease is prolonged this often while bytes are read; one file takes far less.
EVERY_SECONDS = 1.0
ASKED_BY_OTHER = _(
    "%(person)s is binding %(year)s of %(unit)s since %(at)s; wait until it is done, then look."
)


def bindings() -> QuerySet[Job]:
    """All bindings that were asked for. `arguments`: `unit` by code, `year`."""
    return Job.objects.filter(kind=BIND).select_related("asked_by")


def bindings_of(unit: Unit, year: int) -> QuerySet[Job]:
    return bindings().filter(arguments__unit=unit.code, arguments__year=year)


def under_way(unit: Unit, year: int) -> Job | None:
    """The binding of that year that waits or runs."""
    return bindings_of(unit, year).filter(state__in=UNDER_WAY).order_by("pk").first()


@transaction.atomic
def ask_to_bind(unit: Unit, year: int, *, by: User) -> Job:
    """Writes the job; the one the same person asked for already is given back.

    Raises NotYourPost, or Refused with all that forbids the binding as a whole, and with
    bound_by_other where somebody else asked for it before.
    """
    may_bind(unit, year, by=by)
    Unit.objects.select_for_update().get(pk=unit.pk)
    there = under_way(unit, year)
    if there is None:
        return jobs.ask(BIND, {"unit": unit.code, "year": year}, by=by)
    if there.asked_by_id != by.pk:
        raise Refused([asked_by_other(there, unit)])
    return there


def asked_by_other(job: Job, unit: Unit) -> Refusal:
    said = {
        "person": job.asked_by,
        "year": job.arguments["year"],
        "unit": unit.name,
        "at": f"{job.asked_at.astimezone():%H:%M}",
    }
    return Refusal("bound_by_other", ASKED_BY_OTHER, said)


def volumes_of_job(job: Job) -> QuerySet[Volume]:
    """What came to be while it ran, by the attempts of killed workers too."""
    named = {"unit__code": job.arguments["unit"], "year": job.arguments["year"]}
    rows = Volume.objects.filter(
        compiled_by=job.asked_by_id, sealed_at__gte=job.asked_at, **named
    )
    return rows.filter(sealed_at__lte=job.ended_at) if job.ended_at else rows


@dataclass
class Following:
    """Says on the job's row how far it is, and keeps its lease."""

    job: Job
    checked: int = 0
    said_at: float = field(default=0.0)

    def verify(self, leaf: Leaf) -> bool:
        """Whether the bytes are what was filed; the page counts the files that were read."""
        self.checked += 1
        now = time.monotonic()
        if now - self.said_at > EVERY_SECONDS:
            self.said_at = now
            self.say(CHECKING, self.checked, None)
        return is_sound(leaf)

    def batches(self, rows: Iterable[Any], total: int) -> Iterator[Any]:
        for number, row in enumerate(rows):
            self.say(BINDING, number, total)
            yield row

    def say(self, phase: str, progress: int, total: int | None) -> None:
        Job.objects.filter(pk=self.job.pk).update(result={"phase": phase})
        jobs.keep_alive(self.job, progress, total)


def outcome(job: Job, bound: Bound) -> dict[str, Any]:
    """The result on the row: how many records were bound, and by id what was left out and why."""
    inside = VolumeItem.objects.filter(volume__in=volumes_of_job(job))
    return {
        "done": inside.values("record").distinct().count(),
        "left_out": [said_of(one) for one in bound.left_out],
    }


def said_of(one: LeftOut) -> dict[str, Any]:
    reasons = [{"code": reason.code, "message": str(reason)} for reason in one.reasons]
    return {"record": one.record.pk, "reasons": reasons}


def is_failure(said: dict[str, Any]) -> bool:
    """Whether a record that was left out had been ready."""
    return any(reason["code"] in FAILED_CODES for reason in said["reasons"])
