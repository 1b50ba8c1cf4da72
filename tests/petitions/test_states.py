"""Every state against every verb: what is legal leads where policy 5 says, all else is refused."""

import itertools

import pytest

from archive.organisation.refusal import Refused
from archive.petitions.rules import TRANSITIONS
from archive.petitions.steps import (
    Accept,
    ApproveExtension,
    AskExtension,
    Assign,
    Close,
    Decline,
    DraftOpinion,
    FileOnly,
    Guide,
    Investigate,
    Keep,
    NameHandler,
    Object,
    Receive,
    Recheck,
    Reply,
    ReportBack,
    RequestRecheck,
    RequestReview,
    Review,
    Serve,
    Settle,
    SignOpinion,
    TakeBack,
    Transfer,
    Triage,
    Withdraw,
)
from archive.petitions.vocabulary import PetitionState
from archive.records.models import Record
from archive.records.vocabulary import RecordState
from tests.petitions.matters import MARCH, at_state, moment

S = PetitionState
# Typed a second time from policy 5, not taken from the code.
LEGAL = {
    Triage: {S.REGISTERED},
    Guide: {S.TRIAGED},
    Decline: {S.TRIAGED},
    FileOnly: {S.TRIAGED},
    Accept: {S.TRIAGED},
    Transfer: {S.TRIAGED},
    Assign: {S.TRIAGED},
    Receive: {S.SENT},
    Object: {S.REGISTERED, S.TRIAGED},
    TakeBack: {S.TRANSFERRED, S.ASSIGNED},
    Keep: {S.TRANSFERRED, S.ASSIGNED},
    ReportBack: {
        S.GUIDED,
        S.DECLINED,
        S.FILED_ONLY,
        S.TRANSFERRED,
        S.ASSIGNED,
        S.OPINION_ISSUED,
        S.REPLIED,
        S.SETTLED,
        S.SERVED,
        S.WITHDRAWN,
    },
    NameHandler: set(S) - {S.CLOSED, S.SENT},
    Investigate: {S.ACCEPTED, S.INVESTIGATING},
    AskExtension: {S.ACCEPTED, S.INVESTIGATING},
    ApproveExtension: {S.ACCEPTED, S.INVESTIGATING},
    DraftOpinion: {S.ACCEPTED, S.INVESTIGATING},
    SignOpinion: {S.ACCEPTED, S.INVESTIGATING},
    Reply: {S.ACCEPTED, S.INVESTIGATING},
    Settle: {S.ACCEPTED, S.INVESTIGATING},
    Serve: {S.OPINION_ISSUED, S.REPLIED, S.REVIEW_OPINION, S.RECHECK_OPINION},
    RequestReview: {S.SERVED},
    Review: {S.REVIEW_REQUESTED},
    RequestRecheck: {S.SERVED},
    Recheck: {S.RECHECK_REQUESTED},
    Withdraw: {S.REGISTERED, S.TRIAGED, S.ACCEPTED, S.INVESTIGATING},
    Close: {
        S.GUIDED,
        S.DECLINED,
        S.FILED_ONLY,
        S.TRANSFERRED,
        S.ASSIGNED,
        S.RETURNED,
        S.SETTLED,
        S.SERVED,
        S.WITHDRAWN,
    },
}
LEADS_TO = {
    "petition:triage": S.TRIAGED,
    "petition:guide": S.GUIDED,
    "petition:decline": S.DECLINED,
    "petition:file_only": S.FILED_ONLY,
    "petition:accept": S.ACCEPTED,
    "petition:transfer": S.TRANSFERRED,
    "petition:assign": S.ASSIGNED,
    "petition:receive": S.REGISTERED,
    "petition:object": S.OBJECTED,
    "petition:take_back": S.TRIAGED,
    "petition:keep": None,
    "petition:report_back": None,
    "record:reassign": None,
    "petition:investigate": S.INVESTIGATING,
    "petition:ask_extension": None,
    "petition:extend": None,
    "petition:settle": S.SETTLED,
    "petition:draft_opinion": None,
    "petition:give_opinion": S.OPINION_ISSUED,
    "petition:reply": S.REPLIED,
    "petition:serve": S.SERVED,
    "petition:request_review": S.REVIEW_REQUESTED,
    "petition:review": S.REVIEW_OPINION,
    "petition:request_recheck": S.RECHECK_REQUESTED,
    "petition:recheck": S.RECHECK_OPINION,
    "petition:withdraw": S.WITHDRAWN,
    "petition:close": S.CLOSED,
}
BY_COUNTY = {ApproveExtension, SignOpinion}
BY_LEADER = {Decline, NameHandler, Reply, Transfer, Assign, Object, TakeBack, Keep}


def attempt(office, record, verb):
    """The verb with nothing filled in, by somebody whose post has it."""
    by = office.county_leader if verb in BY_COUNTY else office.clerk
    # Before it is received nobody handles it; its leader has all the verbs of the unit.
    unreceived = record.petition.state == S.SENT and verb not in BY_COUNTY
    by = office.leader if verb in BY_LEADER or unreceived else by
    more = {"handler": office.clerk} if verb is NameHandler else {}
    return verb(record, by=by, at=moment(MARCH), **more)


@pytest.mark.parametrize("state", S)
def test_a_verb_begins_only_where_policy_says(office, state):
    record = at_state(office, state)
    for verb in LEGAL:
        step = attempt(office, record, verb)
        step.lock()
        refused = [refusal.code for refusal in step.refusals_of_state()]
        assert refused == ([] if state in LEGAL[verb] else ["wrong_state"]), verb


@pytest.mark.parametrize(
    ("state", "verb"),
    [(s, v) for s, v in itertools.product(S, LEGAL) if s not in LEGAL[v]],
    ids=lambda one: getattr(one, "__name__", one),
)
def test_an_illegal_transition_changes_nothing(office, state, verb):
    record = at_state(office, state)
    version = record.version

    with pytest.raises(Refused) as error:
        attempt(office, record, verb).run()
    codes = {refusal.code for refusal in error.value.refusals}
    assert "wrong_state" in codes and codes <= {"wrong_state", "reason_missing"}
    assert Record.objects.get(pk=record.pk).version == version


def test_each_verb_leads_where_policy_says():
    assert {event: target for event, (_from, target) in TRANSITIONS.items()} == LEADS_TO


@pytest.mark.parametrize("state", S)
def test_every_state_is_reached_and_only_closed_is_closed(office, state):
    record = at_state(office, state)

    apart = {S.CLOSED: RecordState.CLOSED, S.SENT: RecordState.CAPTURED}
    assert record.state == apart.get(state, RecordState.REGISTERED)
    assert record.versions.count() == record.version == record.events.count()


@pytest.mark.parametrize("state", [RecordState.BOUND, RecordState.STRUCK, RecordState.DESTROYED])
@pytest.mark.parametrize("verb", LEGAL)
def test_what_is_bound_or_struck_has_no_verbs(office, state, verb):
    record = at_state(office, S.TRIAGED)
    Record.objects.filter(pk=record.pk).update(state=state)
    step = attempt(office, record, verb)
    step.lock()

    (refusal,) = step.refusals_of_state()
    assert refusal.code == ("sealed" if state == RecordState.BOUND else "wrong_state")
