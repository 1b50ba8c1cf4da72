"""The media type comes from the bytes; a name that promises something else is not believed."""

import pytest

from archive.holdings.refused import FileRefused
from archive.holdings.types import (
    DOCX,
    HTML,
    MARKDOWN,
    OLE,
    PDF,
    RTF,
    TEXT,
    UNKNOWN,
    XLSX,
    ZIP,
    media_type,
)
from tests.holdings.conftest import (
    PROGRAM,
    a_docx,
    a_pdf,
    a_picture,
    a_zip,
    an_xlsx,
)

HAN = "关于调解工作的通知".encode()
OLE_HEAD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
LOCKED = OLE_HEAD + bytes(3000) + "EncryptedPackage".encode("utf-16-le")
CUT_DOCX = a_docx()[:9000]


@pytest.mark.parametrize(
    ("name", "content", "found"),
    [
        ("通知.txt", HAN, TEXT),
        ("通知", HAN, TEXT),
        ("国标.txt", "关于调解工作的通知".encode("gb18030"), TEXT),
        ("宽.txt", "关于调解".encode("utf-16"), TEXT),
        ("MZ.txt", b"MZ is the mark of a program, and this is a letter.", TEXT),
        ("BM.txt", b"BM: the bureau's minutes.", TEXT),
        ("说明.md", HAN, MARKDOWN),
        ("网页.html", b"<p>" + HAN, HTML),
        ("网页.txt.htm", b"<!DOCTYPE html><p>" + HAN, HTML),
        ("方案.docx", a_docx(), DOCX),
        ("方案", a_docx(), DOCX),
        ("断.docx", CUT_DOCX, DOCX),
        ("锁.docx", LOCKED, OLE),
        ("旧.doc", OLE_HEAD + bytes(600), OLE),
        ("网页另存.doc", b"<html><body>" + HAN, HTML),
        ("富文本.doc", b"{\\rtf1\\ansi", RTF),
        ("台账.xlsx", an_xlsx(), XLSX),
        ("导出.xls", b"<html><table>", HTML),
        ("扫描.pdf", a_pdf("a"), PDF),
        ("邮件里的.pdf", b"X-Mail: 1\r\n\r\n" + a_pdf("a"), PDF),
        ("照片.jpg", a_picture(form="JPEG"), "image/jpeg"),
        ("照片.png", a_picture(), "image/png"),
        ("其实是jpg.png", a_picture(form="JPEG"), "image/jpeg"),
        ("图.webp", a_picture(form="WEBP"), "image/webp"),
        ("文本.odt", a_zip({"mimetype": b"application/vnd.oasis.opendocument.text"}),
         "application/vnd.oasis.opendocument.text"),
        ("谎.zip", a_zip({"mimetype": b"text/html"}), ZIP),
        ("包.zip", a_zip({"a.txt": HAN}), ZIP),
        ("数据", bytes(range(256)), UNKNOWN),
    ],
)
def test_the_content_decides(file, name, content, found):
    assert media_type(file(name, content), name) == found


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("改名.docx", PROGRAM, "executable"),
        ("改名.docx", b"MZ\x90\x90" + b"\x90" * 300, "executable"),
        ("改名.txt", PROGRAM, "executable"),
        ("改名", b"\x7fELF\x02\x01\x01", "executable"),
        ("脚本", b"#!/bin/sh\nrm", "executable"),
        ("运行.BAT", b"echo", "executable"),
        ("假.docx", HAN, "type_mismatch"),
        ("假.docx", a_pdf("a"), "type_mismatch"),
        ("旧的改名.docx", OLE_HEAD + bytes(600), "type_mismatch"),
        ("假.pdf", a_docx(), "type_mismatch"),
        ("假.jpg", HAN, "type_mismatch"),
        ("假.txt", bytes(range(256)), "type_mismatch"),
    ],
)
def test_what_contradicts_its_name_is_refused(file, name, content, code):
    with pytest.raises(FileRefused) as error:
        media_type(file(name, content), name)

    assert error.value.code == code
    assert str(error.value)


def test_an_archive_that_is_locked_is_only_an_archive(file):
    locked = bytearray(a_zip({"mimetype": b"application/epub+zip"}))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        locked[locked.index(mark) + place] |= 1

    assert media_type(file("锁.zip", bytes(locked)), "锁.zip") == ZIP


@pytest.mark.parametrize("cut", range(1, 8))
def test_a_head_that_ends_inside_a_character_is_still_text(file, cut):
    content = (b"a" * cut + "调".encode() * 3000)[:5000]

    assert media_type(file("长.txt", content), "长.txt") == TEXT
