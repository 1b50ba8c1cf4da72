"""Binding a year: what comes to be, what stays out and why, what is refused as a whole."""

from __future__ import annotations

import pytest

from archive.records.models import Record
from archive.records.vocabulary import RecordState
from archive.volumes.binding import bind_year
from archive.volumes.models import Volume
from tests.volumes import shelf


@pytest.fixture
def shelf_rules(db):
    shelf.load_rules()


@pytest.fixture
def bind(office, shelf_rules):
    def run(year=shelf.YEAR, unit=None, by=None, **more):
        return bind_year(unit or office.donghe, year, by=by or office.archivist, **more)

    return run


def test_a_document_becomes_an_item(office, bind):
    record = shelf.document(office.donghe, office.clerk)

    bound = bind().as_data()

    (item,) = bound["volumes"]
    assert item["code"] == f"0102-WS·2024-{item['period']}-DH-0001"
    assert (item["form"], item["records"]) == ("item", [record.number])
    assert bound["left_out"] == []
    assert Record.objects.get(pk=record.pk).state == RecordState.BOUND
    assert Volume.objects.get().sealed_at
