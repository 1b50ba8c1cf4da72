"""Questions about volumes, and about what is still to be bound."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple

from django.db.models import Exists, OuterRef, Q, QuerySet

from archive.clocks.models import Clock
from archive.organisation.models import Unit, User
from archive.organisation.standing import scope_of
from archive.records.canonical import digest
from archive.records.models import Record
from archive.records.rows import among
from archive.records.vocabulary import RecordState
from archive.retention.resolve import BY_CLOSING
from archive.volumes.models import Completion, Volume, VolumeItem
from archive.volumes.vocabulary import VolumeForm
from archive.volumes.writing import content_of

OPEN = (RecordState.CAPTURED, RecordState.REGISTERED)


def of_year(year: int) -> Q:
    """Closed records of that year: a matter belongs to the year it was closed in (办结年), a
    document or report to its own (DA/T 22-2015)."""
    first, last = dt.date(year, 1, 1), dt.date(year, 12, 31)
    matters = Q(kind__in=BY_CLOSING, closed_on__range=(first, last))
    return Q(state=RecordState.CLOSED) & (matters | ~Q(kind__in=BY_CLOSING) & Q(year=year))


def still_open(year: int) -> Q:
    """What began in that year or before it and is not closed yet."""
    return Q(state__in=OPEN, year__lte=year)


class Marks(NamedTuple):
    """Ids of records whose contents was found complete, and of those with a running clock."""

    completed: frozenset[int]
    running: frozenset[int]


def to_bind(unit: Unit, year: int, *, by: User) -> tuple[list[Record], Marks]:
    """What of the unit belongs to the year and is not bound, as far as the person may know, with
    the marks of it. One query."""
    mine = Record.objects.visible_to(scope_of(by)).filter(lead_unit=unit)
    return marked(mine.filter(of_year(year) | still_open(year)))


def marked(rows: QuerySet[Record]) -> tuple[list[Record], Marks]:
    found = list(
        rows.annotate(
            completed=Exists(Completion.objects.filter(record=OuterRef("pk"))),
            running=Exists(Clock.objects.running().filter(record=OuterRef("pk"))),
        ).order_by("pk")
    )
    completed = frozenset(row.pk for row in found if row.completed)
    return list(found), Marks(completed, frozenset(row.pk for row in found if row.running))


def marks_of(ids: Sequence[int]) -> Marks:
    return marked(Record.objects.filter(pk__in=among(ids)))[1]


def volumes_of(unit: Unit, year: int) -> QuerySet[Volume]:
    return Volume.objects.filter(unit=unit, year=year).select_related("fonds", "unit")


def volume_list(unit: Unit, year: int) -> QuerySet[Volume]:
    """案卷目录: the volumes of a year, in the order of their 档号."""
    rows = volumes_of(unit, year).exclude(form=VolumeForm.ITEM)
    return rows.order_by("category", "period", "number")


def filed_items(unit: Unit, year: int) -> QuerySet[VolumeItem]:
    """归档文件目录: the items of a year, in the order of their 件号."""
    rows = VolumeItem.objects.filter(
        volume__unit=unit, volume__year=year, volume__form=VolumeForm.ITEM
    )
    return rows.select_related("record", "volume").order_by("code")


def volumes_visible_to(person: User, rows: QuerySet[Volume]) -> QuerySet[Volume]:
    """Without volumes that hold a record the person may not know of."""
    seen = Record.objects.visible_to(scope_of(person)).values("pk")
    hidden = VolumeItem.objects.exclude(record__in=seen).values("volume")
    return rows.exclude(pk__in=hidden)


def volumes_of_record(record: Record) -> QuerySet[Volume]:
    """Where a record lies: its volume, the parts of it, its supplements."""
    return Volume.objects.filter(items__record=record).distinct().order_by("number")


def digest_stands(volume: Volume) -> bool:
    """Whether a sealed volume still says what was sealed."""
    items = list(volume.items.select_related("record").order_by("position"))
    lines = list(volume.lines.order_by("position"))
    return digest(content_of(volume, items, lines)) == volume.digest
