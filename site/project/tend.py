"""What must happen in time: the outbox, checkpoints, the sweep of jobs. One process, no queue."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from django.db import close_old_connections
from django.db.utils import OperationalError

import search
from archive.holdings import store
from archive.records import jobs
from archive.records.checkpoints import make_checkpoints
from archive.reports.slots import keep_slots

log = logging.getLogger("anjuan.tend")

PULSE = 0.2  # Seconds; what was filed is to be found within two.


@dataclass
class Duty:
    """Something done every so many seconds. After a failure it waits longer, up to a minute."""

    name: str
    every: float
    work: Callable[[], object]
    due: float = 0.0
    failures: int = field(default=0)

    def do(self, now: float) -> None:
        if now < self.due:
            return
        try:
            self.work()
        except (search.EngineUnavailable, OperationalError, OSError) as error:
            self.failures += 1
            self.due = now + min(60.0, self.every * 2**self.failures)
            log.warning("%s failed and is tried again: %s", self.name, error)
            return
        if self.failures:
            log.info("%s works again.", self.name)
        self.failures = 0
        self.due = now + self.every


def drain() -> int:
    """Empties the outbox in batches, so that a large import does not hold the pulse for long."""
    return search.drain(limit=1000)


def duties() -> list[Duty]:
    return [
        Duty("The outbox", PULSE, drain),
        Duty("The sweep of jobs", 10, jobs.sweep),
        Duty("The checkpoint", 60, make_checkpoints),
        Duty("The report slots", 600, keep_slots),
        Duty("The sweep of half-written files", 600, store.sweep_temporary),
    ]


def tend(goes_on: Callable[[], bool], pause: Callable[[float], None] = time.sleep) -> None:
    """Does the duties until `goes_on` says no."""
    todo = duties()
    while goes_on():
        close_old_connections()
        for duty in todo:
            duty.do(time.monotonic())
        pause(PULSE)


def tend_once() -> None:
    """Each duty one time; its failure is raised."""
    for duty in duties():
        duty.work()
