"""A template read as a script: one line for each paragraph, so that every fault has its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from django.utils.translation import gettext_lazy as _
from docx import Document
from docx.opc.exceptions import OpcError

from doc_templates.faults import Place
from doc_templates.package import parse

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
PARAGRAPH, CELL, ROW, TABLE = f"{W}p", f"{W}tc", f"{W}tr", f"{W}tbl"
TEXT, TAB, BREAK = f"{W}t", f"{W}tab", f"{W}br"
FIELD, FIELD_CODE, FIELD_MARK = f"{W}fldSimple", f"{W}instrText", f"{W}fldChar"

IN_TEXT = _("paragraph %(paragraph)s")
IN_TABLE = _("table %(table)s, row %(row)s, cell %(cell)s")
IN_HEADER, IN_FOOTER, IN_FOOTNOTE = _("page header"), _("page footer"), _("footnote")
BODY = "word/document.xml"
MARGINS = (("header", IN_HEADER), ("footer", IN_FOOTER), ("footnotes", IN_FOOTNOTE))
# docxtpl sets a tag with one of these before it in the place of the whole paragraph, row or run.
PREFIXED = re.compile(r"(\{[{%#])(?:tr|tc|p|r)(?= )")
TAG = re.compile(r"\{[{%].*?[%}]\}")
QUOTES = str.maketrans("“”‘’", "\"\"''")


@dataclass(frozen=True)
class Line:
    """The text of one paragraph, where it stands, and the element itself."""

    text: str
    place: Place
    element: Any
    part: str = BODY

    @property
    def code(self) -> str:
        """The text as Jinja reads it."""
        unquoted = TAG.sub(lambda tag: tag[0].translate(QUOTES), self.text)
        return PREFIXED.sub(r"\1", unquoted)

    def above(self, tag: str) -> Any:
        """The nearest row, cell or table around the paragraph, or None."""
        return next(self.element.iterancestors(tag), None)

    @property
    def field_codes(self) -> list[str]:
        """The codes of the fields in the paragraph: what Word computes when it opens it."""
        codes = [field.get(f"{W}instr", "") for field in self.element.iter(FIELD)]
        return [code.strip() for code in [*codes, *marked_fields(self.element)] if code.strip()]


def marked_fields(paragraph: Any) -> list[str]:
    """The codes between the marks of fields, each by itself where one stands within another."""
    codes, inside = [""], [0]
    for part in paragraph.iter(FIELD_CODE, FIELD_MARK):
        if part.tag == FIELD_CODE:
            codes[inside[-1]] += part.text or ""
        elif part.get(f"{W}fldCharType") == "begin":
            inside.append(len(codes))
            codes.append("")
        elif part.get(f"{W}fldCharType") == "end" and len(inside) > 1:
            inside.pop()
    return codes


def script_of(lines: list[Line]) -> str:
    """The number of a line in it is the place of the paragraph in `lines`, counted from 1."""
    return "\n".join(line.code for line in lines)


def opens(content: bytes) -> bool:
    """Whether its parts belong together: each that is named is there, and is what it must be."""
    try:
        document = Document(BytesIO(content))
        return document.core_properties is not None and len(document.sections) > 0
    except (OpcError, LookupError, ValueError, TypeError, AttributeError):
        return False


def lines_of(content: bytes) -> list[Line]:
    """Every paragraph that is filled in, in order: body, headers, footers, footnotes."""
    document = Document(BytesIO(content))
    found = list(body_lines(document.element.body))
    for part in document.part.package.iter_parts():
        for name, words in MARGINS:
            if str(part.partname).startswith(f"/word/{name}"):
                root = parse(part.blob)
                place = Place(words)
                where = str(part.partname).lstrip("/")
                found += [Line(text_of(p), place, p, where) for p in root.iter(PARAGRAPH)]
    return found


def body_lines(body: Any) -> Iterator[Line]:
    tables = list(body.iter(TABLE))
    number = 0
    for paragraph in body.iter(PARAGRAPH):
        place = in_table(paragraph, tables)
        if place is None:
            number += 1
            place = Place(IN_TEXT, {"paragraph": number})
        yield Line(text_of(paragraph), place, paragraph)


def in_table(paragraph: Any, tables: list[Any]) -> Place | None:
    """Rows and cells may stand in content controls, so they are not children of their table."""
    cell, row, table = (next(paragraph.iterancestors(tag), None) for tag in (CELL, ROW, TABLE))
    if cell is None or row is None or table is None:
        return None
    numbers: dict[str, int | str] = {
        "table": tables.index(table) + 1,
        "row": own(ROW, TABLE, table).index(row) + 1,
        "cell": own(CELL, ROW, row).index(cell) + 1,
    }
    return Place(IN_TABLE, numbers)


def own(tag: str, above: str, holder: Any) -> list[Any]:
    """Those of `holder` and not of a table within it."""
    return [one for one in holder.iter(tag) if next(one.iterancestors(above), None) is holder]


def text_of(paragraph: Any) -> str:
    """The text of the paragraph without that of paragraphs within it (text boxes)."""
    found = []
    for part in paragraph.iter(TEXT, TAB, BREAK):
        if next(part.iterancestors(PARAGRAPH), None) is paragraph:
            found.append(part.text or "" if part.tag == TEXT else " ")
    return "".join(found).replace("\n", " ")
