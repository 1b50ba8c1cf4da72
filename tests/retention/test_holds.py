"""A hold stops disposal; who placed it does not lift it."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from archive.organisation.refusal import Refused
from archive.records.models import Event, Record
from archive.records.step import NotVisible, NotYourPost
from archive.records.vocabulary import RecordState
from archive.retention.holds import standing_holds
from archive.retention.models import Hold
from archive.retention.steps import AskToLift, LiftHold, PlaceHold

BASIS = "东河县人民法院调卷函"


def place(office, record, by="archivist", **more):
    options = {"basis": BASIS, "reason": "诉讼未结"} | more
    return PlaceHold(record, by=getattr(office, by), **options).run()


def lift(hold, by):
    return LiftHold(hold, by=by, reason="诉讼已结").run()


def ask(hold, by):
    return AskToLift(hold, by=by, reason="诉讼已结").run()


def codes(error):
    return [refusal.code for refusal in error.value.refusals]


def test_the_whole_way_of_a_hold(office, record):
    hold = place(office, record)
    assert standing_holds([record]) == {record.pk}

    ask(hold, office.archivist)
    lift(hold, office.leader)

    assert standing_holds([record]) == set()
    names = list(Event.objects.filter(record=record).order_by("seq").values_list("name", flat=True))
    assert names[1:] == ["record:hold", "record:ask_to_lift", "record:lift_hold"]


@pytest.mark.parametrize("state", list(RecordState))
def test_from_which_states_a_record_is_held(office, record, state):
    Record.objects.filter(pk=record.pk).update(state=state)
    if state in {RecordState.REGISTERED, RecordState.CLOSED, RecordState.BOUND}:
        assert place(office, record, by="leader").pk
        return
    with pytest.raises((Refused, NotVisible)):
        place(office, record, by="leader")


def test_all_that_is_missing_is_said_at_once(office, record):
    with pytest.raises(Refused) as error:
        place(office, record, basis=" ", reason="", until=dt.date(2020, 1, 1))

    assert codes(error) == ["reason_missing", "basis_missing", "date_impossible"]


def test_what_would_be_cut_is_refused(office, record):
    with pytest.raises(Refused) as error:
        place(office, record, basis="据" * 201, reason="因" * 301)

    assert codes(error) == ["too_long", "too_long"]


@pytest.mark.parametrize("by", ["clerk", "stranger", "county_clerk", "administrator"])
def test_who_may_not_place_it(office, record, by):
    with pytest.raises((NotYourPost, NotVisible)):
        place(office, record, by=by)


def test_a_leader_above_places_one_on_a_record_below(office, record):
    assert place(office, record, by="county_leader").placed_by == office.county_leader


def test_the_placer_does_not_lift_it(office, record):
    hold = place(office, record, by="leader")
    ask(hold, office.archivist)

    with pytest.raises(Refused) as error:
        lift(hold, office.leader)
    assert codes(error) == ["same_person"]
    assert lift(hold, office.county_leader).lifted_by == office.county_leader


def test_the_database_says_so_too(office, record):
    hold = place(office, record, by="leader")
    with pytest.raises(IntegrityError), transaction.atomic():
        Hold.objects.filter(pk=hold.pk).update(lifted_by=office.leader)


def test_it_is_not_lifted_unasked(office, record):
    hold = place(office, record)

    with pytest.raises(Refused) as error:
        lift(hold, office.leader)
    assert codes(error) == ["not_asked"]


@pytest.mark.parametrize(("step", "by"), [(AskToLift, "leader"), (AskToLift, "clerk"),
                                          (LiftHold, "archivist"), (LiftHold, "clerk")])
def test_asking_is_the_archivists_and_lifting_the_leaders(office, record, step, by):
    hold = place(office, record)

    with pytest.raises(NotYourPost):
        step(hold, by=getattr(office, by), reason="诉讼已结").run()


def test_what_was_lifted_is_neither_asked_for_nor_lifted_again(office, record):
    hold = place(office, record)
    ask(hold, office.archivist)
    with pytest.raises(Refused):
        ask(hold, office.archivist)
    lift(hold, office.leader)

    for act, by in ((ask, office.archivist), (lift, office.county_leader)):
        with pytest.raises(Refused) as error:
            act(hold, by)
        assert codes(error) == ["wrong_state"]


def test_one_hold_lifted_leaves_the_other(office, record):
    first, _second = place(office, record), place(office, record, reason="审计")
    ask(first, office.archivist)
    lift(first, office.leader)

    assert standing_holds([record]) == {record.pk}


def test_a_hold_ends_after_its_last_day(office, record):
    hold = place(office, record, until=dt.date(2999, 1, 1))

    assert standing_holds([record], hold.until) == {record.pk}
    assert standing_holds([record], hold.until + dt.timedelta(days=1)) == set()
