"""What a step refuses, all at once, each reason with its code (policy 5)."""

import datetime as dt
from decimal import Decimal

import pytest

from archive.classification.queries import term
from archive.clocks import clocks
from archive.mediation.models import Dossier
from archive.mediation.steps import (
    Accept,
    Agree,
    CloseDossier,
    ExtendMediation,
    HoldSession,
    NewMediator,
    NewParty,
    NewSession,
    RecordConfirmation,
    RecordPerformance,
    RecordVisit,
    Refuse,
    RegisterDossier,
    Terminate,
    WithdrawDossier,
)
from archive.mediation.vocabulary import AgreementForm, Confirmation, Performance, Side
from archive.organisation.models import Unit
from archive.records.vocabulary import PaperType
from tests.mediation.people import (
    ACCEPTED,
    AGREED,
    LI,
    RECEIVED,
    ZHANG,
    agree,
    agreement,
    codes,
    fresh,
    in_state,
    mediate,
    new_dossier,
    register,
    scan,
    session,
)

pytestmark = pytest.mark.django_db
FUTURE = dt.date(2999, 1, 1)
EARLY = dt.date(2020, 1, 1)
CHILD = NewParty("张小宝", Side.APPLICANT, age=9)


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"parties": (ZHANG,)}, "parties_under_2"),
        ({"parties": (ZHANG, NewParty(" ", Side.RESPONDENT))}, "field_missing"),
        ({"parties": (ZHANG, NewParty("甲" * 201, Side.RESPONDENT))}, "field_too_long"),
        ({"parties": (ZHANG, NewParty("甲", Side.RESPONDENT, age=700))}, "field_wrong"),
        ({"parties": (ZHANG, NewParty("甲", Side.RESPONDENT, phone="119"))}, "field_wrong"),
        ({"parties": (CHILD, LI), "title": "张小宝与李强邻里纠纷"}, "minor_named"),
        ({"facts": "  "}, "field_missing"),
        ({"received_on": None}, "field_missing"),
        ({"received_on": FUTURE}, "date_impossible"),
        ({"title": "长" * 501}, "field_too_long"),
        ({"source": None}, "source_missing"),
        ({"mediators": (NewMediator(""),)}, "field_missing"),
        ({"mediators": (NewMediator("周某"), NewMediator("周某"))}, "mediator_twice"),
    ],
)
def test_registering_refuses(office, values, code):
    step = RegisterDossier(new_dossier(**values), office.village, by=office.mediator)

    assert codes(step) == [code]


@pytest.mark.parametrize(
    ("day", "code", "refused"),
    [
        ("2017-12-31", "old-11", []),
        ("2018-01-01", "old-11", ["type_not_valid_that_day"]),
        ("2018-01-01", "10", []),
        ("2017-12-31", "10", ["type_not_valid_that_day"]),
        ("2017-12-31", "old-14", []),
        ("2018-01-01", "13", []),
    ],
)
def test_the_dispute_type_must_be_of_its_day(office, day, code, refused):
    values = {"received_on": dt.date.fromisoformat(day), "dispute_type": term("dispute_type", code)}
    step = RegisterDossier(new_dossier(**values), office.village, by=office.mediator)

    assert codes(step) == refused


def test_a_term_of_another_scheme_is_no_dispute_type_and_no_source(office):
    genre = term("genre", "通知")
    step = RegisterDossier(
        new_dossier(dispute_type=genre, source=genre), office.village, by=office.mediator
    )

    assert codes(step) == ["type_not_valid_that_day", "source_missing"]


def test_a_referral_says_who_referred(office):
    whole, court = term("case_source", "03"), term("case_source", "0301")

    def refused(**values):
        step = RegisterDossier(new_dossier(**values), office.village, by=office.mediator)
        return codes(step)

    assert refused(source=whole) == ["source_missing"]
    assert refused(source=court) == ["field_missing"]
    assert refused(source=court, referrer="云溪县人民法院") == []


def test_only_a_committee_that_stands_keeps_dossiers(office):
    step = RegisterDossier(new_dossier(), office.donghe, by=office.clerk)
    assert codes(step) == ["not_a_committee"]

    Unit.objects.filter(pk=office.village.pk).update(ended_on=dt.date(2026, 1, 1))
    office.village.refresh_from_db()
    step = RegisterDossier(new_dossier(), office.village, by=office.mediator)
    assert codes(step) == ["unit_ended"]


def test_all_faults_of_a_new_dossier_come_at_once(office):
    step = RegisterDossier(
        new_dossier(parties=(), source=None, facts="", received_on=FUTURE),
        office.village,
        by=office.mediator,
    )

    found = codes(step)
    assert found == ["field_missing", "source_missing", "date_impossible", "parties_under_2"]


def test_accepting_refuses_all_at_once(office):
    record = register(office)
    step = Accept(
        record, on=EARLY, refused_by="李强", not_mediable="治安案件", by=office.mediator
    )

    wanted = ["party_refuses", "not_mediable", "mediator_missing", "date_impossible"]
    assert codes(step) == wanted


def test_a_mediator_of_the_system_holds_the_post(office):
    step = Accept(register(office), [NewMediator(person=office.clerk)], by=office.mediator)

    assert codes(step) == ["mediator_without_post"]


def test_refusing_needs_a_ground_and_tells_the_referrer(office):
    court = term("case_source", "0301")
    record = register(office, source=court, referrer="云溪县人民法院")

    assert codes(Refuse(record, by=office.mediator)) == ["ground_missing", "referrer_not_told"]
    told = {"on": ACCEPTED, "referrer_told_on": ACCEPTED}
    assert codes(Refuse(record, "不属调解范围", by=office.mediator, **told)) == []


def test_a_sitting_tells_the_rights_first_and_is_signed(office):
    record = in_state(office, "accepted")

    empty = HoldSession(record, NewSession(), by=office.mediator)
    assert codes(empty) == ["field_missing", "rights_not_told", "record_unsigned"]
    early = HoldSession(
        record, session(held_on=RECEIVED), rights_told_on=RECEIVED, by=office.mediator
    )
    assert codes(early) == ["date_impossible"]
    late = HoldSession(record, session(), rights_told_on=AGREED, by=office.mediator)
    assert codes(late) == ["rights_not_told"]


def test_rights_told_once_count_for_the_next_sitting(office):
    record = mediate(office, in_state(office, "accepted"))

    assert codes(HoldSession(record, session(held_on=AGREED), by=office.mediator)) == []


def test_an_extension_wants_the_consent_of_every_party(office):
    record = in_state(office, "mediating")

    nobody = ExtendMediation(record, 0, by=office.mediator)
    wanted = ["reason_missing", "field_missing", "consent_missing", "consent_missing"]
    assert codes(nobody) == wanted
    one = ExtendMediation(record, 15, [1], reason="等待鉴定", by=office.mediator)
    assert codes(one) == ["consent_missing"]


def test_what_does_not_run_is_not_extended(office):
    record = in_state(office, "mediating")
    clocks.cancel_all(record, on=AGREED, by="test")

    step = ExtendMediation(record, 15, [1, 2], reason="等待鉴定", by=office.mediator)
    assert codes(step) == ["clock_not_running"]


@pytest.mark.parametrize(
    ("values", "found"),
    [
        ({"parties_signed": {1: AGREED}}, ["signature_missing"]),
        ({"parties_signed": {}}, ["signature_missing"] * 2),
        ({"mediators_signed": {}}, ["signature_missing"]),
        ({"sealed": False}, ["seal_missing"]),
        ({"perform_by": None}, ["terms_undated"]),
        ({"perform_by": RECEIVED}, ["date_impossible"]),
        ({"terms": " "}, ["field_missing"]),
        ({"agreed_on": FUTURE, "perform_by": FUTURE}, ["date_impossible"]),
        ({"agreed_on": EARLY}, ["date_impossible"]),
        ({"parties_signed": {1: AGREED, 2: FUTURE}}, ["date_impossible"]),
        ({"amount": Decimal(-1)}, ["field_wrong"]),
        ({"form": AgreementForm.ORAL}, ["written_required"]),
        ({"form": None}, ["field_missing"]),
        (
            {"performance": Performance.PERFORMED, "perform_by": None, "sealed": False},
            ["seal_missing"],
        ),
    ],
)
def test_an_agreement_refuses(office, values, found):
    record = in_state(office, "mediating")

    assert codes(Agree(record, agreement(**values), by=office.mediator)) == found


@pytest.mark.parametrize(
    ("performance", "difficult", "asked", "found"),
    [
        (Performance.PERFORMED, False, False, []),
        (Performance.NOT_NEEDED, False, False, []),
        (Performance.PERFORMED, True, False, ["written_required"]),
        (Performance.PERFORMED, False, True, ["written_required"]),
        (Performance.PARTLY, False, False, ["written_required"]),
    ],
)
def test_an_oral_agreement_is_for_what_is_done_at_once(
    office, performance, difficult, asked, found
):
    record = in_state(office, "mediating")
    Dossier.objects.filter(pk=record.pk).update(difficult=difficult)
    oral = agreement(
        form=AgreementForm.ORAL,
        performance=performance,
        asked_for_writing=asked,
        parties_signed={},
        sealed=False,
    )

    assert codes(Agree(record, oral, by=office.mediator)) == found


def test_an_agreement_comes_out_of_a_sitting(office):
    record = in_state(office, "accepted")
    ExtendMediation(record, 10, [1, 2], reason="等待鉴定", by=office.mediator).run()

    step = Agree(fresh(record), agreement(), by=office.mediator)
    assert codes(step) == ["session_missing"]


def test_terminating_names_a_ground_and_tells_other_ways(office):
    record = in_state(office, "mediating")

    step = Terminate(record, on=EARLY, by=office.mediator)
    wanted = ["ground_missing", "other_ways_not_told", "date_impossible", "date_impossible"]
    assert codes(step) == wanted


def test_withdrawing_rests_on_a_paper(office):
    record = in_state(office, "mediating")

    assert codes(WithdrawDossier(record, by=office.mediator)) == ["request_paper_missing"]


def test_performance_and_visits_follow_the_agreement(office):
    record, by = in_state(office, "agreed"), office.mediator

    assert codes(RecordPerformance(record, by=by)) == ["field_missing"]
    same = RecordPerformance(record, Performance.PENDING, on=RECEIVED, by=by)
    assert codes(same) == ["nothing_changed", "date_impossible"]
    assert codes(RecordVisit(record, by=by)) == ["field_missing"]
    early = RecordVisit(record, visited_on=RECEIVED, visitor="郑调解", note="x", by=by)
    assert codes(early) == ["date_impossible"]


@pytest.mark.parametrize(
    ("day", "found"), [("2026-04-13", []), ("2026-04-14", ["out_of_time"])]
)
def test_the_court_is_asked_jointly_and_in_time(office, day, found):
    """In effect on 12 March; 30 days end on Saturday 11 April and roll to Monday the 13th."""
    record = in_state(office, "agreed")
    on = dt.date.fromisoformat(day)

    step = RecordConfirmation(record, on=on, jointly=True, by=office.mediator)
    assert codes(step) == found


def test_who_may_not_go_to_the_court_hears_every_reason(office):
    record = in_state(office, "agreed")

    step = RecordConfirmation(record, on=dt.date(2026, 6, 1), about_status=True, by=office.mediator)
    assert codes(step) == ["not_joint", "matter_excluded", "out_of_time"]
    ruling = RecordConfirmation(record, Confirmation.CONFIRMED, by=office.mediator)
    assert codes(ruling) == ["wrong_state"]


def test_the_court_decides_what_was_applied_for(office):
    record, by = in_state(office, "agreed"), office.mediator
    RecordConfirmation(record, on=AGREED, jointly=True, by=by).run()

    step = RecordConfirmation(fresh(record), Confirmation.CONFIRMED, on=AGREED, by=by)
    assert codes(step) == []
    assert Dossier.objects.get(pk=record.pk).confirmation == Confirmation.CONFIRMED


def test_closing_names_everything_that_is_open(office):
    court = term("case_source", "0301")
    record = register(office, source=court, referrer="云溪县人民法院")
    Accept(
        record, [NewMediator(person=office.mediator)], on=ACCEPTED, by=office.mediator
    ).run()
    record = agree(office, mediate(office, fresh(record)))
    scan(record, PaperType.VISIT_RECORD, number="东河村调字〔2026〕99号")
    scan(record, PaperType.ACCEPTANCE_FORM, dated_on=RECEIVED)
    clocks.start(record, "MED_CLOSE", AGREED)

    assert codes(CloseDossier(record, by=office.mediator)) == [
        "agreement_not_scanned",
        "performance_open",
        "numbers_differ",
        "dates_differ",
        "referrer_not_told",
        "clock_open",
    ]


def test_an_agreement_that_stays_unperformed_is_closed_with_the_reason(office):
    record = in_state(office, "agreed")
    scan(record, PaperType.AGREEMENT, number=record.number)

    step = CloseDossier(record, open_because="对方已向法院起诉履行", by=office.mediator)
    assert codes(step) == []
    assert Dossier.objects.get(pk=record.pk).ground == "对方已向法院起诉履行"
