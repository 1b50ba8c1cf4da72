"""Makes binding known to the workers: a job of its own for the desk."""

from __future__ import annotations

from typing import Any

from archive.organisation.models import Unit
from archive.organisation.refusal import Refused
from archive.records import jobs
from archive.records.models import Job
from archive.volumes import known
from archive.volumes.binding import bind_year
from archive.volumes.bindings import BIND, Following, outcome


def bind(job: Job) -> dict[str, Any]:
    """Binds what the job names: `unit` by code, `year`. A refusal is the result, not a fault."""
    unit = Unit.objects.get(code=job.arguments["unit"])
    follow = Following(job)
    steps: dict[str, Any] = {"progress": follow.batches, "verify": follow.verify}
    try:
        bound = bind_year(unit, job.arguments["year"], by=job.asked_by, **steps)
    except Refused as error:
        return {"refused": [{"code": x.code, "message": str(x)} for x in error.refusals]}
    return outcome(job, bound)


def register() -> None:
    jobs.register(BIND, bind)
    known.register()
