"""The rows of volumes that come to be: numbers, 档号, items, lines, digest, seal."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import search
from archive.organisation.models import User
from archive.records import numbers
from archive.records.canonical import digest
from archive.records.models import NumberSeries, Record
from archive.volumes.models import Volume, VolumeItem, VolumeLine
from archive.volumes.planning import Entry, Planned
from archive.volumes.rules import page_ranges
from archive.volumes.saving import (
    Item,
    Line,
    NewVolume,
    Written,
    keep_items,
    keep_numbers,
    keep_volumes,
    number_boxes,
    seal,
)
from archive.volumes.vocabulary import VolumeForm

SCHEMA = "anjuan-volume-1"


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
    seal([one.row for one in written], at)
    search.crash_point("bind_sealed")
    return written, places(written)


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
    written = Written(planned, volume_row(planned, number, by))
    written.items = items_of(planned, number)
    written.lines = lines_of(planned)
    written.numbers = numbers_of(written, number)
    return written


def volume_row(planned: Planned, number: int, by: User) -> NewVolume:
    assert planned.unit.fonds_id
    is_box = planned.form == VolumeForm.ITEM
    begins_on, ends_on = planned.span
    return NewVolume(
        fonds_id=planned.unit.fonds_id,
        unit_id=planned.unit.pk,
        form=planned.form.value,
        year=planned.year,
        category=planned.pattern.category,
        period=planned.period,
        number=0 if is_box else number,
        code="" if is_box else planned.code(number),
        title=planned.title,
        part=planned.part,
        parts=planned.parts,
        supplement_of_id=planned.supplement_of.pk if planned.supplement_of else None,
        begins_on=begins_on,
        ends_on=ends_on,
        papers=sum(len(entry.leaves) for entry in planned.entries),
        pages=sum(entry.pages for entry in planned.entries),
        note=planned.note,
        compiled_by_id=by.pk,
    )


def items_of(planned: Planned, first: int) -> list[Item]:
    """A record in a volume has the code of that; an item of a box has its own."""
    is_box = planned.form == VolumeForm.ITEM
    return [
        Item(entry.record, place, planned.code(first + place - 1) if is_box else "", entry.pages)
        for place, entry in enumerate(planned.entries, start=1)
    ]


def numbers_of(written: Written, first: int) -> list[tuple[int, str, Record | None]]:
    """The numbers it takes of its series, how they read, and whose they are."""
    if written.planned.form == VolumeForm.ITEM:
        return [(first + n, item.code, item.record) for n, item in enumerate(written.items)]
    entries = written.planned.entries
    whose = entries[0].record if len(entries) == 1 else None
    return [(first, written.row.code, whose)]


def lines_of(planned: Planned) -> list[Line]:
    """Pages run on through a volume; in a box each item counts its own (DA/T 22-2015)."""
    found: list[Line] = []
    entries = planned.entries
    ranges = ranges_of(entries, by_item=planned.form == VolumeForm.ITEM)
    for item, entry in enumerate(entries, start=1):
        for leaf in entry.leaves:
            first, last = ranges[len(found)]
            said = (leaf.title, leaf.author, leaf.number, leaf.dated_on)
            place = len(found) + 1
            found.append(Line(item, leaf.paper, place, *said, first, last, leaf.sha256))
    return found


def ranges_of(entries: Sequence[Entry], *, by_item: bool) -> list[tuple[int, int]]:
    if by_item:
        return [pair for entry in entries for pair in page_ranges(entry.leaves)]
    return page_ranges([leaf for entry in entries for leaf in entry.leaves])


def keep(written: Sequence[Written]) -> None:
    """Saves the rows, each volume with the digest of what it holds."""
    number_boxes([one.row for one in written if not one.row.code])
    for one in written:
        one.row.digest = digest(content(one.row, home_of(one.planned), one.items, one.lines))
    keep_volumes([one.row for one in written])
    search.crash_point("bind_volumes_written")
    keep_items(written)
    search.crash_point("bind_lines_written")


class Home(NamedTuple):
    """Where a volume belongs, as its digest says it: by number, code and digest, never by id."""

    fonds: str
    unit: str
    supplement_of: str


def home_of(one: Planned | Volume) -> Home:
    fonds, other = one.unit.fonds if isinstance(one, Planned) else one.fonds, one.supplement_of
    assert fonds
    return Home(fonds.number, one.unit.code, other.digest if other else "")


def content_of(
    volume: Volume, items: Sequence[VolumeItem], lines: Sequence[VolumeLine]
) -> dict[str, Any]:
    """What the digest of a volume is made of: all that is printed of it, and its bytes."""
    return content(volume, home_of(volume), items, lines)


def content(
    volume: Volume | NewVolume,
    home: Home,
    items: Sequence[Item | VolumeItem],
    lines: Sequence[Line | VolumeLine],
) -> dict[str, Any]:
    return {
        "schema": SCHEMA,
        "fonds": home.fonds,
        "unit": home.unit,
        "form": volume.form,
        "year": volume.year,
        "category": volume.category,
        "period": volume.period,
        "number": volume.number,
        "code": volume.code,
        "title": volume.title,
        "part": [volume.part, volume.parts],
        "supplement_of": home.supplement_of,
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
        volume = one.row
        for item in one.items:
            found[item.record.pk].append(
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
