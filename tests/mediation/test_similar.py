"""Similar cases: by words, type, result, unit, year and amount, within one's scope."""

import datetime as dt
from decimal import Decimal

import pytest

import search
from archive.classification.queries import term
from archive.mediation.models import Dossier
from archive.mediation.queries import Like, similar
from archive.organisation.standing import scope_of
from archive.records.kinds import kind_of
from archive.records.vocabulary import PaperType
from search.models import OutboxRow
from tests.mediation.people import PHONE, in_state, mediate, register, scan

pytestmark = pytest.mark.django_db


@pytest.fixture
def engine(db, settings, tmp_path):
    settings.ANJUAN_SEARCH = "embedded"
    settings.ANJUAN_INDEX = tmp_path / "index"
    search.forget_engine()
    search.rebuild()
    yield
    search.forget_engine()


def ids(like: Like, person, **more) -> list[int]:
    return [one.dossier.pk for one in similar(like, scope_of(person), **more).found]


def test_words_of_the_entry_itself_are_found(office, engine):
    wall, field = register(office), register(office, facts="承包地边界不清，双方各执一词。")
    search.drain()

    assert ids(Like("院墙排水"), office.mediator) == [wall.pk]
    assert ids(Like("承包地"), office.mediator) == [field.pk]
    assert set(ids(Like(), office.mediator)) == {wall.pk, field.pk}
    assert ids(Like(), office.mediator, without=wall.pk) == [field.pk]


def test_a_telephone_is_never_found(office, engine):
    register(office)
    search.drain()

    assert ids(Like(PHONE), office.mediator) == []


def test_filters_narrow_by_type_result_unit_and_year(office, engine):
    agreed, ended = in_state(office, "agreed"), in_state(office, "terminated")
    old = {"received_on": dt.date(2016, 5, 1), "dispute_type": term("dispute_type", "old-02")}
    before = register(office, **old)
    search.drain()

    assert ids(Like(results=("agreed",)), office.mediator) == [agreed.pk]
    assert ids(Like(results=("terminated",)), office.mediator) == [ended.pk]
    found = ids(Like(dispute_types=("02",)), office.mediator)
    assert set(found) == {agreed.pk, ended.pk, before.pk}
    assert ids(Like(years=("2016",)), office.mediator) == [before.pk]
    assert len(ids(Like(units=("DH1",)), office.mediator)) == 3
    assert ids(Like(units=("QH",)), office.mediator) == []


@pytest.mark.parametrize(
    ("least", "most", "found"),
    [(None, None, 1), (3000, 3000, 1), (3001, None, 0), (None, 2999, 0), (1000, 5000, 1)],
)
def test_an_amount_lies_between_both_ends(office, engine, least, most, found):
    in_state(office, "agreed")
    search.drain()

    like = Like(
        least=None if least is None else Decimal(least),
        most=None if most is None else Decimal(most),
    )
    assert len(ids(like, office.mediator)) == found


def test_the_agreement_is_one_click_away(office, engine):
    record = in_state(office, "agreed")
    paper = scan(record, PaperType.AGREEMENT)
    search.drain()

    (one,) = similar(Like("院墙"), scope_of(office.mediator)).found
    assert one.agreement == paper
    assert "院墙" in "".join(map(str, one.hit.snippets))


def test_strangers_and_restricted_dossiers_find_nothing(office, engine):
    ordinary, restricted = register(office), register(office, restricted=True)
    search.drain()

    assert ids(Like("院墙"), office.stranger) == []
    assert ids(Like("院墙"), office.leader) == [ordinary.pk]
    assert set(ids(Like("院墙"), office.mediator)) == {ordinary.pk, restricted.pk}


def test_without_an_engine_the_answer_says_so(office):
    register(office)

    found = similar(Like("院墙"), scope_of(office.mediator))
    assert found.found == []
    assert found.degraded


@pytest.mark.parametrize(
    ("state", "result"),
    [
        ("registered", "registered"),
        ("mediating", "mediating"),
        ("agreed", "agreed"),
        ("terminated", "terminated"),
        ("closed", "agreed"),
    ],
)
def test_a_dossier_keeps_its_result_when_it_is_closed(office, state, result):
    record = in_state(office, state)

    assert kind_of("dossier").facets([record])[record.pk]["result"] == (result,)


@pytest.mark.parametrize("state", ["refused", "withdrawn", "terminated"])
def test_a_closed_dossier_without_agreement_says_how_it_ended(office, state):
    record = in_state(office, state)
    Dossier.objects.filter(pk=record.pk).update(state="closed")

    assert kind_of("dossier").facets([record])[record.pk]["result"] == (state,)


def test_a_step_tells_the_index(office):
    record = in_state(office, "accepted")
    OutboxRow.objects.all().delete()

    mediate(office, record)
    assert OutboxRow.objects.filter(source="record", key=record.pk).exists()
