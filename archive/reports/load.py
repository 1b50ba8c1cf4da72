"""Brings the shipped types of report in. One that is there already is left as the office has it."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.db import transaction

from archive.reports.models import ReportType

FIXTURES = Path(__file__).with_name("fixtures")


@transaction.atomic
def load_report_types() -> int:
    """Adds types that are missing; returns how many were added."""
    shipped = json.loads((FIXTURES / "types.json").read_text(encoding="utf-8"))["types"]
    known = set(ReportType.objects.values_list("code", flat=True))
    fresh = [ReportType(**row | dates(row)) for row in shipped if row["code"] not in known]
    ReportType.objects.bulk_create(fresh)
    return len(fresh)


def dates(row: Mapping[str, Any]) -> dict[str, dt.date]:
    names = ("valid_from", "valid_to")
    return {name: dt.date.fromisoformat(row[name]) for name in names if name in row}
