"""Which law a day stands under, and what it fixes: data with their articles."""

import datetime as dt

import pytest

from archive.petitions.limits import law_of, limits, most_representatives
from archive.petitions.words import basis

day = dt.date


@pytest.mark.parametrize(
    ("on", "code", "routes", "letter"),
    [
        (day(2004, 12, 31), "2005", False, "《信访条例》"),
        (day(2005, 5, 1), "2005", False, "《信访条例》"),
        (day(2022, 4, 30), "2005", False, "《信访条例》"),
        (day(2022, 5, 1), "2022", True, "《信访工作条例》"),
        (day(2999, 1, 1), "2022", True, "《信访工作条例》"),
    ],
)
def test_the_law_of_a_day(on, code, routes, letter):
    law = law_of(on)

    assert (law["code"], law["routes"]) == (code, routes)
    assert basis("accept_notice", on).startswith(letter)


def test_a_joint_petition_has_five_representatives_where_a_law_says_so():
    assert most_representatives(day(2021, 1, 1)) == most_representatives(day(2026, 1, 1)) == 5
    assert most_representatives(day(2004, 1, 1)) is None


@pytest.mark.parametrize("name", ["laws", "representatives"])
def test_rows_have_an_article_and_follow_each_other_without_a_gap(name):
    rows = limits()[name]

    assert all(row["basis"] for row in rows)
    for before, after in zip(rows, rows[1:], strict=False):
        ends = day.fromisoformat(before["valid_to"])
        assert day.fromisoformat(after["valid_from"]) - ends == dt.timedelta(days=1)
