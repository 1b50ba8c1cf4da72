"""The job that reads the text out of held files, after the step that filed them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction

import search
from archive.holdings import store
from archive.holdings.extract import extract
from archive.holdings.models import Holding
from archive.holdings.text import keep_text
from archive.organisation.models import User
from archive.records import jobs
from archive.records.models import File, Job
from archive.records.step import SOURCE

EXTRACT = "extract"


def ask_for_text(digests: Iterable[str], *, by: User) -> Job | None:
    """Asks a worker to read what is not read yet; None when all is."""
    waiting = Holding.objects.filter(pk__in=list(digests), extraction=Holding.Extraction.WAITING)
    todo = sorted(waiting.values_list("pk", flat=True))
    return jobs.ask(EXTRACT, {"sha256": todo}, by=by) if todo else None


def read_text(job: Job) -> dict[str, Any]:
    """Reads each file of the job; one already read is left alone, so a repeat does no harm."""
    digests = job.arguments["sha256"]
    for done, sha256 in enumerate(digests, start=1):
        read_one(sha256)
        jobs.keep_alive(job, done, len(digests))
    return {"read": len(digests)}


def read_one(sha256: str) -> None:
    holding = Holding.objects.get(pk=sha256)
    if holding.extraction != Holding.Extraction.WAITING:
        return
    name = File.objects.filter(holding=holding).values_list("original_name", flat=True).first()
    found = extract(store.path(sha256), holding.media_type, name or "")
    with transaction.atomic():
        keep_text(sha256, found)
        records = File.objects.filter(holding=holding).values_list("paper__record", flat=True)
        search.touch_many(SOURCE, sorted(set(records)))
