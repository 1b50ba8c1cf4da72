"""A document described as plain data: one schema is printed and read, all faults at once."""

import json

import pytest

from archive.classification.load import load_schemes
from archive.documents.described import FIELDS, read_document, schema
from archive.documents.steps import RegisterDocuments
from archive.documents.vocabulary import Direction
from archive.holdings.models import Holding
from archive.organisation.refusal import Refused
from archive.records.models import File
from archive.records.vocabulary import PaperType, Secrecy

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def beside(settings, tmp_path):
    """The folder the description lies in, with two files."""
    settings.ANJUAN_STORE = str(tmp_path / "store")
    load_schemes()
    (tmp_path / "正文.txt").write_text("矛盾纠纷排查")
    (tmp_path / "空.txt").write_bytes(b"")
    return tmp_path


WHOLE = {
    "title": "关于排查的通知",
    "number": "云司发〔2024〕7号",
    "issuer": "云溪县司法局",
    "addressee": "各司法所",
    "dated_on": "2024-03-01",
    "direction": "received",
    "genre": "通知",
    "subject": "0207",
    "secrecy": "internal",
    "restricted": True,
    "summary": "排查",
    "effective_on": "2024-03-02",
    "valid_until": "2026-03-01",
    "abolished_on": "2025-01-01",
    "papers": [{"files": ["正文.txt"]}, {"title": "附表", "type": "attachment", "files": []}],
}


def faults(beside, **values) -> list[str]:
    with pytest.raises(Refused) as error:
        read_document({"title": "通知", "issuer": "局"} | values, beside)
    assert all(str(refusal) for refusal in error.value.refusals)
    return [refusal.code for refusal in error.value.refusals]


def test_every_field_of_the_schema_is_read(beside):
    assert WHOLE.keys() == FIELDS.keys()
    document = read_document(WHOLE, beside)

    assert (document.genre.code, document.subject.name) == ("08", "信访")
    assert (document.direction, document.secrecy) == (Direction.RECEIVED, Secrecy.INTERNAL)
    assert document.dated_on.isoformat() == "2024-03-01"
    assert [paper.title for paper in document.papers] == ["关于排查的通知", "附表"]
    assert document.papers[1].type == PaperType.ATTACHMENT


def test_files_are_held_and_read(beside):
    read_document(WHOLE, beside)

    assert Holding.objects.get().texts.get().text == "矛盾纠纷排查"


def test_what_was_read_can_be_registered(office, beside):
    step = RegisterDocuments([read_document(WHOLE, beside)], office.donghe, by=office.clerk)

    (record,) = step.run()
    assert record.title == "关于排查的通知"
    assert File.objects.get(paper__record=record).original_name == "正文.txt"


def test_the_schema_is_plain_and_says_what_is_needed():
    printed = json.loads(json.dumps(schema()))

    assert printed["$schema"].endswith("2020-12/schema")
    assert printed["required"] == ["title", "issuer"]
    assert printed["additionalProperties"] is False
    assert printed["properties"]["secrecy"] == {"enum": ["public", "internal", "work_secret"]}


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"titel": "x"}, "field_unknown"),
        ({"number_sort": "x"}, "field_unknown"),
        ({"title": 7}, "field_wrong"),
        ({"title": None}, "field_wrong"),
        ({"title": "长" * 501}, "field_wrong"),
        ({"restricted": "yes"}, "field_wrong"),
        ({"secrecy": "secret"}, "field_wrong"),
        ({"direction": ["received"]}, "field_wrong"),
        ({"dated_on": "2026-02-30"}, "date_impossible"),
        ({"dated_on": "2024年3月1日"}, "date_impossible"),
        ({"dated_on": "20240301"}, "date_impossible"),
        ({"dated_on": "2024-W09-5"}, "date_impossible"),
        ({"dated_on": ""}, "date_impossible"),
        ({"dated_on": 20240301}, "field_wrong"),
        ({"genre": "没有这一类"}, "term_unknown"),
        ({"subject": "通知"}, "term_unknown"),
        ({"papers": "正文.txt"}, "field_wrong"),
        ({"papers": ["正文.txt"]}, "field_wrong"),
        ({"papers": [{"title": "x"}]}, "field_wrong"),
        ({"papers": [{"files": "正文.txt"}]}, "field_wrong"),
        ({"papers": [{"files": ["没有.txt"]}]}, "file_missing"),
        ({"papers": [{"files": [7]}]}, "file_missing"),
        ({"papers": [{"files": ["."]}]}, "file_missing"),
        ({"papers": [{"files": ["a\x00b"]}]}, "file_missing"),
        ({"papers": [{"files": [], "kind": "main"}]}, "field_unknown"),
        ({"papers": [{"files": [], "type": "report"}]}, "field_wrong"),
        ({"papers": [{"files": [], "title": "长" * 501}]}, "field_wrong"),
        ({"papers": [{"files": ["空.txt"]}]}, "empty"),
    ],
)
def test_a_fault_has_its_code(beside, values, code):
    assert faults(beside, **values) == [code]


def test_all_faults_come_at_once_and_nothing_is_held(beside):
    found = faults(
        beside,
        titel="x",
        dated_on="2026-02-30",
        genre="没有",
        papers=[{"files": ["没有.txt", "正文.txt"]}],
    )

    assert found == ["field_unknown", "date_impossible", "term_unknown", "file_missing"]
    assert not Holding.objects.exists()


def test_what_is_missing_is_said_by_the_step(office, beside):
    with pytest.raises(Refused) as error:
        RegisterDocuments([read_document({}, beside)], office.donghe, by=office.clerk).run()

    assert [one.code for one in error.value.refusals] == ["field_missing", "issuer_missing"]
