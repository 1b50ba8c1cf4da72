"""Counting against a slow reference that walks from day to day, written a second time."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.clocks.load import days_of, read
from archive.clocks.models import CalendarYear
from archive.clocks.rules import Calendar, Pause, compute
from archive.clocks.vocabulary import DayKind, DayReason, LimitUnit

ONE = dt.timedelta(days=1)
RULES = [row for row in read("deadlines.json")["rules"] if row["limit"] is not None]
BY_DAYS = [row for row in RULES if row["unit"] != LimitUnit.HOURS]


def shipped(*without: int) -> Calendar:
    rows = [row for row in read("calendar.json")["years"] if row["year"] not in without]
    days = [day for row in rows for day in days_of(CalendarYear(year=row["year"]), row)]
    off = frozenset(day.date for day in days if day.kind == DayKind.OFF)
    years = frozenset(row["year"] for row in rows)
    return Calendar(off, frozenset(day.date for day in days) - off, years)


CALENDAR = shipped()


def works(day: dt.date) -> bool:
    return day in CALENDAR.make_up or (day.weekday() < 5 and day not in CALENDAR.off)


def slow(start, limit, unit, rolls, pauses=()):
    """One day after another; what is full is full, then on to a working day."""
    paused = set()
    for first, last in pauses:
        paused |= {first + ONE * n for n in range((last - first).days + 1)}
    day, full = start, 0
    while full < limit:
        day = day + ONE
        if day not in paused and (unit == "cd" or works(day)):
            full = full + 1
    raw = day
    if rolls and not works(day):
        day = day + ONE
        while not works(day) or day in paused:
            day = day + ONE
    return raw, day


starts = st.dates(dt.date(2012, 1, 1), dt.date(2026, 12, 31))
units = st.sampled_from(["cd", "wd"])


@st.composite
def pauses_of(draw):
    begins = draw(st.lists(starts, max_size=3))
    return [Pause(day, day + ONE * draw(st.integers(0, 40))) for day in begins]


@given(starts, st.integers(0, 120), units, st.booleans(), pauses_of())
def test_any_limit_agrees_with_the_slow_reference(start, limit, unit, rolls, pauses):
    sheet = compute(start, limit, unit, CALENDAR, rolls, pauses)

    assert (sheet.raw, sheet.due) == slow(start, limit, unit, rolls, pauses)


@pytest.mark.parametrize("rule", BY_DAYS, ids=lambda rule: f"{rule['code']}-{rule['valid_from']}")
@given(start=starts)
def test_every_shipped_limit_agrees_with_it(rule, start):
    sheet = compute(start, rule["limit"], rule["unit"], CALENDAR, rule["rolls"])

    assert (sheet.raw, sheet.due) == slow(start, rule["limit"], rule["unit"], rule["rolls"])


@given(starts, st.integers(0, 120), units, st.booleans(), pauses_of())
def test_a_sheet_has_each_day_once_and_counts_the_limit(start, limit, unit, rolls, pauses):
    sheet = compute(start, limit, unit, CALENDAR, rolls, pauses)

    assert [day.date for day in sheet.days] == [start + ONE * n for n in range(len(sheet.days))]
    assert sum(day.counted for day in sheet.days) == limit
    assert sheet.days[0].reason == DayReason.START
    assert sheet.days[-1].date == sheet.due


@given(starts, st.integers(1, 120), units)
def test_a_rolling_limit_ends_on_the_first_working_day_there_is(start, limit, unit):
    sheet = compute(start, limit, unit, CALENDAR, True)

    assert works(sheet.due)
    between = (sheet.due - sheet.raw).days
    assert not any(works(sheet.raw + ONE * n) for n in range(between))


@given(starts, st.integers(0, 90), st.integers(0, 90))
def test_an_extension_from_the_raw_end_is_one_longer_limit(start, first, more):
    whole = compute(start, first + more, "cd", CALENDAR, True)
    raw = compute(start, first, "cd", CALENDAR, True).raw

    assert compute(raw, more, "cd", CALENDAR, True).due == whole.due


@given(starts, st.integers(0, 60), st.integers(1, 30), units)
def test_a_longer_limit_never_ends_earlier(start, limit, more, unit):
    short = compute(start, limit, unit, CALENDAR, True)

    assert compute(start, limit + more, unit, CALENDAR, True).due >= short.due


@given(starts, st.integers(0, 60), units, st.booleans())
def test_provisional_means_that_an_unknown_year_could_move_it(start, limit, unit, rolls):
    calendar = shipped(2020, 2026)
    sheet = compute(start, limit, unit, calendar, rolls)

    after = [day.date.year for day in sheet.days[1:]] or [start.year]
    asks = rolls or unit == "wd"
    assert sheet.provisional == (asks and bool({2020, 2026, 2027} & set(after)))


@pytest.mark.parametrize(
    ("limit", "due"), [(1, "2026-12-31"), (23, "2026-12-31"), (24, "2027-01-01")]
)
def test_hours_run_on_without_calendar(limit, due):
    sheet = compute(dt.date(2026, 12, 31), limit, "h", CALENDAR, True)

    assert sheet.due == dt.date.fromisoformat(due)
    assert not sheet.provisional


def test_a_negative_limit_is_no_limit():
    with pytest.raises(ValueError, match="negative"):
        compute(dt.date(2026, 1, 5), -1, "cd", CALENDAR, True)


REASONS = [
    ("2026-02-12", 0, DayReason.START),
    ("2026-02-13", 1, DayReason.WORKING_DAY),
    ("2026-02-14", 1, DayReason.MAKE_UP),
    ("2026-02-15", 0, DayReason.OFF),
    ("2026-02-24", 1, DayReason.WORKING_DAY),
    ("2026-02-25", 1, DayReason.WORKING_DAY),
    ("2026-02-26", 1, DayReason.WORKING_DAY),
]


@pytest.mark.parametrize(("date", "counted", "reason"), REASONS)
def test_the_sheet_of_an_objection_over_spring_festival(date, counted, reason):
    sheet = compute(dt.date(2026, 2, 12), 5, "wd", CALENDAR, True)

    day = next(day for day in sheet.days if day.date.isoformat() == date)
    assert (day.counted, day.reason) == (bool(counted), reason)
