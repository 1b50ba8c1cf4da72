"""Petitions that move between units: sent, received, objected to, taken back, reported, closed."""

import datetime as dt

import pytest

from archive.clocks import clocks
from archive.organisation.refusal import Refused
from archive.organisation.standing import scope_of
from archive.petitions.models import Petition
from archive.petitions.queries import late, to_receive
from archive.petitions.rules import letters_due
from archive.petitions.steps import (
    Accept,
    Assign,
    Close,
    Keep,
    Object,
    ReportBack,
    TakeBack,
    Transfer,
    Triage,
)
from archive.petitions.vocabulary import MatterClass, PetitionState, SentAs
from archive.petitions.waiting import WaitsFor, waiting_for
from archive.records.models import Letter, NumberGiven, Participation, Record
from archive.records.step import NotVisible, NotYourPost
from archive.records.steps import AddPaper, NewFile, Strike
from archive.records.vocabulary import PaperType, Part, RecordState
from tests.office import make_holding
from tests.petitions.matters import (
    LIMIT,
    MARCH,
    accept,
    add_letter,
    arisen,
    assign,
    at_state,
    kept,
    moment,
    objected,
    paper,
    receive,
    received,
    register,
    returned,
    sent_down,
    transfer,
    triage,
)

S = PetitionState
day = dt.date
AT = {"at": moment(MARCH)}


def codes(step) -> list[str]:
    with pytest.raises(Refused) as error:
        step.run()
    return [refusal.code for refusal in error.value.refusals]


def row(record) -> Petition:
    return Petition.objects.get(pk=record.pk)


def running(record) -> dict[str, dt.date]:
    return {clock.rule.code: clock.due_on for clock in clocks.running(record)}


@pytest.mark.parametrize(
    ("send", "state", "part", "source", "letter"),
    [
        (transfer, S.TRANSFERRED, Part.INFORMED, "transferred", "转"),
        (assign, S.ASSIGNED, Part.SUPERVISE, "assigned", "交"),
    ],
)
def test_a_second_record_arises_with_the_same_bytes(office, send, state, part, source, letter):
    record = register(office, id_no="320481198001011234")
    send(office, record)
    there = arisen(record)

    assert row(record).state == state and row(there).state == S.SENT
    assert (there.state, there.number, there.lead_unit) == ("captured", "", office.qinghe)
    assert row(there).source == source
    assert row(there).source_no == f"东司信{letter}〔2026〕1号"
    assert there.participations.get(unit=office.donghe).part == part
    assert row(there).id_no_sealed == row(record).id_no_sealed
    mine = {file.holding_id for one in record.papers.all() for file in one.files.all()}
    theirs = {file.holding_id for one in there.papers.all() for file in one.files.all()}
    assert len(theirs) == 2 and theirs < mine  # Letter and original; the notice stays here.


def test_letter_and_notice_come_out_and_the_time_to_notify_ends(office):
    record = register(office)
    assign(office, record)

    said = dict(Letter.objects.filter(record=record).values_list("code", "addressee"))
    assert said == {"assign_letter": "云溪县司法局清河司法所", "forward_notice": "陈秀兰"}
    assert not running(record)
    text = text_of(record, PaperType.ASSIGN_LETTER)
    for one in ("2026年4月30日", "办结报告", "云溪县司法局清河司法所", "第二十二条", record.number):
        assert one in text
    assert "交办" in text_of(record, PaperType.FORWARD_NOTICE)


def text_of(record, type_) -> str:
    holding = record.papers.get(type=type_).files.get().holding
    return "".join(holding.texts.values_list("text", flat=True))


def test_who_asks_for_confidentiality_stands_in_no_letter_to_others(office):
    record = register(office, keep_confidential=True)
    transfer(office, record)

    text = text_of(record, PaperType.TRANSFER_LETTER)
    assert "陈秀兰" not in text and "信访人（要求保密）" in text
    assert arisen(record).restricted


@pytest.mark.parametrize("verb", [Transfer, Assign])
def test_to_the_outside_only_the_letter_goes(office, verb):
    record = at_state(office, S.TRIAGED)
    add_letter(record)
    more = {"limit_on": LIMIT} if verb is Assign else {}
    verb(record, organ="云溪县水利局", by=office.leader, **more, **AT).run()

    assert Record.objects.count() == 1 and not Participation.objects.exists()
    assert Letter.objects.filter(record=record, addressee="云溪县水利局").count() == 1
    assert running(record) == ({"PET_ASSIGN_FEEDBACK": day(2026, 4, 30)} if more else {})


def test_all_that_is_missing_to_send_comes_at_once(office):
    record = at_state(office, S.TRIAGED)
    ended = office.village
    ended.ended_on = MARCH
    ended.save()

    step = Assign(record, ended, "水利局", by=office.leader, **AT)
    assert codes(step) == [
        "two_targets",
        "unit_ended",
        "target_without_clerk",
        "limit_missing",
        "papers_missing",
    ]
    assert row(record).state == S.TRIAGED and Record.objects.count() == 1


@pytest.mark.parametrize(
    ("make", "found"),
    [
        (lambda o, r: Transfer(r, by=o.leader, **AT), ["organ_not_named"]),
        (lambda o, r: Transfer(r, o.donghe, by=o.leader, **AT), ["own_unit"]),
        (lambda o, r: Transfer(r, o.village, by=o.leader, **AT), ["target_without_clerk"]),
        (lambda o, r: Assign(r, o.qinghe, by=o.leader, **AT), ["limit_missing"]),
        (
            lambda o, r: Assign(r, o.qinghe, limit_on=day(2026, 3, 1), by=o.leader, **AT),
            ["date_impossible"],
        ),
        (lambda o, r: Transfer(r, organ="局" * 201, by=o.leader, **AT), ["field_too_long"]),
    ],
)
def test_what_sending_needs(office, make, found):
    record = at_state(office, S.TRIAGED)
    add_letter(record)

    assert codes(make(office, record)) == found


@pytest.mark.parametrize("who", ["clerk", "archivist", "county_leader", "county_clerk"])
def test_only_a_leader_of_the_lead_sends_on(office, who):
    record = at_state(office, S.TRIAGED)
    add_letter(record)

    with pytest.raises((NotYourPost, NotVisible)):
        Transfer(record, office.qinghe, by=getattr(office, who), **AT).run()


def test_a_clerk_proposes_and_the_leader_sends_where_he_proposed(office):
    record = register(office)
    add_letter(record)
    triage(office, record, sent_as=SentAs.TRANSFER, to_unit=office.qinghe)
    (waiting,) = waiting_for(office.leader, MARCH)
    assert waiting.what == WaitsFor.SEND and not waiting_for(office.county_leader, MARCH)

    Transfer(record, by=office.leader, **AT).run()
    assert arisen(record).lead_unit == office.qinghe


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ({"sent_as": "transfer"}, ["organ_not_named"]),
        ({"sent_as": "forward", "competent_organ": "水利局"}, ["sending_unclear"]),
        ({"sent_as": "assign", "competent_organ": "局", "ground": "重复"}, ["two_proposals"]),
    ],
)
def test_a_proposal_to_send_says_how_and_where(office, said, found):
    step = Triage(register(office), MatterClass.SUGGESTION, by=office.clerk, **said, **AT)

    assert codes(step) == found


def test_another_decision_settles_the_proposal(office):
    record = register(office)
    triage(office, record, sent_as=SentAs.TRANSFER, to_unit=office.qinghe)
    accept(office, record)

    assert (row(record).to_unit, row(record).sent_as) == (None, "")


def test_what_is_sent_is_seen_by_the_receiver_alone_until_received(office):
    record = register(office)
    transfer(office, record)
    there = arisen(record)

    assert [one.pk for one in to_receive(office.stranger)] == [there.pk]
    for person in (office.clerk, office.county_clerk, office.archivist, office.county_leader):
        assert not to_receive(person)
        assert there not in Record.objects.visible_to(scope_of(person))


def test_receiving_gives_a_number_of_ones_own_and_the_limits(office):
    _above, record = received(office)

    assert (record.number, record.state) == ("信〔2026〕1号", RecordState.REGISTERED)
    assert (record.registered_on, record.made_by) == (MARCH, office.clerk)
    assert running(record) == {
        "PET_OBJECT": day(2026, 3, 9),
        "PET_NOTIFY_ASSIGNED": day(2026, 3, 17),
        "PET_ASSIGN_FEEDBACK": LIMIT,
    }


def test_of_a_transfer_no_report_is_due(office):
    _above, record = received(office, Transfer)

    assert sorted(running(record)) == ["PET_NOTIFY_ASSIGNED", "PET_OBJECT"]


def test_before_2022_no_law_knew_the_five_days(office):
    _above, record = received(office, Transfer, day(2021, 3, 2))

    assert sorted(running(record)) == ["PET_NOTIFY_ASSIGNED"]
    Object(record, by=office.leader, reason="不属职权", at=moment(day(2021, 6, 1))).run()


@pytest.mark.parametrize("lines", [[], [1], [1, 2, 3]])
def test_a_list_that_differs_is_not_received(office, lines):
    from archive.petitions.steps import Receive

    _above, record = sent_down(office)

    assert codes(Receive(record, lines, by=office.clerk, **AT)) == ["paper_list_differs"]
    assert not NumberGiven.objects.filter(record=record).exists()


def test_what_came_from_above_is_never_struck_unread(office):
    _above, record = sent_down(office)

    assert "is_a_matter" in codes(Strike([record], by=office.leader, reason="不要"))


# 2 March 2026 is a Monday; the fifth working day after it is the next Monday.
@pytest.mark.parametrize(
    ("on", "found"),
    [(day(2026, 3, 9), None), (day(2026, 3, 10), ["out_of_time"])],
)
def test_an_objection_has_five_working_days(office, on, found):
    _above, record = received(office)
    step = Object(record, by=office.leader, reason="不属职权", at=moment(on))
    if found:
        assert codes(step) == found
        return
    step.run()
    assert row(record).state == S.OBJECTED


def test_an_objection_needs_a_sender_and_reasons(office):
    assert codes(Object(register(office), by=office.leader, **AT)) == [
        "not_received_from_unit",
        "reasons_missing",
    ]


def test_an_objection_reaches_the_sender(office):
    above, record = received(office)
    Object(record, paper(PaperType.OBJECTION), by=office.leader, reason="不属职权", **AT).run()

    assert above.papers.filter(type=PaperType.OBJECTION).count() == 1
    event = above.events.order_by("-seq").first()
    assert event.name == "petition:object" and "不属职权" in event.body.content
    (waiting,) = waiting_for(office.county_leader, MARCH)
    assert waiting.what == WaitsFor.OBJECTION
    assert "PET_OBJECT" not in running(record)


def test_taken_back_it_is_triaged_here_again_in_the_time_that_ran(office):
    above, record = objected(office)
    TakeBack(above, by=office.county_leader, at=moment(day(2026, 3, 11))).run()

    assert (row(above).state, row(record).state) == (S.TRIAGED, S.RETURNED)
    assert running(above) == {"PET_NOTIFY_DIRECT": day(2026, 3, 17)}
    assert not running(record)
    Close(record, by=office.clerk, at=moment(day(2026, 3, 12))).run()
    assert row(record).ended_as == S.RETURNED


def test_what_was_taken_back_is_sent_elsewhere(office):
    above, _record = returned(office)
    Transfer(above, office.qinghe, by=office.county_leader, **AT).run()

    assert arisen(above).lead_unit == office.qinghe
    assert arisen(above).papers.count() == 2


def test_kept_the_receiver_goes_on_and_the_days_between_do_not_count(office):
    above, record = kept(office, day(2026, 3, 5))

    assert (row(above).state, row(record).state) == (S.ASSIGNED, S.REGISTERED)
    assert running(record)["PET_NOTIFY_ASSIGNED"] == day(2026, 3, 20)
    again = Object(record, by=office.leader, reason="仍有异议", at=moment(day(2026, 3, 5)))
    assert codes(again) == ["decided_already"]


def test_kept_on_the_same_day_takes_no_day_away(office):
    _above, record = kept(office)

    assert running(record)["PET_NOTIFY_ASSIGNED"] == day(2026, 3, 17)


@pytest.mark.parametrize("verb", [TakeBack, Keep])
def test_without_an_objection_there_is_nothing_to_decide(office, verb):
    above, _record = received(office)

    assert codes(verb(above, by=office.county_leader, reason="理由", **AT)) == ["not_objected"]


@pytest.mark.parametrize("verb", [TakeBack, Keep])
def test_only_a_leader_of_the_sender_decides(office, verb):
    above, _record = objected(office)

    for person in (office.county_clerk, office.leader):
        with pytest.raises((NotYourPost, NotVisible)):
            verb(above, by=person, reason="理由", **AT).run()


def test_a_sender_who_has_closed_it_decides_nothing_more(office):
    above, record = received(office, Transfer, day(2021, 3, 2))
    Close(above, by=office.county_leader, at=moment(day(2021, 4, 1))).run()

    step = Object(record, by=office.leader, reason="不属职权", at=moment(day(2021, 5, 6)))
    assert codes(step) == ["sender_closed"]


def test_a_right_that_was_not_used_makes_nobody_late(office):
    received(office)

    found = {clock.rule.code for clock in late(office.clerk, day(2026, 3, 18))}
    assert found == {"PET_NOTIFY_ASSIGNED"}


def test_who_disposes_of_it_has_no_objection_any_more(office):
    _above, record = received(office)
    triage(office, record)
    accept(office, record)

    assert sorted(running(record)) == ["PET_ASSIGN_FEEDBACK", "PET_HANDLE"]


def guided(office):
    """Assigned from above and disposed of by Donghe; only the report is still owed."""
    from tests.petitions.matters import guide

    above, record = received(office)
    guide(office, record)
    return above, record


def test_the_report_goes_back_and_ends_the_limit(office):
    above, record = guided(office)
    assert codes(Close(record, by=office.clerk, **AT)) == ["clock_open"]
    assert codes(Close(above, by=office.county_leader, **AT)) == ["feedback_missing"]

    assert codes(ReportBack(record, by=office.clerk, **AT)) == ["report_missing"]
    ReportBack(record, paper(PaperType.CLOSING_REPORT), by=office.clerk, **AT).run()
    here, there = (one.papers.get(type=PaperType.CLOSING_REPORT) for one in (record, above))
    assert here.files.get().holding_id == there.files.get().holding_id
    for one, person in ((record, office.clerk), (above, office.county_leader)):
        Close(one, by=person, **AT).run()
    assert row(above).ended_as == S.ASSIGNED


def test_no_report_is_owed_twice_nor_on_a_transfer(office):
    record = at_state(office, S.GUIDED)

    report = paper(PaperType.CLOSING_REPORT)
    assert codes(ReportBack(record, report, by=office.clerk, **AT)) == ["nothing_owed"]


def test_a_report_on_paper_from_outside_closes_an_assignment(office):
    record = at_state(office, S.TRIAGED)
    add_letter(record)
    Assign(record, organ="云溪县水利局", limit_on=LIMIT, by=office.leader, **AT).run()
    assert codes(Close(record, by=office.clerk, **AT)) == ["feedback_missing"]

    scan = NewFile(make_holding(), "办结报告.pdf")
    AddPaper(record, scan, title="办结报告", type=PaperType.CLOSING_REPORT, by=office.clerk).run()
    Close(record, by=office.clerk, **AT).run()
    assert not running(record)


@pytest.mark.parametrize(
    ("make", "found"),
    [(sent_down, ["not_received"]), (received, ["objection_open"]), (objected, ["objection_open"])],
)
def test_nothing_may_come_back_to_a_closed_matter(office, make, found):
    above, _record = make(office, Transfer)

    assert codes(Close(above, by=office.county_leader, **AT)) == found


def test_a_transferred_matter_is_closed_when_the_window_is_over(office):
    above, _record = received(office, Transfer)
    Close(above, by=office.county_leader, at=moment(day(2026, 3, 10))).run()

    assert Record.objects.get(pk=above.pk).state == RecordState.CLOSED
    assert letters_due(S.TRANSFERRED, accepted=False, opinion=False) == [
        PaperType.FORWARD_NOTICE
    ]


def test_it_may_move_on_from_unit_to_unit(office):
    _above, record = received(office)
    triage(office, record)
    Assign(record, office.qinghe, limit_on=day(2026, 4, 1), by=office.leader, **AT).run()
    last = receive(arisen(record), office.stranger)

    assert (last.lead_unit, row(last).limit_on) == (office.qinghe, day(2026, 4, 1))
    assert "PET_ASSIGN_FEEDBACK" in running(record)


def test_both_records_have_a_version_and_an_event_of_every_verb(office):
    above, record = kept(office)

    for one in (above, record):
        one = Record.objects.get(pk=one.pk)
        assert one.versions.count() == one.version == one.events.count()
    names = list(record.events.order_by("seq").values_list("name", flat=True))
    assert names == ["petition:assign", "petition:receive", "petition:object", "petition:keep"]


def test_the_second_who_sends_is_told(office):
    record = register(office)
    transfer(office, record)

    assert codes(Transfer(record, office.qinghe, by=office.leader, **AT)) == ["wrong_state"]
    there = arisen(record)
    receive(there, office.stranger)
    with pytest.raises(Refused):
        receive(there, office.stranger)
    assert NumberGiven.objects.filter(series__code="信", series__unit=office.qinghe).count() == 1


def test_a_supervisor_sees_the_record_and_who_is_informed_does_not(office):
    record = register(office, keep_confidential=True)
    for send, sees in ((assign, True), (transfer, False)):
        one = register(office, keep_confidential=True)
        send(office, one)
        there = receive(arisen(one), office.stranger)
        assert (there in Record.objects.visible_to(scope_of(office.leader))) == sees
    assert Accept(record, by=office.leader).ask(record, {}) is not None
