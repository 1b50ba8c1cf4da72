"""Schemes and terms: shipped once, edited by the office, valid on their days."""

import datetime as dt

import pytest

from archive.classification.load import load_schemes
from archive.classification.models import Scheme, Term
from archive.classification.queries import (
    CHANNEL,
    GENRE,
    SUBJECT,
    choices,
    term,
)

pytestmark = pytest.mark.django_db
DISPUTE = "dispute_type"
OLD, NEW = dt.date(2017, 12, 31), dt.date(2018, 1, 1)


@pytest.fixture(autouse=True)
def shipped() -> int:
    return load_schemes()


@pytest.mark.parametrize(
    ("scheme", "terms", "uppermost"),
    [
        (SUBJECT, 143, 22),
        (GENRE, 30, 30),
        (CHANNEL, 10, 10),
        (DISPUTE, 33, 33),
        ("case_source", 8, 3),
        ("committee_kind", 6, 6),
    ],
)
def test_the_schemes_that_are_shipped(scheme, terms, uppermost):
    assert choices(scheme).count() == terms
    assert choices(scheme).filter(parent=None).count() == uppermost
    assert Scheme.objects.get(code=scheme).source


def test_loading_again_adds_nothing(shipped):
    assert shipped == Term.objects.count()
    assert load_schemes() == 0
    assert Term.objects.count() == shipped


def test_what_an_office_edited_stays():
    Term.objects.filter(code="08", scheme__code=GENRE).update(name="通知（本局）", position=99)
    Term.objects.filter(code="old-01").update(maps_to=None, valid_to=dt.date(2019, 1, 1))
    load_schemes()

    assert term(GENRE, "08").name == "通知（本局）"
    old = Term.objects.get(code="old-01")
    assert (old.maps_to, old.valid_to) == (None, dt.date(2019, 1, 1))


def test_what_an_office_added_stays():
    scheme = Scheme.objects.get(code=CHANNEL)
    Term.objects.create(scheme=scheme, code="own", name="本局栏目")
    load_schemes()

    assert term(CHANNEL, "本局栏目").code == "own"


def test_what_is_missing_is_added():
    choices("committee_kind").first().delete()

    assert load_schemes() == 1


@pytest.mark.parametrize(
    ("scheme", "said", "code"),
    [
        (GENRE, "通知", "08"),
        (GENRE, "08", "08"),
        (SUBJECT, "公安、安全、司法", "16"),
        (SUBJECT, "信访", "0207"),
        (SUBJECT, "其他", "22"),
        (DISPUTE, "邻里纠纷", "02"),
    ],
)
def test_a_term_by_code_or_name(scheme, said, code):
    assert term(scheme, said).code == code


@pytest.mark.parametrize("said", ["", "没有这一类", "通 知"])
def test_there_is_no_such_term(said):
    assert term(GENRE, said) is None


@pytest.mark.parametrize(("day", "count"), [(OLD, 15), (NEW, 18)])
def test_types_of_dispute_of_a_day(day, count):
    assert choices(DISPUTE, day).count() == count


@pytest.mark.parametrize(("day", "code"), [(OLD, "old-02"), (NEW, "02")])
def test_a_name_means_the_entry_of_its_day(day, code):
    assert term(DISPUTE, "邻里纠纷", day).code == code


def test_every_old_type_leads_to_a_new_one():
    old = choices(DISPUTE, OLD).select_related("maps_to")

    assert {one.maps_to.code for one in old} <= {one.code for one in choices(DISPUTE, NEW)}


def test_an_ended_term_is_not_offered_and_still_has_its_name():
    Term.objects.filter(scheme__code=GENRE, code="08").update(valid_to=OLD)

    assert term(GENRE, "通知", NEW) is None
    assert term(GENRE, "通知", OLD).name == "通知"
    assert term(GENRE, "通知").name == "通知"


@pytest.mark.parametrize(
    ("begins", "ends", "valid"),
    [
        (None, None, True),
        (NEW, None, True),
        (None, NEW, True),
        (NEW, NEW, True),
        (NEW + dt.timedelta(days=1), None, False),
        (None, OLD, False),
    ],
)
def test_first_and_last_day_count(begins, ends, valid):
    Term.objects.filter(scheme__code=GENRE, code="08").update(valid_from=begins, valid_to=ends)

    assert choices(GENRE, NEW).filter(code="08").exists() == valid
