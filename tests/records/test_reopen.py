"""Reopening a closed matter: one asks, a leader who is another decides; what was fixed is not."""

import pytest

from archive.clocks.models import Clock
from archive.documents.steps import RegisterDocuments
from archive.organisation.vocabulary import PostKind, Reach
from archive.petitions.steps import Close, Withdraw
from archive.records.models import Event, Participation, Record
from archive.records.step import NotVisible, NotYourPost
from archive.records.steps import AskToReopen, Reopen
from archive.records.vocabulary import PaperType, RecordState
from archive.retention.load import load_schedules
from archive.retention.models import Retention
from archive.retention.resolve import fix, resolve
from archive.volumes.models import Completion
from tests.mediation import people
from tests.office import make_person, new_document
from tests.petitions import matters

pytestmark = pytest.mark.usefixtures("shipped")
WHY = "当事人提交了新的证据"


@pytest.fixture
def petition(office):
    return matters.at_state(office, matters.S.CLOSED)


@pytest.fixture
def dossier(office):
    return people.in_state(office, "closed")


def ask(record, by):
    AskToReopen(record, by=by, reason=WHY).run()
    return fresh(record)


def fresh(record):
    return Record.objects.get(pk=record.pk)


def served_and_closed(office):
    record = matters.at_state(office, matters.S.SERVED)
    Clock.objects.filter(record=record).update(cancelled=True, ended_on=matters.MARCH)
    Close(record, by=office.clerk).run()
    return fresh(record)


def test_a_petition_that_was_accepted_goes_back_to_investigating(office):
    petition = served_and_closed(office)

    Reopen(ask(petition, office.clerk), by=office.leader).run()

    record = fresh(petition)
    assert (record.state, record.petition.state) == (RecordState.REGISTERED, "investigating")
    assert record.closed_on is None


def test_a_petition_that_was_only_guided_can_be_accepted_after_all(office):
    petition = matters.at_state(office, matters.S.GUIDED)
    Close(petition, by=office.clerk).run()
    Reopen(ask(fresh(petition), office.clerk), by=office.leader).run()
    assert fresh(petition).petition.state == "triaged"

    matters.accept(office, fresh(petition))

    assert fresh(petition).petition.state == "accepted"
    assert Clock.objects.running().filter(record=petition, rule__code="PET_HANDLE").exists()


def test_a_petition_that_was_closed_before_its_triage_is_triaged_again(office, petition):
    Reopen(ask(petition, office.clerk), by=office.leader).run()

    assert fresh(petition).petition.state == "registered"


def test_a_dossier_goes_back_to_mediating_without_its_agreement(office, dossier):
    Reopen(ask(dossier, office.mediator), by=office.leader).run()

    record = fresh(dossier)
    assert (record.state, record.dossier.state) == (RecordState.REGISTERED, "mediating")
    assert (record.dossier.agreed_on, record.dossier.terms) == (None, "")
    assert not record.dossier.parties.exclude(signed_on=None).exists()
    before = record.versions.get(no=record.version - 1).body.content
    assert "改建排水沟" in before


def test_the_answer_before_stays_in_the_version_and_a_new_one_can_be_given(office):
    record = ask(served_and_closed(office), office.clerk)
    Reopen(record, by=office.leader).run()

    petition = fresh(record).petition
    assert (petition.signed_by, petition.served_on, petition.drafted_by) == (None, None, None)
    matters.draft(office, record)
    matters.sign(office, record)
    assert fresh(record).petition.state == "opinion_issued"


def test_the_event_says_who_asked_and_why(office, petition):
    Reopen(ask(petition, office.archivist), by=office.leader, reason="同意").run()

    asked, opened = Event.objects.filter(record=petition, name__contains="reopen").order_by("seq")
    assert WHY in asked.body.content and asked.actor == office.archivist
    assert '"asked_by":"王档案"' in opened.body.content and opened.actor == office.leader


def test_no_clock_starts(office, petition):
    Reopen(ask(petition, office.clerk), by=office.leader).run()

    assert not Clock.objects.running().filter(record=petition).exists()


def test_period_and_mark_of_completeness_are_taken_back(office, petition):
    load_schedules()
    fix(resolve([petition]))
    Completion.objects.create(record=petition, by=office.clerk, at=petition.made_at)
    assert Retention.objects.filter(record=petition).exists()

    Reopen(ask(petition, office.clerk), by=office.leader).run()

    assert not Retention.objects.filter(record=petition).exists()
    assert not Completion.objects.filter(record=petition).exists()
    event = Event.objects.get(record=petition, name="record:reopen")
    assert "completed_by" in event.body.content and '"period"' in event.body.content


def other_leader(office):
    return make_person("second", "二所长", PostKind.LEADER, office.donghe, Reach.OWN)


def test_who_asked_does_not_decide(office, petition, refused):
    ask(petition, office.leader)

    assert refused(Reopen(petition, by=office.leader)) == ["same_person"]
    assert refused(Reopen(petition, by=other_leader(office))) == []


def test_who_closed_does_not_decide(office, refused):
    record = matters.register(office)
    matters.withdrawn(office, record)
    Close(record, by=office.leader).run()
    ask(record, office.clerk)

    assert refused(Reopen(record, by=office.leader)) == ["same_person"]
    assert refused(Reopen(record, by=office.county_leader)) == []


def test_the_leader_above_decides_only_where_nobody_below_can(office, petition):
    ask(petition, office.clerk)

    with pytest.raises(NotYourPost):
        Reopen(petition, by=office.county_leader).run()


def test_a_leader_above_who_has_to_decide_takes_part(office, petition):
    ask(petition, office.leader)

    part = Participation.objects.get(record=petition)
    assert (part.unit, part.part) == (office.county, "supervise")


@pytest.mark.parametrize("who", ["clerk", "archivist", "mediator", "publisher"])
def test_nobody_but_a_leader_decides(office, petition, who):
    ask(petition, office.clerk)

    with pytest.raises((NotYourPost, NotVisible)):
        Reopen(petition, by=getattr(office, who)).run()


def test_nothing_is_decided_that_was_not_asked(office, petition, refused):
    assert refused(Reopen(petition, by=office.leader)) == ["not_asked"]


def test_a_request_is_used_up(office, petition, refused):
    Reopen(ask(petition, office.clerk), by=office.leader).run()
    again = fresh(petition)
    Withdraw(again, matters.paper(PaperType.WITHDRAWAL), by=office.clerk).run()
    Close(again, by=office.clerk).run()

    assert refused(Reopen(again, by=office.leader)) == ["not_asked"]


def test_asking_twice_says_who_asked(office, petition, refused):
    ask(petition, office.clerk)

    assert refused(AskToReopen(petition, by=office.archivist, reason=WHY)) == ["asked_already"]


def document(office):
    return RegisterDocuments([new_document()], office.donghe, by=office.clerk).run()[0]


STATES = {
    "document": (document, None, ["is_document"]),
    "registered petition": (matters.register, None, ["wrong_state"]),
    "bound petition": (
        lambda office: matters.at_state(office, matters.S.CLOSED),
        RecordState.BOUND,
        ["bound"],
    ),
    "struck petition": (matters.register, RecordState.STRUCK, ["wrong_state"]),
    "destroyed petition": (
        lambda office: matters.at_state(office, matters.S.CLOSED),
        RecordState.DESTROYED,
        ["wrong_state"],
    ),
    "mediating dossier": (
        lambda office: people.in_state(office, "mediating"),
        None,
        ["wrong_state"],
    ),
    "bound dossier": (
        lambda office: people.in_state(office, "closed"),
        RecordState.BOUND,
        ["bound"],
    ),
}


@pytest.mark.parametrize("name", STATES)
def test_what_is_refused_by_kind_and_state(office, refused, name):
    make, state, codes = STATES[name]
    record = make(office)
    if state:
        Record.objects.filter(pk=record.pk).update(state=state)

    assert refused(AskToReopen(record, by=record.made_by, reason=WHY)) == codes
    assert refused(Reopen(record, by=office.leader)) == [*codes, "not_asked"]


def test_a_reason_is_asked_for(office, petition, refused):
    assert refused(AskToReopen(petition, by=office.clerk)) == ["reason_missing"]


def test_somebody_was_faster(office, petition, refused):
    ask(petition, office.clerk)

    step = Reopen(petition, by=office.leader, seen_version=petition.version)
    assert refused(step) == ["changed_meanwhile"]
