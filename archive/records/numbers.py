"""Numbers: one locked counter row per series and year; given once, never recomputed (design 3)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from archive.organisation.models import Unit
from archive.organisation.refusal import Refusal, Refused
from archive.records.models import NumberGiven, NumberSeries, Record
from archive.records.vocabulary import NumberState

# The form 机关代字〔年份〕序号号 (GB/T 9704-2012, 7.2.5): full year, no leading zeros.
DISPLAY = "{code}〔{year}〕{number}号"
RECEIVED = "收"

SERIES_CLOSED = _("The series %(series)s is closed; no number can be taken from it.")
NUMBER_TAKEN = _("The number %(number)s is already given in this unit; check the paper's number.")


@dataclass(frozen=True)
class DocNumber:
    """A 发文字号 taken apart: agency code, year, serial."""

    code: str
    year: int
    number: int

    def __str__(self) -> str:
        return DISPLAY.format(code=self.code, year=self.year, number=self.number)

    @property
    def sort_key(self) -> str:
        return sort_key(self.code, self.year, self.number)


PATTERN = re.compile(
    r"(?P<code>[\u4e00-\u9fffA-Za-z0-9]{1,20}?)\s*"
    r"[〔\[【(（﹝［](?P<year>(?:19|20)\d\d)[〕\]】)）﹞］]\s*第?\s*(?P<number>\d{1,5})\s*号"
)
DIGITS = str.maketrans("０１２３４５６７８９", "0123456789")


def read_number(text: str) -> DocNumber | None:
    """The 发文字号 that `text` is, in any brackets and widths, or None (domain 6.1)."""
    match = PATTERN.fullmatch(text.translate(DIGITS).strip())
    if match is None:
        return None
    return DocNumber(match["code"], int(match["year"]), int(match["number"]))


def sort_key(code: str, year: int, number: int) -> str:
    return f"{year:04d}-{code}-{number:06d}"


def lock_series(unit: Unit, code: str, year: int) -> NumberSeries:
    """The counter row, locked until the transaction ends; made when it is the first."""
    key = {"unit": unit, "code": code, "year": year}
    NumberSeries.objects.bulk_create([NumberSeries(**key)], ignore_conflicts=True)
    series = NumberSeries.objects.select_for_update().get(**key)
    if series.closed:
        raise Refused([Refusal("series_closed", SERIES_CLOSED, {"series": f"{code}〔{year}〕"})])
    return series


@dataclass(frozen=True)
class Taken:
    """A number set on a record that is not saved yet; `keep` enters it once the record is."""

    series: NumberSeries
    number: int
    record: Record


def take(records: Sequence[Record], *, unit: Unit, code: str, on: dt.date) -> list[Taken]:
    """Sets on each record the next number of the series of that day's year, in order.

    The counter stays locked until the transaction ends. Raises Refused when the series is closed.
    """
    if not records:
        return []
    series = lock_series(unit, code, on.year)
    first = series.next_number
    move_counter(series, first + len(records))
    for number, record in enumerate(records, start=first):
        record.number = DISPLAY.format(code=code, year=on.year, number=number)
        record.number_sort = sort_key(code, on.year, number)
    return [Taken(series, number, record) for number, record in enumerate(records, start=first)]


def adopt(record: Record, wanted: DocNumber, *, unit: Unit) -> Taken:
    """Sets a number the unit gave on paper; the counter moves past it, a gap stays open.

    Raises Refused when that number is already given.
    """
    series = lock_series(unit, wanted.code, wanted.year)
    if NumberGiven.objects.filter(series=series, number=wanted.number).exists():
        raise Refused([Refusal("own_number_taken", NUMBER_TAKEN, {"number": str(wanted)})])
    if series.next_number <= wanted.number:
        move_counter(series, wanted.number + 1)
    record.number, record.number_sort = str(wanted), wanted.sort_key
    return Taken(series, wanted.number, record)


def move_counter(series: NumberSeries, next_number: int) -> None:
    series.next_number = next_number
    series.save(update_fields=["next_number"])


def keep(taken: Sequence[Taken]) -> None:
    """Enters the numbers of records that are saved now."""
    NumberGiven.objects.bulk_create(
        NumberGiven(
            series=one.series, number=one.number, display=one.record.number, record=one.record
        )
        for one in taken
    )


def void(records: Sequence[Record], reason: str) -> None:
    """The numbers of struck records stay, with the reason why they stand for nothing."""
    given = NumberGiven.objects.filter(record__in=records, state=NumberState.GIVEN)
    given.update(state=NumberState.VOIDED, reason=reason)


def gaps(series: NumberSeries) -> list[int]:
    """Numbers below the counter that were never given: on paper only, or missing."""
    given = set(series.given.values_list("number", flat=True))
    return [number for number in range(1, series.next_number) if number not in given]
