"""Brings the shipped contents templates and 档号 patterns in; keeps what an office edited."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.db import transaction

from archive.volumes.models import CodePattern, ContentsLine, ContentsTemplate

FIXTURES = Path(__file__).with_name("fixtures")


@transaction.atomic
def load_volumes() -> int:
    """Adds templates and patterns that are missing; returns how many were added."""
    templates = [load_template(row) for row in read("contents.json")["templates"]]
    patterns = [load_pattern(row) for row in read("codes.json")["patterns"]]
    return sum(templates) + sum(patterns)


def read(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((FIXTURES / name).read_text(encoding="utf-8"))
    return found


def load_template(row: Mapping[str, Any]) -> bool:
    plain = {name: row[name] for name in ("name", "kind", "source")}
    template, made = ContentsTemplate.objects.get_or_create(
        code=row["code"], defaults=plain | {"valid_from": dt.date.fromisoformat(row["valid_from"])}
    )
    if made:
        ContentsLine.objects.bulk_create(
            ContentsLine(template=template, position=position, **line)
            for position, line in enumerate(row["lines"], start=1)
        )
    return made


def load_pattern(row: Mapping[str, Any]) -> bool:
    _pattern, made = CodePattern.objects.get_or_create(
        form=row["form"],
        kind=row["kind"],
        valid_from=dt.date.fromisoformat(row["valid_from"]),
        defaults={"category": row["category"], "pattern": row["pattern"]},
    )
    return made
