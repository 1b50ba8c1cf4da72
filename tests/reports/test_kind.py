"""What the records room learns of reports: facts, flags, facets; and that a report is found."""

import pytest

from archive.organisation.refusal import Refused
from archive.records.index import RecordSource
from archive.records.kinds import kind_of
from archive.records.steps import Correct
from archive.records.verify import verify_log
from archive.reports.load import load_report_types
from archive.reports.models import ReportType
from archive.retention.conditions import FLAGS
from archive.retention.load import load_schedules
from archive.retention.resolve import resolve
from tests.reports.people import fill_nil, in_state, send, send_back

pytestmark = pytest.mark.django_db


def test_the_facts_say_every_figure_and_who_did_what(bureau):
    report = in_state(bureau, "submitted")
    facts = kind_of("report").facts([report.record])[report.pk]

    assert facts["figures"]["total"]["computed"] == "1.00"
    assert facts["filled_by"]["name"] == "郑调解"
    assert facts["signed_by"]["name"] == "村主任"
    assert facts["type"]["code"] == "MED-MONTH"


def test_the_flags_are_those_the_schedule_asks(bureau):
    report = send(bureau, fill_nil(bureau, "DH1"))
    flags = kind_of("report").flags([report.record])[report.pk]

    assert flags.keys() == FLAGS["report"].keys()
    assert flags == {"annual": False, "nil": True, "special": False, "from_below": False}


def test_a_monthly_report_is_kept_ten_years_from_the_year_it_is_of(bureau):
    load_schedules()
    report = in_state(bureau, "submitted")
    found = resolve([report.record])[report.pk]

    assert (found.rule.code, found.period) == ("S-20", "D10")
    assert found.ends_on.isoformat() == "2036-12-31"


def test_a_report_stands_in_the_index_with_its_form(bureau):
    report = send(bureau, fill_nil(bureau, "DH1"))
    document = RecordSource().load([report.pk])[report.pk]

    assert document.facets["kind"] == ("report",)
    assert document.facets["result"] == ("nil",)
    assert "东河村调委会" in document.title
    assert "零报告" in document.text


def test_figures_are_not_corrected_behind_the_back_of_the_report(bureau):
    report = in_state(bureau, "draft", "QH")
    step = Correct(report.record, {"figures": {}}, by=bureau.office.stranger, reason="x")

    with pytest.raises(Refused) as error:
        step.run()
    assert "field_unknown" in [one.code for one in error.value.refusals]


def test_the_whole_way_leaves_a_sound_chain(bureau):
    send_back(bureau, send(bureau, fill_nil(bureau, "DH1")))

    assert verify_log().sound


def test_types_are_loaded_once_and_stay_as_the_office_has_them():
    ReportType.objects.update(due_after_days=3)

    assert load_report_types() == 0
    assert ReportType.objects.get().due_after_days == 3
