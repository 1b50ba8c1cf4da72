"""The monthly report: from a missing period to the sum of the county, and a nil report."""

from __future__ import annotations

import pytest

from tests.walk.acting import act, as_, last_month, record_at, text_of
from tests.walk.test_shelf_dossier import agree

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.xdist_group("walk")]
MONTH = f"{last_month().year}年{last_month().month}月"
TOTAL = "调解案件总数"


def open_slot(page, unit):
    """The period of last month of a unit, as the list of periods leads there."""
    page.goto("/desk/reports/")
    row = page.locator("tr[data-row]", has_text=unit).filter(has_text=MONTH).first
    row.locator("a").first.click()
    page.wait_for_url("**/desk/reports/*/")


def figure(page, name):
    return page.locator("table tr", has_text=name).first.locator("a").first


def keep(page, button="fill"):
    page.click(f"main button[name={button}]")
    page.wait_for_url("**/desk/records/*/")
    return record_at(page)


@pytest.fixture
def sent(page):
    """The village's report of last month: filled by one, reviewed and signed by another, sent."""
    as_(page, "mediator")
    agree(page)
    open_slot(page, "东河村调委会")
    record = keep(page)
    as_(page, "village-head")
    for verb in ("report/review", "report/sign", "report/submit"):
        act(page, record, verb)
    return record


def test_a_period_is_filled_from_the_cases_and_each_figure_leads_to_them(page):
    as_(page, "mediator")
    agree(page)
    number = page.inner_text(".aj-first .number")
    open_slot(page, "东河村调委会")
    assert int(figure(page, TOTAL).inner_text()) >= 1

    figure(page, TOTAL).click()

    assert number in text_of(page)


def test_a_figure_by_hand_needs_its_reason(page):
    as_(page, "mediator")
    open_slot(page, "东河村调委会")
    field = page.locator("main form input[name^=hand_]").first
    field.fill("99")

    page.click("main button[name=fill]")

    assert TOTAL in page.inner_text("#errors")
    assert page.locator("main form input[name^=hand_]").first.input_value() == "99"


def test_the_county_sees_the_report_of_the_village_in_the_sum_of_the_township(page, sent):
    as_(page, "county-leader")
    page.goto("/desk/reports/")
    village = page.locator("tr[data-row]", has_text="东河村调委会").filter(has_text=MONTH)
    assert "缺失" not in village.inner_text()
    open_slot(page, "东河司法所")

    figure(page, TOTAL).click()

    assert "东河村调委会" in text_of(page)


def test_a_month_without_cases_is_signed_as_a_nil_report(page):
    as_(page, "stranger")
    open_slot(page, "清河司法所")
    record = keep(page, "nil")
    as_(page, "qinghe-head")

    for verb in ("report/review", "report/sign", "report/submit"):
        said = act(page, record, verb)

    assert "零报告" in said and "蒋所长" in said
