"""逐级汇总: the sum of what was submitted and the own cases; who is missing; what is locked."""

import datetime as dt
from decimal import Decimal

import pytest

from archive.organisation.models import Unit
from archive.organisation.standing import scope_of
from archive.organisation.vocabulary import UnitKind
from archive.records.models import Link
from archive.records.step import NotYourPost
from archive.reports.queries import behind, lines_below, slots_seen
from archive.reports.rollup import moved, rolled_up
from archive.reports.steps import CorrectReport, HandFigure, RefillReport, SendBackReport
from tests.reports.people import (
    TODAY,
    add_case,
    codes,
    fill,
    fill_nil,
    fresh,
    in_state,
    noon,
    send,
    send_back,
    values,
)

pytestmark = pytest.mark.django_db


def correct(bureau, report, **more):
    by = bureau.fillers[report.slot.unit.code]
    return CorrectReport(report.record, by=by, reason="漏报一件", at=noon(TODAY), **more)


def corrected(bureau, report, **more):
    from archive.reports.models import Report

    return Report.objects.get(pk=correct(bureau, report, **more).run()[0].pk)


def everything_sent(bureau):
    """The village has a case, Donghe and Qinghe add up, and the county has sent its sum."""
    village = send(bureau, in_state(bureau, "draft"))
    donghe = send(bureau, fill(bureau, "DH"))
    qinghe = send(bureau, fill_nil(bureau, "QH"))
    return village, donghe, qinghe, send(bureau, fill(bureau, "YX"))


def test_the_sum_is_what_the_units_below_submitted(bureau):
    village, donghe, qinghe, county = everything_sent(bureau)

    assert values(donghe)["total"] == 1
    assert values(county)["total"] == 1
    assert {row["unit"] for row in county.children} == {"DH", "QH"}
    assert [row["record"] for row in donghe.children] == [village.record.uid.hex]
    assert donghe.children[0]["version"] == village.record.version


def test_a_draft_below_counts_for_nothing_and_its_unit_is_missing(bureau):
    in_state(bureau, "signed")
    now = rolled_up(bureau.slots["DH"])

    assert now.values["total"] == 0
    assert [slot.unit.code for slot in now.missing] == ["DH1"]


def test_figures_by_hand_below_are_summed_as_they_were_submitted(bureau):
    add_case(bureau.office.village, bureau.office.mediator)
    hand = {"parties": HandFigure(Decimal(5), "补录")}
    send(bureau, fill(bureau, "DH1", hand=hand))

    assert values(fill(bureau, "DH"))["parties"] == 5


def test_a_committee_whose_township_owes_nothing_counts_for_the_county(bureau):
    section = Unit.objects.create(
        code="S1",
        name="综合股",
        kind=UnitKind.SECTION,
        parent=bureau.office.county,
        opened_on=dt.date(2010, 1, 1),
    )
    bureau.office.village.parent = section
    bureau.office.village.save()

    now = rolled_up(bureau.slots["YX"])

    assert {slot.unit.code for slot in now.missing} == {"DH", "QH", "DH1"}


def test_the_unit_above_sends_a_report_back_and_it_comes_again_under_its_number(bureau):
    report = in_state(bureau, "submitted")
    returned = send_back(bureau, report)
    assert (returned.record.state, returned.returned_reason) == ("captured", "合计有误")
    assert returned.record.clocks.running().get().rule.code == "REPORT_DUE"

    RefillReport(report.record, by=bureau.office.mediator, at=noon(TODAY)).run()
    again = send(bureau, fresh(report))

    assert again.record.number == "报〔2026〕1号"
    assert not again.record.clocks.running().exists()
    assert again.record.papers.count() == 2


def test_nobody_sends_his_own_units_report_back(bureau):
    report = in_state(bureau, "submitted", "DH1")

    with pytest.raises(NotYourPost):
        SendBackReport(report.record, by=bureau.leaders["DH1"], reason="x").run()


def test_sending_back_needs_a_reason_and_time(bureau):
    report = in_state(bureau, "submitted")
    step = SendBackReport(report.record, by=bureau.office.leader, days=0, at=noon(TODAY))

    assert codes(step) == ["reason_missing", "limit_missing"]


def test_what_is_in_a_sum_that_was_sent_is_locked(bureau):
    village, donghe, _qinghe, _county = everything_sent(bureau)

    for report, by in ((village, bureau.office.leader), (donghe, bureau.office.county_leader)):
        step = SendBackReport(report.record, by=by, reason="x", at=noon(TODAY))
        assert codes(step) == ["rolled_up_and_sent"]


def test_once_the_sum_is_sent_back_what_is_in_it_may_be_too(bureau):
    village = send(bureau, in_state(bureau, "draft"))
    donghe = send(bureau, fill(bureau, "DH"))
    send_back(bureau, donghe)

    assert send_back(bureau, village).state == "returned"


def test_a_correction_is_a_report_of_its_own_beside_the_one_that_was_sent(bureau):
    village, *_others = everything_sent(bureau)
    add_case(bureau.office.village, bureau.office.mediator)
    second = corrected(bureau, village)

    assert (second.no, second.state, values(second)["total"]) == (2, "draft", 2)
    assert values(village)["total"] == 1
    assert second.record.title.endswith("（第1次更正）")
    assert Link.objects.get(record=second.record).other == village.record


def test_a_correction_without_a_change_is_refused(bureau):
    report = in_state(bureau, "submitted")

    assert codes(correct(bureau, report)) == ["nothing_changed"]


def test_a_correction_needs_its_reason(bureau):
    report = in_state(bureau, "submitted")
    add_case(bureau.office.village, bureau.office.mediator)
    step = CorrectReport(report.record, by=bureau.office.mediator, at=noon(TODAY))

    assert codes(step) == ["reason_missing"]


def test_a_unit_that_was_missing_and_came_is_a_change_though_no_figure_moves(bureau):
    report = send(bureau, fill(bureau, "DH"), explained={"DH1": "停电"})
    assert codes(correct(bureau, report)) == ["nothing_changed"]
    send(bureau, fill_nil(bureau, "DH1"))

    assert corrected(bureau, report).children[0]["unit"] == "DH1"


def test_only_one_correction_is_in_hand(bureau):
    report = in_state(bureau, "submitted")
    add_case(bureau.office.village, bureau.office.mediator)
    second = corrected(bureau, report)
    assert codes(correct(bureau, report)) == ["wrong_state"]

    send(bureau, second)
    add_case(bureau.office.village, bureau.office.mediator)

    assert codes(correct(bureau, report)) == ["wrong_state"]
    assert codes(correct(bureau, fresh(second))) == []


def test_after_a_correction_below_the_sum_above_shows_the_difference(bureau):
    village, donghe, _qinghe, _county = everything_sent(bureau)
    add_case(bureau.office.village, bureau.office.mediator)
    send(bureau, corrected(bureau, village))

    found = {one.column: one for one in moved(donghe, rolled_up(donghe.slot).values)}

    assert (found["total"].before, found["total"].now) == (1, 2)
    assert values(fresh(donghe))["total"] == 1


def test_a_clerk_above_never_fills_for_a_unit_below(bureau):
    report = in_state(bureau, "submitted")
    step = CorrectReport(report.record, by=bureau.office.county_clerk, reason="x")

    from archive.records.step import NotVisible

    with pytest.raises(NotVisible):
        step.run()


def test_the_county_sees_the_slots_below_and_only_what_was_sent(bureau):
    in_state(bureau, "submitted")
    fill(bureau, "QH")

    lines = lines_below(bureau.slots["YX"], bureau.office.county_leader, TODAY)

    said = {line.slot.unit.code: (str(line.state), line.total) for line in lines}
    assert said == {
        "YX": ("open", None),
        "DH": ("open", None),
        "DH1": ("filed", 1),
        "QH": ("drafted", None),
    }


def test_a_township_sees_no_slot_of_its_neighbour(bureau):
    units = {slot.unit.code for slot in slots_seen(bureau.office.leader)}

    assert units == {"DH", "DH1"}
    assert {slot.unit.code for slot in slots_seen(bureau.office.mediator)} == {"DH1"}
    assert not slots_seen(bureau.office.administrator).exists()


def test_behind_a_number_are_the_cases_the_asker_sees(bureau):
    plain = add_case(bureau.office.village, bureau.office.mediator)
    closed = add_case(bureau.office.village, bureau.office.mediator, restricted=True)
    slot = bureau.slots["DH1"]

    own = behind(slot, "total", scope_of(bureau.office.mediator))
    above = behind(slot, "total", scope_of(bureau.office.leader))
    stranger = behind(slot, "total", scope_of(bureau.office.stranger))

    assert (own.value, set(own.records)) == (2, {plain.pk, closed.pk})
    assert (above.value, above.records) == (2, (plain.pk,))
    assert stranger.records == ()


def test_behind_a_sum_are_the_reports_below(bureau):
    village = send(bureau, in_state(bureau, "draft"))

    found = behind(bureau.slots["DH"], "total", scope_of(bureau.office.leader))

    assert (found.value, found.own) == (1, 0)
    assert [(child.value, child.record) for child in found.children] == [(1, village.pk)]
    hidden = behind(bureau.slots["DH"], "total", scope_of(bureau.office.stranger))
    assert [child.record for child in hidden.children] == [None]
