"""The year at the shelf: seen before it is bound, sealed, and closed to every change."""

from __future__ import annotations

import re

import pytest

from tests.commands import run_python
from tests.walk.acting import ago, as_, fill, open_record, refused, text_of

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.xdist_group("walk")]
YEAR = ago(0).year - 1
CODE = re.compile(rf"0102-.+{YEAR}-")
# A binding reads every byte of the year; whatever the page shows meanwhile, it must end.
MINUTES = 3 * 60_000


@pytest.fixture
def closed(system, schedule):
    """A petition that was closed and complete in last year."""
    code = "from tests.walk.old_stock import closed_last_year; print(closed_last_year())"
    return int(run_python(system.home, code))


def worksheet(page):
    page.goto(f"/desk/volumes/bind/?year={YEAR}")
    assert "东河司法所" in page.inner_text("h1")


def column(page, name):
    return page.inner_text(f"[aria-labelledby={name}-title]")



def bind(page):
    """Binds the year of the archivist's own unit and waits until the volumes stand there."""
    worksheet(page)
    page.click("main form[method=post] button.main")
    page.wait_for_selector("main tr[data-row] td.number a", timeout=MINUTES)


def volume_of(page, record):
    """The volume a bound record lies in, found through the list as a person does."""
    page.goto(f"/desk/volumes/?year={YEAR}")
    for row in page.locator("main tr[data-row] td.number a").all():
        address = row.get_attribute("href")
        if page.request.get(address).text().count(f"/desk/records/{record}/"):
            page.goto(address)
            return
    raise AssertionError(f"No volume of {YEAR} holds {record}.")


def test_what_would_come_is_shown_before_anything_is_bound(page, closed):
    as_(page, "archivist")
    worksheet(page)

    assert page.locator(f"[aria-labelledby=ready-title] a[href='/desk/records/{closed}/']").count()
    assert CODE.search(column(page, "volumes"))
    assert "30年" in column(page, "ready")
    open_record(page, closed)
    assert "已办结" in page.inner_text(".aj-first")


def test_a_bound_case_lies_in_a_sealed_volume_with_its_sentence(page, closed):
    as_(page, "archivist")
    bind(page)

    volume_of(page, closed)

    said = text_of(page)
    assert CODE.search(said) and "已封卷" in said
    assert "保管期限表" in said and f"自{YEAR + 1}年1月1日起" in said
    for paper in ("处理意见书", "受理告知书", "来信原件", "送达回证"):
        assert paper in page.inner_text("[aria-labelledby=contents-title]"), paper
    assert "王档案" in page.inner_text("[aria-labelledby=notes-title]")


def test_what_is_bound_refuses_every_change_and_says_why(page, closed):
    as_(page, "archivist")
    bind(page)
    open_record(page, closed)
    off = page.inner_text(".aj-verbs")
    assert "已立卷" in page.inner_text(".aj-first") and "补卷" in off
    assert not page.locator(".aj-verbs a[href$='/correct/']").count()

    page.goto(f"/desk/records/{closed}/correct/")
    fill(page, summary="改过的内容", reason="想改")

    assert "补卷" in refused(page)
    assert page.input_value("[name=summary]") == "改过的内容"
