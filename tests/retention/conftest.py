"""The shipped schedule, and documents of the township that are closed."""

from __future__ import annotations

import datetime as dt

import pytest

from archive.classification.load import load_schemes
from archive.classification.queries import GENRE, term
from archive.documents.vocabulary import Direction
from archive.records.models import Record
from archive.retention.load import load_schedules
from archive.retention.models import Schedule
from tests.office import register


@pytest.fixture
def schedule(db):
    load_schedules()
    return Schedule.objects.get(code="default-1")


@pytest.fixture
def genres(db):
    load_schemes()
    return lambda name: term(GENRE, name)


def own(office, year: int, **more: object) -> Record:
    """A document that the township issued in that year."""
    dated = dt.date(year, 3, 1)
    return register(office, dated_on=dated, direction=Direction.ISSUED, **more)
