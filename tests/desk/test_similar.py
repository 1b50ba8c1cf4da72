"""Similar cases: by the matter, inside one's scope, with the agreement one click away."""

import pytest

import search
from archive.classification.load import load_schemes
from archive.classification.queries import term
from archive.clocks.load import load_clocks
from archive.records.vocabulary import PaperType
from tests.desk.conftest import page
from tests.mediation.people import fresh, in_state, register, scan

URL = "/desk/dossiers/similar/"
MOST_QUERIES = 20


@pytest.fixture(autouse=True)
def shipped(engine):
    load_schemes()
    load_clocks()


@pytest.fixture
def agreed(office):
    """A dispute about a wall that ended with an agreement over 3000 yuan."""
    record = in_state(office, "agreed")
    scan(record, PaperType.AGREEMENT)
    return record


@pytest.fixture
def field(office):
    """Another matter, still to be accepted."""
    kind = term("dispute_type", "07")
    return register(office, facts="承包地边界不清，双方各执一词。", dispute_type=kind)


def found(client, **asked):
    search.drain()
    return [case.dossier.pk for case in client.get(URL, asked).context["cases"]]


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ({}, {"agreed", "field"}),
        ({"q": "院墙"}, {"agreed"}),
        ({"q": "承包地"}, {"field"}),
        ({"type": "07"}, {"field"}),
        ({"result": "agreed"}, {"agreed"}),
        ({"unit": "DH1"}, {"agreed", "field"}),
        ({"unit": "QH"}, {"agreed", "field"}),  # No unit of this scope: the page says so.
        ({"year": "2026"}, {"agreed", "field"}),
        ({"year": "2016"}, set()),
        ({"least": "3000", "most": "3000"}, {"agreed"}),
        ({"least": "3001"}, set()),
    ],
)
def test_each_filter_narrows(office, agreed, field, sign_in, asked, names):
    known = {"agreed": agreed.pk, "field": field.pk}

    assert set(found(sign_in(office.mediator), **asked)) == {known[name] for name in names}


def test_a_dossier_asks_for_its_own_type_and_never_finds_itself(office, agreed, field, sign_in):
    like_it = register(office, facts="屋檐滴水。")
    client = sign_in(office.mediator)
    assert f"{URL}?like={agreed.pk}" in page(client, f"/desk/records/{agreed.pk}/")

    assert found(client, like=agreed.pk) == [like_it.pk]


def test_the_agreement_is_one_click_away(office, agreed, sign_in):
    file = agreed.papers.get(type=PaperType.AGREEMENT).files.get()
    search.drain()

    shown = page(sign_in(office.mediator), URL, q="院墙")

    assert f"/desk/records/{agreed.pk}/?file={file.pk}#preview" in shown


def test_there_is_no_field_for_a_person(office, agreed, sign_in):
    form = sign_in(office.mediator).get(URL).context["form"]

    assert set(form.fields) == {"q", "type", "result", "unit", "year", "least", "most"}


@pytest.mark.parametrize(
    ("who", "sees"), [("mediator", True), ("leader", False), ("stranger", False)]
)
def test_a_restricted_case_is_found_by_nobody_outside(office, sign_in, who, sees):
    record = register(office, restricted=True)

    assert (record.pk in found(sign_in(getattr(office, who)), q="院墙")) == sees


def test_what_the_index_says_too_late_is_not_shown(office, sign_in):
    record, client = register(office), sign_in(office.leader)
    assert found(client, q="院墙") == [record.pk]

    row = fresh(record)
    row.restricted = True
    row.save()
    assert found(client, q="院墙") == []


@pytest.mark.parametrize("like", ["999999", "no-number"])
def test_a_case_that_is_not_there_has_no_similar_ones(office, sign_in, like):
    assert sign_in(office.mediator).get(URL, {"like": like}).status_code == 404


def test_a_foreign_case_has_no_similar_ones(office, agreed, sign_in):
    assert sign_in(office.stranger).get(URL, {"like": agreed.pk}).status_code == 404


def test_a_field_that_cannot_be_read_is_said_and_the_rest_is_asked(office, agreed, sign_in):
    search.drain()

    response = sign_in(office.mediator).get(URL, {"q": "院墙", "least": "很多"})

    assert response.context["form"].errors["least"]
    assert "很多" in response.content.decode()
    assert len(response.context["cases"]) == 1


def test_the_page_costs_little(office, agreed, field, sign_in, django_assert_max_num_queries):
    search.drain()
    client = sign_in(office.mediator)
    with django_assert_max_num_queries(MOST_QUERIES):
        page(client, URL, like=agreed.pk)
