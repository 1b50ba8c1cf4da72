"""The vectors of domain 6.3, counted with the shipped calendar and the shipped rules."""

from __future__ import annotations

import datetime as dt

import pytest

from archive.clocks.load import load_clocks
from archive.clocks.queries import calendar_from, rule_for
from archive.clocks.rules import compute

D = dt.date.fromisoformat


@pytest.fixture
def calendar(db):
    load_clocks()
    return calendar_from(2012)


BY_RULE = [
    ("feedback form over a make-up day", "DISPUTE_FEEDBACK", "2012-09-28", None, "2012-10-08"),
    ("feedback form on a make-up Saturday", "DISPUTE_FEEDBACK", "2012-12-31", None, "2013-01-05"),
    ("inspection form rolls", "INSPECTION_FORM", "2012-09-28", "2012-10-01", "2012-10-08"),
    ("responsibility review", "LIABILITY_REVIEW", "2012-09-03", None, "2012-10-19"),
    ("its decision", "LIABILITY_DECISION", "2012-10-19", None, "2012-11-16"),
    ("disclosure", "DISCLOSE", "2012-08-21", None, "2012-09-18"),
    ("leader case", "LEADER_CASE", "2012-08-21", "2012-10-20", "2012-10-22"),
    ("hard leader case", "LEADER_CASE_COMPLEX", "2012-08-21", "2012-11-19", "2012-11-19"),
    ("petition notice", "PET_NOTIFY_DIRECT", "2022-05-05", "2022-05-20", "2022-05-20"),
    ("petition handling", "PET_HANDLE", "2022-05-20", "2022-07-19", "2022-07-19"),
    ("its extension", "PET_EXTEND", "2022-07-19", "2022-08-18", "2022-08-18"),
    ("handling into a holiday", "PET_HANDLE", "2025-08-02", "2025-10-01", "2025-10-09"),
    ("its extension from the raw end", "PET_EXTEND", "2025-10-01", "2025-10-31", "2025-10-31"),
    ("objection", "PET_OBJECT", "2022-09-29", None, "2022-10-11"),
    ("objection over spring festival", "PET_OBJECT", "2026-02-12", None, "2026-02-26"),
    ("review request", "PET_REVIEW_REQ", "2024-01-15", "2024-02-14", "2024-02-18"),
    ("judicial confirmation", "MED_CONFIRM", "2023-09-05", "2023-10-05", "2023-10-07"),
    ("disclosure over spring festival", "DISCLOSE", "2026-01-26", None, "2026-02-28"),
]


@pytest.mark.parametrize(("case", "code", "start", "raw", "due"), BY_RULE)
def test_vector(calendar, case, code, start, raw, due):
    rule = rule_for(code, D(start))

    sheet = compute(D(start), rule.limit, rule.unit, calendar, rule.rolls)

    assert (sheet.raw, sheet.due) == (D(raw or due), D(due))
    assert not sheet.provisional


def test_the_inspection_form_without_rolling(calendar):
    assert compute(D("2012-09-28"), 3, "cd", calendar, False).due == D("2012-10-01")


@pytest.mark.parametrize(
    ("year", "workdays"), [(2012, 249), (2022, 249), (2024, 251), (2025, 248), (2026, 248)]
)
def test_workdays_of_a_year(calendar, year, workdays):
    days = (dt.date(year, 1, 1) + dt.timedelta(days=n) for n in range(366))

    assert sum(day.year == year and calendar.is_workday(day) for day in days) == workdays
