"""A form that is sent empty or wrong: each fault beside its field, all above with links, and
nothing that was typed is lost."""

from __future__ import annotations

import pytest

from tests.walk.acting import SEND, ago, as_, fill, scan, text_of
from tests.walk.test_shelf_dossier import mediate
from tests.walk.test_shelf_petition import accept

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.xdist_group("walk")]
TOMORROW = ago(-1).isoformat()
NEW = {
    "records/register": ("county-clerk", {"number": "云司发〔2024〕9号"}, {"title", "issuer"}),
    "petitions/register": (
        "clerk",
        {"received_on": TOMORROW, "petitioner_address": "东河村"},
        {"matter_class", "summary", "claims", "petitioner_name"},
    ),
    "dossiers/register": (
        "mediator",
        {"received_on": TOMORROW, "party-0-name": "张明", "party-0-age": "500"},
        {"party-0-age", "dispute_type", "facts"},
    ),
}
STEPS = {
    "petitions/{}/ask_extension": ("clerk", {"days": 60}, {"reason", "days"}),
    "petitions/{}/draft": (
        "clerk",
        {"answer_0": "本月内恢复", "findings": "经查属实。"},
        {"result", "opinion", "basis", "answer_1"},
    ),
    "dossiers/{}/session": (
        "mediator",
        {"held_on": TOMORROW, "place": "村委会"},
        {"held_on", "note", "result", "signed"},
    ),
    "dossiers/{}/agree": ("mediator", {"amount": "12.50"}, {"form", "terms", "performance"}),
    "dossiers/{}/terminate": ("mediator", {}, {"ground", "other_ways_told"}),
}


def faults(page):
    """Sends the form; the names of the fields the links above lead to, each of which is marked."""
    page.click(SEND)
    page.wait_for_selector("#errors")
    found = set()
    for link in page.locator("#errors a").all():
        place = link.get_attribute("href")
        field = page.locator(f"[id='{place[1:]}']")
        assert field.locator("xpath=ancestor::*[contains(@class,'wrong')]").count(), place
        found.add(field.get_attribute("name"))
    return found


def kept(page, typed):
    return all(page.input_value(f"[name='{name}']") == str(said) for name, said in typed.items())


@pytest.mark.parametrize("place", NEW)
def test_what_is_registered_wrong_is_said_beside_each_field(page, place):
    person, typed, wrong = NEW[place]
    as_(page, person)
    page.goto(f"/desk/{place}/")
    fill(page, **typed)

    assert wrong <= faults(page)
    assert kept(page, typed)


@pytest.mark.parametrize("place", STEPS)
def test_a_step_that_is_refused_says_so_beside_each_field(page, place):
    person, typed, wrong = STEPS[place]
    as_(page, person)
    record = (accept if person == "clerk" else mediate)(page)
    page.goto(f"/desk/{place.format(record)}/")
    fill(page, **typed)

    assert wrong <= faults(page)
    assert kept(page, typed)


def test_a_link_above_puts_the_cursor_into_its_field(page):
    as_(page, "clerk")
    page.goto("/desk/petitions/register/")
    faults(page)

    page.locator("#errors a").first.press("Enter")

    assert page.evaluate("document.activeElement.name") == "matter_class"


def test_a_file_survives_a_refused_form(page, tmp_path):
    as_(page, "clerk")
    page.goto("/desk/petitions/register/")
    fill(page, file=scan(tmp_path, "群众来信"))
    faults(page)
    assert "群众来信.pdf" in text_of(page)
    said = {"matter_class": "suggestion", "summary": "建议增开班车。", "claims": "增开班车"}

    fill(page, **said, petitioner_name="陈秀兰", petitioner_address="东河村")
    page.click(SEND)

    page.wait_for_url("**/desk/records/*/")
    assert "群众来信.pdf" in text_of(page)


def test_a_petition_is_registered_with_the_keyboard_alone(page):
    as_(page, "clerk")
    page.keyboard.press("Escape")
    page.locator("h1").click()
    page.keyboard.press("g")
    page.keyboard.press("p")
    page.wait_for_url("**/desk/petitions/register/")
    page.focus("[name=matter_class]")
    page.keyboard.press("ArrowDown")
    for name, said in {"summary": "反映路灯不亮。", "claims": "修复路灯"}.items():
        tab_to(page, name)
        page.keyboard.type(said)
    for name in ("petitioner_name", "petitioner_address"):
        tab_to(page, name)
        page.keyboard.type("陈秀兰")

    page.keyboard.press("Enter")

    page.wait_for_url("**/desk/records/*/")
    assert "反映路灯不亮" in page.inner_text("h1")


def tab_to(page, name):
    """Tab after Tab until the field has the cursor."""
    for _n in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.name") == name:
            return
    raise AssertionError(f"Tab does not reach {name}.")
