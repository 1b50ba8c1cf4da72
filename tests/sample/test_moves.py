"""The petitions of the sample that are sent on keep working days, limits and privacy."""

from __future__ import annotations

import datetime as dt
import json

import pytest

from tests.sample.matters import CALENDAR, PETITIONS, SAMPLE
from tests.sample.test_matters import PRIVATE, UNWANTED

MOVES = json.loads((SAMPLE / "moves.json").read_text(encoding="utf-8"))
ACTS = ("received_on", "triaged_on", "sent_on", "taken_on")
every_move = pytest.mark.parametrize("move", MOVES, ids=[one["title"] for one in MOVES])


@every_move
def test_its_acts_follow_each_other_on_working_days(move):
    days = [dt.date.fromisoformat(move[name]) for name in ACTS if move[name]]

    assert days == sorted(days) and all(CALENDAR.is_workday(day) for day in days)


@every_move
def test_an_assignment_has_a_limit_and_a_transfer_has_none(move):
    assert (move["as"] == "assign") == bool(move["limit_on"])


@every_move
def test_it_tells_no_number_of_a_person_and_singles_nobody_out(move):
    said = json.dumps(move, ensure_ascii=False)

    assert not PRIVATE.search(said) and not UNWANTED.search(said)
    assert move["summary"] not in {one["summary"] for one in PETITIONS}
