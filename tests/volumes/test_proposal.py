"""What binding would do is known with as many questions for a large year as for a small one."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from archive.organisation.models import Unit, User
from archive.volumes.proposal import proposal
from tests.volumes import shelf

# All that can be asked, with records of every kind that are ready and that are not.
MOST = 22


def ten_records(office, month):
    unit, clerk, day = office.donghe, office.clerk, dt.date(shelf.YEAR, month, 5)
    shelf.report(unit, clerk, month)
    for complete in (True, True, False):
        shelf.dossier(unit, clerk, day, complete=complete)
        shelf.petition(unit, clerk, day, complete=complete)
    shelf.document(unit, clerk, day)
    shelf.document(unit, clerk, day, pages=None)
    shelf.dossier(unit, clerk, None)


def asked_for_proposal(office):
    """The questions to the database, of a person and a unit that nothing is known of yet."""
    unit = Unit.objects.select_related("fonds").get(pk=office.donghe.pk)
    person = User.objects.get(pk=office.archivist.pk)
    with CaptureQueriesContext(connection) as asked:
        plan = proposal(unit, shelf.YEAR, by=person)
        assert plan.volumes
    return len(plan.ready) + len(plan.left_out), len(asked)


@pytest.mark.parametrize("bound_before", [False, True])
def test_a_hundred_records_ask_no_more_than_ten(office, bind, bound_before):
    if bound_before:
        ten_records(office, 12)
        bind()
    ten_records(office, 1)
    few, asked = asked_for_proposal(office)
    for month in range(2, 11):
        ten_records(office, month)

    many, asked_then = asked_for_proposal(office)

    assert (few, many) == (10, 100) if not bound_before else many - few == 90
    assert asked_then == asked <= MOST
