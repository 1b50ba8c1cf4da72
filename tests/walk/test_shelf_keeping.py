"""What lies on the shelf: a late paper beside it, a hold on it, and the day its period is over."""

from __future__ import annotations

import pytest

from tests.walk.acting import as_, fill, open_record, refused, scan, send_to, text_of
from tests.walk.test_shelf_binding import CODE, YEAR, bind, volume_of
from tests.walk.test_shelf_binding import closed as closed

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.xdist_group("walk")]
BASIS = "云溪县人民法院〔2026〕协执12号"


@pytest.fixture
def bound(page, closed):
    """A petition on the shelf, and its archivist before the page of its volume."""
    as_(page, "archivist")
    bind(page)
    volume_of(page, closed)
    return closed


def hold(page, record):
    open_record(page, record)
    page.click("main a[href$='/hold/']")
    fill(page, basis=BASIS, reason="案件在诉讼中，暂停处置")
    send_to(page, "**/keeping/")


def say(page, verb, reason):
    """Asks to lift the hold before one, or lifts it."""
    page.click(f"#holds a[href$='/{verb}/']")
    fill(page, reason=reason)
    send_to(page, "**/keeping/")


def test_a_late_paper_is_sealed_in_a_volume_beside_it(page, bound, tmp_path):
    code = CODE.search(text_of(page))
    address = page.url
    page.click("main a[href$='/supplement/']")
    page.set_input_files("main input[type=file] >> nth=0", scan(tmp_path, "补充鉴定意见"))
    fill(page, reason="鉴定机构后寄来")

    send_to(page, "**/desk/volumes/*/")

    assert code and page.url != address
    assert "补充鉴定意见" in page.inner_text("[aria-labelledby=contents-title]")
    page.goto(address)
    assert "补充鉴定意见" not in page.inner_text("[aria-labelledby=contents-title]")
    assert page.locator("[aria-labelledby=beside-title] a").count()


def test_a_late_paper_without_reason_keeps_its_file(page, bound, tmp_path):
    page.click("main a[href$='/supplement/']")
    page.set_input_files("main input[type=file] >> nth=0", scan(tmp_path, "补充材料"))

    assert "理由" in refused(page)
    assert "补充材料.pdf" in text_of(page)


def test_a_hold_stands_until_the_archivist_asks_and_a_leader_lifts_it(page, bound):
    hold(page, bound)
    assert BASIS in text_of(page)
    say(page, "ask", "法院已结案")

    as_(page, "leader")
    page.goto(f"/desk/records/{bound}/keeping/")
    say(page, "lift", "诉讼终结")

    assert "诉讼终结" in page.inner_text("#holds") and "李所长" in page.inner_text("#holds")


def test_what_is_due_is_listed_with_its_sentence_and_what_is_held_apart(page, bound):
    number = page.inner_text("[aria-labelledby=records-title] a").split()[0]
    over = YEAR + 31  # An opinion is kept thirty years from 1 January after the close.
    page.goto(f"/desk/retention/due/?year={over}&show=due")
    row = page.locator("tr[data-row]", has_text=number)
    assert f"{YEAR + 30}-12-31" in row.inner_text() and "保管期限表" in row.inner_text()

    hold(page, bound)

    page.goto(f"/desk/retention/due/?year={over}&show=due")
    assert not page.locator("tr[data-row]", has_text=number).count()
    page.goto(f"/desk/retention/due/?year={over}&show=held")
    assert page.locator("tr[data-row]", has_text=number).count()
