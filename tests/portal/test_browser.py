"""The portal in a real browser: nothing is refused by the policy, nothing overflows, it prints."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from django.contrib.staticfiles import finders

# The driver keeps an event loop in this thread; Django would take every query for a slip.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

pytestmark = pytest.mark.browser
ABOLISHED = dt.date(2024, 5, 1)
HOST = "http://localhost"  # An origin the browser trusts, as it trusts https.
SIZES = {"desk": {"width": 1440, "height": 900}, "phone": {"width": 390, "height": 844}}
KINDS = {".css": "text/css", ".svg": "image/svg+xml"}
TABLE = "安排如下。\n" + "\n".join("\t".join(["很长的表格内容不换行"] * 9) for _row in range(3))


@pytest.fixture
def opened(browser, client) -> Callable[..., Any]:
    """Opens pages that were answered beforehand; the browser sees their very headers."""

    def run(path: str, size: str = "desk") -> Any:
        answer = client.get(path)
        page = browser.new_context(viewport=SIZES[size], locale="zh-CN").new_page()
        page.said = []
        page.on("console", lambda message: page.said.append(message.text))

        def fulfil(route: Any) -> None:
            asked = unquote(urlsplit(route.request.url).path)
            if asked.startswith("/static/"):
                file = Path(finders.find(asked.removeprefix("/static/")))
                route.fulfill(path=file, content_type=KINDS[file.suffix])
            else:
                headers = dict(answer.headers.items())
                route.fulfill(status=answer.status_code, headers=headers, body=answer.content)

        page.route("**/*", fulfil)
        page.goto(HOST + path)
        return page

    return run


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("path", ["/", "/notices/?year=2024", "/search/?q=表格", "NOTICE", "/en/"])
def test_a_page_fits_and_breaks_no_rule(publish, opened, path, size):
    notice = publish(text=TABLE, abolished_on=ABOLISHED, name="很" * 120)
    page = opened(path.replace("NOTICE", f"/notices/{notice.index_no}/"), size)

    assert page.said == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.evaluate("getComputedStyle(document.querySelector('.head')).backgroundColor") == (
        "rgb(157, 28, 31)"
    )
    assert page.context.cookies() == []


def test_the_first_key_leads_past_the_head(opened, notice):
    page = opened(f"/notices/{notice.index_no}/")
    page.keyboard.press("Tab")

    assert page.evaluate("document.activeElement.className") == "skip"
    assert page.evaluate("document.activeElement.getBoundingClientRect().left >= 0")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"


def test_the_printed_notice_has_its_code_and_not_the_ways(opened, notice):
    page = opened(f"/notices/{notice.index_no}/", "phone")
    assert not page.locator(".qr").is_visible()

    page.emulate_media(media="print")
    assert page.locator(".qr svg").is_visible()
    assert not page.locator(".ways").is_visible()
    assert not page.locator(".find").is_visible()
    assert page.pdf().startswith(b"%PDF")


# Pairs of text and ground that a reader meets: the contrast that WCAG 2.2 AA asks for.
CONTRAST = """selector => {
  const light = colour => {
    const [r, g, b] = colour.match(/[\\d.]+/g).slice(0, 3).map(Number).map(v => v / 255)
      .map(v => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ground = node => {
    for (let one = node; one; one = one.parentElement) {
      const colour = getComputedStyle(one).backgroundColor;
      if (!colour.endsWith(", 0)")) return colour;
    }
    return "rgb(255, 255, 255)";
  };
  const speaks = node => [...node.childNodes].some(one => one.nodeType === 3 && one.data.trim());
  return [...document.querySelectorAll(selector)].filter(speaks).map(node => {
    const pair = [light(getComputedStyle(node).color), light(ground(node))].sort((a, b) => b - a);
    return [node.className || node.tagName, (pair[0] + 0.05) / (pair[1] + 0.05)];
  }).filter(([, ratio]) => ratio < 4.5);
}"""


@pytest.mark.parametrize("path", ["/", "/notices/", "/search/?q=接待", "NOTICE", "/nowhere/"])
def test_every_text_stands_out_from_its_ground(publish, opened, path):
    notice = publish(abolished_on=ABOLISHED)
    page = opened(path.replace("NOTICE", f"/notices/{notice.index_no}/"))

    assert page.evaluate(CONTRAST, "body *:not(svg, svg *, option)") == []
