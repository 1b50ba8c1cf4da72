"""Every shipped form, printed by LibreOffice: pages as expected, and no text is lost."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest

from doc_templates import sample_of, shipped_codes
from doc_templates.checking import emptied
from doc_templates.filling import render
from doc_templates.language import day, digits
from doc_templates.loading import content_of
from tests.doc_templates.data import hostile, long

CODES = shipped_codes()
# Pages where they are not one: with the sample data, and with much more than usual.
USUAL = {"opinion": 2, "filed_item_list": 2}
MANY = {
    "opinion": 9,
    "application": 5,
    "acceptance_form": 5,
    "rights_notice": 2,
    "mediation_record": 3,
    "agreement": 6,
    "oral_agreement_form": 5,
    "visit_record": 3,
    "termination": 2,
    "notes_sheet": 3,
    "volume_contents": 3,
    "dossier_contents": 3,
    "volume_list": 4,
    "filed_item_list": 5,
}
# What is shown as a tick, and what only chooses between two texts.
NOT_SHOWN = {"mode", "source", "nil", "box", "part", "part_count"}
LISTS = {
    "volume_contents": "顺序号",
    "dossier_contents": "文书名称",
    "volume_list": "案卷号",
    "filed_item_list": "责任者",
}
pytestmark = [
    pytest.mark.libreoffice,
    pytest.mark.slow,
    pytest.mark.xdist_group("libreoffice"),
]


def values_of(code: str, kind: str) -> Any:
    sample = sample_of(code)
    made = {"usual": lambda: sample, "long": lambda: long(code)}
    made |= {"empty": lambda: emptied(sample), "hostile": lambda: hostile(sample)}
    return made[kind]()


@pytest.fixture(scope="module")
def printed(print_all):
    kinds = ("usual", "long", "empty", "hostile")
    return print_all(
        {
            f"{code}.{kind}": render(content_of(code), values_of(code, kind))
            for code in CODES
            for kind in kinds
        }
    )


def said(value: Any) -> Iterator[str]:
    """Every value as it must stand on the paper, without spaces."""
    if isinstance(value, dict):
        for name, item in value.items():
            yield from () if name in NOT_SHOWN else said(item)
    elif isinstance(value, list):
        for item in value:
            yield from said(item)
    elif isinstance(value, str):
        yield from ("".join(line.split()) for line in value.split("\n"))
    elif isinstance(value, int):
        yield str(value)


def days(value: Any) -> Iterator[dt.date]:
    if isinstance(value, dict | list):
        for item in value.values() if isinstance(value, dict) else value:
            yield from days(item)
    elif isinstance(value, dt.date):
        yield value


@pytest.mark.parametrize("code", CODES)
def test_a_form_has_as_many_pages_as_it_should(printed, code):
    assert len(printed[f"{code}.usual"].pages) == USUAL.get(code, 1)
    assert len(printed[f"{code}.long"].pages) == MANY.get(code, 1)
    assert len(printed[f"{code}.empty"].pages) == (2 if code == "filed_item_list" else 1)


@pytest.mark.parametrize("kind", ["usual", "long"])
@pytest.mark.parametrize("code", CODES)
def test_no_text_is_lost(printed, code, kind):
    text, values = printed[f"{code}.{kind}"].text, values_of(code, kind)

    assert [one for one in said(values) if one not in text] == []
    checked = [one for one in days(values) if code != "notes_sheet" or one != values["checked_on"]]
    assert [one for one in checked if day(one) not in text and digits(one) not in text] == []


@pytest.mark.parametrize("code", CODES)
def test_hostile_data_is_printed_as_text(printed, code):
    text = printed[f"{code}.hostile"].text

    assert "{{organ}}{%forxiny%}{#z#}<w:p/>&amp;]]>" in text
    assert "甲" * 400 in text


@pytest.mark.parametrize(("code", "head"), LISTS.items())
def test_the_head_of_a_list_is_repeated_and_no_page_is_empty(printed, code, head):
    pages = ["".join(page.split()) for page in printed[f"{code}.long"].pages]

    lists = pages[1:] if code == "filed_item_list" else pages
    assert all(page.count(head) >= 1 for page in lists)
    assert all(any(name in page for name in ("信访", "人民调解", "计划", "通知")) for page in lists)


SIGNED = {
    "opinion": "如对本处理意见不服",
    "rights_notice": "达成调解协议后",
    "agreement": "本协议一式",
    "termination": "请各方保持克制",
}


@pytest.mark.parametrize(("code", "with_it"), SIGNED.items())
def test_a_signature_never_stands_on_a_page_alone(printed, code, with_it):
    last = "".join(printed[f"{code}.long"].pages[-1].split())

    assert with_it in last and "年" in last
