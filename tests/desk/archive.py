"""What the tests of the archivist's pages share: a year to bind, bound by its job."""

from __future__ import annotations

import datetime as dt

import pytest

from archive.documents.steps import NewPaper
from archive.records import jobs
from archive.records.models import Job
from archive.volumes.models import Volume
from doc_templates import load_shipped
from tests.desk.conftest import hold
from tests.office import register
from tests.volumes import shelf

YEAR = shelf.YEAR
BIND = "/desk/volumes/bind/"


@pytest.fixture
def ready(office):
    """Two documents whose bytes are in the store, for every byte is read before it is bound."""
    shelf.load_rules()
    return [closed(office, n) for n in (1, 2)]


@pytest.fixture
def templates(db):
    load_shipped()


def closed(office, n):
    file = hold(f"通知{n}.txt", f"第{n}件事".encode())
    return register(
        office,
        f"关于第{n}件事的通知",
        dated_on=dt.date(YEAR, 3, 1),
        papers=(NewPaper(f"通知{n}", (file,)),),
    )


def ask(client, unit, year=YEAR):
    return client.post(BIND, {"unit": unit.pk, "year": year})


def bound(client, unit) -> Job:
    """Asked for on the page, done by a worker."""
    response = ask(client, unit)
    assert response.status_code == 302, response.content.decode()
    jobs.work_off()
    return Job.objects.latest("pk")


@pytest.fixture
def case(office, sign_in):
    """A dossier bound by the archivist of Donghe, as its volume."""
    shelf.load_rules()
    shelf.dossier(office.donghe, office.clerk)
    bound(sign_in(office.archivist), office.donghe)
    return Volume.objects.get()
