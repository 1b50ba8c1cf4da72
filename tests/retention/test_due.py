"""What is due for appraisal in a year."""

from __future__ import annotations

import pytest

from archive.organisation.standing import scope_of
from archive.records.models import Record
from archive.records.vocabulary import RecordState
from archive.retention.queries import due_for_appraisal, held_back
from archive.retention.resolve import fix, resolve
from archive.retention.steps import PlaceHold
from tests.retention.conftest import own


@pytest.fixture
def kept(schedule, office, genres):
    """A notice of 2010, kept to the end of 2020, and a rule of 2010, kept for ever."""
    notice = own(office, 2010, genre=genres("通知"))
    fix(resolve([notice, own(office, 2010, title="办法", genre=genres("办法"))]))
    return notice


def due(office, year, by="archivist"):
    return [row.record for row in due_for_appraisal(year, scope_of(getattr(office, by)))]


@pytest.mark.parametrize(("year", "is_due"), [(2020, False), (2021, True), (2026, True)])
def test_it_is_due_once_its_period_is_over(kept, office, year, is_due):
    assert due(office, year) == ([kept] if is_due else [])


def test_a_hold_keeps_it_back(kept, office):
    PlaceHold(kept, by=office.archivist, reason="诉讼", basis="调卷函").run()

    assert due(office, 2021) == []
    back = held_back(2021, scope_of(office.archivist))
    assert [row.record for row in back] == [kept]


def test_what_one_does_not_see_is_not_in_the_list(kept, office):
    assert due(office, 2021, by="stranger") == []


def test_what_was_destroyed_is_not_due_again(kept, office):
    Record.objects.filter(pk=kept.pk).update(state=RecordState.DESTROYED)

    assert due(office, 2021) == []
