"""A petition at the desk, from the day it came: number, clocks, letters, answer, service, close."""

from __future__ import annotations

import re

import pytest

from tests.walk.acting import (
    act,
    ago,
    as_,
    fill,
    follow,
    letters_of,
    number_of,
    open_record,
    record_at,
    refused,
    scan,
    send,
    text_of,
    until,
)

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.xdist_group("walk")]
FACTS = "东河村三组灌溉水渠改道后，渠水浸泡承包地。多次反映没有结果。"
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def register(page, **said):
    """A visit of today, entered by the clerk of Donghe."""
    page.goto("/desk/petitions/register/")
    typed = {
        "matter_class": "appeal",
        "summary": FACTS,
        "claims": "恢复原渠\n赔偿青苗损失",
        "petitioner_name": "陈秀兰",
        "petitioner_address": "东河村三组12号",
        "phone": "13912345678",
    }
    fill(page, **(typed | said))
    send(page)
    return record_at(page)


def accept(page, **said):
    record = register(page, **said)
    act(page, record, "triage", appeal_route="31_6")
    act(page, record, "accept", handler="张经办")
    return record


def draft(page, record):
    said = {
        "result": "supported",
        "findings": "经查，水渠改道属实。",
        "opinion": "请求合理，予以支持。",
        "basis": "《民法典》第二百九十条",
        "answer_0": "本月内恢复原渠",
        "answer_1": "按评估价赔偿",
    }
    act(page, record, "draft", **said)


def sign(page, record):
    as_(page, "county-leader")
    said = act(page, record, "sign")
    as_(page, "clerk")
    return said


def test_a_petition_gets_its_number_and_a_clock_that_explains_every_day(page):
    as_(page, "clerk")
    register(page)
    assert re.fullmatch(rf"信〔{ago(0).year}〕\d+号", number_of(page))
    assert "13912345678" not in text_of(page)
    due = DAY.search(page.inner_text(".aj-clocks"))[0]

    page.click(".aj-clocks a[href*='/desk/clocks/']")

    assert page.locator("td.due").get_attribute("title").startswith(due)
    assert page.locator("td.start").get_attribute("title").startswith(ago(0).isoformat())
    assert page.locator("td.counts").count() >= 14
    assert "信访工作条例" in text_of(page)


def test_acceptance_starts_the_sixty_days_and_writes_the_notice(page, tmp_path):
    as_(page, "clerk")
    record = accept(page)

    letters = letters_of(page, tmp_path)

    (said,) = letters.values()
    assert "受理告知书" in next(iter(letters))
    for word in ("陈秀兰", "东司信受〔", "云溪县司法局东河司法所", "60日"):
        assert word in said, word
    assert number_of(page) and "受理告知书" in page.inner_text(".aj-papers")
    open_record(page, record)
    assert "60" in page.inner_text("[aria-labelledby=clocks-title]") or "办理" in text_of(page)


def test_it_is_extended_once_by_a_leader_who_did_not_ask(page, tmp_path):
    as_(page, "clerk")
    record = accept(page)
    act(page, record, "ask_extension", days=30, reason="待专业机构测绘")
    number = number_of(page)
    as_(page, "county-leader")
    page.goto("/desk/")
    until(page, page.locator("#waiting tr", has_text=number).count)

    said = act(page, record, "approve_extension")

    letters = letters_of(page, tmp_path)
    (notice,) = [text for title, text in letters.items() if "延期" in title]
    assert "待专业机构测绘" in notice and "孙局长" in notice and "30" in notice
    assert "东司信延〔" in said
    as_(page, "clerk")
    open_record(page, record)
    assert not page.locator(".aj-verbs [href$='/ask_extension/']").count()


def test_every_claim_is_answered_before_a_leader_signs(page):
    as_(page, "clerk")
    record = accept(page)
    follow(page, record, "draft")
    fill(page, result="supported", opinion="请求合理，予以支持。", answer_0="本月内恢复原渠")

    said = refused(page)

    assert said.count("\n") >= 2
    assert page.input_value("[name=answer_0]") == "本月内恢复原渠"
    assert page.input_value("[name=opinion]") == "请求合理，予以支持。"


def test_the_signed_opinion_is_served_and_waits_for_the_review(page, tmp_path):
    as_(page, "clerk")
    record = accept(page)
    draft(page, record)
    sign(page, record)
    open_record(page, record)
    (opinion,) = [text for title, text in letters_of(page, tmp_path).items() if "意见书" in title]
    for word in ("东司信处〔", "恢复原渠", "本月内恢复原渠", "民法典", "30日内", "复查"):
        assert word in opinion, word

    receipt = scan(tmp_path, "送达回证")
    act(page, record, "serve", served_on=ago(0), mode="direct", file=receipt)

    off = page.inner_text(".aj-verbs .off >> nth=0")
    assert "复查" in off and DAY.search(off)


@pytest.fixture
def answered_long_ago(system):
    """A petition whose opinion was signed in time, months ago: taken over with its own days."""
    from tests.commands import run_python

    code = "from tests.walk.old_stock import answered; print(answered())"
    return int(run_python(system.home, code))


def test_when_the_time_for_a_review_is_over_it_is_closed_and_complete(
    page, answered_long_ago, tmp_path
):
    as_(page, "clerk")
    record = answered_long_ago
    act(page, record, "serve", served_on=ago(40), mode="direct", file=scan(tmp_path, "回证"))

    act(page, record, "close")

    page.click("a[href$='/contents/']")
    page.click("main form.aj-actions button.main")
    assert page.locator(".aj-state.green").count()
    open_record(page, record)
    assert not page.locator(".aj-verbs a[href*='/petitions/']").count()
