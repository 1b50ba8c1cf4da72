"""The page that is kept of a notice: a file that needs nothing beside it, a version each time."""

import datetime as dt
import re

from archive.documents.publishing import capture
from archive.holdings import store
from archive.holdings.models import Extraction
from archive.records.models import File
from archive.records.vocabulary import PaperType
from portal.publishing import capture as portal_capture


def files_of(notice) -> list[File]:
    paper = notice.record.papers.get(type=PaperType.PUBLISHED_PAGE)
    return list(paper.files.order_by("no"))


def bytes_of(file: File) -> bytes:
    return store.path(file.holding_id).read_bytes()


def test_the_portal_captures(client):
    assert capture() is portal_capture


def test_the_page_is_filed_under_its_number(notice):
    (file,) = files_of(notice)

    assert file.original_name == f"{notice.index_no.replace('/', '_')}.html"
    assert file.holding.media_type == "text/html"
    assert store.verify(file.holding_id)


def test_the_page_says_what_the_portal_says(notice):
    page = bytes_of(files_of(notice)[0]).decode()

    for said in (notice.name, notice.index_no, "云司通〔2024〕8号", "周一至周五接待。"):
        assert said in page
    assert '<html lang="zh-Hans">' in page


def test_the_page_needs_nothing_beside_it(notice):
    page = bytes_of(files_of(notice)[0]).decode()

    assert "<style>" in page and ".notice h1" in page
    assert not re.search(r"<(?:script|link|img|iframe)\b", page)
    assert not re.search(r"(?:src|href)=|url\(|@import", page)


def test_its_text_is_known_without_extraction(notice):
    (file,) = files_of(notice)

    assert file.holding.extraction == Extraction.DONE
    text = file.holding.texts.get(page=1).text
    assert notice.index_no in text and "周一至周五接待。" in text


def test_a_second_publication_files_its_second_version(notice, publish, withdraw):
    withdraw(notice)
    publish(record=notice.record, text="改过的正文", published_on=dt.date(2024, 6, 1))

    first, second = files_of(notice)
    assert (first.no, second.no) == (1, 2)
    assert "改过的正文" in bytes_of(second).decode()
    assert "改过的正文" not in bytes_of(first).decode()
    assert first.original_name == second.original_name


def test_hostile_text_is_kept_as_text(publish):
    evil = "</style><script>alert(1)</script>"
    notice = publish(name=evil, text=evil, summary=evil)

    assert "<script>" not in bytes_of(files_of(notice)[0]).decode()


def test_the_page_is_not_open_to_the_public(client, notice):
    (file,) = files_of(notice)

    response = client.get(f"/files/{file.pk}/")
    assert response.status_code in {302, 404}
    assert notice.name not in response.content.decode()
