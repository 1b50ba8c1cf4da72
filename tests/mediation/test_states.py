"""Every legal and every illegal transition: from each state, each verb (policy 5)."""

import pytest

from archive.mediation.models import Dossier
from archive.mediation.rules import TRANSITIONS
from archive.mediation.steps import (
    Accept,
    Agree,
    CloseDossier,
    ExtendMediation,
    HoldSession,
    NewMediator,
    RecordConfirmation,
    RecordPerformance,
    RecordVisit,
    Refuse,
    Terminate,
    WithdrawDossier,
)
from archive.mediation.vocabulary import DossierState, Performance
from archive.records.vocabulary import PaperType, RecordState
from tests.mediation.people import (
    ACCEPTED,
    AGREED,
    HELD,
    PERFORM_BY,
    agreement,
    closable,
    codes,
    fresh,
    in_state,
    scan,
    session,
)

pytestmark = pytest.mark.django_db
STATES = list(DossierState.values)

# Typed a second time from policy.md: where each verb may start, and where it leads.
POLICY = {
    "accept": ({"registered"}, "accepted"),
    "refuse": ({"registered"}, "refused"),
    "mediate": ({"accepted", "mediating"}, "mediating"),
    "extend": ({"accepted", "mediating"}, "mediating"),
    "agree": ({"mediating"}, "agreed"),
    "terminate": ({"accepted", "mediating"}, "terminated"),
    "withdraw": ({"registered", "accepted", "mediating"}, "withdrawn"),
    "perform": ({"agreed", "closed"}, None),
    "visit": ({"agreed", "closed"}, None),
    "confirm": ({"agreed", "closed"}, None),
    "close": ({"refused", "agreed", "terminated", "withdrawn"}, "closed"),
}


def complete(office, record, verb):
    """The verb with everything it asks for, so that only the state can refuse it."""
    by = {"by": office.mediator}
    if verb == "withdraw":
        scan(record, PaperType.WITHDRAWAL)
    if verb == "close" and record.dossier.state == "agreed":
        record = closable(office, record)
    return {
        "accept": lambda: Accept(
            record, [NewMediator(person=office.mediator)], on=ACCEPTED, **by
        ),
        "refuse": lambda: Refuse(record, "不属调解范围", on=ACCEPTED, **by),
        "mediate": lambda: HoldSession(record, session(), rights_told_on=ACCEPTED, **by),
        "extend": lambda: ExtendMediation(record, 15, [1, 2], reason="等待鉴定", **by),
        "agree": lambda: Agree(record, agreement(), **by),
        "terminate": lambda: Terminate(record, "分歧大", other_ways_told=True, on=HELD, **by),
        "withdraw": lambda: WithdrawDossier(record, on=HELD, **by),
        "perform": lambda: RecordPerformance(record, Performance.PARTLY, on=PERFORM_BY, **by),
        "visit": lambda: RecordVisit(
            record, visited_on=PERFORM_BY, visitor="郑调解", note="已履行，双方满意。", **by
        ),
        "confirm": lambda: RecordConfirmation(record, on=AGREED, jointly=True, **by),
        "close": lambda: CloseDossier(record, **by),
    }[verb]()


def test_the_rules_say_what_the_policy_says():
    said = {
        event.removeprefix("dossier:"): ({*map(str, begins)}, leads and str(leads))
        for event, (begins, leads) in TRANSITIONS.items()
    }
    assert said == POLICY


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("verb", POLICY)
def test_from_each_state_each_verb(office, state, verb):
    record = in_state(office, state)
    begins, leads = POLICY[verb]
    version = fresh(record).version

    found = codes(complete(office, record, verb))

    now = Dossier.objects.get(pk=record.pk)
    assert found == ([] if state in begins else ["wrong_state"])
    assert now.state == (leads or state if state in begins else state)
    assert (fresh(record).version > version) == (state in begins)


@pytest.mark.parametrize("state", STATES)
def test_the_record_is_registered_until_it_is_closed(office, state):
    record = in_state(office, state)

    closed = state == "closed"
    assert record.state == (RecordState.CLOSED if closed else RecordState.REGISTERED)
    assert (record.closed_on is not None) == closed


@pytest.mark.parametrize("verb", [verb for verb in POLICY if verb not in {"close"}])
@pytest.mark.parametrize(("state", "code"), [("bound", "sealed"), ("struck", "wrong_state")])
def test_bound_and_struck_dossiers_refuse_every_verb(office, verb, state, code):
    record = in_state(office, "agreed")
    type(record).objects.filter(pk=record.pk).update(state=state)

    assert codes(complete(office, record, verb)) == [code]


def test_what_ended_without_agreement_has_nothing_to_follow(office):
    record = in_state(office, "terminated")
    CloseDossier(record, by=office.mediator).run()

    for verb in ("perform", "visit", "confirm"):
        assert codes(complete(office, fresh(record), verb)) == ["wrong_state"]
