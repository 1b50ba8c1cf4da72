"""The shipped templates are what is drawn: A4, with the margins and rows of the standards."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from docx import Document

from doc_templates import shipped_codes
from doc_templates.drawing.forms import DRAWINGS
from doc_templates.drawing.styles import STAND_INS, STYLES
from doc_templates.loading import content_of
from doc_templates.script import W

WIDE = {"report_form", "volume_list", "filed_item_list"}
# Lists whose head stands again on every page: title, what it is of, names of the columns.
LISTS = ("volume_contents", "dossier_contents", "volume_list", "filed_item_list")


def parts_of(content):
    with ZipFile(BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


def test_every_shipped_form_is_drawn():
    assert set(DRAWINGS) == set(shipped_codes())


@pytest.mark.parametrize("code", DRAWINGS)
def test_what_is_shipped_is_what_is_drawn(code):
    assert parts_of(DRAWINGS[code]()) == parts_of(content_of(code))


@pytest.mark.parametrize("code", DRAWINGS)
def test_a_form_lies_as_its_standard_has_it(code):
    sections = Document(BytesIO(content_of(code))).sections

    sizes = {(round(one.page_width.mm), round(one.page_height.mm)) for one in sections}
    assert sizes == ({(297, 210)} if code in WIDE else {(210, 297)})


@pytest.mark.parametrize("code", LISTS)
def test_the_head_of_a_list_stands_on_every_page_and_no_row_is_parted(code):
    table = Document(BytesIO(content_of(code))).tables[-1]

    rows = [row for row in table.rows if "{%tr" not in row.cells[0].text]
    heads = [row._tr.find(f".//{W}tblHeader") is not None for row in rows]
    assert heads == [True, True, True, False]
    assert all(row._tr.find(f".//{W}cantSplit") is not None for row in rows)


@pytest.mark.parametrize("code", DRAWINGS)
def test_every_font_of_a_form_has_stand_ins(code):
    document = Document(BytesIO(content_of(code)))

    used = {fonts.get(f"{W}eastAsia") for fonts in document.styles.element.iter(f"{W}rFonts")}
    assert used <= set(STAND_INS)
    assert {paragraph.style for paragraph in document.element.body.iter(f"{W}p")} <= set(STYLES)


def test_a_letter_is_set_in_sixteen_points_on_lines_of_twenty_eight():
    body = STYLES["Body"]

    assert (body.font, body.size, body.line, body.indent) == ("仿宋_GB2312", 16, 28, 2)
    assert (STYLES["Title"].font, STYLES["Title"].size) == ("方正小标宋简体", 22)
