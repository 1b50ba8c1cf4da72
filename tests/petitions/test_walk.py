"""The walk of one petition, and the law of its day."""

import datetime as dt
import json

import pytest

from archive.clocks import clocks
from archive.organisation.standing import scope_of
from archive.petitions.queries import due, late, mine
from archive.petitions.rules import TRANSITIONS
from archive.petitions.steps import (
    Accept,
    ApproveExtension,
    AskExtension,
    Close,
    DraftOpinion,
    Serve,
    SignOpinion,
    Triage,
)
from archive.petitions.vocabulary import AppealRoute, MatterClass, PetitionState, ServiceMode
from archive.petitions.waiting import WaitsFor, waiting_for
from archive.records.models import Letter, Record
from archive.records.vocabulary import NamedAs, PaperType, RecordState
from search.models import OutboxRow
from tests.petitions.matters import (
    MARCH,
    accept,
    draft,
    moment,
    paper,
    register,
    serve,
    sign,
    triage,
)

day = dt.date


def running(record) -> dict[str, dt.date]:
    return {clock.rule.code: clock.due_on for clock in clocks.running(record)}


def test_the_walk_of_a_petition(office):
    record = register(office)
    assert record.number == "信〔2026〕1号"
    assert running(record) == {"PET_NOTIFY_DIRECT": day(2026, 3, 17)}

    triage(office, record)
    accept(office, record, day(2026, 3, 10))
    # The sixtieth day, 9 May 2026, is a make-up working day, so nothing rolls.
    assert running(record) == {"PET_HANDLE": day(2026, 5, 9)}

    AskExtension(record, 30, by=office.clerk, reason="待测绘", at=moment(day(2026, 4, 1))).run()
    ApproveExtension(record, by=office.county_leader, at=moment(day(2026, 4, 2))).run()
    assert running(record) == {"PET_EXTEND": day(2026, 6, 8)}

    draft(office, record, day(2026, 5, 1))
    sign(office, record, day(2026, 5, 6))
    serve(office, record, day(2026, 5, 8))
    # The thirtieth day is a Sunday.
    assert running(record) == {"PET_REVIEW_REQ": day(2026, 6, 8)}

    Close(record, by=office.clerk, at=moment(day(2026, 6, 9))).run()
    record.refresh_from_db()
    assert (record.state, record.closed_on) == (RecordState.CLOSED, day(2026, 6, 9))
    assert not running(record)
    letters = list(Letter.objects.filter(record=record).values_list("code", "number"))
    assert letters == [
        (PaperType.ACCEPT_NOTICE, "东司信受〔2026〕1号"),
        (PaperType.EXTENSION_NOTICE, "东司信延〔2026〕1号"),
        (PaperType.OPINION, "东司信处〔2026〕1号"),
        (PaperType.SERVICE_RECEIPT, ""),
    ]


def test_each_step_makes_a_version_an_event_and_an_outbox_row(office):
    record = register(office)
    triage(office, record)
    accept(office, record)

    names = list(record.events.order_by("seq").values_list("name", flat=True))
    assert names == ["petition:register", "petition:triage", "petition:accept"]
    assert [version.no for version in record.versions.order_by("no")] == [1, 2, 3]
    assert OutboxRow.objects.filter(source="record", key=record.pk).exists()


@pytest.mark.parametrize("event", TRANSITIONS)
def test_every_event_has_a_verb_of_its_own(event):
    from archive.petitions import steps

    events = [getattr(steps, name).event for name in steps.__all__ if name != "NewPetition"]
    assert events.count(event) == 1


@pytest.mark.parametrize(
    ("year", "matter_class", "route", "law", "runs"),
    [
        (2021, MatterClass.SUGGESTION, "", "信访条例", True),
        (2021, MatterClass.APPEAL, "", "信访条例", True),
        (2021, MatterClass.APPEAL, AppealRoute.LITIGATION, "信访条例", True),
        (2023, MatterClass.SUGGESTION, "", "", False),
        (2023, MatterClass.APPEAL, AppealRoute.PERFORM_DUTY, "", False),
        (2023, MatterClass.APPEAL, AppealRoute.PETITION, "信访工作条例", True),
    ],
)
def test_the_law_of_the_day_says_which_matters_have_sixty_days(
    office, year, matter_class, route, law, runs
):
    record = register(office, day(year, 3, 2))
    first = clocks.running(record).get()
    expected = "信访条例" if year == 2021 else "信访工作条例"
    assert expected in first.rule.basis
    triage(office, record, day(year, 3, 3), matter_class=matter_class, appeal_route=route)
    accept(office, record, day(year, 3, 4))

    found = clocks.running(record).filter(rule__code="PET_HANDLE").first()
    assert (found is not None) == runs
    assert law in (found.rule.basis if found else "")


def test_a_petition_office_has_the_clock_of_triage(office):
    office.donghe.kind = "petition_office"
    office.donghe.save()

    assert list(running(register(office))) == ["PET_TRIAGE"]


@pytest.mark.parametrize("mark", ["anonymous", "unclear"])
def test_nobody_is_notified_where_nobody_can_be(office, mark):
    record = register(office, petitioner_name="", petitioner_address="", **{mark: True})
    assert not running(record)

    triage(office, record)
    accept(office, record)
    assert not Letter.objects.filter(record=record).exists()
    assert list(running(record)) == ["PET_HANDLE"]


def test_an_answer_nobody_can_be_served_with_is_closed_as_issued(office):
    record = register(office, petitioner_name="", petitioner_address="", anonymous=True)
    triage(office, record)
    accept(office, record)
    draft(office, record)
    sign(office, record)

    Close(record, by=office.clerk, at=moment(MARCH)).run()
    assert Record.objects.get(pk=record.pk).state == RecordState.CLOSED


def test_what_waits_for_whom(office):
    declining, extending, signing = (register(office) for _n in range(3))
    triage(office, declining, ground="已有判决", competent_organ="法院")
    for record in (extending, signing):
        triage(office, record)
        accept(office, record)
    AskExtension(extending, 10, by=office.clerk, reason="待测绘", at=moment(MARCH)).run()
    draft(office, signing)

    assert waits(office.leader) == {(declining.pk, WaitsFor.DECLINE)}
    assert waits(office.county_leader) == {
        (extending.pk, WaitsFor.EXTEND),
        (signing.pk, WaitsFor.SIGN),
    }
    assert not waits(office.clerk) and not waits(office.stranger)


def waits(person):
    return {(one.petition.pk, one.what) for one in waiting_for(person, MARCH)}


def test_what_a_leader_proposed_waits_for_the_one_above(office):
    record = register(office)
    Triage(
        record,
        MatterClass.APPEAL,
        AppealRoute.LITIGATION,
        ground="已有判决",
        competent_organ="法院",
        by=office.leader,
        at=moment(MARCH),
    ).run()

    assert not waits(office.leader)
    assert waits(office.county_leader) == {(record.pk, WaitsFor.DECLINE)}


def test_waiting_takes_a_fixed_number_of_queries(office, django_assert_max_num_queries):
    for _n in range(8):
        record = register(office)
        triage(office, record)
        accept(office, record)
        draft(office, record)
    with django_assert_max_num_queries(11):
        assert len(waits(office.county_leader)) == 8


def test_worklists_show_what_is_due_late_and_mine(office):
    record = register(office)
    last = day(2026, 3, 17)

    assert [one.record for one in due(office.clerk, MARCH, last)] == [record]
    assert not due(office.clerk, MARCH, day(2026, 3, 16))
    assert not late(office.clerk, last)
    assert [one.record for one in late(office.clerk, day(2026, 3, 18))] == [record]
    assert not late(office.stranger, day(2026, 3, 18))
    assert not mine(office.clerk)
    triage(office, record)
    accept(office, record)
    assert [one.record for one in mine(office.clerk)] == [record]


def test_the_handler_is_named_and_his_successor_takes_over(office):
    from archive.petitions.steps import NameHandler

    record = register(office)
    triage(office, record)
    accept(office, record)
    NameHandler(record, office.leader, by=office.leader, reason="工作调整").run()

    named = record.named.filter(part=NamedAs.HANDLER)
    assert named.get(until=None).person == office.leader
    assert named.exclude(until=None).get().person == office.clerk
    assert record.petition.__class__.objects.get(pk=record.pk).handler == office.leader


def test_a_superior_that_is_asked_takes_part(office):
    record = register(office, keep_confidential=True)
    triage(office, record)
    accept(office, record)
    assert record not in Record.objects.visible_to(scope_of(office.county_leader))

    draft(office, record)
    assert record in Record.objects.visible_to(scope_of(office.county_leader))
    sign(office, record)
    assert record.petition.__class__.objects.get(pk=record.pk).state == "opinion_issued"


def test_an_opinion_says_every_claim_and_the_way_of_review(office):
    record = register(office)
    triage(office, record)
    accept(office, record)
    draft(office, record)
    sign(office, record)

    paper = record.papers.get(type=PaperType.OPINION)
    text = "".join(paper.files.get().holding.texts.values_list("text", flat=True))
    for said in ("恢复原渠", "本月内恢复原渠", "支持", "民法典", "30日内", "上一级机关"):
        assert said in text
    assert paper.number in text


def test_the_signed_receipt_comes_back_onto_the_printed_one(office):
    record = register(office)
    triage(office, record)
    accept(office, record)
    draft(office, record)
    sign(office, record)

    serve(office, record, receipt=paper(PaperType.SERVICE_RECEIPT, dated_on=MARCH))

    receipt = record.papers.get(type=PaperType.SERVICE_RECEIPT)
    assert [file.no for file in receipt.files.order_by("no")] == [1, 2]


def test_a_version_says_who_and_what_but_no_sealed_number(office):
    record = register(office, id_no="320481198001011234", phone="13912345678")

    content = record.versions.get().body.content
    said = json.loads(content)["kind"]
    assert (said["id_no_tail"], said["phone_tail"]) == ("1234", "5678")
    assert "320481198001011234" not in content and "13912345678" not in content
    assert "320481198001011234" not in str(vars(record.petition))


def test_all_steps_have_sentences(office):
    """The verbs a page offers can be asked for a petition in its first state."""
    record = register(office)
    before = {"record": {}, "kind": {}}

    assert [r.code for r in Accept(record, by=office.clerk).ask(record, before)] == ["wrong_state"]
    assert SignOpinion(record, by=office.stranger).ask(record, before) is None
    assert DraftOpinion(record, by=office.clerk).ask(record, before)
    assert Serve(record, MARCH, mode=ServiceMode.POST, by=office.clerk).ask(record, before)
    assert PetitionState.REGISTERED.label
