"""explain_retention: how long a rule keeps what was closed in a year."""

from __future__ import annotations

import io
import json

import pytest
from django.core.management import call_command

from archive.retention.models import Schedule
from project.front_door import WRONG_USE, WrongUse


def explain(code: str, year: object) -> dict:
    out = io.StringIO()
    call_command("explain_retention", code, "--closed", str(year), "--json", stdout=out)
    return json.loads(out.getvalue())


TABLE = [
    ("P-10", 2025, "Y", "2026-01-01", None),
    ("P-20", 2025, "D30", "2026-01-01", "2055-12-31"),
    ("P-30", 2023, "D10", "2024-01-01", "2033-12-31"),
    ("M-10", 2019, "D30", "2020-01-01", "2049-12-31"),
    ("M-20", 2024, "D10", "2025-01-01", "2034-12-31"),
    ("S-10", 2025, "Y", "2026-01-01", None),
    ("S-20", 2025, "D10", "2026-01-01", "2035-12-31"),
    ("N-10", 2012, "Y", "2013-01-01", None),
]


@pytest.mark.parametrize(("code", "year", "period", "starts", "ends"), TABLE)
def test_start_and_end(schedule, code, year, period, starts, ends):
    said = explain(code, year)

    assert (said["rule"], said["period"]) == (code, period)
    assert (said["starts"], said["ends"]) == (starts, ends)


def test_every_rule_can_be_explained(schedule):
    for rule in schedule.rules.all():
        said = explain(rule.code, 2025)
        assert said["basis"] == rule.basis
        assert rule.code in said["sentence"]
        assert rule.basis in said["sentence"]


@pytest.mark.parametrize(("code", "year"), [("X-1", 2025), ("M-20", 0), ("M-20", 9999)])
def test_wrong_use_says_so(schedule, code, year):
    with pytest.raises(WrongUse) as error:
        explain(code, year)
    assert error.value.returncode == WRONG_USE


def test_without_schedule_it_says_so(schedule):
    Schedule.objects.update(valid_from="2999-01-01")

    with pytest.raises(WrongUse):
        explain("M-20", 2025)


def test_people_read_one_sentence(schedule, capsys):
    call_command("explain_retention", "M-20", "--closed", "2025")

    assert "2035年12月31日" in capsys.readouterr().out
