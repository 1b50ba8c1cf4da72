"""Every refusal of petitions: all at once, by code, and nothing changes."""

import datetime as dt

import pytest

from archive.organisation.refusal import Refused
from archive.petitions.models import Petition
from archive.petitions.steps import (
    Accept,
    ApproveExtension,
    AskExtension,
    Close,
    Decline,
    DraftOpinion,
    FileOnly,
    Guide,
    Investigate,
    NameHandler,
    NewPetition,
    RegisterPetition,
    Reply,
    Serve,
    Settle,
    SignOpinion,
    Triage,
    Withdraw,
)
from archive.petitions.vocabulary import (
    AppealRoute,
    MatterClass,
    OpinionResult,
    PetitionState,
    ServiceMode,
)
from archive.records.models import Letter, Record
from archive.records.step import NotVisible, NotYourPost
from archive.records.vocabulary import PaperType
from doc_templates.models import Template
from tests.office import make_person
from tests.petitions.matters import (
    MARCH,
    accept,
    at_state,
    draft,
    moment,
    new,
    paper,
    register,
    serve,
    taken_on,
    triage,
)

S = PetitionState
day = dt.date
AT = {"at": moment(MARCH)}


def codes(step) -> list[str]:
    with pytest.raises(Refused) as error:
        step.run()
    return [refusal.code for refusal in error.value.refusals]


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"petitioner_name": " "}, "field_missing"),
        ({"petitioner_address": ""}, "field_missing"),
        ({"claims": ()}, "field_missing"),
        ({"claims": ("", " ")}, "field_missing"),
        ({"summary": "　"}, "field_missing"),
        ({"channel": ""}, "field_missing"),
        ({"received_on": None}, "field_missing"),
        ({"representatives": "甲、乙、丙，丁 戊；己"}, "representatives_over_5"),
        ({"matter_class": MatterClass.ACCUSATION}, "respondent_missing"),
        ({"received_on": day(2999, 1, 1)}, "date_impossible"),
        ({"received_on": day(2004, 1, 1)}, "date_impossible"),
        ({"petitioner_name": "长" * 101}, "field_too_long"),
        ({"title": "长" * 501}, "field_too_long"),
    ],
)
def test_what_is_not_registered(office, values, code):
    step = RegisterPetition(new(**values), office.donghe, by=office.clerk)

    assert code in codes(step)
    assert not Record.objects.exists()


@pytest.mark.parametrize(
    "values",
    [
        {"petitioner_name": "", "petitioner_address": "", "anonymous": True},
        {"petitioner_address": "", "unclear": True},
        {"representatives": "甲、乙、丙、丁、戊", "people_count": 30},
    ],
)
def test_what_is_registered(office, values):
    assert register(office, **values).number


def test_all_that_is_missing_comes_at_once(office):
    said = {"matter_class": MatterClass.ACCUSATION, "representatives": "一二 " * 6}
    empty = NewPetition("", None, "", **said)
    found = codes(RegisterPetition(empty, office.donghe, by=office.clerk))

    assert found == [
        "field_missing",
        "representatives_over_5",
        "respondent_missing",
        "target_barred",
    ]


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ({}, ["class_missing"]),
        ({"matter_class": "complaint"}, ["class_missing"]),
        ({"matter_class": MatterClass.APPEAL}, ["route_missing"]),
        ({"matter_class": MatterClass.APPEAL, "appeal_route": "31_7"}, ["route_missing"]),
        ({"matter_class": MatterClass.ACCUSATION}, ["class_fixed"]),
        (
            {"matter_class": MatterClass.SUGGESTION, "appeal_route": AppealRoute.PETITION},
            ["route_without_appeal"],
        ),
        (
            {"appeal_route": AppealRoute.PETITION, "ground": "长" * 501},
            ["class_missing", "route_without_appeal", "field_too_long"],
        ),
    ],
)
def test_triage_names_class_and_route(office, said, found):
    assert codes(Triage(register(office), by=office.clerk, **said, **AT)) == found


def test_the_same_matter_under_way_is_only_declined(office):
    earlier = register(office)
    record = register(office, same_matter=earlier)
    said = {"matter_class": MatterClass.APPEAL, "appeal_route": AppealRoute.PETITION}
    with pytest.raises(Refused) as error:
        Triage(record, by=office.clerk, **said).run()

    (refusal,) = error.value.refusals
    assert refusal.code == "same_matter_open" and earlier.number in str(refusal)
    Triage(record, by=office.clerk, ground="重复", **said).run()


@pytest.mark.parametrize(
    ("make", "found"),
    [
        (lambda o, r: Guide(r, by=o.clerk), ["organ_not_named"]),
        (lambda o, r: Decline(r, by=o.leader), ["ground_missing", "organ_not_named"]),
        (lambda o, r: FileOnly(r, by=o.clerk), ["neither_unclear_nor_duplicate"]),
        (lambda o, r: FileOnly(r, r, by=o.clerk), ["neither_unclear_nor_duplicate"]),
        (lambda o, r: Accept(r, by=o.clerk), ["handler_missing"]),
        (lambda o, r: Accept(r, o.stranger, by=o.clerk), ["handler_without_post"]),
        (lambda o, r: Accept(r, o.archivist, by=o.clerk), ["handler_without_post"]),
    ],
)
def test_what_a_triaged_petition_needs(office, make, found):
    record = at_state(office, S.TRIAGED)

    assert codes(make(office, record)) == found
    assert Petition.objects.get(pk=record.pk).state == S.TRIAGED


@pytest.mark.parametrize(
    ("make", "found"),
    [
        (lambda o, r: Investigate(r, by=o.clerk), ["no_paper"]),
        (lambda o, r: Settle(r, by=o.clerk), ["agreement_missing"]),
        (lambda o, r: Settle(r, dossier=r, by=o.clerk), ["agreement_missing"]),
        (lambda o, r: Withdraw(r, by=o.clerk), ["request_paper_missing"]),
        (lambda o, r: AskExtension(r, by=o.clerk, **AT), ["reason_missing", "field_missing"]),
        (lambda o, r: AskExtension(r, 31, by=o.clerk, reason="难", **AT), ["over_30_days"]),
        (lambda o, r: AskExtension(r, -1, by=o.clerk, reason="难", **AT), ["field_missing"]),
        (lambda o, r: ApproveExtension(r, by=o.county_leader, **AT), ["not_asked"]),
        (lambda o, r: SignOpinion(r, by=o.county_leader, **AT), ["not_drafted"]),
        (lambda o, r: Reply(r, by=o.leader, **AT), ["other_procedure", "no_paper", "not_drafted"]),
        (
            lambda o, r: DraftOpinion(r, by=o.clerk, **AT),
            ["field_missing", "result_missing"] + ["claim_unanswered"] * 2 + ["basis_missing"],
        ),
        (
            lambda o, r: DraftOpinion(
                r,
                result=OpinionResult.EXPLAINED,
                findings="查明",
                opinion="意见",
                basis="依据",
                answers=["只答一项"],
                by=o.clerk,
            ),
            ["claim_unanswered"],
        ),
        (
            lambda o, r: NameHandler(r, o.clerk, by=o.leader),
            ["reason_missing", "nothing_changed"],
        ),
    ],
)
def test_what_an_accepted_petition_needs(office, make, found):
    record = at_state(office, S.ACCEPTED)

    assert codes(make(office, record)) == found


def test_an_extension_is_once_in_time_and_by_another(office):
    record = at_state(office, S.ACCEPTED)
    ask = {"by": office.clerk, "reason": "待测绘"}
    overdue = moment(day(2026, 5, 20))
    assert codes(AskExtension(record, 10, at=overdue, **ask)) == ["overdue"]

    AskExtension(record, 10, **ask, **AT).run()
    assert codes(ApproveExtension(record, by=office.county_leader, at=overdue)) == ["overdue"]
    with pytest.raises(NotYourPost):
        ApproveExtension(record, by=office.leader, **AT).run()
    ApproveExtension(record, by=office.county_leader, **AT).run()
    assert codes(AskExtension(record, 5, **ask, **AT)) == ["extended_before"]


def test_without_the_sixty_days_there_is_nothing_to_extend(office):
    record = register(office)
    triage(office, record, appeal_route=AppealRoute.ARBITRATION)
    accept(office, record)

    step = AskExtension(record, 10, by=office.clerk, reason="难", **AT)
    assert codes(step) == ["clock_not_running"]


def test_who_asks_does_not_decide(office):
    record = register(office)
    decided = {"appeal_route": AppealRoute.PETITION, "ground": "已判决", "competent_organ": "法院"}
    Triage(record, MatterClass.APPEAL, by=office.leader, **decided, **AT).run()
    assert codes(Decline(record, by=office.leader, **AT)) == ["same_person"]

    Decline(record, by=office.county_leader, **AT).run()


def test_who_drafts_does_not_sign(office):
    office.donghe.own_name = True
    office.donghe.save()
    record = at_state(office, S.ACCEPTED)
    said = {"findings": "查明", "opinion": "意见", "basis": "依据", "answers": ["甲", "乙"]}
    DraftOpinion(record, result=OpinionResult.SUPPORTED, by=office.leader, **said, **AT).run()
    assert codes(SignOpinion(record, by=office.leader, **AT)) == ["same_person"]

    deputy = make_person("deputy", "陈副所长", "leader", office.donghe, "own", "deputy")
    SignOpinion(record, by=deputy, **AT).run()


@pytest.mark.parametrize("who", ["clerk", "leader", "archivist", "publisher"])
def test_only_a_leader_of_the_organ_in_its_own_name_signs(office, who):
    record = at_state(office, S.ACCEPTED)
    draft(office, record)

    with pytest.raises((NotYourPost, NotVisible)):
        SignOpinion(record, by=getattr(office, who), **AT).run()


def test_a_stranger_learns_nothing(office):
    record = at_state(office, S.TRIAGED)

    with pytest.raises(NotVisible):
        Accept(record, office.stranger, by=office.stranger).run()


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ({}, ["field_missing", "receipt_missing"]),
        ({"served_on": day(2026, 3, 1), "mode": ServiceMode.POST}, ["before_issue"]),
        ({"served_on": day(2026, 3, 3), "mode": ServiceMode.POST}, ["date_impossible"]),
        ({"served_on": MARCH, "mode": ServiceMode.LEFT}, ["witness_missing"]),
        ({"mode": ServiceMode.POST, "receipt": "undated"}, ["receipt_missing"]),
    ],
)
def test_what_serving_needs(office, said, found):
    record = at_state(office, S.OPINION_ISSUED)
    if "receipt" in said:
        said = said | {"receipt": paper(PaperType.SERVICE_RECEIPT)}

    assert codes(Serve(record, by=office.clerk, **said, **AT)) == found


def test_the_day_may_come_from_the_receipt(office):
    record = at_state(office, S.OPINION_ISSUED)
    receipt = paper(PaperType.SERVICE_RECEIPT, dated_on=MARCH)
    Serve(record, mode=ServiceMode.DIRECT, receipt=receipt, by=office.clerk, **AT).run()

    assert Petition.objects.get(pk=record.pk).served_on == MARCH


def test_a_matter_is_not_closed_while_a_review_can_be_asked_for(office):
    record = at_state(office, S.SERVED)
    assert codes(Close(record, by=office.clerk, at=moment(day(2026, 4, 1)))) == ["window_open"]

    Close(record, by=office.clerk, at=moment(day(2026, 4, 2))).run()


def test_a_matter_is_not_closed_while_letters_and_limits_are_owed(office):
    record = at_state(office, S.DECLINED)
    Letter.objects.filter(record=record).delete()
    from archive.clocks import clocks

    clocks.start(record, "PET_NOTIFY_DIRECT", MARCH)
    assert codes(Close(record, by=office.clerk, **AT)) == ["letter_missing", "clock_open"]


def test_a_settlement_is_performed_before_the_matter_is_closed(office):
    record = at_state(office, S.SETTLED)
    assert codes(Close(record, by=office.clerk)) == ["agreement_unperformed"]

    Close(record, performed=True, by=office.clerk).run()


def test_an_opinion_without_the_way_of_review_is_not_signed(office):
    record = at_state(office, S.ACCEPTED)
    draft(office, record)
    template = Template.objects.get(code=PaperType.OPINION)
    Template.objects.update(names=[name for name in template.names if name != "review_organ"])

    assert codes(SignOpinion(record, by=office.county_leader, **AT)) == ["remedy_clause_missing"]


def test_a_missing_template_refuses_the_whole_step(office):
    record = at_state(office, S.TRIAGED)
    Template.objects.all().delete()

    assert codes(Accept(record, office.clerk, by=office.clerk, **AT)) == ["template_withdrawn"]
    assert Petition.objects.get(pk=record.pk).state == S.TRIAGED
    assert not record.clocks.filter(rule__code="PET_HANDLE").exists()


def test_a_reply_ends_the_other_routes(office):
    record = register(office)
    triage(office, record, matter_class=MatterClass.SUGGESTION, appeal_route="")
    accept(office, record)
    draft(office, record, result="", basis="")
    assert codes(SignOpinion(record, by=office.county_leader, **AT))[0] == "other_procedure"

    Reply(record, paper(PaperType.OPINION), by=office.leader, **AT).run()
    serve(office, record)
    assert not record.clocks.running().exists()
    Close(record, by=office.clerk, **AT).run()


def test_somebody_was_faster(office):
    record = register(office)
    taken_on(office, record)
    version = Record.objects.get(pk=record.pk).version
    draft(office, record)

    step = DraftOpinion(record, by=office.clerk, seen_version=version, **AT)
    assert codes(step)[0] == "changed_meanwhile"
