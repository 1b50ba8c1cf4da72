"""The sheet of a deadline: every day of it, for those who see its record and nobody else."""

import datetime as dt

import pytest

from archive.clocks import clocks
from archive.clocks.load import load_clocks
from archive.clocks.queries import calendar_from
from desk.clocks import left_in_words, lines_of, months_of
from tests.desk.conftest import page


@pytest.fixture
def clock(record):
    load_clocks()
    return clocks.start(record, "PET_HANDLE", dt.date(2024, 9, 2))


def test_every_day_stands_on_the_sheet_with_its_count(clock):
    (first, *_rest) = months = months_of(clocks.sheet(clock))

    cells = [cell for month in months for week in month.weeks for cell in week if cell.day]
    assert first.first == dt.date(2024, 9, 1)
    assert max(cell.number for cell in cells) == 60
    assert [cell.date for cell in cells if cell.is_due] == [clock.due_on]


def test_the_sheet_names_the_rule_and_its_article(office, clock, sign_in):
    shown = page(sign_in(office.clerk), f"/desk/clocks/{clock.pk}/")

    assert clock.rule.basis in shown
    assert clock.due_on.isoformat() in shown


def test_a_foreign_clock_answers_like_one_that_never_was(office, clock, sign_in):
    client = sign_in(office.stranger)

    assert client.get(f"/desk/clocks/{clock.pk}/").status_code == 404
    assert client.get("/desk/clocks/999999/").status_code == 404


@pytest.mark.parametrize(
    ("today", "said"),
    [
        (dt.date(2024, 9, 30), "1 working day left"),  # The holidays of October stand between.
        (dt.date(2024, 10, 8), "due today"),
        (dt.date(2024, 10, 10), "2 days late"),
    ],
)
def test_what_is_left_is_said_in_working_days(office, record, today, said):
    load_clocks()

    assert left_in_words(today, dt.date(2024, 10, 8), calendar_from(2024)) == said


def test_a_clock_that_ended_says_whether_it_was_in_time(clock, record):
    clocks.end(record, "PET_HANDLE", on=clock.due_on + dt.timedelta(days=1), by="petition:serve")
    clock.refresh_from_db()

    (line,) = lines_of([clock])
    assert (line.tone, "late" in line.left) == ("red", True)


def test_when_the_time_to_ask_for_a_review_is_over_nobody_is_late(record):
    load_clocks()
    window = clocks.start(record, "PET_REVIEW_REQ", dt.date(2024, 9, 2))
    clocks.end(record, "PET_REVIEW_REQ", on=dt.date(2024, 12, 2), by="petition:close")
    window.refresh_from_db()

    (line,) = lines_of([window])

    assert (line.tone, line.left) == ("grey", f"over since {window.due_on}")
