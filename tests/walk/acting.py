"""What a person does on the pages of the desk: fill a form, send it, follow a button, read."""

from __future__ import annotations

import datetime as dt
import re
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.utils import timezone

from archive.holdings.extract import extract
from archive.holdings.types import media_type
from tests.walk.conftest import sign_in

RECORD = re.compile(r"/desk/records/(\d+)/(?:[?#]|$)")
SEND = "main form.aj-form p.aj-actions button"
# The smallest PDF that is one: a sheet as a scanner sends it.
SHEET = (
    b"%%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\n"
    b"trailer<</Root 1 0 R>>\n%%%%EOF %d\n"
)


def ago(days: int) -> dt.date:
    return timezone.localdate() - dt.timedelta(days=days)


def last_month(day: int = 1) -> dt.date:
    """A day of the month before this one, which is the one to report."""
    first = timezone.localdate().replace(day=1)
    return (first - dt.timedelta(days=1)).replace(day=day)


def as_(page: Any, username: str) -> Any:
    """The same window, another person."""
    page.context.clear_cookies()
    sign_in(page, username)
    return page


def scan(folder: Path, name: str, serial: list[int] = [0]) -> Path:  # noqa: B006
    """A scanned sheet whose bytes are its own."""
    serial[0] += 1
    path = folder / f"{name}.pdf"
    path.write_bytes(SHEET % serial[0])
    return path


def text_of(page: Any) -> str:
    return str(page.inner_text("main"))


def fill(page: Any, **said: Any) -> None:
    """Fills the fields of the form by their names: text, choice, tick or file."""
    for name, value in said.items():
        field = page.locator(f"main form.aj-form [name='{name}']:visible")
        kind = field.first.evaluate("field => field.type")
        if kind == "file":
            field.set_input_files(value)
        elif kind == "checkbox":
            for tick in field.all():
                tick.check()
        elif kind == "select-one":
            field.select_option(value)
        else:
            field.fill(str(value))


def send(page: Any) -> str:
    """Sends the form, which must be taken; what the record page says then."""
    page.click(SEND)
    page.wait_for_url(RECORD)
    return text_of(page)


def send_to(page: Any, address: str) -> str:
    """Sends a form that leads to another page than that of the record."""
    page.click(SEND)
    page.wait_for_url(address)
    return text_of(page)


def refused(page: Any) -> str:
    """Sends the form, which must come back; what stands above it."""
    page.click(SEND)
    page.wait_for_selector("#errors")
    return str(page.inner_text("#errors"))


def record_at(page: Any) -> int:
    found = RECORD.search(page.url)
    assert found, page.url
    return int(found[1])


def number_of(page: Any) -> str:
    return str(page.inner_text(".aj-first .number"))


def until(page: Any, question: Callable[[], Any], within: float = 90) -> None:
    """Looks again until it is so: search needs a second, some lists are kept for a minute."""
    end = time.monotonic() + within
    while not question():
        assert time.monotonic() < end, text_of(page)
        time.sleep(0.5)
        page.reload()


def open_record(page: Any, record: int) -> None:
    page.goto(f"/desk/records/{record}/")


def act(page: Any, record: int, verb: str, **said: Any) -> str:
    """Opens the record, follows the button of the verb, fills its form, sends it."""
    follow(page, record, verb)
    fill(page, **said)
    return send(page)


def follow(page: Any, record: int, verb: str) -> None:
    open_record(page, record)
    page.click(f".aj-verbs a[href$='/{verb}/']")


def letters_of(page: Any, folder: Path) -> dict[str, str]:
    """The letters of the open record: their text as downloaded, by their titles."""
    found = {}
    for letter in page.locator("[aria-labelledby=letters-title] li").all():
        with page.expect_download() as coming:
            letter.locator("a").click()
        path = folder / coming.value.suggested_filename
        coming.value.save_as(path)
        title = str(letter.locator("strong").inner_text())
        found[title] = extract(path, media_type(path, path.name)).text
    return found


def add_paper(page: Any, record: int, type_: str, file: Path, title: str = "") -> None:
    act(page, record, "papers/add", file=file, type=type_, title=title or file.stem)


def sign_paper(page: Any, record: int, title: str, file: Path) -> str:
    """The signed scan comes back onto the paper that was printed."""
    open_record(page, record)
    line = page.locator(".aj-papers > li", has_text=title)
    line.locator("a[href*='/desk/papers/']").click()
    fill(page, file=file)
    return send(page)
