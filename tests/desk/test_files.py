"""Bytes and pictures of files: for those who see the record, in pieces where asked, noted."""

import io

import pytest
from PIL import Image

from archive.records.models import Event
from archive.records.steps import AddFile, AddPaper
from tests.desk.conftest import hold


def picture(kind="PNG"):
    target = io.BytesIO()
    Image.new("RGB", (600, 800), "white").save(target, kind)
    return target.getvalue()


@pytest.fixture
def text(office, record):
    new = hold("通知 2024.txt", "关于做好排查工作的通知".encode())
    return AddFile(record.papers.get(), new, by=office.clerk).run()


@pytest.fixture
def scan(office, record):
    new = hold("扫描件.pdf", picture("PDF"))
    return AddPaper(record, new, title="扫描件", by=office.clerk).run()


def body(response):
    return b"".join(response.streaming_content) if response.streaming else response.content


def downloads():
    return Event.objects.filter(name="file:download")


def test_the_bytes_come_back_under_the_original_name(office, text, sign_in):
    response = sign_in(office.clerk).get(f"/files/{text.pk}/?download=1")

    assert body(response).decode() == "关于做好排查工作的通知"
    assert "%E9%80%9A%E7%9F%A5" in response["Content-Disposition"]
    assert response["Content-Disposition"].startswith("attachment")


def test_a_download_is_noted_with_who_and_what(office, text, sign_in):
    sign_in(office.clerk).get(f"/files/{text.pk}/")

    event = downloads().get()
    assert event.actor == office.clerk
    assert text.holding_id in event.body.content
    assert event.record is None


@pytest.mark.parametrize(
    ("asked", "span", "piece"),
    [
        ("bytes=0-5", "bytes 0-5/33", "关于"),
        ("bytes=27-", "bytes 27-32/33", "通知"),
        ("bytes=-6", "bytes 27-32/33", "通知"),
        ("bytes=27-999", "bytes 27-32/33", "通知"),
    ],
)
def test_a_piece_is_given_where_a_piece_is_asked(office, text, sign_in, asked, span, piece):
    response = sign_in(office.clerk).get(f"/files/{text.pk}/", headers={"Range": asked})

    assert (response.status_code, response["Content-Range"]) == (206, span)
    assert body(response).decode() == piece


@pytest.mark.parametrize("asked", ["bytes=9-3", "bytes=99-", "bytes=-", "lines=1-2"])
def test_a_piece_that_cannot_be_is_the_whole(office, text, sign_in, asked):
    response = sign_in(office.clerk).get(f"/files/{text.pk}/", headers={"Range": asked})

    assert response.status_code == 200
    assert len(body(response)) == 33


def test_what_the_browser_has_is_not_sent_nor_noted_again(office, text, sign_in):
    client = sign_in(office.clerk)
    etag = client.get(f"/files/{text.pk}/")["ETag"]

    again = client.get(f"/files/{text.pk}/", headers={"If-None-Match": etag})

    assert (again.status_code, again.content) == (304, b"")
    assert downloads().count() == 1


def test_the_further_pieces_of_one_opening_are_not_noted(office, text, sign_in):
    client = sign_in(office.clerk)

    for asked in ("bytes=0-5", "bytes=6-11", "bytes=12-17"):
        client.get(f"/files/{text.pk}/", headers={"Range": asked})

    assert downloads().count() == 1


def test_a_piece_from_the_middle_alone_is_noted(office, text, sign_in):
    body(sign_in(office.clerk).get(f"/files/{text.pk}/", headers={"Range": "bytes=1-"}))

    assert downloads().count() == 1


def test_nothing_of_a_file_may_run_or_be_kept_by_others(office, text, sign_in):
    response = sign_in(office.clerk).get(f"/files/{text.pk}/")

    assert response["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response["Content-Security-Policy"]
    assert "private" in response["Cache-Control"]


def test_a_page_that_could_run_is_only_downloaded(office, record, sign_in):
    new = hold("网页.html", b"<!doctype html><script>alert(1)</script>")
    file = AddPaper(record, new, title="网页", by=office.clerk).run()

    response = sign_in(office.clerk).get(f"/files/{file.pk}/")

    assert response["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize("path", ["thumbnail/", "pages/1/"])
def test_a_page_of_a_scan_is_a_picture(office, scan, sign_in, path):
    response = sign_in(office.clerk).get(f"/files/{scan.pk}/{path}")

    assert response["Content-Type"] == "image/webp"
    assert Image.open(io.BytesIO(response.content)).width <= 1100


@pytest.mark.parametrize("path", ["pages/2/", "pages/0/"])
def test_a_page_that_is_not_there_is_not_found(office, scan, sign_in, path):
    assert sign_in(office.clerk).get(f"/files/{scan.pk}/{path}").status_code == 404


def test_a_text_has_no_picture(office, text, sign_in):
    assert sign_in(office.clerk).get(f"/files/{text.pk}/thumbnail/").status_code == 404


def test_the_file_before_can_still_be_opened(office, text, sign_in):
    newer = hold("修订.txt", "修订后的通知".encode())
    AddFile(text.paper, newer, by=office.clerk).run()

    first = sign_in(office.clerk).get(f"/files/{text.pk}/")
    assert body(first).decode() == "关于做好排查工作的通知"


def test_a_text_of_old_encoding_is_downloaded_as_it_is(office, record, sign_in):
    new = hold("旧通知.txt", "关于做好排查工作的通知".encode("gb18030"))
    file = AddFile(record.papers.get(), new, by=office.clerk).run()

    response = sign_in(office.clerk).get(f"/files/{file.pk}/")

    assert response["Content-Disposition"].startswith("attachment")
    assert body(response).decode("gb18030") == "关于做好排查工作的通知"
