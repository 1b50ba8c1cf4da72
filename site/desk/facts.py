"""What the faces of all kinds say alike: fields in words, who entered it, the line of days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Any

from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from archive.records.models import Record
from archive.records.vocabulary import RecordState
from desk import labels
from desk.kinds import Fact, Stage


def fact_of(record: Record, row: Any, name: str, quiet: bool) -> Iterator[Fact]:
    """The line of one field; none when it is empty and nothing is missed by that."""
    open_ = name in record.undecided
    value = said(record, row, name)
    if value or open_ or not quiet:
        label = labels.path_label(labels.FACT_PATHS.get(name, name), record.kind)
        if label == name and hasattr(row, name):
            label = row._meta.get_field(name).verbose_name
        yield Fact(capfirst(str(label)), value, open_)


def said(record: Record, row: Any, name: str) -> str:
    """A field in words; an empty string when there is nothing to say."""
    owner: Any = row if hasattr(row, name) else record
    display = getattr(owner, f"get_{name}_display", None)
    value = display() if display else getattr(owner, name)
    if isinstance(value, bool):
        return _("yes") if value else ""
    if isinstance(value, dt.date):
        return value.isoformat()
    return str(value if value is not None else "")


def kept_facts(record: Record) -> Iterator[Fact]:
    year = str(record.year)
    said_year = _("%(year)s (assumed)") % {"year": year} if record.year_assumed else year
    yield Fact(_("Year"), said_year, "year" in record.undecided)
    if record.restricted:
        yield Fact(_("Restricted"), _("Named posts only"))
    yield Fact(_("Entered by"), f"{record.made_by} · {timezone.localtime(record.made_at):%Y-%m-%d}")


def tells_state(record: Record) -> bool:
    """Until it is closed, and then, a matter's finer state says all that the record's does."""
    return record.state in {RecordState.CAPTURED, RecordState.REGISTERED, RecordState.CLOSED}


def line_of(days: Iterable[tuple[str, dt.date | None, str]]) -> list[Stage]:
    """The days that are known, in their order; label, day, why it is that day."""
    today = timezone.localdate()
    known = [Stage(label, day, day <= today, why) for label, day, why in days if day]
    return sorted(known, key=lambda stage: stage.day)
