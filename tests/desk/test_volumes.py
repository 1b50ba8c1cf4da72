"""Binding through the desk: what is ready, what stays out and why, and the volume after."""

import datetime as dt

import pytest

from archive.documents.steps import NewPaper
from archive.records.models import Record
from archive.retention.load import load_schedules
from archive.retention.models import Schedule
from archive.volumes.load import load_volumes
from archive.volumes.models import Volume
from tests.desk.conftest import hold, page
from tests.office import register

MOST_QUERIES = 25
# A fixed number too, but the plan of a year reads rules, contents and papers of all kinds.
BINDING_QUERIES = 28


@pytest.fixture
def ready(office):
    load_schedules()
    load_volumes()
    Schedule.objects.update(approval_no="云档发〔2012〕3号")
    return [closed(office, n) for n in (1, 2)]


def closed(office, n):
    """A document whose bytes are in the store, for every byte is read before it is bound."""
    file = hold(f"通知{n}.txt", f"第{n}件事".encode())
    return register(
        office,
        f"关于第{n}件事的通知",
        dated_on=dt.date(2024, 3, 1),
        papers=(NewPaper(f"通知{n}", (file,)),),
    )


def test_what_would_come_is_shown_before_it_is_done(office, ready, sign_in):
    shown = page(sign_in(office.archivist), "/desk/volumes/bind/", year=2024)

    assert all(record.title in shown for record in ready)
    assert not Volume.objects.exists()


def test_one_button_binds_and_says_what_it_did(office, ready, sign_in):
    client = sign_in(office.archivist)

    response = client.post("/desk/volumes/bind/", {"unit": office.donghe.pk, "year": 2024})

    assert response.url == f"/desk/volumes/?unit={office.donghe.pk}&year=2024"
    assert {one.state for one in Record.objects.all()} == {"bound"}
    volume = Volume.objects.get()
    shown = page(client, f"/desk/volumes/{volume.pk}/")
    assert all(record.title in shown for record in ready)
    assert volume.items.first().record.retention.sentence in shown


def test_a_year_that_has_not_ended_cannot_be_bound(office, ready, sign_in):
    year = dt.date.today().year

    response = sign_in(office.archivist).post(
        "/desk/volumes/bind/", {"unit": office.donghe.pk, "year": year}
    )

    assert response.status_code == 422
    assert "has not ended" in response.content.decode()


@pytest.mark.parametrize("who", ["clerk", "leader", "stranger"])
def test_nobody_but_an_archivist_binds(office, ready, sign_in, who):
    client = sign_in(getattr(office, who))

    assert client.get("/desk/volumes/bind/").status_code == 403
    assert client.post("/desk/volumes/bind/", {"year": 2024}).status_code == 403
    assert not Volume.objects.exists()


def test_a_foreign_volume_answers_like_one_that_never_was(office, ready, sign_in):
    sign_in(office.archivist).post(
        "/desk/volumes/bind/", {"unit": office.donghe.pk, "year": 2024}
    )
    client, volume = sign_in(office.stranger), Volume.objects.get()

    assert client.get(f"/desk/volumes/{volume.pk}/").status_code == 404
    assert client.get("/desk/volumes/999999/").status_code == 404
    assert volume.title not in page(client, "/desk/volumes/")


@pytest.mark.parametrize("count", [2, 40])
def test_the_pages_of_volumes_cost_the_same_at_any_size(
    office, ready, sign_in, django_assert_max_num_queries, count
):
    for n in range(count):
        closed(office, n + 3)
    client = sign_in(office.archivist)

    with django_assert_max_num_queries(BINDING_QUERIES):
        page(client, "/desk/volumes/bind/", year=2024)
    client.post("/desk/volumes/bind/", {"unit": office.donghe.pk, "year": 2024})
    with django_assert_max_num_queries(MOST_QUERIES):
        page(client, f"/desk/volumes/{Volume.objects.get().pk}/")
