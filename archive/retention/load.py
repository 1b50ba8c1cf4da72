"""Brings the shipped schedule in. One that is there already is left as the office has it."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.db import transaction

from archive.retention.models import RetentionRule, Schedule

FIXTURES = Path(__file__).with_name("fixtures")


@transaction.atomic
def load_schedules() -> int:
    """Adds schedules that are missing, with their rules; returns how many were added."""
    known = set(Schedule.objects.values_list("code", flat=True))
    shipped = [json.loads(path.read_text("utf-8")) for path in sorted(FIXTURES.glob("*.json"))]
    fresh = [one for one in shipped if one["code"] not in known]
    for one in fresh:
        load_schedule(one)
    return len(fresh)


def load_schedule(shipped: Mapping[str, Any]) -> Schedule:
    schedule = Schedule.objects.create(
        code=shipped["code"],
        name=shipped["name"],
        valid_from=dt.date.fromisoformat(shipped["valid_from"]),
    )
    RetentionRule.objects.bulk_create(
        RetentionRule(schedule=schedule, position=position, **row)
        for position, row in enumerate(shipped["rules"])
    )
    return schedule
