"""A calendar comes: what was provisional is counted anew, and the old dates are kept."""

from __future__ import annotations

import datetime as dt
import json

import pytest

from archive.clocks import clocks
from archive.clocks.load import load_clocks, load_years, read
from archive.clocks.models import CalendarDay, CalendarYear
from archive.records.calendar import calendar_came
from archive.records.models import Event, Version
from archive.records.verify import verify_log

D = dt.date.fromisoformat
# A list as it may come; that of 2027 was not announced when this was written.
YEAR_2027 = {
    "year": 2027,
    "source": "试验用，非官方",
    "off": ["2027-01-01..2027-01-03", "2027-02-05..2027-02-11"],
    "make_up": ["2027-02-13"],
}


def come(office, row=YEAR_2027):
    return calendar_came(load_years([row]), by=office.operator)


def test_the_due_date_moves_and_the_old_one_is_kept(rules, office, record):
    clock = clocks.start(record, "PET_OBJECT", D("2026-12-30"))
    assert (clock.due_on, clock.provisional) == (D("2027-01-06"), True)

    assert come(office) == 1

    clock.refresh_from_db()
    assert (clock.due_on, clock.provisional) == (D("2027-01-07"), False)
    said = json.loads(Event.objects.get(name="clock:recompute").body.content)["clocks"][0]
    assert said["before"]["due"] == "2027-01-06"
    assert said["after"]["due"] == "2027-01-07"


def test_the_record_gets_a_version_and_the_log_stays_sound(rules, office, record):
    clocks.start(record, "PET_OBJECT", D("2026-12-30"))

    come(office)

    assert Version.objects.filter(record=record).count() == 2
    assert Event.objects.filter(name="calendar:release", record=None).count() == 1
    assert not verify_log().faults


def test_an_extension_starts_where_the_recounted_end_is(rules, office, record):
    first = clocks.start(record, "DISCLOSE_ANSWER", D("2026-12-20"))
    longer = clocks.extend(first, "DISCLOSE_EXTEND", 20)
    assert (first.raw_on, longer.due_on) == (D("2027-01-15"), D("2027-02-12"))

    come(office)

    first.refresh_from_db()
    longer.refresh_from_db()
    assert first.raw_on == longer.started_on == D("2027-01-18")
    assert longer.due_on == D("2027-02-19")


def test_what_ended_stays_as_it_was(rules, office, record):
    clock = clocks.start(record, "PET_OBJECT", D("2026-12-30"))
    clocks.end(record, "PET_OBJECT", on=D("2027-01-05"), by="petition:object")

    assert come(office) == 0
    clock.refresh_from_db()
    assert clock.due_on == D("2027-01-06")


def test_what_no_year_concerns_gets_no_version(rules, office, record):
    clocks.start(record, "PET_HANDLE", D("2026-03-02"))

    assert come(office) == 0
    assert Version.objects.filter(record=record).count() == 1


def test_the_shipped_years_come_once(rules):
    assert rules == list(range(2012, 2027))
    assert load_clocks() == []
    assert CalendarYear.objects.count() == 15


def test_a_year_with_a_foreign_day_does_not_come_at_all(rules):
    with pytest.raises(ValueError, match="another year"):
        load_years([YEAR_2027 | {"make_up": ["2026-12-26"]}])

    assert not CalendarYear.objects.filter(year=2027).exists()


def test_a_day_is_off_or_worked_never_both():
    for row in read("calendar.json")["years"]:
        assert row["source"]
        ranges = [one.split("..") for one in row["off"]]
        assert not [d for d in row["make_up"] for r in ranges if r[0] <= d <= r[-1]]


def test_make_up_days_are_weekend_days(rules):
    days = CalendarDay.objects.filter(kind="makeup").values_list("date", flat=True)

    assert days
    assert all(day.weekday() >= 5 for day in days)
