"""A dispute is registered: number, title, sealed numbers, who sees it."""

import datetime as dt

import pytest

from archive.mediation.models import Dossier, Party
from archive.mediation.steps import (
    Accept,
    Agree,
    CloseDossier,
    NewMediator,
    NewParty,
    RecordVisit,
    RegisterDossier,
)
from archive.mediation.vocabulary import Side
from archive.organisation.keys import unseal
from archive.organisation.models import Unit
from archive.organisation.standing import scope_of
from archive.organisation.vocabulary import PostKind, Reach
from archive.records.kinds import kind_of
from archive.records.models import Event, Record, Version
from archive.records.step import NotVisible, NotYourPost
from archive.records.steps import Correct
from tests.mediation.people import (
    ACCEPTED,
    ID_NO,
    LI,
    PERFORM_BY,
    PHONE,
    ZHANG,
    accept,
    agreement,
    fresh,
    in_state,
    new_dossier,
    register,
)
from tests.office import make_person

pytestmark = pytest.mark.django_db
CHILD = NewParty("张小宝", Side.APPLICANT, age=17)


def test_the_number_is_of_the_committee_and_the_year(office):
    first, second = register(office), register(office)

    year = first.registered_on.year
    assert [first.number, second.number] == [f"东河村调字〔{year}〕{n}号" for n in (1, 2)]


def test_an_agency_code_stands_in_place_of_the_name(office):
    Unit.objects.filter(pk=office.village.pk).update(doc_prefix="东民")
    office.village.refresh_from_db()

    assert register(office).number.startswith("东民调字〔")


def test_old_stock_is_numbered_in_its_year(office):
    at = dt.datetime(2021, 5, 6, 9, tzinfo=dt.UTC)
    new = new_dossier(received_on=dt.date(2021, 5, 6))

    record = RegisterDossier(new, office.village, by=office.mediator, at=at).run()[0]
    assert record.number == "东河村调字〔2021〕1号"
    assert record.year == 2021


def test_the_title_names_both_sides_and_the_dispute(office):
    wang = NewParty("王芳", Side.APPLICANT)

    assert register(office).title == "张明与李强邻里纠纷"
    assert register(office, parties=(ZHANG, wang, LI)).title == "张明等2人与李强邻里纠纷"
    assert register(office, title="关于院墙排水的纠纷").title == "关于院墙排水的纠纷"


def test_a_minor_is_not_named_in_the_title_and_the_dossier_is_restricted(office):
    record = register(office, parties=(CHILD, LI))

    assert record.title == "某某（未成年人）与李强邻里纠纷"
    assert record.restricted
    assert not register(office).restricted


def test_numbers_are_sealed_and_only_their_tails_are_said(office):
    record = register(office)

    party = Party.objects.get(dossier=record.pk, position=1)
    assert (party.phone_tail, party.id_no_tail) == ("5678", "1234")
    assert unseal(party.phone_sealed) == PHONE
    said = Version.objects.get(record=record).body.content
    said += Event.objects.get(record=record).body.content
    said += kind_of("dossier").text([record])[record.pk]
    assert '"phone_tail":"5678"' in said
    assert PHONE not in said
    assert ID_NO not in said
    assert party.phone_sealed not in said


def test_the_sealed_numbers_are_known_by_whose_they_are(office):
    record = register(office)

    sealed = kind_of("dossier").personal(record)
    assert {name: (one.whose, one.tail) for name, one in sealed.items()} == {
        "party-1-id_no": ("张明", "1234"),
        "party-1-phone": ("张明", "5678"),
    }


def test_a_version_says_parties_mediators_sessions_and_visits(office):
    record = in_state(office, "agreed")
    RecordVisit(
        record, visited_on=PERFORM_BY, visitor="郑调解", note="已履行", by=office.mediator
    ).run()

    said = kind_of("dossier").facts([record])[record.pk]
    assert [party["name"] for party in said["parties"]] == ["张明", "李强"]
    assert said["mediators"][0]["username"] == "mediator"
    assert (said["sessions"][0]["result"], said["visits"][0]["note"]) == ("succeeded", "已履行")
    assert said["amount"] == "3000.00"


def test_facts_take_a_fixed_number_of_queries(office, django_assert_num_queries):
    records = [register(office) for _time in range(4)]

    with django_assert_num_queries(5):
        kind_of("dossier").facts(records)


def test_a_correction_is_a_new_version(office):
    record = register(office)

    Correct(record, {"facts": "院墙改动"}, by=office.mediator, reason="补正").run()
    assert Dossier.objects.get(pk=record.pk).facts == "院墙改动"
    assert fresh(record).version == 2


@pytest.mark.parametrize("who", ["clerk", "leader", "archivist", "county_leader", "publisher"])
def test_nobody_above_registers_for_a_committee(office, who):
    with pytest.raises(NotYourPost):
        RegisterDossier(new_dossier(), office.village, by=getattr(office, who)).run()


@pytest.mark.parametrize("who", ["leader", "county_leader"])
def test_nobody_above_accepts_agrees_or_closes_for_a_committee(office, who):
    record, by = in_state(office, "mediating"), getattr(office, who)

    for step in (
        Accept(record, by=by),
        Agree(record, agreement(), by=by),
        CloseDossier(record, by=by),
    ):
        with pytest.raises(NotYourPost):
            step.run()


def test_another_mediator_sees_it_only_when_he_is_named(office):
    other = make_person("other", "何调解", PostKind.MEDIATOR, office.village, Reach.HANDLING)
    record = register(office)

    with pytest.raises(NotVisible):
        Accept(record, [NewMediator(person=other)], by=other).run()
    people = [NewMediator(person=office.mediator), NewMediator(person=other)]
    Accept(record, people, on=ACCEPTED, by=office.mediator).run()
    assert record in Record.objects.visible_to(scope_of(other))


def test_the_head_of_the_committee_may_close(office):
    head = make_person("head", "马主任", PostKind.LEADER, office.village, Reach.OWN, "head")
    record = in_state(office, "terminated")

    CloseDossier(record, by=head).run()
    assert fresh(record).state == "closed"


def test_a_mediator_without_an_account_is_named_by_the_committee(office):
    record = register(office)

    Accept(record, [NewMediator("周某")], on=ACCEPTED, by=office.mediator).run()
    assert [one.name for one in record.dossier.mediators.all()] == ["周某"]


def test_a_mediator_chosen_at_registration_need_not_be_named_again(office):
    record = register(office, mediators=(NewMediator(person=office.mediator),))

    Accept(record, on=ACCEPTED, by=office.mediator).run()
    assert record.dossier.mediators.count() == 1


def test_a_page_may_ask_every_step_with_an_empty_form(office):
    record = accept(office, register(office))
    before = Version.objects.get(record=record, no=record.version).body.content

    assert Agree(record, by=office.mediator).ask(record, {"before": before})
    assert CloseDossier(record, by=office.mediator).ask(record, {"before": before})
