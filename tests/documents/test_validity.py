"""In force or not is computed from days, never stored (domain 5.8); repeal ends it."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.documents.models import Notice, OfficialDocument
from archive.documents.steps import NewPaper, RegisterDocuments, Repeal
from archive.documents.vocabulary import Direction, Validity
from archive.organisation.refusal import Refused
from archive.records.models import Link, Record
from archive.records.step import NotVisible, NotYourPost
from archive.records.steps import NewFile
from archive.records.vocabulary import LinkReason, RecordState
from tests.office import make_holding, new_document, register

DAY = dt.date(2024, 3, 1)
ONE = dt.timedelta(days=1)
VALID, NOT_YET, EXPIRED, ABOLISHED = (
    Validity.VALID,
    Validity.NOT_YET,
    Validity.EXPIRED,
    Validity.ABOLISHED,
)


@pytest.mark.parametrize(
    ("effective_on", "valid_until", "abolished_on", "validity"),
    [
        (None, None, None, VALID),
        (DAY, None, None, VALID),
        (DAY + ONE, None, None, NOT_YET),
        (None, DAY, None, VALID),
        (None, DAY - ONE, None, EXPIRED),
        (None, None, DAY, ABOLISHED),
        (None, None, DAY + ONE, VALID),
        (DAY + ONE, None, DAY, ABOLISHED),
        (None, DAY - ONE, DAY, ABOLISHED),
    ],
)
def test_on_a_day(effective_on, valid_until, abolished_on, validity):
    document = OfficialDocument(
        effective_on=effective_on, valid_until=valid_until, abolished_on=abolished_on
    )

    assert document.validity(DAY) == validity


days = st.none() | st.dates(DAY - 5 * ONE, DAY + 5 * ONE)


@given(days, days, days)
def test_once_out_of_force_it_never_comes_back(effective_on, valid_until, abolished_on):
    document = OfficialDocument(
        effective_on=effective_on, valid_until=valid_until, abolished_on=abolished_on
    )
    order = [NOT_YET, VALID, EXPIRED, ABOLISHED]
    course = [order.index(document.validity(DAY + n * ONE)) for n in range(-7, 8)]

    assert course == sorted(course)


@pytest.mark.parametrize(("day", "validity"), [(DAY, ABOLISHED), (DAY + ONE, VALID)])
def test_a_notice_says_whether_it_is_abolished(day, validity):
    assert Notice(abolished_on=day).validity(DAY) == validity


@pytest.fixture
def own(office) -> Record:
    """A document the bureau issued."""
    paper = NewPaper("办法", (NewFile(make_holding(), "办法.txt"),))
    document = new_document(
        "调解办法", number="云司发〔2024〕1号", direction=Direction.ISSUED, papers=(paper,)
    )
    return RegisterDocuments([document], office.county, by=office.county_clerk).run()[0]


def repeal(office, record: Record, by: str = "county_leader", **more) -> OfficialDocument:
    values = {"abolished_on": DAY + ONE, "reason": "已有新规定"} | more
    return Repeal(record, by=getattr(office, by), **values).run()


def codes(error) -> list[str]:
    return [refusal.code for refusal in error.value.refusals]


def test_a_repealed_document_is_out_of_force_from_its_day_and_stays(office, own):
    document = repeal(office, own)

    assert document.validity(DAY) == VALID
    assert document.validity(DAY + ONE) == ABOLISHED
    assert Record.objects.get(pk=own.pk).state == RecordState.CLOSED


def test_version_and_event_say_so(office, own):
    repeal(office, own)

    event = own.events.latest("seq")
    assert event.name == "document:repeal"
    assert '"kind.abolished_on"' in event.body.content
    assert own.versions.get(no=2).reason == "已有新规定"


def test_it_names_the_one_that_takes_its_place(office, own):
    new = RegisterDocuments([new_document("新办法")], office.county, by=office.county_clerk).run()
    document = repeal(office, own, successor=new[0])

    assert document.superseded_by == new[0]
    assert Link.objects.get(record=own).reason == LinkReason.SUPERSEDED_BY


def test_on_the_day_of_its_own_date_it_may_be_repealed(office, own):
    assert repeal(office, own, abolished_on=DAY).abolished_on == DAY


def test_a_document_of_another_organ_is_not_repealed(office):
    received = register(office)

    with pytest.raises(Refused) as error:
        repeal(office, received, by="leader")
    assert codes(error) == ["not_our_document"]


def test_a_successor_must_be_issued(office, own):
    other = register(office)
    Record.objects.filter(pk=other.pk).update(state=RecordState.STRUCK)
    other.refresh_from_db()

    with pytest.raises(Refused) as error:
        repeal(office, own, successor=other)
    assert codes(error) == ["successor_not_issued"]


def test_all_that_is_wrong_is_said_at_once(office, own):
    repeal(office, own)

    with pytest.raises(Refused) as error:
        repeal(office, own, abolished_on=DAY - ONE, reason=" ")
    assert codes(error) == ["reason_missing", "wrong_state", "date_impossible"]


def test_a_struck_document_is_not_repealed(office, own):
    Record.objects.filter(pk=own.pk).update(state=RecordState.STRUCK)

    with pytest.raises(Refused) as error:
        repeal(office, own)
    assert codes(error) == ["wrong_state"]


@pytest.mark.parametrize(
    ("who", "error"),
    [
        ("county_clerk", NotYourPost),
        ("county_archivist", NotYourPost),
        ("publisher", NotYourPost),
        ("clerk", NotVisible),
        ("leader", NotVisible),
        ("administrator", NotVisible),
    ],
)
def test_the_leader_of_the_unit_alone_repeals(office, own, who, error):
    with pytest.raises(error):
        repeal(office, own, by=who)


def test_a_leader_above_sees_and_does_not_repeal(office):
    with pytest.raises(NotYourPost):
        repeal(office, register(office))
