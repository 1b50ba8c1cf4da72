"""Review and re-check: who, when, once each, and then no more (信访工作条例 2022, 35 and 36)."""

import datetime as dt

import pytest

from archive.clocks import clocks
from archive.organisation.refusal import Refused
from archive.petitions.models import Petition
from archive.petitions.steps import Close, Recheck, RequestRecheck, RequestReview, Review
from archive.petitions.vocabulary import PetitionState
from archive.records.models import Record
from archive.records.step import NotVisible, NotYourPost
from archive.records.vocabulary import PaperType, Part
from tests.office import make_person
from tests.petitions.matters import (
    MARCH,
    at_state,
    draft,
    moment,
    paper,
    register,
    serve,
    sign,
    taken_on,
)

S = PetitionState
day = dt.date
AT = {"at": moment(MARCH)}
ASKED, GIVEN = PaperType.REVIEW_REQUEST, PaperType.REVIEW_OPINION


def codes(step) -> list[str]:
    with pytest.raises(Refused) as error:
        step.run()
    return [refusal.code for refusal in error.value.refusals]


def running(record) -> dict[str, dt.date]:
    return {clock.rule.code: clock.due_on for clock in clocks.running(record)}


@pytest.mark.parametrize(
    ("state", "found"),
    [
        (S.SERVED, {"PET_REVIEW_REQ": day(2026, 4, 1)}),
        (S.REVIEW_REQUESTED, {"PET_REVIEW": day(2026, 4, 1)}),
        (S.REVIEW_OPINION, {}),
        (S.RECHECK_REQUESTED, {"PET_RECHECK": day(2026, 4, 1)}),
        (S.RECHECK_OPINION, {}),
    ],
)
def test_each_stage_has_its_clock(office, state, found):
    assert running(at_state(office, state)) == found


def test_a_served_review_opens_the_window_of_the_recheck(office):
    record = at_state(office, S.REVIEW_OPINION)
    serve(office, record)

    assert running(record) == {"PET_RECHECK_REQ": day(2026, 4, 1)}
    assert codes(Close(record, by=office.clerk, **AT)) == ["window_open"]


def test_after_the_recheck_it_is_final(office):
    record = at_state(office, S.RECHECK_OPINION)
    serve(office, record)
    step = RequestRecheck(record, MARCH, paper(PaperType.RECHECK_REQUEST), by=office.clerk, **AT)
    assert codes(step) == ["not_served"]

    Close(record, by=office.clerk, **AT).run()


@pytest.mark.parametrize(
    ("on", "found"),
    [
        (None, ["field_missing"]),
        (day(2026, 3, 1), ["date_impossible"]),
        (day(2026, 4, 1), None),
        (day(2026, 4, 2), ["out_of_time"]),
    ],
)
def test_a_review_is_asked_for_in_time(office, on, found):
    record = at_state(office, S.SERVED)
    at = moment(day(2026, 4, 3))
    step = RequestReview(record, on, paper(ASKED), by=office.clerk, at=at)
    if found:
        assert codes(step) == found
        return
    step.run()
    assert Petition.objects.get(pk=record.pk).review_asked_on == on


def test_a_recheck_follows_a_served_review_alone(office):
    record = at_state(office, S.SERVED)

    step = RequestRecheck(record, MARCH, paper(PaperType.RECHECK_REQUEST), by=office.clerk, **AT)
    assert codes(step) == ["not_served"]


def test_a_reply_has_no_review(office):
    record = at_state(office, S.REPLIED)
    serve(office, record)

    step = RequestReview(record, MARCH, paper(ASKED), by=office.clerk, **AT)
    assert codes(step) == ["not_served"]


def test_all_that_an_opinion_of_review_lacks_comes_at_once(office):
    record = at_state(office, S.REVIEW_REQUESTED)

    assert codes(Review(record, by=office.clerk, **AT)) == [
        "field_missing",
        "result_missing",
        "opinion_missing",
    ]
    assert codes(RequestReview(at_state(office, S.SERVED), MARCH, by=office.clerk, **AT)) == [
        "request_paper_missing"
    ]


@pytest.fixture
def own_name(office):
    """Donghe answers in its own name, so that the county reviews."""
    office.donghe.own_name = True
    office.donghe.save()
    return office


def asked_of_the_county(office, by) -> Record:
    record = register(office)
    taken_on(office, record)
    draft(office, record)
    sign(office, record) if by is None else sign_by(record, by)
    serve(office, record)
    RequestReview(record, MARCH, paper(ASKED), by=office.clerk, **AT).run()
    return record


def sign_by(record, person):
    from archive.petitions.steps import SignOpinion

    SignOpinion(record, by=person, **AT).run()


def test_inside_the_tree_a_leader_of_the_organ_above_decides(own_name):
    office = own_name
    record = asked_of_the_county(office, office.leader)
    assert record.participations.get(unit=office.county).part == Part.SUPERVISE

    for person in (office.clerk, office.leader, office.county_clerk):
        with pytest.raises((NotYourPost, NotVisible)):
            Review(record, "upheld", paper=paper(GIVEN), by=person, **AT).run()
    Review(record, "changed", paper=paper(GIVEN), by=office.county_leader, **AT).run()
    row = Petition.objects.get(pk=record.pk)
    assert (row.review_organ, row.reviewed_by) == ("云溪县司法局", office.county_leader)


def test_who_worked_on_it_does_not_review(own_name):
    office = own_name
    record = asked_of_the_county(office, office.leader)
    Petition.objects.filter(pk=record.pk).update(signed_by=office.county_leader)

    step = Review(record, "upheld", paper=paper(GIVEN), by=office.county_leader, **AT)
    assert codes(step) == ["reviewer_was_handler"]
    deputy = make_person("deputy", "陈副局长", "leader", office.county, "below", "deputy")
    Review(record, "upheld", paper=paper(GIVEN), by=deputy, **AT).run()


def test_a_recheck_by_an_organ_outside_is_entered_from_its_paper(own_name):
    office = own_name
    record = asked_of_the_county(office, office.leader)
    Review(record, "upheld", paper=paper(GIVEN), by=office.county_leader, **AT).run()
    serve(office, record)
    asked = paper(PaperType.RECHECK_REQUEST)
    RequestRecheck(record, MARCH, asked, by=office.clerk, **AT).run()

    given = paper(PaperType.RECHECK_OPINION)
    Recheck(record, "upheld", paper=given, organ="云溪县人民政府", by=office.clerk, **AT).run()
    assert Petition.objects.get(pk=record.pk).state == S.RECHECK_OPINION
