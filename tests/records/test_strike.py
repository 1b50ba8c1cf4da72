"""Striking: everything that stands against it is said at once; the clocks stop."""

import pytest

from archive.clocks.models import Clock
from archive.documents.steps import Publish, Withdraw
from archive.documents.steps.publish import Header
from archive.mediation.steps import PrintForm
from archive.organisation.vocabulary import PostKind, Reach
from archive.records.models import Event, Link, NumberGiven, Record
from archive.records.steps import Correct, Strike
from archive.records.vocabulary import LinkReason, RecordState
from archive.retention.steps import AskToLift, LiftHold, PlaceHold
from tests.mediation import people
from tests.office import make_person, register
from tests.petitions import matters
from tests.petitions.matters import MARCH, moment

pytestmark = pytest.mark.usefixtures("shipped")


def strike(record, by, reason="重复登记"):
    return Strike([record], by=by, reason=reason)


def fresh(record):
    return Record.objects.get(pk=record.pk)


def test_all_clocks_stop(office):
    record = matters.register(office)
    assert Clock.objects.running().filter(record=record).exists()

    strike(record, office.leader).run()

    clock = Clock.objects.get(record=record)
    assert (clock.cancelled, clock.ended_by) == (True, "record:strike")
    assert not Clock.objects.running().filter(record=record).exists()


def test_the_clocks_of_others_run_on(office):
    record, other = matters.register(office), matters.register(office)

    strike(record, office.leader).run()

    assert Clock.objects.running().filter(record=other).exists()


def test_the_number_stays_with_the_reason(office):
    record = matters.register(office)
    strike(record, office.leader).run()

    given = NumberGiven.objects.get(record=record)
    assert (given.state, given.reason) == ("voided", "重复登记")
    assert fresh(record).state == RecordState.STRUCK


@pytest.mark.parametrize("state", ["accepted", "guided", "opinion_issued"])
def test_what_was_written_about_cannot_be_struck(office, refused, state):
    record = matters.at_state(office, matters.S(state))

    assert refused(strike(record, office.leader)) == ["letter_issued"]
    assert fresh(record).state == RecordState.REGISTERED


def test_a_form_printed_for_the_dossier_binds_nobody(office, refused):
    head = make_person("head", "村主任", PostKind.LEADER, office.village, Reach.OWN)
    record = people.in_state(office, "mediating")
    PrintForm(record, "acceptance_form", by=office.mediator).run()
    assert record.letters.exists()

    assert refused(strike(record, head)) == []


def test_what_is_on_hold_cannot_be_struck_until_the_hold_is_lifted(office, refused):
    record = matters.register(office)
    hold = PlaceHold(record, basis="审计通知书", reason="审计", by=office.leader).run()
    assert refused(strike(record, office.leader)) == ["on_hold"]

    AskToLift(hold, by=office.archivist, reason="审计结束").run()
    LiftHold(hold, by=office.county_leader, reason="审计结束").run()

    assert refused(strike(record, office.leader)) == []


@pytest.mark.parametrize("reason", [LinkReason.ARISES_FROM, LinkReason.SETTLES])
def test_what_others_rest_on_cannot_be_struck(office, refused, reason):
    record, other = matters.register(office), matters.register(office)
    Link.objects.create(record=other, other=record, reason=reason)

    assert refused(strike(record, office.leader)) == ["record_arose"]
    assert refused(strike(other, office.leader)) == []


@pytest.mark.parametrize("make", [matters.register, people.register])
def test_a_captured_matter_is_registered_not_struck(office, refused, make):
    record = make(office)
    Record.objects.filter(pk=record.pk).update(state=RecordState.CAPTURED)

    assert refused(strike(record, record.made_by)) == ["is_a_matter"]


def test_a_captured_document_is_struck_by_its_maker(office, refused):
    record = register(office)
    Record.objects.filter(pk=record.pk).update(state=RecordState.CAPTURED)

    assert refused(strike(record, office.clerk)) == []


def test_the_registrar_may_not_strike_though_he_leads(office, refused):
    both = make_person("both", "两岗", PostKind.LEADER, office.donghe, Reach.OWN)
    record = matters.register(office)
    Record.objects.filter(pk=record.pk).update(made_by=both)

    assert refused(strike(record, both)) == ["same_person"]


def test_everything_is_said_at_once(office, refused):
    record = matters.at_state(office, matters.S.ACCEPTED)
    other = matters.register(office)
    Link.objects.create(record=other, other=record, reason=LinkReason.ARISES_FROM)
    PlaceHold(record, basis="审计通知书", reason="审计", by=office.leader).run()
    Record.objects.filter(pk=record.pk).update(made_by=office.leader, state=RecordState.BOUND)

    assert refused(strike(record, office.leader, reason="")) == [
        "reason_missing",
        "bound",
        "same_person",
        "letter_issued",
        "record_arose",
        "on_hold",
    ]
    assert not Event.objects.filter(record=record, name="record:strike").exists()


def published(office, **more):
    record = register(office, secrecy="public", **more)
    header = Header(
        name="通知",
        text="正文",
        publisher_name="云溪县司法局",
        subject="司法行政",
        genre="通知",
        channel="通知公告",
        created_on=MARCH,
        summary="摘要",
    )
    Publish(record, header, publisher=office.county, page=None, by=office.publisher).run()
    return record


def test_a_published_document_is_not_corrected_before_it_is_withdrawn(office, refused):
    record = published(office)
    change = {"title": "新题名"}
    assert refused(Correct(record, change, by=office.clerk, reason="有误")) == ["published"]

    Withdraw(record, by=office.publisher, reason="有误").run()

    assert refused(Correct(record, change, by=office.clerk, reason="有误")) == []


def test_what_the_import_left_open_is_completed_while_it_is_published(office, refused):
    record = published(office)
    Record.objects.filter(pk=record.pk).update(undecided=["addressee"])
    said = {"addressee": "各司法所"}
    both = said | {"title": "新题名"}

    assert refused(Correct(record, both, by=office.clerk, reason="补录")) == ["published"]
    assert refused(Correct(record, said, by=office.clerk, reason="补录")) == []


def test_struck_at_the_day_it_is_said_to_be(office):
    record = matters.register(office)

    Strike([record], by=office.leader, reason="误登", at=moment(MARCH)).run()

    assert Clock.objects.get(record=record).ended_on == MARCH
