"""From when to when, against an obvious slow reference, for any schedule, year and facts."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.retention.rules import first_match, is_longer, longest, run_of
from archive.retention.vocabulary import Period

NAMES = ["oral", "failed", "group", "annual"]
ONE = dt.timedelta(days=1)
periods = st.sampled_from(Period.values)
years = st.integers(1949, 2100)
simple = st.dictionaries(st.sampled_from(NAMES), st.booleans(), max_size=3)
conditions = st.one_of(simple, st.builds(lambda one, more: one | {"any": more}, simple,
                                         st.lists(simple, min_size=1, max_size=3)))
floors = st.sampled_from([{}, {"at_least": {"perform_by": 3}}, {"at_least": {"perform_by": 0}}])
rules = st.builds(
    lambda asked, floor, period: SimpleNamespace(conditions=asked | floor, period=period),
    conditions, floors, periods,
)
facts = st.builds(
    lambda flags, day: flags | {"perform_by": day},
    simple, st.none() | st.dates(dt.date(1990, 1, 1), dt.date(2150, 1, 1)),
)


def slow_fits(asked, known):
    for name in NAMES:
        if name in asked and asked[name] != known.get(name, False):
            return False
    if "any" not in asked:
        return True
    fitting = [one for one in asked["any"] if slow_fits(one, known)]
    return len(fitting) > 0


def slow_end(schedule, year, known):
    """Tries each rule; then walks from year to year and from day to day."""
    for rule in schedule:
        if slow_fits(rule.conditions, known):
            if rule.period == "Y":
                return rule, None
            end = dt.date(year, 12, 31)
            for _year in range(30 if rule.period == "D30" else 10):
                end = walked(end)
            more = rule.conditions.get("at_least", {}).get("perform_by")
            if more is not None and known["perform_by"]:
                wanted = dt.date(known["perform_by"].year, 12, 31)
                for _year in range(more):
                    wanted = walked(wanted)
                end = wanted if wanted > end else end
            return rule, end
    return None, None


def walked(day):
    """The last day of the next year."""
    year = day.year + 1
    while (day + ONE).year <= year:
        day += ONE
    return day


@given(st.lists(rules, max_size=4), years, facts)
def test_any_schedule_year_and_facts_agree_with_the_slow_reference(schedule, year, known):
    rule = first_match(schedule, known)
    expected_rule, expected_end = slow_end(schedule, year, known)

    assert rule is expected_rule
    if rule:
        run = run_of(rule.period, year, rule.conditions, known)
        assert (run.starts_on, run.ends_on) == (dt.date(year + 1, 1, 1), expected_end)


@given(periods, years)
def test_a_fixed_period_is_its_years_to_the_day(period, year):
    run = run_of(period, year)

    if period == Period.PERMANENT:
        assert run.ends_on is None
    else:
        after = run.ends_on + ONE
        assert (after.month, after.day) == (1, 1)
        assert after.year - run.starts_on.year == {"D30": 30, "D10": 10}[period]


TABLE = [
    ("D10", 2025, "2026-01-01", "2035-12-31"),
    ("D30", 2019, "2020-01-01", "2049-12-31"),
    ("Y", 2024, "2025-01-01", None),
]


@pytest.mark.parametrize(("period", "year", "starts", "ends"), TABLE)
def test_the_run_of_a_period(period, year, starts, ends):
    run = run_of(period, year)

    assert run.starts_on.isoformat() == starts
    assert (run.ends_on and run.ends_on.isoformat()) == ends


PERFORM = [(None, "2035-12-31"), ("2032-12-31", "2035-12-31"), ("2033-01-01", "2036-12-31")]


@pytest.mark.parametrize(("day", "ends"), PERFORM)
def test_it_is_kept_three_years_after_the_term_of_performance(day, ends):
    known = {"perform_by": day and dt.date.fromisoformat(day)}

    run = run_of("D10", 2025, {"at_least": {"perform_by": 3}}, known)

    assert run.ends_on.isoformat() == ends


LONGER = [("Y", "D30"), ("Y", "D10"), ("D30", "D10")]


@pytest.mark.parametrize("one", Period.values)
@pytest.mark.parametrize("other", Period.values)
def test_which_period_is_longer(one, other):
    assert is_longer(one, other) is ((one, other) in LONGER)
    assert longest([other, one]) == (one if (one, other) in LONGER else other)
