"""Small Word documents for the tests, made as an office would type them."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from docx import Document

SAMPLE = {
    "organ": "云溪县司法局",
    "petitioner": "陈秀兰",
    "parties": [{"name": "陈秀兰", "age": 46}, {"name": "刘志强", "age": 51}],
}


def typed(*paragraphs: str, rows: Sequence[Sequence[str]] = (), header: str = "") -> bytes:
    """A document of these paragraphs, then a table of these rows."""
    document = Document()
    for text in paragraphs:
        document.add_paragraph(text)
    if rows:
        table = document.add_table(0, len(rows[0]))
        for row in rows:
            for cell, text in zip(table.add_row().cells, row, strict=True):
                cell.text = text
        document.add_paragraph()
    if header:
        document.sections[0].header.paragraphs[0].text = header
    written = BytesIO()
    document.save(written)
    return written.getvalue()


def with_part(content: bytes, name: str, text: str) -> bytes:
    """The package with one part replaced, or added."""
    packed = BytesIO()
    with ZipFile(BytesIO(content)) as source, ZipFile(packed, "w", ZIP_DEFLATED) as target:
        for part in source.namelist():
            if part != name:
                target.writestr(part, source.read(part))
        target.writestr(name, text)
    return packed.getvalue()


def part_of(content: bytes, name: str) -> str:
    with ZipFile(BytesIO(content)) as package:
        return package.read(name).decode()


def text_of(content: bytes) -> str:
    """All text of a filled form: paragraphs, then cells, one a line."""
    document = Document(BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([paragraph.text for paragraph in document.paragraphs] + cells)
