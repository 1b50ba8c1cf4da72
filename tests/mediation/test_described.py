"""A dispute described as plain data: one schema is printed and read, all faults at once."""

import json

import pytest

from archive.mediation.described import FIELDS, PARTY_FIELDS, read_dossier, schema
from archive.mediation.steps import RegisterDossier
from archive.mediation.vocabulary import PartyKind, Side
from archive.organisation.refusal import Refused
from tests.commands import answer, manage, run_python, with_office

pytestmark = pytest.mark.django_db
PARTY = {
    "name": "云溪建筑公司",
    "side": "respondent",
    "kind": "organisation",
    "gender": "",
    "ethnicity": "",
    "age": 30,
    "occupation": "建筑",
    "address": "城关镇",
    "id_no": "91320482MA1234567X",
    "phone": "051988880000",
}
WHOLE = {
    "parties": [{"name": "张明", "side": "applicant"}, PARTY],
    "dispute_type": "合同纠纷",
    "source": "法院",
    "referrer": "云溪县人民法院",
    "received_on": "2026-03-02",
    "facts": "工程款结算有争议。",
    "requests": "支付工程款\n返还工具",
    "difficult": True,
    "restricted": True,
    "title": "张明与云溪建筑公司合同纠纷",
    "mediators": ["mediator", "周某"],
}


def faults(**values) -> list[str]:
    with pytest.raises(Refused) as error:
        read_dossier(WHOLE | values)
    assert all(str(refusal) for refusal in error.value.refusals)
    return [refusal.code for refusal in error.value.refusals]


def test_every_field_of_the_schema_is_read(office):
    assert WHOLE.keys() == FIELDS.keys()
    assert PARTY.keys() == PARTY_FIELDS.keys()
    new = read_dossier(WHOLE)

    assert (new.dispute_type.code, new.source.code) == ("04", "0301")
    assert (new.parties[1].side, new.parties[1].kind) == (Side.RESPONDENT, PartyKind.ORGANISATION)
    assert [one.shown for one in new.mediators] == ["郑调解", "周某"]
    assert new.received_on.isoformat() == "2026-03-02"


def test_what_was_read_can_be_registered(office):
    (record,) = RegisterDossier(read_dossier(WHOLE), office.village, by=office.mediator).run()

    assert record.title == "张明与云溪建筑公司合同纠纷"
    assert record.dossier.requests.splitlines() == ["支付工程款", "返还工具"]


def test_a_dispute_type_by_name_is_that_of_the_day(office):
    old = read_dossier(WHOLE | {"received_on": "2016-03-02", "dispute_type": "邻里纠纷"})
    new = read_dossier(WHOLE | {"dispute_type": "邻里纠纷"})

    assert (old.dispute_type.code, new.dispute_type.code) == ("old-02", "02")


def test_the_schema_is_plain_and_says_what_is_needed():
    printed = json.loads(json.dumps(schema()))

    assert printed["required"] == ["parties", "dispute_type", "source", "received_on", "facts"]
    assert printed["properties"]["parties"]["items"]["required"] == ["name", "side"]
    assert printed["additionalProperties"] is False


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"titel": "x"}, "field_unknown"),
        ({"facts": 7}, "field_wrong"),
        ({"difficult": "yes"}, "field_wrong"),
        ({"difficult": 1}, "field_wrong"),
        ({"title": "长" * 501}, "field_wrong"),
        ({"received_on": "2026-02-30"}, "date_impossible"),
        ({"received_on": "20260302"}, "date_impossible"),
        ({"dispute_type": "没有这一类"}, "term_unknown"),
        ({"source": "合同纠纷"}, "term_unknown"),
        ({"parties": "张明"}, "field_wrong"),
        ({"parties": ["张明"]}, "field_wrong"),
        ({"parties": [{"name": "张明"}]}, "field_wrong"),
        ({"parties": [{"name": "张明", "side": "judge"}]}, "field_wrong"),
        ({"parties": [PARTY | {"age": True}]}, "field_wrong"),
        ({"parties": [PARTY | {"risk": "high"}]}, "field_unknown"),
        ({"mediators": [7]}, "field_wrong"),
        ({"mediators": "mediator"}, "field_wrong"),
    ],
)
def test_a_fault_has_its_code(values, code):
    assert faults(**values) == [code]


def test_all_faults_come_at_once():
    found = faults(titel="x", received_on="2026-02-30", parties=[{"name": 1, "side": "x"}])

    assert found == ["date_impossible", "field_unknown", "field_wrong", "field_wrong"]


def test_what_is_missing_is_said_by_the_step(office):
    with pytest.raises(Refused) as error:
        RegisterDossier(read_dossier({}), office.village, by=office.mediator).run()

    found = [one.code for one in error.value.refusals]
    assert found == ["field_missing", "source_missing", "parties_under_2"]


@pytest.mark.slow
def test_the_front_door_registers_and_prints_the_schema(sqlite_home, tmp_path):
    with_office(sqlite_home)
    run_python(sqlite_home, SHIPPED)
    file = tmp_path / "dossier.json"
    file.write_text(json.dumps(WHOLE, ensure_ascii=False), encoding="utf-8")
    words = ("register", "dossier", "--unit", "DH1", "--file", file, "--as", "mediator")

    assert "调字〔" in answer(sqlite_home, *words)["number"]
    assert answer(sqlite_home, "register", "dossier", "--schema")["title"] == "dossier"
    assert answer(sqlite_home, "register", "document", "--schema")["title"] == "document"
    file.write_text("{}", encoding="utf-8")
    assert manage(sqlite_home, *words).returncode == 1


SHIPPED = """
from archive.classification.load import load_schemes
from archive.clocks.load import load_clocks
from archive.organisation.keys import make_key
load_schemes(); load_clocks(); make_key()
"""
