"""检举控告: no list, count, facet, search, file or gap tells the uncleared and the barred of it."""

import datetime as dt

import pytest

import search
from archive.organisation.models import Clearance
from archive.organisation.refusal import Refused
from archive.organisation.standing import forget, scope_of
from archive.organisation.vocabulary import ClearanceKind
from archive.petitions.queries import late, mine, running_clocks, visible
from archive.petitions.similar import similar
from archive.petitions.steps import Accept, FileOnly, RegisterPetition, Reply, Triage
from archive.petitions.vocabulary import MatterClass
from archive.petitions.waiting import waiting_for
from archive.records.index import RecordSource
from archive.records.models import Letter, Record
from archive.records.scope import search_scope
from archive.records.step import NotVisible
from archive.records.steps import Share
from archive.records.vocabulary import NamedAs, PaperType
from search.engines.base import FACETS
from tests.office import OPENED, make_person
from tests.petitions.matters import MARCH, accept, draft, moment, new, paper, register, serve

AT = {"at": moment(MARCH)}


def clear(*people):
    for person in people:
        Clearance.objects.create(
            person=person, kind=ClearanceKind.ACCUSATION, begins_on=OPENED, basis="局长令"
        )
        forget(person)


def accuse(office, unit="donghe", by="clerk", against="donghe", **more) -> Record:
    respondent = getattr(office, against) if against else None
    said = new(matter_class=MatterClass.ACCUSATION, respondent_unit=respondent, **more)
    return RegisterPetition(said, getattr(office, unit), by=getattr(office, by), **AT).run()[0]


def sees(person, record) -> bool:
    return Record.objects.visible_to(scope_of(person)).filter(pk=record.pk).exists()


def test_the_lead_goes_above_the_accused_unit(office):
    clear(office.county_leader)
    record = accuse(office)

    assert record.lead_unit == office.county
    barred = {row.unit for row in record.barred.all()}
    assert barred == {office.donghe, office.village}
    assert record.accusation and record.restricted


def test_who_registered_it_loses_sight(office):
    clear(office.county_leader)
    record = accuse(office)

    seers = {name for name in vars(office) if hasattr(getattr(office, name), "posts")
             and hasattr(getattr(office, name), "username")
             and sees(getattr(office, name), record)}
    assert seers == {"county_leader"}
    with pytest.raises(NotVisible):
        Triage(record, by=office.clerk).run()


def test_a_cleared_person_of_the_accused_unit_sees_nothing(office):
    clear(office.county_leader, office.leader, office.clerk)
    record = accuse(office)

    assert not sees(office.leader, record) and not sees(office.clerk, record)


@pytest.mark.parametrize(
    ("cleared", "against", "lead"),
    [
        (["county_leader"], "village", "county"),
        (["leader", "county_leader"], "village", "donghe"),
        (["clerk", "county_leader"], "village", "donghe"),
        (["leader", "county_leader"], "donghe", "county"),
        (["leader"], "donghe", None),
        (["county_leader"], "county", None),
        ([], "village", None),
        (["archivist", "county_archivist"], "village", None),
        (["leader"], None, "donghe"),
    ],
)
def test_the_nearest_unit_that_may_know_leads(office, cleared, against, lead):
    clear(*(getattr(office, name) for name in cleared))
    more = {} if against else {"respondent_text": "某某"}
    if lead:
        assert accuse(office, against=against, **more).lead_unit == getattr(office, lead)
        return
    with pytest.raises(Refused) as error:
        accuse(office, against=against, **more)
    assert [one.code for one in error.value.refusals] == ["target_barred"]
    assert not Record.objects.exists()


def test_where_no_cleared_leader_is_the_cleared_clerk_is_named(office):
    clear(office.county_clerk)
    record = accuse(office)

    assert record.named.get().person == office.county_clerk
    assert sees(office.county_clerk, record)


def test_a_cleared_registrar_goes_on_with_it(office):
    clear(office.clerk, office.leader)
    record = accuse(office, against="village")

    assert record.named.get().part == NamedAs.HANDLER
    assert sees(office.clerk, record) and sees(office.leader, record)
    assert not sees(office.county_leader, record)


def test_no_number_of_petition_or_letter_shows_a_gap(office):
    clear(office.clerk, office.leader)
    first = register(office)
    secret = accuse(office, against="village")
    second = register(office)
    Triage(secret, by=office.clerk, **AT).run()
    for record in (secret, first, second):
        if record != secret:
            Triage(record, MatterClass.SUGGESTION, by=office.clerk, **AT).run()
        accept(office, record)

    assert [first.number, second.number] == ["信〔2026〕1号", "信〔2026〕2号"]
    assert secret.number == "举〔2026〕1号"
    numbers = {one.record_id: one.number for one in Letter.objects.all()}
    assert numbers == {
        secret.pk: "东司举受〔2026〕1号",
        first.pk: "东司信受〔2026〕1号",
        second.pk: "东司信受〔2026〕2号",
    }


def test_no_list_tells_of_it(office):
    clear(office.county_leader)
    record = accuse(office)
    later = MARCH + dt.timedelta(days=100)
    everybody = [getattr(office, name) for name in vars(office)]
    people = [one for one in everybody if hasattr(one, "username") and one != office.county_leader]

    for person in people:
        assert not visible(person).exists() and not mine(person).exists()
        assert not running_clocks(person).exists() and not late(person, later).exists()
        assert not waiting_for(person, later)
        assert record not in Record.objects.visible_to(scope_of(person))
    assert late(office.county_leader, later).get().record == record


@pytest.fixture
def engine(settings, tmp_path):
    settings.ANJUAN_SEARCH, settings.ANJUAN_INDEX = "embedded", tmp_path / "index"
    search.forget_engine()
    yield
    search.forget_engine()


def ask(person, words=""):
    query = search.Query(words, facets=FACETS)
    return search.find(query, visible_to=search_scope(scope_of(person)))


def test_no_search_count_or_facet_tells_of_it(office, engine):
    clear(office.county_leader)
    record = accuse(office)
    register(office, summary="另一件，请求修路。")
    search.rebuild()

    for person in (office.clerk, office.leader, office.archivist, office.county_clerk,
                   office.county_archivist, office.operator):
        for words in ("水渠", "陈秀兰", "举〔2026〕1号", ""):
            page = ask(person, words)
            assert record.pk not in {hit.key for hit in page.hits}
            assert page.total == len(page.hits)
            values = {count.value for counts in page.facets.values() for count in counts}
            assert "accusation" not in values
    assert [hit.key for hit in ask(office.county_leader, "举〔2026〕1号").hits] == [record.pk]


def test_similar_cases_are_of_ones_own_scope(office, engine):
    clear(office.county_leader)
    hidden = accuse(office)
    one, other = register(office), register(office, petitioner_name="王建国")
    register(office, summary="请求修路。", claims=("修路",))
    search.rebuild()

    assert similar(one.petition, office.clerk) == [other]
    assert set(similar(one.petition, office.county_leader)) == {other, hidden}
    assert similar(one.petition, office.stranger) == []


def test_a_petition_is_found_by_its_name_unless_confidential(office, engine):
    plain = register(office)
    hidden = register(office, petitioner_name="马晓明", keep_confidential=True)
    search.rebuild()

    assert [hit.key for hit in ask(office.clerk, "陈秀兰").hits] == [plain.pk]
    assert not ask(office.clerk, "马晓明").hits
    assert {hit.key for hit in ask(office.clerk, "青苗损失").hits} == {plain.pk, hidden.pk}


def test_no_number_of_a_person_is_in_the_index(office):
    record = register(office, id_no="320481198001011234", phone="13912345678")

    said = str(RecordSource().load([record.pk]))
    assert "320481198001011234" not in said and "13912345678" not in said


@pytest.mark.parametrize(
    ("who", "code"),
    [
        ("clerk", "handler_without_post"),
        ("county_clerk", "handler_barred"),
        ("seconded", "handler_barred"),
        ("sound", None),
    ],
)
def test_nobody_barred_or_uncleared_handles_it(office, who, code):
    people = {name: make_person(name, name, "clerk", office.county, "own")
              for name in ("seconded", "sound")}
    from archive.organisation.models import Post

    Post.objects.create(person=people["seconded"], kind="clerk", unit=office.donghe, reach="own",
                        begins_on=OPENED, basis="借调")
    clear(office.county_leader, office.clerk, *people.values())
    record = accuse(office)
    Triage(record, by=office.county_leader, **AT).run()
    step = Accept(record, people.get(who) or getattr(office, who), by=office.county_leader, **AT)
    if code is None:
        step.run()
        assert sees(people["sound"], record)
        return
    with pytest.raises(Refused) as error:
        step.run()
    assert [one.code for one in error.value.refusals] == [code]


def test_it_is_answered_where_it_is_led(office):
    clear(office.clerk, office.leader)
    record = accuse(office, against="village")
    Triage(record, by=office.clerk, **AT).run()
    accept(office, record)
    draft(office, record, result="", basis="")
    Reply(record, paper(PaperType.OPINION), by=office.leader, **AT).run()
    serve(office, record)

    record.refresh_from_db()
    assert record.petition.state == "served"
    assert not record.participations.exists()


def test_another_matter_never_names_it(office):
    clear(office.clerk, office.leader)
    secret, record = accuse(office, against="village"), register(office)
    Triage(record, MatterClass.SUGGESTION, by=office.clerk, **AT).run()

    with pytest.raises(Refused) as error:
        FileOnly(record, secret, by=office.clerk, **AT).run()
    assert [one.code for one in error.value.refusals] == ["neither_unclear_nor_duplicate"]


def test_an_accusation_is_never_shared(office):
    clear(office.county_leader)
    record = accuse(office)

    with pytest.raises(Refused) as error:
        Share(record, office.qinghe, by=office.county_leader).run()
    assert "accusation" in [refusal.code for refusal in error.value.refusals]
