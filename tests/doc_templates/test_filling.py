"""What is filled in is text, whatever it contains; the same data give the same bytes."""

import datetime as dt
import hashlib
import time
from decimal import Decimal
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.utils.safestring import mark_safe
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from doc_templates import NoTemplate, TemplateAltered, Unfilled, fill, load_shipped, sample_of
from doc_templates.filling import render
from doc_templates.language import clean, pages
from doc_templates.models import Template
from tests.doc_templates.making import text_of, typed

ROWS = [["{%tr for one in parties|rows(3) %}"], ["{{ one.name }}"], ["{%tr endfor %}"]]
HEAD = [["姓名"], *ROWS]

HOSTILE = [
    "{{ organ }}",
    "{% for x in y %}",
    "{% raw %}",
    "{# no #}",
    "{_{ organ }_}",
    "{_% if %_}",
    "}}%}",
    "<w:p/>&amp;<b>",
    "]]></w:t><w:t>",
    "\"'`\\",
    "&#123;&lt;",
    "王" * 500,
    "𠮷野家",
    "，。、；：？！…—·",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_data_is_text(text):
    content = typed("致{{ organ }}：", rows=HEAD)

    filled = render(content, {"organ": text, "parties": [{"name": text}]})
    assert text_of(filled).split("\n")[0] == f"致{text}："
    assert Document(BytesIO(filled)).tables[0].cell(1, 0).text == text


@given(st.text(max_size=60))
@settings(max_examples=200, deadline=None)
def test_any_text_is_that_text(text):
    filled = render(typed("<{{ organ }}>"), {"organ": text})

    assert Document(BytesIO(filled)).paragraphs[0].text == f"<{clean(text)}>"


def test_controls_are_dropped_and_line_ends_are_lines():
    text = "甲\x00\x07\x1b乙\u202e丙\ufffe\r\n丁\x0b戊\x0c己"
    filled = render(typed("{{ organ }}"), {"organ": text})

    assert Document(BytesIO(filled)).paragraphs[0].text == "甲乙丙\n丁\n戊\n己"


def test_safe_strings_are_not_believed():
    filled = render(typed("{{ organ }}"), {"organ": mark_safe("<w:br/>{{ x }}")})

    assert text_of(filled) == "<w:br/>{{ x }}"


VALUES = [
    (None, ""),
    (dt.date(2026, 3, 1), "2026年3月1日"),
    (True, "是"),
    (12, "12"),
    (Decimal("8.50"), "8.50"),
    ("", ""),
]


@pytest.mark.parametrize(("value", "text"), VALUES)
def test_plain_values_have_their_form(value, text):
    assert text_of(render(typed("{{ organ }}"), {"organ": value})) == text


@pytest.mark.parametrize("value", [object(), b"x", 1.5, {1, 2}])
def test_other_values_are_no_data_of_a_form(value):
    with pytest.raises(TypeError):
        render(typed("{{ organ }}"), {"organ": value})


FILTERS = [
    ("{{ x|day }}", dt.date(2026, 12, 31), "2026年12月31日"),
    ("{{ x|day }}", None, "        年    月    日"),
    ("{{ x|digits }}", dt.date(2026, 3, 1), "20260301"),
    ("{{ x|digits }}", None, ""),
    ("{{ x|money }}", Decimal("8600"), "8,600.00"),
    ("{{ x|money }}", None, ""),
    ("{{ x|figure }}", Decimal("3.00"), "3"),
    ("{{ x|figure }}", Decimal("100.00"), "100"),
    ("{{ x|figure }}", Decimal("12.50"), "12.5"),
    ("{{ x|figure }}", Decimal("0.00"), "0"),
    ("{{ x|figure }}", 0, "0"),
    ("{{ x|figure }}", None, ""),
    ("{{ x|tick('a') }}{{ x|tick('b', 'c') }}", "c", "□☑"),
    ("{{ x|tick('a') }}{{ x|tick('b') }}", ["a"], "☑□"),
    ("{% for l in x|lines %}[{{ l }}]{% endfor %}", "甲\n\n 乙 ", "[甲][乙]"),
    ("{% for l in x|lines %}[{{ l }}]{% endfor %}", None, "[]"),
    ("{{ x|length }}", [1, 2], "2"),
]


@pytest.mark.parametrize(("template", "value", "text"), FILTERS)
def test_filters(template, value, text):
    assert text_of(render(typed(template), {"x": value})) == text


def test_a_table_keeps_its_least_rows():
    filled = render(typed("致", rows=HEAD), {"parties": [{"name": "甲"}]})

    column = [row.cells[0].text for row in Document(BytesIO(filled)).tables[0].rows]
    assert column == ["姓名", "甲", "", ""]


def test_headers_are_filled_too():
    filled = render(typed("x", header="{{ organ }}"), {"organ": "{{ 甲 }}"})

    header = Document(BytesIO(filled)).sections[0].header
    assert header.paragraphs[0].text == "{{ 甲 }}"


@pytest.mark.django_db
def test_the_same_data_give_the_same_bytes():
    load_shipped()
    first = fill("opinion", sample_of("opinion"))
    time.sleep(2.1)  # Zips keep their hour in steps of two seconds.
    second = fill("opinion", sample_of("opinion"))

    assert hashlib.sha256(first.content).digest() == hashlib.sha256(second.content).digest()
    with ZipFile(BytesIO(first.content)) as package:
        assert {entry.date_time[0] for entry in package.infolist()} == {1980}


@pytest.mark.django_db
def test_a_form_says_which_template_made_it():
    load_shipped()
    filled = fill("opinion", sample_of("opinion"))

    template = Template.objects.get(code="opinion")
    assert (filled.version, filled.sha256) == (1, template.sha256)


@pytest.mark.django_db
def test_the_document_itself_says_which_template_made_it():
    load_shipped()
    filled = fill("spine", sample_of("spine"))

    said = Document(BytesIO(filled.content)).core_properties.keywords
    assert said == f"spine v1 sha256:{filled.sha256}"
    assert "sha256" not in text_of(filled.content)


@pytest.mark.django_db
def test_every_missing_name_is_named():
    load_shipped()
    with pytest.raises(Unfilled) as error:
        fill("opinion", {"organ": "x"})

    assert "petitioner" in error.value.names
    assert "organ" not in error.value.names


@pytest.mark.django_db
def test_a_missing_field_of_a_row_is_named():
    load_shipped()
    with pytest.raises(Unfilled) as error:
        fill("opinion", sample_of("opinion") | {"claims": [{"claim": "x"}]})

    assert "answer" in error.value.names[0]


@pytest.mark.django_db
def test_an_unknown_form_is_no_template():
    with pytest.raises(NoTemplate):
        fill("nothing", {})


@pytest.mark.django_db
def test_an_altered_template_is_not_filled():
    load_shipped()
    Template.objects.filter(code="opinion").update(sha256="0" * 64)

    with pytest.raises(TemplateAltered):
        fill("opinion", sample_of("opinion"))


PAGES = [
    (0, 4),
    (1, 3),
    (4, 0),
    (5, 3),
    (8, 0),
]


@pytest.mark.parametrize(("entered", "blank"), PAGES)
def test_empty_rows_fill_the_last_page(entered, blank):
    assert len(pages([{"title": "甲"}] * entered, 4.4, 2, title=5)) - entered == blank


TEXTS = [
    ("甲" * 10, 3),
    ("甲" * 11, 2),
    ("甲" * 20, 2),
    ("abcdefgh" * 2, 3),
    ("甲\n乙\n丙", 2),
    (None, 3),
]


@pytest.mark.parametrize(("text", "blank"), TEXTS)
def test_a_long_text_takes_the_room_of_more_rows(text, blank):
    """Rows of two lines, lines of five characters."""
    assert len(pages([{"title": text}], 4.4, 2, title=5)) - 1 == blank


@given(st.lists(st.text(max_size=40), max_size=30))
@settings(deadline=None)
def test_never_a_page_of_empty_rows_alone(texts):
    rows = [{"title": text} for text in texts]

    blank = len(pages(rows, 6.3, 2, title=8)) - len(rows)
    assert 0 <= blank <= (5 if rows else 6)
