"""What was settled before helps with the next dispute; what waits stands before its leader."""

from __future__ import annotations

import pytest

from tests.walk.acting import as_, open_record, text_of, until
from tests.walk.test_shelf_dossier import agree, register
from tests.walk.test_shelf_petition import accept, draft

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.xdist_group("walk")]


def test_a_settled_case_is_found_from_a_new_dispute_of_its_type(page):
    as_(page, "mediator")
    settled = agree(page)
    new = register(page)
    open_record(page, new)

    page.click("main a[href*='/dossiers/similar/']")

    until(page, lambda: page.locator(f"main tr a[href='/desk/records/{settled}/']").count())
    row = page.locator("main tr", has=page.locator(f"a[href='/desk/records/{settled}/']"))
    assert "邻里纠纷" in row.inner_text() and "3000" in row.inner_text().replace(",", "")


def test_an_answer_to_sign_stands_before_the_leader_and_nobody_else(page):
    as_(page, "clerk")
    record = accept(page)
    draft(page, record)
    number = page.inner_text(".aj-first .number")
    as_(page, "county-leader")

    page.goto("/desk/")

    row = page.locator("#waiting tr", has_text=number)
    until(page, row.count)
    row.locator("a").first.click()
    assert number in text_of(page)
    as_(page, "stranger")
    page.goto("/desk/")
    assert number not in text_of(page)
