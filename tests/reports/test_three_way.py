"""三统一: reported, registered, filed; and the list of every difference."""

import datetime as dt

import pytest
from django.utils import timezone

from archive.organisation.scope import NOTHING
from archive.organisation.standing import scope_of
from archive.reports.queries import three_way
from archive.reports.rules import Period
from archive.volumes.models import Completion
from tests.reports.people import END, START, TODAY, add_case, fill, in_state, send

pytestmark = pytest.mark.django_db
MARCH = Period(START, END)


def check(bureau, code="DH1", person="leader", on=TODAY):
    scope = scope_of(getattr(bureau.office, person))
    return three_way(bureau.slots[code].unit, MARCH, scope, on=on)


def kinds(found):
    return [str(one.kind) for one in found.differences]


def file_dossier(record):
    Completion.objects.create(record=record, by=record.made_by, at=timezone.now())


def test_one_number_and_no_difference(bureau):
    report = in_state(bureau, "submitted")
    file_dossier(report.slot.unit.records.get(kind="dossier"))

    found = check(bureau)

    assert (found.reported, found.registered, found.filed) == (1, 1, 1)
    assert found.agrees
    assert not found.differences


def test_a_missing_report_is_named_with_what_is_registered(bureau):
    add_case(bureau.office.village, bureau.office.mediator)

    found = check(bureau)

    assert (found.reported, found.agrees) == (None, False)
    assert kinds(found)[0] == "report_missing"
    assert "东河村调委会" in str(found.differences[0])


def test_a_case_that_came_after_the_report_is_a_difference(bureau):
    in_state(bureau, "submitted")
    case = add_case(bureau.office.village, bureau.office.mediator)
    file_dossier(case)

    found = check(bureau)

    assert (found.reported, found.registered, found.filed) == (1, 2, 1)
    assert "report_differs" in kinds(found)


@pytest.mark.parametrize(
    ("on", "kind"), [(TODAY, "awaited"), (dt.date(2026, 4, 30), "awaited"),
                     (dt.date(2026, 5, 1), "no_dossier")]
)
def test_a_dossier_has_thirty_days_then_it_is_missing(bureau, on, kind):
    in_state(bureau, "submitted")

    assert kinds(check(bureau, on=on)) == [kind]


def test_the_totals_take_in_restricted_cases_the_list_names_those_one_sees(bureau):
    add_case(bureau.office.village, bureau.office.mediator, restricted=True)
    send(bureau, fill(bureau, "DH1"))

    above = check(bureau)
    stranger = three_way(bureau.office.village, MARCH, NOTHING, on=TODAY)

    assert (above.registered, above.filed) == (1, 0)
    assert not above.differences
    assert not stranger.differences


def test_a_unit_is_checked_with_all_below_it_and_each_difference_has_its_unit(bureau):
    in_state(bureau, "submitted")
    add_case(bureau.office.village, bureau.office.mediator)

    found = check(bureau, "YX", "county_leader")

    assert (found.reported, found.registered) == (None, 2)
    by_report = [one for one in found.differences if one.kind != "awaited"]
    said = {(one.unit.code, str(one.kind)) for one in by_report}
    assert said == {
        ("YX", "report_missing"),
        ("DH", "report_missing"),
        ("QH", "report_missing"),
        ("DH1", "report_differs"),
    }


def test_a_unit_that_owes_nothing_has_no_check(bureau):
    period = Period(dt.date(2020, 1, 1), dt.date(2020, 1, 31))

    assert three_way(bureau.office.village, period, NOTHING) is None
