"""How the rows of volumes are saved: as plain tuples, by the thousand, and sealed at the end."""

from __future__ import annotations

import datetime as dt
import operator
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field, fields
from typing import NamedTuple

from django.db.models import Max

import search
from archive.records import rows
from archive.records.models import NumberGiven, NumberSeries, Record
from archive.records.vocabulary import NumberState
from archive.volumes.models import Volume, VolumeItem, VolumeLine
from archive.volumes.planning import Planned
from archive.volumes.vocabulary import VolumeForm

# Columns, in the order in which the rows give their values.
GIVEN = ("series_id", "number", "display", "record_id", "state", "reason")
ITEM = ("id", "volume_id", "record_id", "position", "code", "pages")
LINE = (
    "volume_id",
    "item_id",
    "paper_id",
    "position",
    "title",
    "author",
    "number",
    "dated_on",
    "first_page",
    "last_page",
    "sha256",
)


class Item(NamedTuple):
    """A VolumeItem to be written."""

    record: Record
    position: int
    code: str
    pages: int


class Line(NamedTuple):
    """A VolumeLine to be written; `item` is the position of its item."""

    item: int
    paper: int
    position: int
    title: str
    author: str
    number: str
    dated_on: dt.date | None
    first_page: int
    last_page: int
    sha256: str


@dataclass(slots=True)
class NewVolume:
    """A Volume to be written; the names are those of the columns."""

    fonds_id: int
    unit_id: int
    form: str
    year: int
    category: str
    period: str
    number: int
    code: str
    title: str
    part: int
    parts: int
    supplement_of_id: int | None
    begins_on: dt.date | None
    ends_on: dt.date | None
    papers: int
    pages: int
    note: str
    compiled_by_id: int
    sealed_at: dt.datetime | None = None
    digest: str = ""
    id: int = 0


# A date is given as the database takes it, after the columns that are given as they are.
DATES = ("begins_on", "ends_on")
PLAIN = tuple(one.name for one in fields(NewVolume) if one.name not in DATES)


@dataclass
class Written:
    """A volume with its rows, and the record of each item."""

    planned: Planned
    row: NewVolume
    items: list[Item] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    numbers: list[tuple[int, str, Record | None]] = field(default_factory=list)

    @property
    def volume(self) -> Volume:
        """The volume as it stands now, for those who go on with it."""
        return Volume(**asdict(self.row))


def keep_numbers(series: NumberSeries, written: Iterable[Written]) -> None:
    state = NumberState.GIVEN.value
    given = (
        (series.pk, number, display, record.pk if record else None, state, "")
        for one in written
        for number, display, record in one.numbers
    )
    rows.insert(NumberGiven, GIVEN, given)


def keep_volumes(volumes: Sequence[NewVolume]) -> None:
    for volume, pk in zip(volumes, rows.reserve(Volume, len(volumes)), strict=True):
        volume.id = pk
    plain, day = operator.attrgetter(*PLAIN), rows.day_taker()
    rows.insert(
        Volume,
        (*PLAIN, *DATES),
        ((*plain(one), day(one.begins_on), day(one.ends_on)) for one in volumes),
    )


def keep_items(written: Sequence[Written]) -> None:
    """The items, then the lines that lie in them."""
    ids = iter(rows.reserve(VolumeItem, sum(len(one.items) for one in written)))
    day = rows.day_taker()
    items: list[tuple[object, ...]] = []
    lines: list[tuple[object, ...]] = []
    for one in written:
        pk = one.row.id
        mine = {item.position: next(ids) for item in one.items}
        items += [(mine[x.position], pk, x.record.pk, *x[1:]) for x in one.items]
        lines += [(pk, mine[x.item], *x[1:6], day(x.dated_on), *x[7:]) for x in one.lines]
    rows.insert(VolumeItem, ITEM, items)
    search.crash_point("bind_items_written")
    rows.insert(VolumeLine, LINE, lines)


def number_boxes(boxes: Sequence[NewVolume]) -> None:
    """盒号: boxes of a class count from 1; the series of the class is locked already."""
    last: dict[tuple[int, int, str, str], int] = {}
    for box in boxes:
        key = (box.unit_id, box.year, box.category, box.period)
        if key not in last:
            names = dict(zip(("unit", "year", "category", "period"), key, strict=True))
            known = Volume.objects.filter(form=VolumeForm.ITEM, **names)
            last[key] = known.aggregate(last=Max("number"))["last"] or 0
        last[key] = box.number = last[key] + 1


def seal(volumes: Sequence[NewVolume], at: dt.datetime) -> None:
    """The last that is written of them; from here on the guards refuse."""
    ids = rows.among([volume.id for volume in volumes])
    Volume.objects.filter(pk__in=ids).update(sealed_at=at)
    for volume in volumes:
        volume.sealed_at = at
