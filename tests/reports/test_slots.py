"""What is owed, until when, and how far it is. Missing is never nil."""

import datetime as dt

import pytest
from django.core.management import call_command

from archive.clocks.models import CalendarDay, CalendarYear
from archive.organisation.models import Unit
from archive.records.models import Event
from archive.reports.models import ReportSlot, ReportType
from archive.reports.queries import due_between, missing, states
from archive.reports.rules import Filing, last_ended, period_of, periods_ended, slot_state
from archive.reports.slots import open_slots, recount
from archive.reports.vocabulary import SlotState
from tests.reports.people import (
    DUE,
    START,
    TODAY,
    add_case,
    fill,
    fill_nil,
    fresh,
    in_state,
    noon,
    send,
    send_back,
)

D = dt.date.fromisoformat
LATE = D("2026-04-09")


@pytest.mark.parametrize(
    ("cycle", "day", "start", "end"),
    [
        ("month", "2026-02-10", "2026-02-01", "2026-02-28"),
        ("month", "2024-02-29", "2024-02-01", "2024-02-29"),
        ("month", "2026-12-31", "2026-12-01", "2026-12-31"),
        ("quarter", "2026-05-01", "2026-04-01", "2026-06-30"),
        ("half_year", "2026-12-01", "2026-07-01", "2026-12-31"),
        ("year", "2026-06-01", "2026-01-01", "2026-12-31"),
    ],
)
def test_periods(cycle, day, start, end):
    assert period_of(cycle, D(day)) == (D(start), D(end))


def test_a_period_has_ended_on_its_last_day():
    assert last_ended("month", D("2026-03-31")).start == D("2026-03-01")
    assert last_ended("month", D("2026-03-30")).start == D("2026-02-01")
    found = [one.start.month for one in periods_ended("month", D("2025-11-30"), D("2026-01-31"))]
    assert found == [11, 12, 1]


@pytest.mark.django_db
def test_each_unit_that_owes_has_its_slot_once(bureau):
    assert set(bureau.slots) == {"YX", "DH", "QH", "DH1"}
    assert {slot.period_start for slot in bureau.slots.values()} == {START}
    assert open_slots(TODAY) == []


@pytest.mark.django_db
def test_the_last_day_rolls_over_a_holiday(bureau):
    assert {slot.due_on for slot in bureau.slots.values()} == {DUE}


@pytest.mark.django_db
def test_opening_is_an_event_of_the_day(bureau):
    event = Event.objects.get(name="report:open")

    assert event.record is None
    assert '"period_start":"2026-03-01"' in event.body.content
    assert '"unit":"DH1"' in event.body.content


@pytest.mark.django_db
def test_months_in_which_nothing_ran_are_opened_when_it_runs_again(bureau):
    made = open_slots(D("2026-07-01"))

    assert {slot.period_start.month for slot in made} == {4, 5, 6}


@pytest.mark.django_db
def test_the_past_is_opened_where_it_is_asked_for(bureau):
    made = open_slots(TODAY, since=D("2026-01-31"))

    assert {slot.period_start.month for slot in made} == {1, 2}


@pytest.mark.django_db
def test_a_type_is_not_owed_before_or_after_its_time(bureau):
    ReportType.objects.update(valid_to=D("2026-04-29"))

    assert open_slots(D("2026-06-01")) == []
    assert open_slots(D("2010-12-31"), since=D("2010-01-31")) == []


@pytest.mark.django_db
def test_a_unit_that_ended_owes_no_more_and_a_new_one_owes_from_its_first_month(bureau):
    Unit.objects.filter(code="QH").update(ended_on=D("2026-04-15"))
    Unit.objects.filter(code="DH1").update(opened_on=D("2026-05-02"))

    april = open_slots(D("2026-04-30"))
    may = open_slots(D("2026-05-31"))

    assert {slot.unit.code for slot in april} == {"YX", "DH"}
    assert {slot.unit.code for slot in may} == {"YX", "DH", "DH1"}


@pytest.mark.django_db
def test_a_calendar_that_came_moves_the_days_that_are_still_to_come(bureau):
    open_slots(D("2029-03-31"))
    slot = ReportSlot.objects.get(unit__code="DH", period_start=D("2029-03-01"))
    assert slot.due_on == D("2029-04-05")
    year = CalendarYear.objects.create(year=2029, source="国办通知")
    CalendarDay.objects.create(date=D("2029-04-05"), kind="off", year=year)

    recount(D("2029-03-31"))

    slot.refresh_from_db()
    assert slot.due_on == D("2029-04-06")
    assert recount(D("2029-03-31")) == []
    assert ReportSlot.objects.get(unit__code="DH", period_start=START).due_on == DUE


STATES = [
    ("2026-04-07", [], "open"),
    ("2026-04-08", [], "missing"),
    ("2026-04-07", [Filing(1, False)], "drafted"),
    ("2026-04-08", [Filing(1, False)], "missing"),
    ("2026-04-08", [Filing(1, False, again_by=D("2026-04-10"))], "drafted"),
    ("2026-04-11", [Filing(1, False, again_by=D("2026-04-10"))], "missing"),
    ("2026-04-08", [Filing(1, True)], "filed"),
    ("2026-04-08", [Filing(1, True, nil=True)], "nil"),
    ("2026-04-08", [Filing(1, True, late=True)], "late"),
    ("2026-04-08", [Filing(1, True, nil=True, late=True)], "late"),
    ("2026-04-08", [Filing(1, True), Filing(2, False)], "filed"),
    ("2026-04-08", [Filing(1, True), Filing(2, True)], "corrected"),
    ("2026-04-08", [Filing(1, False), Filing(2, True)], "filed"),
]


@pytest.mark.parametrize(("on", "filings", "state"), STATES)
def test_the_state_of_a_slot(on, filings, state):
    assert slot_state(DUE, D(on), filings) == state


def state(report, on=TODAY):
    return states([fresh(report).slot], on)[report.slot_id]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("day", "wanted"), [(TODAY, SlotState.FILED), (DUE, SlotState.FILED), (LATE, SlotState.LATE)]
)
def test_a_report_is_late_after_its_last_day(bureau, day, wanted):
    report = send(bureau, in_state(bureau, "draft"), day)

    assert state(report, LATE) == wanted


@pytest.mark.django_db
def test_a_nil_report_is_nil_only_once_it_is_sent(bureau):
    report = fill_nil(bureau, "DH1")
    assert state(report) == SlotState.DRAFTED
    assert state(report, LATE) == SlotState.MISSING

    assert state(send(bureau, report), LATE) == SlotState.NIL


@pytest.mark.django_db
def test_a_report_that_came_back_has_time_until_its_new_last_day(bureau):
    report = send_back(bureau, in_state(bureau, "submitted"), DUE, days=2)
    assert state(report, D("2026-04-09")) == SlotState.DRAFTED
    assert state(report, D("2026-04-10")) == SlotState.MISSING
    assert fresh(report).slot not in missing(ReportSlot.objects.all(), D("2026-04-09"))
    assert fresh(report).slot in missing(ReportSlot.objects.all(), D("2026-04-10"))


@pytest.mark.django_db
@pytest.mark.parametrize(("day", "wanted"), [(9, SlotState.FILED), (10, SlotState.LATE)])
def test_what_comes_again_in_its_new_time_is_not_late(bureau, day, wanted):
    from archive.reports.steps import RefillReport

    report = send_back(bureau, in_state(bureau, "submitted"), DUE, days=2)
    RefillReport(report.record, by=bureau.office.mediator, at=noon(DUE)).run()

    assert state(send(bureau, fresh(report), dt.date(2026, 4, day))) == wanted


@pytest.mark.django_db
def test_what_was_late_stays_late_though_it_was_sent_back(bureau):
    from archive.reports.steps import RefillReport

    report = send_back(bureau, send(bureau, in_state(bureau, "draft"), LATE), LATE)
    RefillReport(report.record, by=bureau.office.mediator, at=noon(LATE)).run()

    assert state(send(bureau, fresh(report), LATE)) == SlotState.LATE


@pytest.mark.django_db
def test_lists_of_what_is_due_and_what_is_missing(bureau):
    in_state(bureau, "submitted")
    fill(bureau, "QH")
    slots = ReportSlot.objects.all()

    due = {slot.unit.code for slot in due_between(slots, TODAY, DUE)}
    late = {slot.unit.code for slot in missing(slots, LATE)}

    assert due == late == {"YX", "DH", "QH"}
    assert not missing(slots, DUE)


@pytest.mark.django_db
def test_the_states_of_many_slots_are_one_query(bureau, django_assert_num_queries):
    in_state(bureau, "submitted")
    open_slots(TODAY, since=D("2025-01-31"))
    slots = list(ReportSlot.objects.all())

    with django_assert_num_queries(1):
        states(slots, TODAY)


@pytest.mark.django_db
def test_the_command_opens_and_says_what(bureau, capsys):
    import json

    call_command("open_slots", "--on", "2026-04-30", "--json")

    assert json.loads(capsys.readouterr().out) == {"opened": 4, "periods": {"2026-04-01": 4}}


@pytest.mark.django_db
def test_a_draft_does_not_make_the_case_count_for_another_month(bureau):
    add_case(bureau.office.village, bureau.office.mediator, D("2026-04-01"))

    assert fill(bureau, "DH1").figures.get(column="total").computed == 0
