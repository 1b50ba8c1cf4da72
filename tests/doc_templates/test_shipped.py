"""The forms that come with the program: sound, whole, and as the guide says."""

from io import BytesIO
from pathlib import Path

import pytest
from docx import Document

from archive.records.vocabulary import PaperType
from doc_templates import check, sample_of, shipped_codes
from doc_templates.checking import emptied, names_of
from doc_templates.filling import render
from doc_templates.loading import SHIPPED, content_of, forms
from doc_templates.names import paths_of
from tests.doc_templates.making import text_of

GUIDE = Path(__file__).resolve().parents[2] / "docs" / "templates.md"
CODES = shipped_codes()
LETTERS = (
    "accept_notice",
    "decline_notice",
    "forward_notice",
    "transfer_letter",
    "assign_letter",
    "extension_notice",
    "opinion",
    "termination",
)
# Values that show as a tick.
TICKED = {"direct", "依申请调解"}
# Printed of a volume, not filed in a record.
OF_VOLUMES = {
    "volume_cover",
    "dossier_cover",
    "volume_contents",
    "dossier_contents",
    "notes_sheet",
    "spine",
    "volume_list",
    "filed_item_list",
}


@pytest.mark.parametrize("code", CODES)
def test_a_shipped_form_has_no_fault_and_no_unused_name(code):
    assert check(content_of(code), sample_of(code)) == []


@pytest.mark.parametrize("code", CODES)
def test_every_name_of_a_form_is_explained(code):
    assert set(forms()[code]["names"]) == set(names_of(content_of(code), sample_of(code)))
    assert set(forms()[code]["names"]) == set(paths_of(sample_of(code)))


@pytest.mark.parametrize("code", CODES)
def test_a_form_is_a4_and_says_all_its_sample(code):
    filled = render(content_of(code), sample_of(code))

    section = Document(BytesIO(filled)).sections[0]
    assert {round(section.page_width.mm), round(section.page_height.mm)} == {210, 297}
    assert "{" not in text_of(filled)
    for value in sample_of(code).values():
        if isinstance(value, str) and value not in TICKED:
            assert value.split("\n")[0] in text_of(filled)


@pytest.mark.parametrize("code", CODES)
def test_a_form_is_filled_with_nothing_and_with_hostile_long_names(code):
    render(content_of(code), emptied(sample_of(code)))
    filled = render(content_of(code), hostile(sample_of(code)))

    assert "{{ <王>" in text_of(filled)


def hostile(value):
    if isinstance(value, str):
        return "{{ <王>" + "甲" * 500
    if isinstance(value, dict):
        return {name: hostile(item) for name, item in value.items()}
    return [hostile(item) for item in value] if isinstance(value, list) else value


@pytest.mark.parametrize("code", LETTERS)
def test_letters_have_the_margins_of_official_documents(code):
    section = Document(BytesIO(content_of(code))).sections[0]

    margins = (section.top_margin, section.bottom_margin, section.left_margin)
    assert [round(length.mm) for length in (*margins, section.right_margin)] == [37, 35, 28, 26]


def test_the_opinion_says_the_thirty_days_of_review():
    text = text_of(render(content_of("opinion"), sample_of("opinion")))

    assert "30日内，向云溪县人民政府书面提出复查申请" in text


def test_every_form_is_a_type_of_paper_or_of_volumes():
    assert set(CODES) - OF_VOLUMES <= set(PaperType.values)
    assert {path.stem for path in SHIPPED.glob("*.docx")} == set(CODES)


def test_the_guide_explains_every_name():
    guide = GUIDE.read_text(encoding="utf-8")

    for code, form in forms().items():
        assert f"`{code}` {form['title']}" in guide
        for name, meaning in form["names"].items():
            assert f"| `{name}` | {meaning} |" in guide, f"{code}: {name}"
