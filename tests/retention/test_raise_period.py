"""Longer than the schedule says: with a reason, before it is bound; never shorter."""

from __future__ import annotations

import pytest

from archive.organisation.refusal import Refused
from archive.records.models import Event, Record
from archive.records.step import NotVisible, NotYourPost
from archive.records.vocabulary import RecordState
from archive.retention.models import Retention
from archive.retention.resolve import resolve
from archive.retention.steps import RaisePeriod
from archive.retention.vocabulary import Period


def raise_to(office, record, period=Period.THIRTY, by="archivist", reason="有查考价值"):
    return RaisePeriod(record, period, by=getattr(office, by), reason=reason).run()


def codes(error):
    return [refusal.code for refusal in error.value.refusals]


@pytest.mark.parametrize("by", ["archivist", "leader"])
def test_a_raised_period_is_fixed_with_who_and_why(schedule, office, record, by):
    row = raise_to(office, record, by=by)

    assert (row.period, row.raised_from, row.raised_reason) == ("D30", "D10", "有查考价值")
    assert row.raised_by == getattr(office, by)
    assert row.ends_on.year == record.year + 30
    assert resolve([record])[record.pk].period == Period.THIRTY


def test_it_is_raised_twice_and_remembers_the_rule(schedule, office, record):
    raise_to(office, record)
    row = raise_to(office, record, Period.PERMANENT)

    assert (row.period, row.raised_from, row.ends_on) == ("Y", "D10", None)
    assert Retention.objects.count() == 1


def test_the_event_says_from_and_to(schedule, office, record):
    raise_to(office, record)

    said = Event.objects.get(name="record:raise_period").body.content
    assert '"from":"D10"' in said
    assert '"to":"D30"' in said


@pytest.mark.parametrize("period", [Period.TEN, Period.THIRTY])
def test_the_same_or_a_shorter_one_is_refused(schedule, office, record, period):
    raise_to(office, record)

    with pytest.raises(Refused) as error:
        raise_to(office, record, period)
    assert codes(error) == ["not_longer"]


STATES = [
    (RecordState.CAPTURED, "wrong_state"),
    (RecordState.REGISTERED, "wrong_state"),
    (RecordState.CLOSED, None),
    (RecordState.BOUND, "sealed"),
    (RecordState.DESTROYED, "wrong_state"),
    (RecordState.STRUCK, "wrong_state"),
]


@pytest.mark.parametrize(("state", "code"), STATES)
def test_from_which_states_it_is_raised(schedule, office, record, state, code):
    Record.objects.filter(pk=record.pk).update(state=state)
    if code is None:
        assert raise_to(office, record).period == "D30"
        return
    with pytest.raises(Refused) as error:
        raise_to(office, record, by="leader" if state != RecordState.CAPTURED else "archivist")
    assert codes(error) == [code]


def test_without_schedule_there_is_nothing_to_raise(office, record):
    with pytest.raises(Refused) as error:
        raise_to(office, record, reason="")
    assert codes(error) == ["reason_missing", "period_unresolved"]


@pytest.mark.parametrize("by", ["clerk", "stranger", "county_leader", "county_archivist"])
def test_who_may_not(schedule, office, record, by):
    with pytest.raises((NotYourPost, NotVisible)):
        raise_to(office, record, by=by)


def test_a_page_may_ask_before_the_form_is_filled(schedule, office, record):
    step = RaisePeriod(record, Period.TEN, by=office.archivist)

    assert [one.code for one in step.ask(record, {})] == ["not_longer"]
