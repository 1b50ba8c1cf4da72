"""Versions and events are told in words: no code, no field name reaches a reader."""

from __future__ import annotations

import pytest
from django.utils import translation

from archive.mediation import register as mediation
from archive.petitions import register as petitions
from archive.records.step import Step
from archive.records.vocabulary import RecordKind
from archive.reports import register as reports
from desk import labels
from desk.compare import lines, said_lines

FIELDS = [
    *((RecordKind.PETITION, name) for name in (*petitions.PLAIN, *petitions.PERSONS)),
    *((RecordKind.DOSSIER, name) for name in (*mediation.PLAIN, "parties", "sessions", "visits")),
    *((RecordKind.REPORT, name) for name in (*reports.PLAIN, *reports.SLOT, *reports.PEOPLE)),
]
WORDS = [
    (RecordKind.PETITION, "kind.state", "opinion_issued", "已出具意见"),
    (RecordKind.PETITION, "kind.appeal_route", "31_6", "不属于以上情形：信访程序"),
    (RecordKind.DOSSIER, "kind.state", "mediating", "调解中"),
    (RecordKind.DOSSIER, "kind.agreement_form", "written", "书面"),
    (RecordKind.REPORT, "kind.state", "submitted", "已报送"),
    (RecordKind.PETITION, "kind.anonymous", True, "是"),
    (RecordKind.PETITION, "kind.handler", {"code": "clerk", "name": "钱经办"}, "钱经办"),
    (RecordKind.REPORT, "kind.signed_by", {"username": "head", "name": "赵正"}, "赵正"),
]


@pytest.fixture(autouse=True)
def chinese():
    with translation.override("zh-hans"):
        yield


def steps(of=Step):
    for step in of.__subclasses__():
        yield step
        yield from steps(step)


def test_every_event_has_a_name():
    ours = [step for step in steps() if step.__module__.startswith("archive.")]
    events = {step.event for step in ours if "event" in vars(step)}

    assert events - labels.EVENTS.keys() == set()


@pytest.mark.parametrize(("kind", "name"), FIELDS)
def test_every_field_of_a_version_has_a_chinese_name(kind, name):
    said = str(labels.path_label(f"kind.{name}", kind))

    assert not said.isascii(), said


@pytest.mark.parametrize(("kind", "path", "value", "said"), WORDS)
def test_a_code_is_said_as_its_word(kind, path, value, said):
    assert lines(path, value, kind) == [said]


def test_a_figure_of_a_report_is_named_by_its_column():
    change = {"path": "kind.figures.total.entered", "before": None, "after": "3.00"}

    (said,) = said_lines(change, RecordKind.REPORT)

    assert said == "调解案件总数（填报）：空 → 3.00"


def test_a_party_is_one_line_without_what_is_empty():
    party = {"position": 1, "side": "applicant", "name": "陈某", "gender": "女", "age": None}

    (said,) = lines("kind.parties", [party], RecordKind.DOSSIER)

    assert said == "陈某（当事人地位 申请人，性别 女）"
