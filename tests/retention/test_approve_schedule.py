"""A schedule is approved once, by a leader of the root, under a number (档案法实施条例 19)."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.management import call_command

from archive.organisation.refusal import Refused
from archive.records.models import Event
from archive.records.step import NotYourPost
from archive.retention.steps import ApproveSchedule

DAY = dt.date(2024, 5, 1)


def approve(office, schedule, number="云档函〔2024〕3号", on=DAY, by="county_leader"):
    return ApproveSchedule(schedule, number, on, by=getattr(office, by)).run()


def codes(error):
    return [refusal.code for refusal in error.value.refusals]


def test_it_is_shipped_without_approval(schedule):
    assert schedule.approval_no == ""


def test_an_approval_is_kept_and_logged(schedule, office):
    done = approve(office, schedule)

    assert (done.approval_no, done.approved_on) == ("云档函〔2024〕3号", DAY)
    assert "云档函〔2024〕3号" in Event.objects.get(name="rule:release").body.content


@pytest.mark.parametrize("by", ["leader", "archivist", "county_archivist", "clerk", "operator"])
def test_who_may_not(schedule, office, by):
    with pytest.raises(NotYourPost):
        approve(office, schedule, by=by)


def test_all_that_is_wrong_is_said_at_once(schedule, office):
    with pytest.raises(Refused) as error:
        approve(office, schedule, number=" ", on=dt.date(2999, 1, 1))
    assert codes(error) == ["basis_missing", "date_impossible"]


def test_it_is_approved_once(schedule, office):
    approve(office, schedule)

    with pytest.raises(Refused) as error:
        approve(office, schedule)
    assert codes(error) == ["wrong_state"]


def test_the_command_does_the_same(schedule, office, capsys):
    said = ["--number", "云档函〔2024〕3号", "--date", "2024-05-01", "--as", "county-leader"]
    call_command("approve_schedule", "default-1", *said)

    schedule.refresh_from_db()
    assert schedule.approval_no == "云档函〔2024〕3号"
