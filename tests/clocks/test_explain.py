"""explain_clock: a deadline line by line, for people and for scripts."""

from __future__ import annotations

import io
import json

import pytest
from django.core.management import call_command

from project.front_door import WRONG_USE, WrongUse
from tests.commands import answer, manage


def explain(*words: object) -> dict:
    out = io.StringIO()
    call_command("explain_clock", *map(str, words), "--json", stdout=out)
    return json.loads(out.getvalue())


def test_it_says_raw_due_and_basis(rules):
    said = explain("PET_HANDLE", "2025-08-02")

    assert (said["raw"], said["due"]) == ("2025-10-01", "2025-10-09")
    assert said["basis"] == "信访工作条例（2022年）第三十四条"
    assert said["provisional"] is False


def test_every_day_stands_there_with_its_reason(rules):
    days = explain("PET_HANDLE", "2025-08-02")["days"]

    assert len(days) == 69
    assert sum(day["counted"] for day in days) == 60
    assert all(day["reason"] for day in days)
    assert days[0]["reason"].endswith("（民法典第二百零一条）")
    assert days[-1]["reason"].endswith("（民法典第二百零三条）")


def test_a_petition_of_2021_is_explained_by_the_law_of_2005(rules):
    assert explain("PET_HANDLE", "2021-06-01")["basis"].startswith("信访条例（2005年）")


def test_a_limit_that_somebody_sets_is_given(rules):
    assert explain("REPORT_DUE", "2026-09-30", "--limit", 5)["due"] == "2026-10-08"


def test_a_year_without_calendar_is_provisional(rules):
    assert explain("DISCLOSE", "2026-12-20")["provisional"] is True


WRONG = [
    ("NONE", "2024-01-01"),
    ("PET_OBJECT", "2021-01-01"),
    ("PET_HANDLE", "2024-02-30"),
    ("PET_HANDLE", "20240230"),
    ("PET_HANDLE", "gestern"),
    ("REPORT_DUE", "2026-09-30"),
    ("REPORT_DUE", "2026-09-30", "--limit", "-1"),
    ("PET_HANDLE", "9999-12-30"),
]


@pytest.mark.parametrize("words", WRONG)
def test_wrong_use_says_so(rules, words):
    with pytest.raises(WrongUse) as error:
        explain(*words)
    assert error.value.returncode == WRONG_USE


def test_people_read_lines(rules, capsys):
    call_command("explain_clock", "DISPUTE_FEEDBACK", "2012-09-28")

    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("DISPUTE_FEEDBACK")
    assert "2012-09-29  +" in lines[2]


@pytest.mark.slow
def test_a_prepared_home_explains(sqlite_home):
    assert manage(sqlite_home, "prepare").returncode == 0

    assert answer(sqlite_home, "explain_clock", "PET_OBJECT", "2026-02-12")["due"] == "2026-02-26"
    said = answer(sqlite_home, "explain_retention", "M-20", "--closed", 2025)
    assert (said["starts"], said["ends"]) == ("2026-01-01", "2035-12-31")
    assert manage(sqlite_home, "explain_clock", "NONE", "2026-02-12").returncode == WRONG_USE
