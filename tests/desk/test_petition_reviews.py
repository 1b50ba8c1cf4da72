"""Review and re-check through their pages: requests and opinions with their papers."""

import pytest
from django.utils import timezone

from archive.clocks.load import load_clocks
from archive.petitions.models import Petition
from doc_templates import load_shipped
from tests.desk.conftest import fresh, page, upload
from tests.petitions.matters import register, served

TODAY = timezone.localdate()


@pytest.fixture
def petition(office):
    """Served in March and looked at today: the window is over, so it is opened again."""
    load_clocks()
    load_shipped()
    record = register(office)
    served(office, record)
    record.clocks.update(due_on=TODAY)
    return fresh(record)


def url(record, verb=""):
    return f"/desk/petitions/{record.pk}/{verb}/" if verb else f"/desk/records/{record.pk}/"


def send(client, record, verb, **values):
    return client.post(url(record, verb), {"seen_version": fresh(record).version} | values)


def row(record):
    return Petition.objects.get(pk=record.pk)


def test_the_way_to_the_end(office, petition, sign_in, django_assert_max_num_queries):
    client, today = sign_in(office.clerk), TODAY.isoformat()
    for stage in ("review", "recheck"):
        with django_assert_max_num_queries(25):
            assert url(petition, f"request_{stage}") in page(client, url(petition))
        send(client, petition, f"request_{stage}", asked_on=today, file=upload(f"{stage}.txt"))
        assert row(petition).state == f"{stage}_requested"
        said = {"result": "upheld", "given_on": today, "organ": "云溪县人民政府"}
        send(client, petition, stage, file=upload(f"{stage}意见.txt"), **said)
        assert row(petition).state == f"{stage}_opinion"
        send(client, petition, "serve", served_on=today, mode="direct", file=upload("回证.txt"))

    assert row(petition).review_result == "upheld"
    assert "request_re" not in page(client, url(petition))


def test_all_that_is_missing_stands_in_the_form(office, petition, sign_in):
    refused = send(sign_in(office.clerk), petition, "request_review", asked_on="")
    shown = refused.content.decode()

    assert refused.status_code == 422
    assert "Fill in" in shown and "in writing" in shown


@pytest.mark.parametrize("verb", ["request_review", "review", "request_recheck", "recheck"])
def test_a_foreign_petition_is_not_there(office, petition, sign_in, verb):
    assert send(sign_in(office.stranger), petition, verb).status_code == 404
