"""Four eyes, a name under figures that add up, and everything that is wrong told at once."""

from decimal import Decimal

import pytest

from archive.holdings.models import PageText
from archive.organisation.refusal import Refused
from archive.records.step import NotYourPost
from archive.reports.models import ReportFigure
from archive.reports.steps import HandFigure, ReviewReport, SignReport, SubmitReport
from tests.reports.people import (
    TODAY,
    add_case,
    codes,
    fill,
    fill_nil,
    in_state,
    noon,
    review,
    send,
    sign,
    submit,
    values,
)

pytestmark = pytest.mark.django_db


def signing(bureau, report, **more):
    leader = bureau.leaders[report.slot.unit.code]
    return SignReport(report.record, by=leader, at=noon(TODAY), **more)


def test_the_filler_does_not_review_his_own_report(bureau):
    report = fill(bureau, "DH")

    assert codes(ReviewReport(report.record, by=bureau.office.clerk)) == ["same_person"]


def test_a_clerk_does_not_sign(bureau):
    report = review(bureau, fill(bureau, "QH"))

    with pytest.raises(NotYourPost):
        SignReport(report.record, by=bureau.reviewers["QH"]).run()


def test_every_broken_rule_is_named_at_once(bureau):
    add_case(bureau.office.village, bureau.office.mediator)
    report = review(bureau, fill(bureau, "DH1", hand={"total": HandFigure(Decimal(7), "补录")}))

    with pytest.raises(Refused) as error:
        signing(bureau, report).run()
    refusals = error.value.refusals
    assert {one.code for one in refusals} == {"check_failed"}
    assert len(refusals) == 3  # Types, sources and committees; the agreements still add up.
    assert all("7" in str(one) for one in refusals)


def test_figures_by_hand_that_add_up_are_signed(bureau):
    columns = ("total", "type_02", "source_applied", "committee_village")
    hand = {column: HandFigure(Decimal(2), "一件纸质卷未录入") for column in columns}
    add_case(bureau.office.village, bureau.office.mediator)
    report = review(bureau, fill(bureau, "DH1", hand=hand))

    assert sign(bureau, report).state == "signed"


def test_a_figure_by_hand_that_lost_its_reason_is_not_signed(bureau):
    hand = {"parties": HandFigure(Decimal(5), "补录")}
    report = review(bureau, fill(bureau, "DH1", hand=hand))
    ReportFigure.objects.filter(report=report, column="parties").update(reason="")

    assert codes(signing(bureau, report)) == ["hand_figure_without_reason"]


def test_a_unit_that_is_missing_must_be_explained(bureau):
    report = review(bureau, fill(bureau, "DH"))
    assert codes(signing(bureau, report)) == ["children_missing_unexplained"]

    signed = sign(bureau, report, explained={"DH1": "该村停电，电话催报"})

    assert signed.children == [{"unit": "DH1", "explained": "该村停电，电话催报"}]


def test_a_reason_of_blanks_explains_nothing(bureau):
    report = review(bureau, fill(bureau, "DH", explained={"DH1": "  "}))

    assert codes(signing(bureau, report)) == ["children_missing_unexplained"]


def test_all_that_is_wrong_comes_at_once(bureau):
    hand = {"total": HandFigure(Decimal(7), "补录")}
    report = review(bureau, fill(bureau, "DH", hand=hand))
    add_case(bureau.office.donghe, bureau.office.clerk)
    ReportFigure.objects.filter(report=report).update(reason="")

    found = set(codes(signing(bureau, report)))

    assert found == {
        "check_failed",
        "hand_figure_without_reason",
        "children_missing_unexplained",
        "figures_moved",
    }


def test_a_nil_report_bears_three_names(bureau):
    bureau.office.mediator.name = ""
    bureau.office.mediator.save()
    report = review(bureau, fill_nil(bureau, "DH1"))

    assert codes(signing(bureau, report)) == ["name_missing"]


def test_the_names_of_a_nil_report_stand_on_its_form(bureau):
    report = send(bureau, fill_nil(bureau, "DH1"))

    from archive.reports.printing import values as printed

    said = printed(report)
    assert (said["first_responsible"], said["main_responsible"]) == ("村主任", "村主任")
    assert said["direct_responsible"] == "郑调解"


def test_a_case_that_came_after_signing_stops_the_submission(bureau):
    report = in_state(bureau, "signed")
    add_case(bureau.office.village, bureau.office.mediator)

    step = SubmitReport(report.record, by=bureau.leaders["DH1"], at=noon(TODAY))

    assert codes(step) == ["figures_moved"]


def test_a_case_struck_after_signing_stops_it_too(bureau):
    report = in_state(bureau, "signed")
    bureau.office.village.records.filter(kind="dossier").update(state="struck")

    step = SubmitReport(report.record, by=bureau.leaders["DH1"], at=noon(TODAY))

    assert codes(step) == ["figures_moved"]


def test_a_unit_sent_back_after_signing_stops_the_submission_above(bureau):
    from tests.reports.people import send_back

    child = send(bureau, fill_nil(bureau, "DH1"))
    report = sign(bureau, review(bureau, fill(bureau, "DH")))
    send_back(bureau, child)

    step = SubmitReport(report.record, by=bureau.office.leader, at=noon(TODAY))

    assert codes(step) == ["children_missing_unexplained"]


def test_without_a_released_template_nothing_is_sent(bureau):
    import doc_templates

    report = in_state(bureau, "signed")
    doc_templates.withdraw(doc_templates.newest("report_form"))

    step = SubmitReport(report.record, by=bureau.leaders["DH1"], at=noon(TODAY))

    assert codes(step) == ["template_withdrawn"]


def test_a_clerk_submits_and_a_mediator_does_not(bureau):
    report = in_state(bureau, "signed")
    with pytest.raises(NotYourPost):
        SubmitReport(report.record, by=bureau.office.mediator, at=noon(TODAY)).run()

    other = in_state(bureau, "signed", "QH")
    SubmitReport(other.record, by=bureau.office.stranger, at=noon(TODAY)).run()

    assert submit(bureau, report).record.number == "报〔2026〕1号"


def test_the_form_is_filed_with_the_figures_in_it(bureau):
    report = in_state(bureau, "submitted")
    paper = report.record.papers.get()
    pages = PageText.objects.filter(holding=paper.files.get().holding)
    text = "".join(pages.values_list("text", flat=True))

    assert (paper.type, paper.number) == ("report_form", "报〔2026〕1号")
    assert "2026年3月" in text
    assert "村主任" in text


def test_submitting_closes_numbers_and_keeps_the_three_numbers(bureau):
    report = in_state(bureau, "submitted")
    record = report.record
    event = record.events.get(name="report:submit")

    assert (record.state, record.closed_on, record.dated_on) == ("closed", TODAY, TODAY)
    assert record.year == 2026
    assert '"three_way":{"filed":0,"registered":1,"reported":1}' in event.body.content
    assert values(report)["total"] == 1
