"""Word and Excel files of the open format. A packed file that unfolds too far is not opened."""

from __future__ import annotations

import datetime as dt
import re
import warnings
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.exceptions import PackageNotFoundError
from lxml.etree import XMLSyntaxError
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from archive.holdings.extract.result import MAX_TEXT, MAX_UNPACKED, Reading, Unreadable
from archive.holdings.types import DOCX, OLE, UNPACKABLE, XLSX, is_locked

# A centred line above the title is the number, or the masthead that ends in 文件.
NOT_A_TITLE = re.compile(r"[〔\[［【]\d{4}[〕\]］】]|文件$")
DAMAGED = (
    *UNPACKABLE,
    PackageNotFoundError,
    InvalidFileException,
    XMLSyntaxError,
    ParseError,
    # What both libraries stumble over when a part is missing or says what it may not.
    AttributeError,
    TypeError,
    AssertionError,
    ArithmeticError,
)


def check_unpacked(path: Path) -> None:
    with zipfile.ZipFile(path) as archive:
        if sum(entry.file_size for entry in archive.infolist()) > MAX_UNPACKED:
            raise Unreadable("too_large")


def read_docx(path: Path) -> Reading:
    """Headers, then paragraphs and tables in the order of the document, then footers."""
    try:
        check_unpacked(path)
        with path.open("rb") as source:
            document = docx.Document(source)
        return Reading(["\n".join(bounded(docx_lines(document)))], docx_heading(document))
    except DAMAGED as error:
        raise Unreadable("damaged") from error


def docx_heading(document: Document) -> str:
    """The first paragraph in a style of title or heading; else one that is centred, as the
    title of an official document stands (GB/T 9704-2012, 7.3.1)."""
    filled = [paragraph for paragraph in document.paragraphs[:40] if paragraph.text.strip()]
    for paragraph in filled:
        name = paragraph.style.name if paragraph.style else ""
        if name and name.startswith(("Title", "Heading", "标题")):
            return str(paragraph.text)
    centred = (one for one in filled if one.alignment == WD_ALIGN_PARAGRAPH.CENTER)
    return next((str(one.text) for one in centred if NOT_A_TITLE.search(one.text) is None), "")


def docx_lines(document: Document) -> Iterator[str]:
    section = document.sections[0] if len(document.sections) else None
    if section:
        yield from (paragraph.text for paragraph in section.header.paragraphs if paragraph.text)
    for block in document.iter_inner_content():
        if hasattr(block, "rows"):
            yield from table_lines(block)
        else:
            yield block.text
    if section:
        yield from (paragraph.text for paragraph in section.footer.paragraphs if paragraph.text)


def table_lines(table: Any) -> Iterator[str]:
    """A row a line; a merged cell is read once."""
    for row in table.rows:
        cells: list[str] = []
        for cell in row.cells:
            text = cell.text.strip()
            if not cells or text != cells[-1]:
                cells.append(text)
        yield "\t".join(cells)


def read_xlsx(path: Path) -> Reading:
    """Each sheet a page; its name, then a row a line."""
    try:
        check_unpacked(path)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = load_workbook(path, read_only=True, data_only=True)
        try:
            return Reading(["\n".join(bounded(sheet_lines(sheet))) for sheet in book.worksheets])
        finally:
            book.close()
    except DAMAGED as error:
        raise Unreadable("damaged") from error


def sheet_lines(sheet: Any) -> Iterator[str]:
    yield sheet.title
    # The size a sheet states may be too small or a million rows; the rows themselves count.
    sheet.reset_dimensions()
    for row in sheet.iter_rows(values_only=True):
        cells = [cell_text(value) for value in row if value not in (None, "")]
        if cells:
            yield "\t".join(cells)


def cell_text(value: Any) -> str:
    """A day as a day: a sheet keeps it as the midnight it begins with."""
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        value = value.date()
    return str(value).strip()


def bounded(lines: Iterator[str]) -> Iterator[str]:
    length = 0
    for line in lines:
        length += len(line)
        if length > MAX_TEXT:
            raise Unreadable("too_large")
        yield line


def read_ole(path: Path) -> Reading:
    """The old formats are kept without text; a new one under a password can say why."""
    raise Unreadable("encrypted" if is_locked(path) else "old_format")


READERS = {DOCX: read_docx, XLSX: read_xlsx, OLE: read_ole}
