"""Reports through their pages: missing and nil, corrections, the roll-up, three numbers."""

import datetime as dt
from io import BytesIO

import pytest
from django.utils import timezone
from docx import Document

import doc_templates
from archive.classification.load import load_schemes
from archive.clocks.load import load_clocks
from archive.records.models import Event, Record
from archive.reports.load import load_report_types
from archive.reports.models import Report
from archive.reports.steps import CorrectReport
from tests.desk.conftest import page
from tests.reports.people import (
    add_case,
    fill,
    fill_nil,
    make_bureau,
    noon,
    review,
    send,
    send_back,
    sign,
    submit,
)

MOST_LIST, MOST_RECORD = 20, 25


@pytest.fixture
def bureau(office):
    load_schemes()
    load_clocks()
    load_report_types()
    doc_templates.load_shipped()
    return make_bureau(office)


def slot_url(bureau, code="DH1"):
    return f"/desk/reports/{bureau.slots[code].pk}/"


def record_url(report, verb=""):
    return f"/desk/records/{report.pk}/" + (f"report/{verb}/" if verb else "")


def sent(bureau, code="DH1"):
    add_case(bureau.slots[code].unit, bureau.fillers[code])
    return send(bureau, fill(bureau, code))


def typed(**more):
    return {"reason": "漏报一件"} | more


def test_a_missing_period_says_that_missing_is_not_nil(bureau, sign_in):
    shown = page(sign_in(bureau.office.leader), slot_url(bureau))

    assert "Missing is not nil" in shown
    assert "Nil report, signed by" not in shown


def test_a_nil_report_bears_its_signature_on_the_page(bureau, sign_in):
    send(bureau, fill_nil(bureau, "DH1"))

    shown = page(sign_in(bureau.office.leader), slot_url(bureau))

    assert "Nil report, signed by 村主任 on 2026-04-02" in shown
    assert "Missing is not nil" not in shown


def test_a_nil_report_that_is_not_signed_says_nothing_yet(bureau, sign_in):
    fill_nil(bureau, "DH1")

    shown = page(sign_in(bureau.office.mediator), slot_url(bureau))

    assert "not signed yet says nothing" in shown


@pytest.mark.parametrize(
    ("rule", "holds"), [("各类纠纷之和应等于调解案件总数", True), ("调解成功不应多于", False)]
)
def test_each_rule_of_sums_stands_in_words(bureau, sign_in, rule, holds):
    report = sent(bureau)
    if not holds:
        report.figures.filter(column="succeeded").update(computed=5)

    found = sign_in(bureau.office.mediator).get(slot_url(bureau)).context["checks"]

    (check,) = [one for one in found if rule in one.name]
    assert check.holds == holds


def test_a_figure_leads_to_the_cases_behind_it(bureau, sign_in):
    case = add_case(bureau.office.village, bureau.office.mediator)
    sent_report = send(bureau, fill(bureau, "DH1"))
    client = sign_in(bureau.office.mediator)

    assert f"{slot_url(bureau)}behind/total/" in page(client, slot_url(bureau))
    assert case.number in page(client, f"{slot_url(bureau)}behind/total/")
    assert sent_report.record.number in page(client, slot_url(bureau))


def test_a_correction_opens_the_next_draft_and_leaves_what_was_sent(bureau, sign_in):
    report = sent(bureau)
    add_case(bureau.office.village, bureau.office.mediator)
    client = sign_in(bureau.office.mediator)
    assert record_url(report, "correct") in page(client, record_url(report))

    response = client.post(record_url(report, "correct"), typed())

    draft = Report.objects.get(slot=report.slot, no=2)
    assert response.url == record_url(draft)
    assert (draft.state, draft.figures.get(column="total").value) == ("draft", 2)
    assert report.figures.get(column="total").value == 1


def test_all_refusals_of_a_correction_stand_together(bureau, sign_in):
    report = sent(bureau)

    refused = sign_in(bureau.office.mediator).post(record_url(report, "correct"), typed(reason=""))

    shown = refused.content.decode()
    assert refused.status_code == 422
    assert "Give the reason" in shown and "nothing to correct" in shown
    assert Report.objects.filter(slot=report.slot).count() == 1


def test_what_is_typed_in_a_refused_correction_stays(bureau, sign_in):
    report = sent(bureau)
    sent_form = typed(hand_difficult="3", why_difficult="", reason="复核后更正")

    refused = sign_in(bureau.office.mediator).post(record_url(report, "correct"), sent_form)

    shown = refused.content.decode()
    assert refused.status_code == 422
    assert "say why the cases do not tell it" in shown
    assert 'value="3"' in shown and "复核后更正" in shown


def test_a_correction_that_is_under_way_is_said_before_anything_is_typed(bureau, sign_in):
    report = sent(bureau)
    add_case(bureau.office.village, bureau.office.mediator)
    CorrectReport(report.record, by=bureau.office.mediator, reason="漏报").run()

    shown = page(sign_in(bureau.office.mediator), record_url(report, "correct"))

    assert "is being filled already" in shown


@pytest.mark.parametrize("who", ["county_leader", "county_clerk", "leader"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_nobody_above_corrects_a_report_of_the_committee(bureau, sign_in, who, method):
    report = sent(bureau)

    response = getattr(sign_in(getattr(bureau.office, who)), method)(record_url(report, "correct"))

    assert response.status_code in {403, 404}


def test_the_unit_above_sees_what_the_correction_changed(bureau, sign_in):
    first = sent(bureau)
    send(bureau, fill(bureau, "DH"), explained={})
    add_case(bureau.office.village, bureau.office.mediator)
    day = noon(dt.date(2026, 4, 3))
    step = CorrectReport(first.record, by=bureau.office.mediator, reason="漏报", at=day)
    send(bureau, Report.objects.get(pk=step.run()[0].pk))

    found = sign_in(bureau.office.leader).get(slot_url(bureau, "DH")).context

    assert ("调解案件总数", 1, 2) in found["since"]
    assert [one.newer for one in found["below"]] == [True]
    below = sign_in(bureau.office.leader).get(slot_url(bureau)).context["changes"]
    assert ("调解案件总数", 1, 2) in below[0].figures


def test_a_draft_of_the_unit_below_is_not_shown_above(bureau, sign_in):
    report = fill_nil(bureau, "DH1")

    shown = sign_in(bureau.office.leader).get(slot_url(bureau))

    assert shown.context["reports"] == []
    assert record_url(report) not in shown.content.decode()


def test_the_sum_names_the_units_that_are_missing_in_it(
    bureau, sign_in, django_assert_max_num_queries
):
    sent(bureau)
    send(bureau, fill(bureau, "DH"))

    client = sign_in(bureau.office.county_leader)
    with django_assert_max_num_queries(MOST_RECORD):
        found = client.get(slot_url(bureau, "YX")).context["below"]

    by_code = {one.slot.unit.code: one for one in found}
    assert (by_code["DH"].state, by_code["DH"].total) == ("filed", 1)
    assert (by_code["QH"].state, by_code["QH"].total) == ("missing", None)


def test_the_year_shows_every_unit_of_ones_scope_and_no_other(
    bureau, sign_in, django_assert_max_num_queries
):
    sent(bureau)
    client = sign_in(bureau.office.county_leader)
    with django_assert_max_num_queries(MOST_LIST):
        lines = client.get("/desk/reports/year/", {"year": 2026}).context["lines"]

    assert [(line.unit.code, line.depth) for line in lines] == [
        ("YX", 0),
        ("DH", 1),
        ("DH1", 2),
        ("QH", 1),
    ]
    stranger = sign_in(bureau.office.stranger).get("/desk/reports/year/", {"year": 2026})
    assert [line.unit.code for line in stranger.context["lines"]] == ["QH"]


@pytest.mark.parametrize(
    ("state", "found"), [("", 4), ("unsent", 3), ("missing", 3), ("sent", 1), ("no such", 4)]
)
def test_the_list_is_narrowed_by_what_was_sent(bureau, sign_in, state, found):
    sent(bureau)

    shown = sign_in(bureau.office.county_leader).get("/desk/reports/", {"state": state})

    assert len(shown.context["lines"]) == found


def test_three_numbers_stand_with_every_difference(bureau, sign_in):
    case = add_case(bureau.office.village, bureau.office.mediator)
    shown = page(sign_in(bureau.office.county_leader), f"{slot_url(bureau, 'YX')}three-way/")

    assert "They do not agree" in shown
    for unit in ("云溪县司法局", "东河司法所", "东河村调委会"):
        assert f"{unit}: nothing is submitted; 1 cases are registered." in shown
    assert f"/desk/records/{case.pk}/contents/" in shown


def test_a_case_one_may_not_see_is_counted_but_not_named(bureau, sign_in):
    case = add_case(bureau.office.village, bureau.office.mediator, restricted=True)

    response = sign_in(bureau.office.county_leader).get(f"{slot_url(bureau, 'YX')}three-way/")

    assert response.context["found"].registered == 1
    assert case.number not in response.content.decode()


def read(response):
    content = b"".join(response.streaming_content)
    document = Document(BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([one.text for one in document.paragraphs] + cells)


def test_the_form_of_a_draft_is_printed_and_the_print_is_noted(bureau, sign_in):
    add_case(bureau.office.village, bureau.office.mediator)
    report = fill(bureau, "DH1")

    response = sign_in(bureau.office.mediator).get(record_url(report, "form"))

    assert "东河村调委会" in read(response)
    assert Event.objects.filter(name="record:print").count() == 1


def test_of_a_report_that_was_sent_the_filed_form_is_given(bureau, sign_in):
    report = sent(bureau)

    response = sign_in(bureau.office.mediator).get(record_url(report, "form"))

    file = report.record.papers.get(type="report_form").files.get()
    assert response.url == f"/files/{file.pk}/?download=1"


@pytest.mark.parametrize("verb", ["correct", "form"])
def test_a_foreign_report_answers_like_one_that_never_was(bureau, sign_in, verb):
    report, client = sent(bureau), sign_in(bureau.office.stranger)

    foreign = client.get(record_url(report, verb))
    never = client.get(f"/desk/records/999999/report/{verb}/")

    assert (foreign.status_code, never.status_code) == (404, 404)
    assert report.record.title not in foreign.content.decode()


@pytest.mark.parametrize("path", ["", "three-way/", "behind/total/"])
def test_a_foreign_period_does_not_exist(bureau, sign_in, path):
    client = sign_in(bureau.office.stranger)

    assert client.get(slot_url(bureau) + path).status_code == 404


def test_a_report_that_came_back_says_why_and_can_be_filled(bureau, sign_in):
    send_back(bureau, sent(bureau))

    shown = page(sign_in(bureau.office.mediator), slot_url(bureau))

    assert "合计有误" in shown
    assert "Keep these figures" in shown


@pytest.mark.parametrize("state", ["draft", "submitted", "corrected"])
def test_the_pages_of_a_report_cost_little(
    bureau, sign_in, django_assert_max_num_queries, state
):
    add_case(bureau.office.village, bureau.office.mediator)
    report = fill(bureau, "DH1")
    if state != "draft":
        report = submit(bureau, sign(bureau, review(bureau, report)))
    if state == "corrected":
        add_case(bureau.office.village, bureau.office.mediator)
        step = CorrectReport(report.record, by=bureau.office.mediator, reason="漏报")
        report = send(bureau, Report.objects.get(pk=step.run()[0].pk))
    client = sign_in(bureau.office.mediator)
    for url in (record_url(report), slot_url(bureau)):
        with django_assert_max_num_queries(MOST_RECORD):
            page(client, url)


def test_a_period_that_still_runs_is_not_filled(bureau, sign_in):
    slot, today = bureau.slots["DH1"], timezone.localdate()
    slot.period_end = today + dt.timedelta(days=3)
    slot.save()

    shown = page(sign_in(bureau.office.mediator), slot_url(bureau))

    assert "Keep these figures" not in shown
    assert not Record.objects.filter(kind="report").exists()
