"""An office whose schedule is approved, and the binding of its year."""

from __future__ import annotations

import pytest

from archive.records import kinds
from archive.volumes.binding import bind_year
from tests.volumes import shelf

OTHERS = ("petition", "dossier", "report")


def nothing_found(records):
    return {record.pk: {} for record in records}


def no_numbers(records):
    return {record.pk: () for record in records}


def register_doubles():
    """A kind whose room has not come yet is known by its name alone."""
    for code in OTHERS:
        if code not in kinds._kinds:
            kinds.register(
                kinds.Kind(code, nothing_found, nothing_found, no_numbers, lambda *_: None)
            )


@pytest.fixture(autouse=True)
def shelf_rules(db):
    register_doubles()
    shelf.load_rules()


@pytest.fixture
def bind(office):
    def run(year=shelf.YEAR, unit=None, by=None, **more):
        return bind_year(unit or office.donghe, year, by=by or office.archivist, **more)

    return run
