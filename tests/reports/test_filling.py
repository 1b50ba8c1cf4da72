"""What a draft says: what the cases tell, what is entered by hand and why, or that there was
nothing."""

from decimal import Decimal

import pytest

from archive.records.models import Event, Named, Record
from archive.records.step import NotYourPost
from archive.reports.models import ReportFigure, ReportSlot
from archive.reports.steps import FillNil, FillReport, HandFigure, RefillReport
from tests.reports.people import (
    TODAY,
    add_case,
    codes,
    fill,
    fill_nil,
    fresh,
    noon,
    review,
    values,
)

pytestmark = pytest.mark.django_db


def test_a_draft_has_the_figures_of_the_cases(bureau):
    add_case(bureau.office.village, bureau.office.mediator, amount=Decimal(3000))

    found = values(fill(bureau, "DH1"))

    assert (found["total"], found["parties"], found["amount"]) == (1, 2, Decimal("0.30"))
    assert (found["committee_village"], found["type_02"], found["form_written"]) == (1, 1, 1)


def test_a_draft_names_its_filler_and_is_known_to_nobody_above(bureau):
    report = fill(bureau, "DH1")

    from archive.organisation.standing import scope_of

    assert report.record.title == "东河村调委会2026年3月人民调解案件情况统计表"
    assert Named.objects.get(record=report.record).person == bureau.office.mediator
    seen = Record.objects.visible_to(scope_of(bureau.office.leader))
    assert not seen.filter(pk=report.pk).exists()


def test_a_figure_by_hand_stands_beside_the_computed_one(bureau):
    add_case(bureau.office.village, bureau.office.mediator)
    report = fill(bureau, "DH1", hand={"parties": HandFigure(Decimal(5), "一方有三人未登记")})

    row = ReportFigure.objects.get(report=report, column="parties")

    assert (row.computed, row.entered, row.value) == (2, 5, 5)
    assert row.reason == "一方有三人未登记"


def test_a_figure_by_hand_that_says_the_same_is_none(bureau):
    add_case(bureau.office.village, bureau.office.mediator)
    report = fill(bureau, "DH1", hand={"parties": HandFigure(Decimal(2), "核对无误")})

    assert not report.figures.exclude(entered=None).exists()


@pytest.mark.parametrize(
    ("column", "value", "reason", "refused"),
    [
        ("total", "3", "", ["hand_figure_without_reason"]),
        ("total", "-1", "补录", ["figure_wrong"]),
        ("total", "1.5", "补录", ["figure_wrong"]),
        ("amount", "1.5", "补录", []),
        ("amount", "1.005", "补录", ["figure_wrong"]),
        ("total", "NaN", "补录", ["figure_wrong"]),
        ("total", "1E+20", "补录", ["figure_wrong"]),
        ("no_such", "1", "补录", ["column_unknown"]),
        ("total", "2", "补" * 301, ["field_too_long"]),
        ("total", "-2", " ", ["figure_wrong", "hand_figure_without_reason"]),
    ],
)
def test_figures_by_hand_are_looked_at(bureau, column, value, reason, refused):
    hand = {column: HandFigure(Decimal(value), reason)}
    step = FillReport(bureau.slots["DH1"], hand, by=bureau.office.mediator, at=noon(TODAY))

    assert codes(step) == refused


def test_a_period_that_still_runs_is_not_filled(bureau):
    import datetime as dt

    early = noon(dt.date(2026, 3, 30))
    step = FillReport(bureau.slots["DH1"], by=bureau.office.mediator, at=early)

    assert codes(step) == ["period_runs"]


def test_a_nil_report_is_a_record_of_its_own_kind_of_title(bureau):
    report = fill_nil(bureau, "DH1")

    assert report.nil
    assert report.record.title.endswith("（零报告）")
    assert not any(values(report).values())


def test_where_there_was_a_case_no_nil_report_is_made(bureau):
    case = add_case(bureau.office.village, bureau.office.mediator)
    step = FillNil(bureau.slots["DH1"], by=bureau.office.mediator, at=noon(TODAY))

    from archive.organisation.refusal import Refused

    with pytest.raises(Refused) as error:
        step.run()
    assert [one.code for one in error.value.refusals] == ["cases_exist"]
    assert case.number in str(error.value.refusals[0])


def test_a_restricted_case_forbids_nil_and_its_number_is_not_told_to_who_may_not_see_it(bureau):
    from archive.organisation.scope import NOTHING
    from archive.reports.rollup import rolled_up
    from archive.reports.steps.filling import nil_refusals

    case = add_case(bureau.office.village, bureau.office.mediator, restricted=True)
    now = rolled_up(ReportSlot.objects.get(pk=bureau.slots["DH1"].pk))

    (refusal,) = nil_refusals(now, NOTHING)

    assert refusal.code == "cases_exist"
    assert case.number not in str(refusal)


def test_filling_again_takes_review_and_signature_away(bureau):
    report = review(bureau, fill(bureau, "DH1"))
    add_case(bureau.office.village, bureau.office.mediator)
    RefillReport(report.record, by=bureau.office.mediator, at=noon(TODAY)).run()

    after = fresh(report)

    assert (after.state, after.reviewed_by, values(after)["total"]) == ("draft", None, 1)


def test_filling_again_keeps_the_figures_by_hand_unless_others_are_given(bureau):
    hand = {"parties": HandFigure(Decimal(5), "补录")}
    report = fill(bureau, "DH1", hand=hand)
    RefillReport(report.record, by=bureau.office.mediator, at=noon(TODAY)).run()
    assert values(fresh(report))["parties"] == 5

    RefillReport(report.record, {}, by=bureau.office.mediator, at=noon(TODAY)).run()
    assert values(fresh(report))["parties"] == 0


def test_filling_writes_version_and_event_with_every_figure(bureau):
    add_case(bureau.office.village, bureau.office.mediator)
    report = fill(bureau, "DH1")

    event = Event.objects.get(record=report.record)
    content = report.record.versions.get().body.content

    assert event.name == "report:fill"
    assert '"total":{"computed":"1.00","entered":null,"reason":""}' in content


@pytest.mark.parametrize("name", ["leader", "archivist", "clerk", "stranger", "county_leader"])
def test_who_is_no_clerk_or_mediator_of_the_unit_fills_nothing(bureau, name):
    step = FillReport(bureau.slots["DH1"], by=getattr(bureau.office, name), at=noon(TODAY))

    with pytest.raises(NotYourPost):
        step.run()
