"""Jobs: rows that say what is to do; a queue only wakes a worker (design 3).

A worker takes a job under a lease. A sweep gives back what a crash left behind.
"""

from __future__ import annotations

import datetime as dt
import os
import socket
import traceback
from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

import search
from archive.organisation.models import User
from archive.records.models import Job
from archive.records.vocabulary import JobState

LEASE = dt.timedelta(minutes=2)
# After this many workers died over it, a job is failed and stays visible.
ATTEMPTS = 5

Work = Callable[[Job], dict[str, Any]]
_work: dict[str, Work] = {}
_bell: list[Callable[[], None]] = []


def register(kind: str, work: Work) -> None:
    """`work(job)` does the job and returns its result as plain data; it must be repeatable."""
    if kind in _work:
        raise ValueError(f"The job kind {kind} is registered twice.")
    _work[kind] = work


def ring_with(bell: Callable[[], None]) -> None:
    """Names what wakes a worker (the task queue); it carries nothing, the rows say what to do."""
    _bell[:] = [bell]


def ring() -> None:
    for bell in _bell:
        bell()


def ask(kind: str, arguments: dict[str, Any], *, by: User) -> Job:
    """Writes a job and rings the bell when the caller's transaction commits."""
    if kind not in _work:
        raise KeyError(f"No work is registered for the job kind {kind}.")
    job = Job.objects.create(
        kind=kind, arguments=arguments, asked_by=by, asked_at=timezone.now()
    )
    transaction.on_commit(ring, robust=True)
    return job


def claim(pk: int | None = None) -> Job | None:
    """Takes a waiting job (that one, or the oldest) for this worker; None when there is none."""
    waiting = Job.objects.filter(state=JobState.WAITING)
    waiting = waiting.filter(pk=pk) if pk else waiting.order_by("pk")
    for candidate in waiting.values_list("pk", flat=True)[:10]:
        if take(candidate):
            return Job.objects.get(pk=candidate)
    return None


def take(pk: int) -> bool:
    """True for the one worker that got it: the old state stands in the filter."""
    taken = Job.objects.filter(pk=pk, state=JobState.WAITING).update(
        state=JobState.RUNNING,
        held_by=f"{socket.gethostname()}:{os.getpid()}",
        held_until=timezone.now() + LEASE,
        attempts=F("attempts") + 1,
    )
    return bool(taken)


def run(job: Job) -> None:
    """Does a claimed job. An error is kept on the row with its trace, then raised on."""
    search.crash_point("job_claimed")
    try:
        result = _work[job.kind](job)
    except Exception:
        end(job, JobState.FAILED, error=traceback.format_exc())
        raise
    search.crash_point("job_worked")
    end(job, JobState.DONE, result=result)


def end(job: Job, state: JobState, **fields: Any) -> None:
    Job.objects.filter(pk=job.pk).update(
        state=state, ended_at=timezone.now(), held_until=None, **fields
    )


def keep_alive(job: Job, progress: int, total: int | None = None) -> None:
    """Says how far the job is and prolongs its lease; long work calls this as it goes."""
    Job.objects.filter(pk=job.pk).update(
        progress=progress, total=total, held_until=timezone.now() + LEASE
    )


def sweep() -> int:
    """Gives back jobs whose worker is gone, rings if any wait; returns how many were given back."""
    running = Job.objects.filter(state=JobState.RUNNING)
    dead = [job.pk for job in running.only("held_by", "held_until") if is_lost(job)]
    lost = running.filter(pk__in=dead)
    lost.filter(attempts__gte=ATTEMPTS).update(state=JobState.FAILED, ended_at=timezone.now())
    given_back = lost.update(state=JobState.WAITING, held_until=None, held_by="")
    if Job.objects.filter(state=JobState.WAITING).exists():
        ring()
    return given_back


def is_lost(job: Job) -> bool:
    """The lease ran out, or the worker was a process of this machine that is no more."""
    host, _, pid = job.held_by.rpartition(":")
    if host == socket.gethostname() and not is_running(int(pid)):
        return True
    return job.held_until is None or job.held_until < timezone.now()


def is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def work_off(limit: int = 100) -> int:
    """Does waiting jobs one after another; returns how many. Failed ones stay as rows."""
    done = 0
    while done < limit and (job := claim()):
        run(job)
        done += 1
    return done
