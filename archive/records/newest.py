"""What the newest version of a record says. One query for many records."""

from __future__ import annotations

import json
from collections.abc import Sequence

from django.db.models import F

from archive.records.canonical import canonical
from archive.records.kinds import Facts
from archive.records.models import Version


def newest_contents(ids: Sequence[int]) -> dict[int, Facts]:
    """By record id, as plain data; a record without a version is not named."""
    newest = Version.objects.filter(record__in=ids, no=F("record__version"))
    said = newest.values_list("record", "body__content")
    return {pk: json.loads(content) for pk, content in said}


def as_kept(content: Facts) -> Facts:
    """A snapshot as its version will say it, so that the two can be compared."""
    kept: Facts = json.loads(canonical(content))
    return kept
