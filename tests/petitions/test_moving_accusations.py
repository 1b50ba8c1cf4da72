"""检举控告 that move: never to whom they concern, only to who is cleared; no trace elsewhere."""

import datetime as dt

import pytest

import search
from archive.organisation.models import Clearance, Post
from archive.organisation.refusal import Refused
from archive.organisation.standing import forget, scope_of
from archive.organisation.vocabulary import ClearanceKind
from archive.petitions.queries import to_receive, visible
from archive.petitions.steps import (
    Assign,
    Close,
    NameHandler,
    RegisterPetition,
    ReportBack,
    Transfer,
    Triage,
)
from archive.petitions.vocabulary import MatterClass
from archive.petitions.waiting import waiting_for
from archive.records.models import Record
from archive.records.scope import search_scope
from archive.records.step import NotVisible
from archive.records.vocabulary import PaperType
from tests.office import OPENED, make_person, make_unit
from tests.petitions.matters import LIMIT, MARCH, arisen, moment, new, paper, receive, with_letter

AT = {"at": moment(MARCH)}


@pytest.fixture
def people(office):
    """Qinghe has a leader too; he and all who handle are cleared."""
    office.qinghe_leader = make_person(
        "qinghe-leader", "赵所长", "leader", office.qinghe, "below", "head"
    )
    clear(office.county_leader, office.leader, office.clerk, office.stranger, office.qinghe_leader)
    return office


def clear(*persons):
    for person in persons:
        Clearance.objects.create(
            person=person, kind=ClearanceKind.ACCUSATION, begins_on=OPENED, basis="局长令"
        )
        forget(person)


def accuse(office, unit=None, person=None, by="county_leader") -> Record:
    """Led at the county and triaged there."""
    said = new(
        matter_class=MatterClass.ACCUSATION,
        respondent_unit=unit,
        respondent_person=person,
        **with_letter(),
    )
    who = getattr(office, by)
    (record,) = RegisterPetition(said, office.county, by=who, **AT).run()
    Triage(record, by=who, **AT).run()
    return record


def sees(person, record) -> bool:
    forget(person)
    return Record.objects.visible_to(scope_of(person)).filter(pk=record.pk).exists()


def codes(step) -> list[str]:
    with pytest.raises(Refused) as error:
        step.run()
    return [refusal.code for refusal in error.value.refusals]


@pytest.mark.parametrize("target", ["donghe", "village"])
@pytest.mark.parametrize("verb", [Transfer, Assign])
def test_never_to_the_accused_unit_nor_under_it(people, target, verb):
    record = accuse(people, people.donghe)
    more = {"limit_on": LIMIT} if verb is Assign else {}

    found = codes(verb(record, getattr(people, target), by=people.county_leader, **more, **AT))
    assert found == ["target_barred", "target_without_clearance"]
    assert Record.objects.count() == 1


def test_never_to_a_unit_headed_by_the_accused(people):
    record = accuse(people, person=people.leader)

    step = Transfer(record, people.donghe, by=people.county_leader, **AT)
    assert "target_barred" in codes(step)
    assert {row.unit for row in record.barred.exclude(unit=None)} == {people.donghe}


def test_never_to_a_unit_the_accused_came_to_head_since(people):
    record = accuse(people, person=people.stranger)
    Post.objects.create(
        person=people.stranger, kind="leader", rank="head", unit=people.qinghe, reach="own",
        begins_on=OPENED, basis="任职通知",
    )  # fmt: skip

    step = Transfer(record, people.qinghe, by=people.county_leader, **AT)
    assert "target_barred" in codes(step)


def test_a_deputy_who_is_accused_bars_himself_alone(people):
    record = accuse(people, person=people.stranger)
    Transfer(record, people.qinghe, by=people.county_leader, **AT).run()
    there = arisen(record)

    assert sees(people.qinghe_leader, there) and not sees(people.stranger, there)
    receive(there, people.qinghe_leader)
    step = NameHandler(there, people.stranger, by=people.qinghe_leader, reason="分工", **AT)
    assert codes(step) == ["handler_barred"]


def test_the_accused_who_is_cleared_never_sees_it(people):
    deputy = make_person("deputy", "陈副局长", "leader", people.county, "below", "deputy")
    clear(deputy)
    record = accuse(people, person=deputy)

    assert sees(people.county_leader, record) and not sees(deputy, record)
    with pytest.raises(NotVisible):
        Triage(record, by=deputy).run()


def test_only_where_somebody_is_cleared(people):
    Clearance.objects.filter(person__in=[people.stranger, people.qinghe_leader]).delete()
    record = accuse(people, people.donghe)

    step = Assign(record, people.qinghe, by=people.county_leader, **AT)
    assert codes(step) == ["target_without_clearance", "limit_missing"]


def test_a_proposal_of_triage_is_held_to_the_same(people):
    record = accuse(people, people.donghe)
    record.petition.__class__.objects.filter(pk=record.pk).update(state="registered")

    step = Triage(record, sent_as="transfer", to_unit=people.donghe, by=people.county_leader, **AT)
    assert codes(step) == ["target_barred", "target_without_clearance"]


def test_it_has_a_series_of_its_own_and_keeps_its_protection(people):
    record = accuse(people, people.donghe)
    Assign(record, people.qinghe, limit_on=LIMIT, by=people.county_leader, **AT).run()
    there = receive(arisen(record), people.qinghe_leader)

    assert (there.number, there.accusation, there.restricted) == ("举〔2026〕1号", True, True)
    assert {row.unit_id for row in there.barred.all()} == {people.donghe.pk, people.village.pk}
    assert record.letters.get(code="assign_letter").number == "云司举交〔2026〕1号"


def test_where_no_leader_is_cleared_the_cleared_clerk_is_named(people):
    Clearance.objects.filter(person=people.qinghe_leader).delete()
    record = accuse(people, people.donghe)
    Transfer(record, people.qinghe, by=people.county_leader, **AT).run()

    assert arisen(record).named.get().person == people.stranger
    assert [one.record for one in to_receive(people.stranger)] == [arisen(record)]


@pytest.mark.parametrize(("verb", "seen"), [(Assign, True), (Transfer, False)])
def test_the_leader_of_the_supervising_unit_sees_it_the_informed_does_not(people, verb, seen):
    record = accuse(people, people.donghe)
    more = {"limit_on": LIMIT} if verb is Assign else {}
    verb(record, people.qinghe, by=people.county_leader, **more, **AT).run()
    there = arisen(record)
    assert not sees(people.county_leader, there)

    receive(there, people.qinghe_leader)
    assert sees(people.county_leader, there) == seen
    assert not Record.objects.told_to(scope_of(people.county_leader)).exists()


@pytest.fixture
def engine(settings, tmp_path):
    settings.ANJUAN_SEARCH, settings.ANJUAN_INDEX = "embedded", tmp_path / "index"
    search.forget_engine()
    yield
    search.forget_engine()


def test_no_list_or_search_tells_of_it_to_others(people, engine):
    record = accuse(people, people.donghe)
    Assign(record, people.qinghe, limit_on=LIMIT, by=people.county_leader, **AT).run()
    there = receive(arisen(record), people.qinghe_leader)
    search.rebuild()
    later = MARCH + dt.timedelta(days=90)

    for name in ("leader", "clerk", "archivist", "county_clerk", "county_archivist", "operator"):
        person = getattr(people, name)
        assert not visible(person).exists() and not to_receive(person)
        assert not waiting_for(person, later)
        assert not ask(person)
    assert set(ask(people.county_leader)) == {record.pk, there.pk}
    assert set(ask(people.qinghe_leader)) == {there.pk}


def ask(person) -> list[int]:
    query = search.Query("水渠")
    return [hit.key for hit in search.find(query, visible_to=search_scope(scope_of(person))).hits]


def test_to_the_discipline_inspection_it_goes_as_text(people):
    record = accuse(people, people.donghe)
    Transfer(record, organ="云溪县纪委监委", by=people.county_leader, **AT).run()

    assert Record.objects.count() == 1
    Close(record, by=people.county_leader, **AT).run()


def test_the_report_comes_back_to_the_cleared(people):
    record = accuse(people, people.donghe)
    Assign(record, people.qinghe, limit_on=LIMIT, by=people.county_leader, **AT).run()
    there = receive(arisen(record), people.qinghe_leader)
    Triage(there, by=people.qinghe_leader, **AT).run()
    Transfer(there, organ="云溪县纪委监委", by=people.qinghe_leader, **AT).run()

    report = paper(PaperType.CLOSING_REPORT)
    ReportBack(there, report, by=people.qinghe_leader, **AT).run()
    assert record.papers.filter(type=PaperType.CLOSING_REPORT).exists()


def test_it_goes_to_a_new_unit_as_soon_as_somebody_there_is_cleared(people):
    xihe = make_unit("XH", "西河司法所", "justice_office", people.county)
    person = make_person("xihe", "何所长", "leader", xihe, "below", "head")
    record = accuse(people, people.donghe)
    step = {"by": people.county_leader, **AT}
    assert codes(Transfer(record, xihe, **step)) == ["target_without_clearance"]

    clear(person)
    Transfer(record, xihe, **step).run()
    assert sees(person, arisen(record))
