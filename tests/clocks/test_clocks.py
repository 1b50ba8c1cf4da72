"""Clocks of records: started, extended, paused, ended, stopped."""

from __future__ import annotations

import datetime as dt

import pytest

from archive.clocks import clocks
from archive.clocks.models import Clock
from archive.clocks.queries import due_between, overdue

D = dt.date.fromisoformat
PAUSE = {"reason": "举行听证", "basis": "信访工作条例（2022年）第三十六条"}


def test_a_clock_keeps_the_rule_of_its_start(rules, record):
    old = clocks.start(record, "PET_HANDLE", D("2021-06-01"))
    new = clocks.start(record, "PET_HANDLE", D("2023-06-01"))

    assert old.rule.basis.startswith("信访条例")
    assert new.rule.basis.startswith("信访工作条例")


def test_a_limit_that_somebody_sets_must_be_given(rules, record):
    with pytest.raises(ValueError, match="no limit of its own"):
        clocks.start(record, "PET_ASSIGN_FEEDBACK", D("2024-01-15"))

    given = clocks.start(record, "PET_ASSIGN_FEEDBACK", D("2024-01-15"), limit=20)
    assert given.due_on == D("2024-02-04")


def test_an_extension_counts_from_the_raw_end(rules, record):
    clock = clocks.start(record, "PET_HANDLE", D("2025-08-02"))
    longer = clocks.extend(clock, "PET_EXTEND", 30)

    assert (clock.raw_on, clock.due_on) == (D("2025-10-01"), D("2025-10-09"))
    assert (longer.started_on, longer.due_on) == (D("2025-10-01"), D("2025-10-31"))
    assert clock.ended_by == "extended"
    assert list(clocks.running(record)) == [longer]


def test_an_extension_stays_under_the_law_of_its_clock(rules, record):
    clock = clocks.start(record, "PET_HANDLE", D("2022-04-20"))

    assert clocks.extend(clock, "PET_EXTEND", 10).rule.basis.startswith("信访条例")


@pytest.mark.parametrize("days", [0, -1, 31])
def test_an_extension_beyond_the_law_is_an_error(rules, record, days):
    clock = clocks.start(record, "PET_HANDLE", D("2025-08-02"))

    with pytest.raises(ValueError, match="outside"):
        clocks.extend(clock, "PET_EXTEND", days)


def test_the_parties_of_a_mediation_agree_on_any_extension(rules, record):
    clock = clocks.start(record, "MED_CLOSE", D("2026-03-02"))

    assert clocks.extend(clock, "MED_EXTEND", 45).due_on == D("2026-05-18")


def test_a_clock_that_ended_is_not_extended(rules, record):
    clock = clocks.start(record, "PET_HANDLE", D("2025-08-02"))
    clocks.cancel_all(record, on=D("2025-08-05"), by="petition:withdraw")
    clock.refresh_from_db()

    with pytest.raises(ValueError, match="running"):
        clocks.extend(clock, "PET_EXTEND", 5)


def test_ending_a_rule_ends_what_extends_it(rules, record):
    clocks.start(record, "PET_NOTIFY_DIRECT", D("2025-08-02"))
    clock = clocks.start(record, "PET_HANDLE", D("2025-08-02"))
    longer = clocks.extend(clock, "PET_EXTEND", 30)

    ended = clocks.end(record, "PET_HANDLE", on=D("2025-10-20"), by="petition:give_opinion")

    assert ended == [longer]
    assert [one.rule.code for one in clocks.running(record)] == ["PET_NOTIFY_DIRECT"]


def test_ending_what_does_not_run_ends_nothing(rules, record):
    assert clocks.end(record, "PET_HANDLE", on=D("2025-10-20"), by="petition:close") == []


def test_stopping_all_leaves_none_running(rules, record):
    clocks.start(record, "PET_NOTIFY_DIRECT", D("2025-08-02"))
    clocks.start(record, "PET_HANDLE", D("2025-08-02"))

    stopped = clocks.cancel_all(record, on=D("2025-08-05"), by="petition:withdraw")

    assert len(stopped) == 2
    assert not clocks.running(record).exists()


def test_a_hearing_moves_the_end_by_its_days(rules, record):
    clock = clocks.start(record, "PET_RECHECK", D("2024-03-01"))
    clocks.pause(clock, D("2024-03-11"), **PAUSE)
    clocks.resume(clock, D("2024-03-15"))

    assert (clock.raw_on, clock.due_on) == (D("2024-04-05"), D("2024-04-07"))
    assert sum(day.reason == "paused" for day in clocks.sheet(clock).days) == 5


def test_while_paused_a_clock_is_not_overdue(rules, record):
    clock = clocks.start(record, "PET_RECHECK", D("2024-03-01"))
    assert list(overdue(D("2024-06-01"))) == [clock]

    clocks.pause(clock, D("2024-03-11"), **PAUSE)
    assert not overdue(D("2024-06-01")).exists()


@pytest.mark.parametrize("on", ["2024-02-01", "2024-03-01"])
def test_a_pause_before_the_first_counted_day_is_an_error(rules, record, on):
    clock = clocks.start(record, "PET_RECHECK", D("2024-03-01"))

    with pytest.raises(ValueError, match="after its start"):
        clocks.pause(clock, D(on), **PAUSE)


def test_a_pause_is_opened_once_and_ended_after_it_began(rules, record):
    clock = clocks.start(record, "PET_RECHECK", D("2024-03-01"))
    with pytest.raises(ValueError, match="no pause"):
        clocks.resume(clock, D("2024-03-12"))
    clocks.pause(clock, D("2024-03-11"), **PAUSE)

    with pytest.raises(ValueError, match="already"):
        clocks.pause(clock, D("2024-03-12"), **PAUSE)
    with pytest.raises(ValueError, match="no pause"):
        clocks.resume(clock, D("2024-03-10"))


def test_on_its_last_day_a_clock_is_due_and_not_late(rules, record):
    clock = clocks.start(record, "PET_NOTIFY_DIRECT", D("2022-05-05"))

    assert list(due_between(D("2022-05-20"), D("2022-05-20"))) == [clock]
    assert not overdue(D("2022-05-20")).exists()
    assert overdue(D("2022-05-21")).exists()


def test_a_clock_into_a_year_without_calendar_is_provisional(rules, record):
    assert clocks.start(record, "PET_HANDLE", D("2026-12-20")).provisional
    assert not clocks.start(record, "PET_OBJECT", D("2026-12-20")).provisional
    assert Clock.objects.filter(provisional=True).count() == 1
