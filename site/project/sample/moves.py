"""Petitions of the sample that the bureau sent on: one assigned and received, one on its way."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from archive.organisation.models import Unit
from archive.organisation.vocabulary import PostKind
from archive.petitions.steps import Assign, Receive, Transfer
from archive.records.models import Record
from archive.records.vocabulary import LinkReason
from project.sample.petitions import Case, holder, is_filed
from project.sample.scans import day, noon


def load_moves(rows: list[dict[str, Any]]) -> int:
    """Files and sends those that are not there yet; returns how many."""
    fresh = [row for row in rows if not is_filed(row)]
    for row in fresh:
        move(row)
    return len(fresh)


@transaction.atomic
def move(row: dict[str, Any]) -> None:
    """Registered and triaged by the clerk, sent by the leader, received by the clerk there."""
    case, to = Case(row), Unit.objects.get(code=row["to"])
    case.register()
    case.triage()
    options = case.by(case.leader, row["sent_on"])
    if row["as"] == "assign":
        Assign(case.record, to, limit_on=day(row["limit_on"]), **options).run()
    else:
        Transfer(case.record, to, **options).run()
    if row["taken_on"]:
        take(arisen_from(case.record), to, row["taken_on"])


def arisen_from(sent: Record) -> Record:
    """What arose of it at the receiver."""
    return sent.linked_from.get(reason=LinkReason.ARISES_FROM).record


def take(record: Record, unit: Unit, on: str) -> None:
    listed = record.papers.values_list("position", flat=True)
    clerk = holder(unit, PostKind.CLERK)
    Receive(record, list(listed), by=clerk, at=noon(on)).run()
