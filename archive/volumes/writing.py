"""The rows of volumes that come to be: numbers, 档号, items, lines, digest, seal."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Max

import search
from archive.organisation.models import User
from archive.records import numbers
from archive.records.canonical import digest
from archive.records.models import NumberGiven, NumberSeries, Record
from archive.volumes.models import Volume, VolumeItem, VolumeLine
from archive.volumes.planning import Entry, Planned
from archive.volumes.rules import page_ranges
from archive.volumes.vocabulary import VolumeForm

SCHEMA = "anjuan-volume-1"
BATCH = 500


@dataclass
class Written:
    """A volume with its rows, and the record of each item."""

    planned: Planned
    volume: Volume
    items: list[VolumeItem] = field(default_factory=list)
    lines: list[VolumeLine] = field(default_factory=list)
    numbers: list[tuple[int, str, Record | None]] = field(default_factory=list)


def write_volumes(
    planned: Sequence[Planned], *, by: User, at: dt.datetime
) -> tuple[list[Written], dict[int, list[dict[str, Any]]]]:
    """Writes and seals the volumes in the order given, inside the caller's transaction.

    Each series stays locked until that ends. Returns the rows, and by record id what the event
    of the record says of where it lies.
    """
    written: list[Written] = []
    for series, mine in in_series(planned):
        written += [compose(one, number, by) for one, number in numbered(series, mine)]
        keep_numbers(series, written[-len(mine) :])
    search.crash_point("bind_numbered")
    keep(written)
    seal([one.volume for one in written], at)
    search.crash_point("bind_sealed")
    return written, places(written)


def seal(volumes: Sequence[Volume], at: dt.datetime) -> None:
    """The last that is written of them; from here on the guards refuse."""
    Volume.objects.filter(pk__in=[volume.pk for volume in volumes]).update(sealed_at=at)
    for volume in volumes:
        volume.sealed_at = at


def in_series(planned: Sequence[Planned]) -> list[tuple[NumberSeries, list[Planned]]]:
    """By series, each locked; in one order for all, so that none waits in a ring."""
    apart: dict[tuple[str, str], list[Planned]] = defaultdict(list)
    for one in planned:
        apart[one.series].append(one)
    return [
        (numbers.lock_series(mine[0].unit, ":".join(key), mine[0].year), mine)
        for key, mine in sorted(apart.items())
    ]


def numbered(series: NumberSeries, planned: Sequence[Planned]) -> list[tuple[Planned, int]]:
    """Each with its (first) number; the counter moves past them all."""
    found, number = [], series.next_number
    for one in planned:
        found.append((one, number))
        number += one.numbers
    numbers.move_counter(series, number)
    return found


def compose(planned: Planned, number: int, by: User) -> Written:
    """The rows of one volume, not saved. A box counts on within its class; its items are coded."""
    is_box = planned.form == VolumeForm.ITEM
    begins_on, ends_on = planned.span
    volume = Volume(
        fonds=planned.unit.fonds,
        unit=planned.unit,
        form=planned.form,
        year=planned.year,
        category=planned.pattern.category,
        period=planned.period,
        number=0 if is_box else number,
        code="" if is_box else planned.code(number),
        title=planned.title,
        part=planned.part,
        parts=planned.parts,
        supplement_of=planned.supplement_of,
        begins_on=begins_on,
        ends_on=ends_on,
        papers=sum(len(entry.leaves) for entry in planned.entries),
        pages=sum(entry.pages for entry in planned.entries),
        note=planned.note,
        compiled_by=by,
    )
    written = Written(planned, volume)
    written.items = items_of(written, number if is_box else None)
    written.lines = lines_of(written)
    written.numbers = numbers_of(written, number)
    return written


def items_of(written: Written, first: int | None) -> list[VolumeItem]:
    return [
        VolumeItem(
            volume=written.volume,
            record=entry.record,
            position=position,
            code=written.planned.code(first + position - 1) if first else "",
            pages=entry.pages,
        )
        for position, entry in enumerate(written.planned.entries, start=1)
    ]


def numbers_of(written: Written, first: int) -> list[tuple[int, str, Record | None]]:
    """The numbers it takes of its series, how they read, and whose they are."""
    if written.planned.form == VolumeForm.ITEM:
        return [(first + n, item.code, item.record) for n, item in enumerate(written.items)]
    entries = written.planned.entries
    whose = entries[0].record if len(entries) == 1 else None
    return [(first, written.volume.code, whose)]


def lines_of(written: Written) -> list[VolumeLine]:
    """Pages run on through a volume; in a box each item counts its own (DA/T 22-2015)."""
    found: list[VolumeLine] = []
    entries = written.planned.entries
    ranges = ranges_of(entries, by_item=written.planned.form == VolumeForm.ITEM)
    for item, entry in zip(written.items, entries, strict=True):
        for leaf in entry.leaves:
            first, last = ranges[len(found)]
            found.append(
                VolumeLine(
                    volume=written.volume,
                    item=item,
                    paper_id=leaf.paper,
                    position=len(found) + 1,
                    title=leaf.title,
                    author=leaf.author,
                    number=leaf.number,
                    dated_on=leaf.dated_on,
                    first_page=first,
                    last_page=last,
                    sha256=leaf.sha256,
                )
            )
    return found


def ranges_of(entries: Sequence[Entry], *, by_item: bool) -> list[tuple[int, int]]:
    if by_item:
        return [pair for entry in entries for pair in page_ranges(entry.leaves)]
    return page_ranges([leaf for entry in entries for leaf in entry.leaves])


def keep_numbers(series: NumberSeries, written: Iterable[Written]) -> None:
    NumberGiven.objects.bulk_create(
        (
            NumberGiven(series=series, number=number, display=display, record=record)
            for one in written
            for number, display, record in one.numbers
        ),
        batch_size=BATCH,
    )


def keep(written: Sequence[Written]) -> None:
    """Saves the rows, each volume with the digest of what it holds."""
    number_boxes([one.volume for one in written if not one.volume.code])
    for one in written:
        one.volume.digest = digest(content_of(one.volume, one.items, one.lines))
    Volume.objects.bulk_create([one.volume for one in written])
    search.crash_point("bind_volumes_written")
    items = [item for one in written for item in one.items]
    for item in items:
        item.volume_id = item.volume.pk
    VolumeItem.objects.bulk_create(items)
    search.crash_point("bind_items_written")
    lines = [line for one in written for line in one.lines]
    for line in lines:
        line.volume_id, line.item_id = line.volume.pk, line.item.pk
    VolumeLine.objects.bulk_create(lines)
    search.crash_point("bind_lines_written")


def number_boxes(boxes: Sequence[Volume]) -> None:
    """盒号: boxes of a class count from 1; the series of the class is locked already."""
    last: dict[tuple[int, int, str, str], int] = {}
    for box in boxes:
        key = (box.unit_id, box.year, box.category, box.period)
        if key not in last:
            names = dict(zip(("unit", "year", "category", "period"), key, strict=True))
            known = Volume.objects.filter(form=VolumeForm.ITEM, **names)
            last[key] = known.aggregate(last=Max("number"))["last"] or 0
        last[key] = box.number = last[key] + 1


def content_of(
    volume: Volume, items: Sequence[VolumeItem], lines: Sequence[VolumeLine]
) -> dict[str, Any]:
    """What the digest of a volume is made of: all that is printed of it, and its bytes."""
    return {
        "schema": SCHEMA,
        "fonds": volume.fonds.number,
        "unit": volume.unit.code,
        "form": volume.form,
        "year": volume.year,
        "category": volume.category,
        "period": volume.period,
        "number": volume.number,
        "code": volume.code,
        "title": volume.title,
        "part": [volume.part, volume.parts],
        "supplement_of": volume.supplement_of.digest if volume.supplement_of else "",
        "note": volume.note,
        "items": [[item.code, item.record.uid.hex, item.pages] for item in items],
        "lines": [
            [
                line.title,
                line.author,
                line.number,
                line.dated_on,
                line.first_page,
                line.last_page,
                line.sha256,
            ]
            for line in lines
        ],
    }


def places(written: Iterable[Written]) -> dict[int, list[dict[str, Any]]]:
    """Where each record lies now, by record id."""
    found: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for one in written:
        volume = one.volume
        for item in one.items:
            found[item.record_id].append(
                {
                    "code": item.code or volume.code,
                    "form": volume.form,
                    "period": volume.period,
                    "part": volume.part,
                    "pages": item.pages,
                    "digest": volume.digest,
                }
            )
    return found
