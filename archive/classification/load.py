"""Brings the shipped schemes into the database. Repeating it changes nothing an office edited."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from django.db import transaction

from archive.classification.models import Scheme, Term

FIXTURES = Path(__file__).with_name("fixtures")


@transaction.atomic
def load_schemes() -> int:
    """Adds schemes and terms that are missing; returns how many terms were added."""
    added = 0
    for path in sorted(FIXTURES.glob("*.json")):
        added += load_scheme(json.loads(path.read_text(encoding="utf-8")))
    return added


def load_scheme(shipped: Mapping[str, Any]) -> int:
    scheme, _made = Scheme.objects.get_or_create(
        code=shipped["code"], defaults={"name": shipped["name"], "source": shipped["source"]}
    )
    known = {term.code: term for term in scheme.terms.all()}
    fresh = []
    for position, (row, parent) in enumerate(flat(shipped["terms"])):
        if row["code"] not in known:
            known[row["code"]] = new_term(scheme, row, known.get(parent), position)
            fresh.append(row)
    for row in fresh:
        if "maps_to" in row:
            known[row["code"]].maps_to = known[row["maps_to"]]
            known[row["code"]].save(update_fields=["maps_to"])
    return len(fresh)


def flat(rows: list[dict[str, Any]], parent: str = "") -> Iterator[tuple[dict[str, Any], str]]:
    """Each row with the code of the one above it."""
    for row in rows:
        yield row, parent
        yield from flat(row.get("terms", []), row["code"])


def new_term(
    scheme: Scheme, row: Mapping[str, Any], parent: Term | None, position: int
) -> Term:
    return Term.objects.create(
        scheme=scheme,
        code=row["code"],
        name=row["name"],
        parent=parent,
        position=position,
        valid_from=day(row.get("valid_from")),
        valid_to=day(row.get("valid_to")),
    )


def day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None
