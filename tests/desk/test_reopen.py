"""Reopening through its pages: asked by one, decided by a leader; grey with its reasons before."""

import pytest

from archive.petitions.steps import Close
from archive.records.models import Event
from archive.records.vocabulary import RecordState
from tests.desk.conftest import fresh, page
from tests.petitions import matters

WHY = "信访人补交了证据"
MOST_QUERIES = 25
pytestmark = pytest.mark.usefixtures("shipped")


@pytest.fixture
def shipped(db):
    from archive.clocks.load import load_clocks
    from doc_templates import load_shipped

    load_clocks()
    load_shipped()


@pytest.fixture
def petition(office):
    return matters.at_state(office, matters.S.CLOSED)


def send(client, record, verb, **values):
    at = f"/desk/records/{record.pk}/{verb}/"
    return client.post(at, {"seen_version": fresh(record).version} | values)


def shown(client, record):
    return page(client, f"/desk/records/{record.pk}/")


def test_asked_on_one_page_and_decided_on_another(office, petition, sign_in):
    assert send(sign_in(office.clerk), petition, "ask-to-reopen", reason=WHY).status_code == 302
    form = page(sign_in(office.leader), f"/desk/records/{petition.pk}/reopen/")
    assert "张经办 asks for it" in form and WHY in form
    assert send(sign_in(office.leader), petition, "reopen").status_code == 302

    assert fresh(petition).state == RecordState.REGISTERED
    told = shown(sign_in(office.clerk), petition)
    assert "Reopened" in told and "Asked to reopen" in told and WHY in told


def test_before_it_is_asked_the_leader_reads_why_he_cannot(office, petition, sign_in):
    told = shown(sign_in(office.leader), petition)

    assert f"/desk/records/{petition.pk}/reopen/" not in told
    assert "Nobody asked to reopen this matter" in told


def test_who_asked_reads_that_another_decides(office, petition, sign_in):
    send(sign_in(office.leader), petition, "ask-to-reopen", reason=WHY)
    response = send(sign_in(office.leader), petition, "reopen", reason="同意")

    assert response.status_code == 422
    assert "another leader has to decide" in response.content.decode()
    assert "同意" in response.content.decode()


@pytest.mark.parametrize(("who", "status"), [("clerk", 403), ("archivist", 403), ("stranger", 404)])
def test_who_may_not_decide_opens_no_page(office, petition, sign_in, who, status):
    at = f"/desk/records/{petition.pk}/reopen/"

    assert sign_in(getattr(office, who)).get(at).status_code == status


@pytest.mark.parametrize("who", ["clerk", "leader", "archivist", "county_leader"])
def test_the_page_of_a_closed_matter_asks_few_queries(
    office, petition, sign_in, who, django_assert_max_num_queries
):
    client = sign_in(getattr(office, who))
    shown(client, petition)

    with django_assert_max_num_queries(MOST_QUERIES):
        shown(client, petition)


def test_an_open_matter_and_a_document_offer_nothing_of_it(office, record, sign_in):
    matter = matters.register(office)

    assert "reopen/" not in shown(sign_in(office.leader), matter)
    assert "reopen/" not in shown(sign_in(office.leader), record)


def test_closed_again_it_can_be_asked_again(office, petition, sign_in):
    send(sign_in(office.clerk), petition, "ask-to-reopen", reason=WHY)
    send(sign_in(office.leader), petition, "reopen")
    matters.withdrawn(office, fresh(petition))
    Close(petition, by=office.clerk).run()

    assert send(sign_in(office.clerk), petition, "ask-to-reopen", reason=WHY).status_code == 302
    assert Event.objects.filter(record=petition, name="record:ask_to_reopen").count() == 2
