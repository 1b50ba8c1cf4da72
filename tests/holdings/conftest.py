"""A store of its own for each test, and files as offices send them, made here."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from openpyxl import Workbook

from archive.holdings import store

TEXT = "关于做好矛盾纠纷排查工作的通知\n各司法所：请于本月底前报送。\n"
# The first bytes of a Windows program, as its linker writes them.
PROGRAM = b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff\x00\x00" + b"\x00" * 200


@pytest.fixture
def shelf(settings, tmp_path) -> Path:
    """The folder of the store, empty."""
    settings.ANJUAN_HOME = str(tmp_path)
    settings.ANJUAN_STORE = str(tmp_path / "store")
    settings.ANJUAN_MAX_FILE = 1024 * 1024
    return store.root()


@pytest.fixture
def file(tmp_path) -> Callable[[str, bytes], Path]:
    """Writes a file outside of the store."""

    def write(name: str, content: bytes) -> Path:
        path = tmp_path / "arriving" / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)
        return path

    return write


def a_docx() -> bytes:
    """Masthead, number, centred title, a paragraph, a table with a merged row."""
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "内部资料"
    for line in ("云溪县司法局文件", "云司发〔2024〕3号", "关于印发工作方案的通知"):
        document.add_paragraph(line).alignment = WD_ALIGN_PARAGRAPH.CENTER
    document.add_paragraph("各司法所：现予印发。")
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip(table.rows[0].cells, ("类型", "件数"), strict=True):
        cell.text = text
    table.cell(1, 0).merge(table.cell(1, 1)).text = "合计"
    return saved(document)


def a_headed_docx() -> bytes:
    document = docx.Document()
    document.add_paragraph("云溪县司法局").alignment = WD_ALIGN_PARAGRAPH.CENTER
    document.add_heading("人民调解工作办法", level=1)
    return saved(document)


def an_xlsx() -> bytes:
    import datetime as dt

    book = Workbook()
    book.active.title = "台账"
    book.active.append(["编号", "受理日期", "件数"])
    book.active.append([1, dt.datetime(2024, 3, 1), None])
    book.create_sheet("汇总").append(["合计", 12.5])
    return saved(book)


def saved(whole) -> bytes:
    sink = io.BytesIO()
    whole.save(sink)
    return sink.getvalue()


def a_zip(entries: dict[str, bytes]) -> bytes:
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return sink.getvalue()


def a_pdf(*pages: str, size: str = "595 842", trailer: bytes = b"") -> bytes:
    """A PDF with a text layer of Latin letters, written by hand; pdfium mends the missing xref."""
    kids = " ".join(f"{4 + 2 * no} 0 R" for no in range(len(pages)))
    parts = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for no, text in enumerate(pages):
        drawn = f"BT /F1 24 Tf 50 700 Td ({text}) Tj ET" if text else ""
        fonts = "/Resources << /Font << /F1 3 0 R >> >>"
        parts.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {size}] {fonts} "
            f"/Contents {5 + 2 * no} 0 R >>"
        )
        parts.append(f"<< /Length {len(drawn)} >>\nstream\n{drawn}\nendstream")
    body, offsets = b"%PDF-1.4\n", []
    for no, part in enumerate(parts, start=1):
        offsets.append(len(body))
        body += f"{no} 0 obj\n{part}\nendobj\n".encode()
    lines = "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
    size_of = len(parts) + 1
    table = f"xref\n0 {size_of}\n0000000000 65535 f \n{lines}".encode()
    end = f"trailer\n<< /Size {size_of} /Root 1 0 R ".encode() + trailer + b">>\n"
    return body + table + end + f"startxref\n{len(body)}\n%%EOF\n".encode()


def a_locked_pdf() -> bytes:
    """It says that it is encrypted, and no empty password opens it."""
    owner, user = b"<" + b"41" * 32 + b">", b"<" + b"42" * 32 + b">"
    rule = b"/Encrypt << /Filter /Standard /V 1 /R 2 /Length 40 /P -44 /O " + owner
    return a_pdf("Secret", trailer=rule + b" /U " + user + b" >> /ID [<00><00>] ")


def a_picture(width: int = 40, height: int = 30, form: str = "PNG") -> bytes:
    from PIL import Image

    return saved_picture(Image.new("RGB", (width, height), "white"), form)


def saved_picture(picture, form: str) -> bytes:
    sink = io.BytesIO()
    picture.save(sink, form)
    return sink.getvalue()
