"""Text out of files: read right, or kept with the reason why it was not."""

import zipfile

import pytest

from archive.holdings.extract import extract
from archive.holdings.models import Extraction as State
from archive.holdings.types import DOCX, HTML, MARKDOWN, OLE, PDF, PPTX, TEXT, XLSX
from tests.holdings.conftest import (
    a_docx,
    a_headed_docx,
    a_locked_pdf,
    a_pdf,
    a_picture,
    a_zip,
    an_xlsx,
)

NOTICE = "关于做好矛盾纠纷排查工作的通知，请各司法所于本月底前报送，不得迟延。" * 3


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"]
)
def test_text_is_read_in_its_encoding(file, encoding):
    marks = {"utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}
    path = file("a.txt", marks.get(encoding, b"") + NOTICE.encode(encoding))

    assert extract(path, TEXT).text == NOTICE


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_text_cut_inside_a_character_is_read_up_to_there(file, encoding):
    path = file("a.txt", NOTICE.encode(encoding)[:-1])

    assert extract(path, TEXT).text == NOTICE[:-1] + "\ufffd"


@pytest.mark.parametrize("text", ["镕", "abc镕", "㐂𠮷"])
def test_a_short_text_in_gb18030_is_not_taken_for_a_broken_one(file, text):
    assert extract(file("a.txt", text.encode("gb18030")), TEXT).text == text


def test_bytes_in_no_known_encoding_are_not_guessed(file):
    found = extract(file("a.txt", b"\xff\x81\xff\x82" * 50), TEXT)

    assert (found.state, found.note, found.text) == (State.FAILED, "unknown_encoding", "")


def test_markdown_loses_its_marks_and_gives_its_heading(file):
    path = file("a.md", "<!-- 来源 -->\n# 人民调解法 #\n\n## 第一章\n正文 #1\n".encode())
    found = extract(path, MARKDOWN)

    assert found.heading == "人民调解法"
    assert "第一章\n正文 #1" in found.text
    assert "来源" not in found.text


def test_a_page_is_read_line_by_line_and_words_are_not_broken(file):
    page = (
        "<title>县政府网站</title><script>var a</script><h1> </h1><h2>关于<b>矛盾</b>纠纷</h2>"
        "<p>开展矛\n 盾纠<a href=x>纷</a>排查<br>第二行</p>"
        "<table><tr><td>类型</td><td>件数</td></tr></table>"
    )
    found = extract(file("a.html", page.encode("gb18030")), HTML)

    assert found.heading == "关于矛盾纠纷"
    lines = ["关于矛盾纠纷", "开展矛盾纠纷排查", "第二行", "类型\t件数"]
    assert found.text.splitlines()[1:] == lines


def test_a_page_without_headings_is_called_as_its_window(file):
    assert extract(file("a.html", b"<title>Notice</title><p>x"), HTML).heading == "Notice"


def test_word_is_read_in_the_order_of_the_document(file):
    lines = extract(file("a.docx", a_docx()), DOCX).text.splitlines()

    assert lines[0] == "内部资料"
    assert lines[-3:] == ["各司法所：现予印发。", "类型\t件数", "合计"]


def test_the_centred_title_below_masthead_and_number_is_the_heading(file):
    assert extract(file("a.docx", a_docx()), DOCX).heading == "关于印发工作方案的通知"


def test_a_heading_style_goes_before_a_centred_line(file):
    assert extract(file("a.docx", a_headed_docx()), DOCX).heading == "人民调解工作办法"


def test_each_sheet_is_a_page(file):
    found = extract(file("a.xlsx", an_xlsx()), XLSX)

    assert found.pages == ("台账\n编号\t受理日期\t件数\n1\t2024-03-01", "汇总\n合计\t12.5")
    assert found.page_count == 2


def test_rows_beyond_the_stated_size_are_read(file, tmp_path):
    path = file("a.xlsx", an_xlsx())
    lying = tmp_path / "lying.xlsx"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(lying, "w") as new:
        for entry in old.namelist():
            new.writestr(entry, old.read(entry).replace(b'ref="A1:C2"', b'ref="A1"'))

    assert "2024-03-01" in extract(lying, XLSX).text


def test_a_pdf_is_read_page_by_page(file):
    found = extract(file("a.pdf", a_pdf("One", "", "Three")), PDF)

    assert found.pages == ("One", "", "Three")
    assert (found.page_count, found.state, found.note) == (3, State.DONE, "")


def test_a_scan_says_that_it_has_no_text(file):
    found = extract(file("a.pdf", a_pdf("")), PDF)

    assert (found.state, found.note, found.page_count) == (State.DONE, "no_text_layer", 1)


def locked_docx() -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")


def spoiled(content: bytes) -> bytes:
    """The same length, with the packed bytes of its first part overwritten."""
    return content[:60] + b"\xff" * 200 + content[260:]


@pytest.mark.parametrize(
    ("content", "kind", "note"),
    [
        (a_docx()[:9000], DOCX, "damaged"),
        (spoiled(a_docx()), DOCX, "damaged"),
        (a_zip({"word/a.xml": b"<a/>"}), DOCX, "damaged"),
        (an_xlsx()[:3000], XLSX, "damaged"),
        (spoiled(an_xlsx()), XLSX, "damaged"),
        (a_locked_pdf(), PDF, "encrypted"),
        (a_pdf("x")[:40], PDF, "damaged"),
        (locked_docx(), OLE, "encrypted"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", OLE, "old_format"),
    ],
)
def test_what_cannot_be_read_says_why(file, content, kind, note):
    found = extract(file("a", content), kind)

    assert (found.state, found.note, found.pages) == (State.FAILED, note, ())


@pytest.mark.parametrize("part", range(0, 100, 4))
@pytest.mark.parametrize("make", [a_docx, an_xlsx, lambda: a_pdf("One", "Two")])
def test_a_file_cut_or_spoiled_anywhere_is_a_result_and_no_error(file, make, part):
    whole, kind = make(), {b"%": PDF}.get(make()[:1], DOCX)
    place = len(whole) * part // 100
    spoilt = whole[:place] + b"\x00\xff" * 8 + whole[place + 16 :]
    for content in (whole[:place], spoilt):
        for reader in {kind, XLSX if kind == DOCX else kind}:
            assert extract(file("a", content), reader).state in State.values


def test_a_file_that_unfolds_too_far_is_not_opened(file, monkeypatch):
    monkeypatch.setattr("archive.holdings.extract.office.MAX_UNPACKED", 100)

    assert extract(file("a.docx", a_docx()), DOCX).note == "too_large"


def test_more_text_than_can_be_searched_is_not_read(file, monkeypatch):
    monkeypatch.setattr("archive.holdings.extract.office.MAX_TEXT", 10)

    assert extract(file("a.xlsx", an_xlsx()), XLSX).note == "too_large"


@pytest.mark.parametrize(("content", "kind"), [(a_picture(), "image/png"), (b"x", PPTX)])
def test_a_kind_without_text_says_so(file, content, kind):
    assert extract(file("a", content), kind).state == State.NONE
