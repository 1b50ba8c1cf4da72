"""The documents of the sample office are whole, agree with one another and name nobody."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from archive.holdings.extract import extract
from archive.holdings.models import Extraction
from archive.holdings.types import DOCX, MARKDOWN, media_type

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "site" / "project" / "sample"
FIXTURES = ROOT / "archive" / "classification" / "fixtures"
CLERKS = {
    "YX": "bureau-clerk",
    "DH": "donghe-clerk",
    "QS": "qingshi-clerk",
    "DH01": "dh01-mediator",
    "DH02": "dh02-mediator",
    "QS01": "qs01-mediator",
    "QS02": "qs02-mediator",
}
FIELDS = [
    "file", "unit", "by", "direction", "title", "number", "issuer", "addressee", "dated_on",
    "genre", "subject", "secrecy", "summary", "effective_on", "valid_until", "abolished_on",
    "share_with", "superseded_by", "notice",
]  # fmt: skip
NOTICE_FIELDS = [
    "name", "summary", "subject", "genre", "channel", "doc_number", "publisher_name",
    "created_on", "published_on", "abolished_on", "text",
]  # fmt: skip
DATES = ("dated_on", "registered_on", "effective_on", "valid_until", "abolished_on")
LAST_DAY = dt.date(2026, 10, 31)
# These two belong to petitions and dossiers; tests/sample/test_matters.py looks at them.
OF_MATTERS = {"签字页（样例）.pdf", "来信（样例）.pdf"}
NUMBER = re.compile(r"(?P<series>\D+)〔(?P<year>\d{4})〕(?P<serial>[1-9]\d*)号")
CITED = re.compile(r"[云东青江][司信政档法][发办函联]*〔\d{4}〕\d+号")
PRIVATE = re.compile(r"(?<!\d)(1[3-9]\d{9}|\d{15}|\d{17}[\dXx])(?!\d)")
UNWANTED = re.compile("重点人员|重点人群|重点人|稳控|维稳|缠访|非访")


def read_documents() -> list[dict[str, Any]]:
    loaded: list[dict[str, Any]] = json.loads((SAMPLE / "documents.json").read_text("utf-8"))
    return loaded


DOCUMENTS = read_documents()
NAMES = [each["file"] for each in DOCUMENTS]
every_document = pytest.mark.parametrize("document", DOCUMENTS, ids=NAMES)
# A picture has no text, and the workbook has a head of its own.
WRITTEN = [each for each in DOCUMENTS if not each["file"].endswith((".png", ".xlsx"))]


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def terms_of(scheme: str) -> Counter[str]:
    def walk(terms: list[dict[str, Any]]) -> list[str]:
        return [name for term in terms for name in (term["name"], *walk(term.get("terms", [])))]

    return Counter(walk(json.loads((FIXTURES / f"{scheme}.json").read_text("utf-8"))["terms"]))


@cache
def text_of(name: str) -> str:
    path = SAMPLE / "files" / name
    return extract(path, media_type(path, name)).text


def folded(text: str) -> str:
    return re.sub(r"\s", "", text)


def test_every_file_is_listed_and_every_listed_file_is_there():
    files = {path.name for path in (SAMPLE / "files").iterdir()}
    assert sorted(NAMES) == sorted(files - OF_MATTERS)


def test_there_are_enough_documents_of_every_year():
    years = Counter(day(each["dated_on"]).year for each in DOCUMENTS)
    assert set(years) == set(range(2019, 2027))
    assert len(DOCUMENTS) >= 30


def test_titles_are_not_repeated():
    assert max(Counter(each["title"] for each in DOCUMENTS).values()) == 1


def test_an_issuer_gives_a_number_once():
    given = Counter((each["issuer"], each["number"]) for each in DOCUMENTS if each["number"])
    assert max(given.values()) == 1


def test_numbers_of_a_year_rise_with_the_days():
    series: dict[tuple[str, str], list[tuple[dt.date, int]]] = {}
    for each in DOCUMENTS:
        if found := NUMBER.fullmatch(each["number"]):
            assert int(found["year"]) == day(each["dated_on"]).year
            one = (day(each["dated_on"]), int(found["serial"]))
            series.setdefault((found["series"], found["year"]), []).append(one)
    for numbered in series.values():
        serials = [serial for _, serial in sorted(numbered)]
        assert serials == sorted(serials)


@every_document
def test_a_document_has_every_field(document):
    assert [key for key in document if key != "registered_on"] == FIELDS
    assert all(document[key] for key in ("title", "issuer", "genre", "subject", "summary"))
    assert document["by"] == CLERKS[document["unit"]]
    assert document["direction"] in {"issued", "received"}
    assert document["secrecy"] in {"public", "internal"}
    assert len(document["summary"]) <= 100
    assert not document["number"] or NUMBER.fullmatch(document["number"])


@every_document
def test_dates_are_real_and_in_order(document):
    dates = {key: day(document[key]) for key in DATES if document.get(key)}
    assert dt.date(2019, 1, 1) <= dates["dated_on"] <= LAST_DAY
    assert dates["dated_on"] <= dates.get("registered_on", dates["dated_on"]) <= LAST_DAY
    begins = dates.get("effective_on", dates["dated_on"])
    assert dates["dated_on"] <= begins
    assert all(begins <= dates[key] for key in ("valid_until", "abolished_on") if key in dates)


@every_document
def test_terms_stand_in_the_schemes_and_mean_one_thing(document):
    assert terms_of("genre")[document["genre"]] == 1
    assert terms_of("subject_category")[document["subject"]] == 1


@every_document
def test_a_document_is_shared_with_other_units_that_exist(document):
    others = document["share_with"]
    assert len(others) == len(set(others))
    assert set(others) <= set(CLERKS) - {document["unit"]}


@pytest.mark.parametrize("document", WRITTEN, ids=[each["file"] for each in WRITTEN])
def test_the_paper_can_be_read_and_says_what_the_list_says(document):
    path = SAMPLE / "files" / document["file"]
    kind = media_type(path, path.name)
    found = extract(path, kind)
    assert found.state == Extraction.DONE
    assert folded(document["title"]) in folded(found.text)
    assert folded(document["number"]) in folded(found.text)
    assert kind not in {DOCX, MARKDOWN} or folded(found.heading) == folded(document["title"])


@every_document
def test_the_paper_is_of_a_sensible_length(document):
    path = SAMPLE / "files" / document["file"]
    assert path.stat().st_size <= 150_000
    assert path.suffix in {".png", ".xlsx"} or 500 <= len(folded(text_of(path.name))) <= 2200


@every_document
def test_nobody_can_be_called_or_singled_out(document):
    text = text_of(document["file"]) + json.dumps(document, ensure_ascii=False)
    assert not PRIVATE.search(text)
    assert not UNWANTED.search(text)


def test_a_successor_is_in_the_list_and_later():
    by_name = {each["file"]: each for each in DOCUMENTS}
    replaced = [each for each in DOCUMENTS if each["superseded_by"]]
    assert replaced
    for each in replaced:
        successor = by_name[each["superseded_by"]]
        assert successor["dated_on"] > each["dated_on"]
        assert each["abolished_on"] == successor["effective_on"]


def test_numbers_cited_between_the_papers_exist():
    known = {each["number"] for each in DOCUMENTS}
    cited = {found for name in NAMES for found in CITED.findall(folded(text_of(name)))}
    assert cited <= known


def test_three_notices_of_the_bureau_are_complete():
    published = [each for each in DOCUMENTS if each["notice"]]
    assert len(published) == 3
    assert {(each["unit"], each["secrecy"]) for each in published} == {("YX", "public")}
    assert {each["genre"] for each in published} == {"通知", "办事指南"}
    assert sum(bool(each["notice"]["abolished_on"]) for each in published) == 1


@pytest.mark.parametrize("document", [each for each in DOCUMENTS if each["notice"]])
def test_a_notice_agrees_with_its_document(document):
    notice = document["notice"]
    assert list(notice) == NOTICE_FIELDS
    assert notice["channel"].startswith("政府信息公开/法定主动公开内容/")
    assert notice["name"] == notice["text"].splitlines()[0] == document["title"]
    assert notice["doc_number"] == document["number"]
    assert notice["abolished_on"] == document["abolished_on"]
    assert day(notice["created_on"]) == day(document["dated_on"]) <= day(notice["published_on"])
    assert len(notice["text"].splitlines()) > 10


@pytest.mark.parametrize(
    "word", ["矛盾纠纷", "排查", "调解协议", "司法确认", "回访", "卷宗", "归档", "信访"]
)
def test_what_is_shown_in_a_search_can_be_found(word):
    assert any(word in text_of(name) for name in NAMES)
