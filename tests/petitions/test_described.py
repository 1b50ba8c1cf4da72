"""A petition handed in as data: all faults at once, every field read."""

import json

import pytest

from archive.organisation.refusal import Refused
from archive.petitions.described import FIELDS, read_petition, schema
from archive.petitions.steps import RegisterPetition

WHOLE = {
    "channel": "letter",
    "received_on": "2026-03-02",
    "summary": "水渠改道。",
    "claims": ["恢复原渠"],
    "title": "水渠改道一事",
    "source": "transferred",
    "source_no": "县信转〔2026〕5号",
    "petitioner_name": "陈秀兰",
    "petitioner_address": "东河村",
    "id_no": "320481198001011234",
    "phone": "13912345678",
    "anonymous": False,
    "unclear": False,
    "keep_confidential": True,
    "people_count": 6,
    "representatives": "陈秀兰、王建国",
    "matter_class": "appeal",
    "matter_place": "东河村三组",
    "respondent_unit": "DH1",
    "respondent_person": "stranger",
    "respondent_text": "村委会",
    "papers": [{"type": "petition_letter", "dated_on": "2026-03-01", "files": ["来信.txt"]}],
}


@pytest.fixture
def beside(office, tmp_path):
    (tmp_path / "来信.txt").write_text("请恢复原渠", encoding="utf-8")
    return tmp_path


def faults(beside, **values):
    with pytest.raises(Refused) as error:
        read_petition(WHOLE | values, beside)
    return [refusal.code for refusal in error.value.refusals]


def test_every_field_is_read_and_registered(office, beside):
    assert WHOLE.keys() == FIELDS.keys()
    step = RegisterPetition(read_petition(WHOLE, beside), office.donghe, by=office.clerk)
    (record,) = step.run()

    assert (record.title, record.restricted) == ("水渠改道一事", True)
    row = record.petition
    assert (row.source_no, row.people_count, row.id_no_tail) == ("县信转〔2026〕5号", 6, "1234")
    assert (row.respondent_unit, row.respondent_person) == (office.village, office.stranger)
    assert record.papers.get().files.get().original_name == "来信.txt"


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"nmae": "x"}, "field_unknown"),
        ({"id_no_sealed": "x"}, "field_unknown"),
        ({"channel": "pigeon"}, "field_wrong"),
        ({"people_count": 0}, "field_wrong"),
        ({"people_count": True}, "field_wrong"),
        ({"anonymous": 1}, "field_wrong"),
        ({"claims": "恢复"}, "field_wrong"),
        ({"claims": [7]}, "field_wrong"),
        ({"title": "长" * 501}, "field_wrong"),
        ({"received_on": "2026-02-30"}, "date_impossible"),
        ({"respondent_unit": "XX"}, "unit_unknown"),
        ({"respondent_person": "nobody"}, "person_unknown"),
        ({"papers": [{"title": "x"}]}, "field_wrong"),
        ({"papers": [{"files": ["没有.txt"]}]}, "file_missing"),
        ({"papers": [{"files": [], "kind": "x"}]}, "field_unknown"),
        ({"papers": [{"files": [], "dated_on": "昨天"}]}, "date_impossible"),
    ],
)
def test_a_fault_has_its_code(beside, values, code):
    assert faults(beside, **values) == [code]


def test_what_is_missing_is_said_by_the_step(office, beside):
    with pytest.raises(Refused) as error:
        RegisterPetition(read_petition({}, beside), office.donghe, by=office.clerk).run()

    assert [one.code for one in error.value.refusals] == ["field_missing"]


def test_the_schema_is_plain():
    printed = json.loads(json.dumps(schema()))

    assert printed["required"] == ["channel", "received_on", "summary", "claims"]
    assert printed["additionalProperties"] is False
