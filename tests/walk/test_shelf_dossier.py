"""A mediation dossier at the desk: parties, sitting, agreement, scans, contents, close."""

from __future__ import annotations

import re

import pytest

from tests.walk.acting import (
    act,
    add_paper,
    as_,
    fill,
    follow,
    last_month,
    number_of,
    open_record,
    record_at,
    refused,
    scan,
    send,
    sign_paper,
    text_of,
)

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.xdist_group("walk")]
CAME, BEGAN, SAT, AGREED = (last_month(day) for day in (2, 3, 9, 12))


def register(page):
    """An application of last month, entered by the mediator of the village."""
    page.goto("/desk/")
    page.click(".aj-side a[href='/desk/dossiers/register/']")
    parties = {
        "party-0-name": "张明",
        "party-0-age": 52,
        "party-0-address": "东河村一组",
        "party-0-phone": "13912345678",
        "party-1-name": "李强",
        "party-1-address": "东河村二组",
    }
    fill(page, **parties, received_on=CAME, facts="因院墙排水，双方发生争执。")
    fill(page, dispute_type="邻里纠纷", source="依申请调解", requests="改建排水沟")
    send(page)
    return record_at(page)


def mediate(page):
    record = register(page)
    act(page, record, "accept", on=BEGAN)
    said = {"held_on": SAT, "rights_told_on": BEGAN, "place": "村委会", "result": "succeeded"}
    act(page, record, "session", note="双方陈述，调解员讲解规定。", signed=True, **said)
    return record


def agree(page):
    record = mediate(page)
    terms = "李强改建排水沟，并补偿张明3000元。"
    act(
        page,
        record,
        "agree",
        form="written",
        agreed_on=AGREED,
        signed_on=AGREED,
        terms=terms,
        performance="performed",
        amount=3000,
        parties_signed=True,
        mediators_signed=True,
        sealed=True,
    )
    return record


def print_agreement(page):
    page.locator("#forms tr", has_text="人民调解协议书").locator("button").click()
    page.wait_for_url(re.compile(r"file=\d+#preview"))


def closed(page, tmp_path):
    record = agree(page)
    print_agreement(page)
    sign_paper(page, record, "人民调解协议书", scan(tmp_path, "协议签字页"))
    add_paper(page, record, "application", scan(tmp_path, "申请书"))
    act(page, record, "close")
    return record


def test_a_dispute_gets_the_number_of_its_committee_and_runs_from_acceptance(page):
    as_(page, "mediator")
    record = register(page)
    assert re.fullmatch(r".+调字?〔\d{4}〕\d+号", number_of(page))
    assert "张明与李强" in page.inner_text("h1") and "13912345678" not in text_of(page)

    act(page, record, "accept", on=BEGAN)

    assert "郑调解" in text_of(page)
    page.click(".aj-clocks a[href*='/desk/clocks/']")
    assert page.locator("td.start").get_attribute("title").startswith(BEGAN.isoformat())


def test_an_agreement_is_refused_until_all_have_signed_and_the_seal_is_on_it(page):
    as_(page, "mediator")
    record = mediate(page)
    follow(page, record, "agree")
    fill(page, form="written", terms="改建排水沟。", performance="pending", amount=3000)

    said = refused(page)

    assert "张明" in said and "李强" in said and "印章" in said
    assert page.input_value("[name=terms]") == "改建排水沟。"
    assert page.input_value("[name=amount]").startswith("3000")


def test_the_signed_scan_comes_back_onto_the_printed_agreement(page, tmp_path):
    as_(page, "mediator")
    record = agree(page)
    print_agreement(page)
    open_record(page, record)
    assert "扫描" in page.inner_text(".aj-verbs .off")

    said = sign_paper(page, record, "人民调解协议书", scan(tmp_path, "协议签字页"))

    line = page.inner_text(".aj-papers > li:has-text('人民调解协议书')")
    assert "第 2 版" in line and "协议签字页.pdf" in said
    assert page.locator(".aj-verbs a[href$='/close/']").count()


def test_what_is_missing_is_listed_and_answered_before_the_contents_is_complete(page, tmp_path):
    as_(page, "mediator")
    record = closed(page, tmp_path)
    page.click("a[href$='/contents/']")
    lacking = page.locator("[aria-labelledby=lacks-title] tbody tr")
    assert "人民调解记录" in lacking.inner_text()

    lacking.locator("input[type=text]").fill("当场记录在受理登记表中")
    lacking.locator("button").click()

    assert "当场记录在受理登记表中" in page.inner_text("[aria-labelledby=answered-title]")
    page.click("main form.aj-actions button.main")
    open_record(page, record)
    assert "齐全" in page.inner_text("[aria-labelledby=complete-title]")


def test_performance_and_return_visit_are_entered_after_the_close(page, tmp_path):
    as_(page, "mediator")
    record = closed(page, tmp_path)

    said = act(page, record, "visit", visitor="郑调解", note="协议已履行，双方满意。")

    assert "协议已履行，双方满意。" in said
    assert "已办结" in page.inner_text(".aj-first")
