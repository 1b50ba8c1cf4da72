"""Fields, choices and rows of every kind in words; no code, no account name, no Python."""

import pytest

from desk.compare import said_in
from desk.labels import path_label

PARTY = {"name": "张明", "side": "applicant", "age": 52, "signed_on": None, "position": 1}
PERSON = {"username": "mediator", "name": "郑调解"}
MEDIATOR = {"name": "郑调解", "username": "mediator", "signed_on": None}


def change(path, before, after):
    return [{"path": path, "before": before, "after": after}]


@pytest.mark.parametrize(
    ("kind", "path", "label"),
    [
        ("petition", "matter_class", "class"),
        ("petition", "kind.drafted_by", "drafted by"),
        ("petition", "channel", "Form of the petition"),
        ("dossier", "kind.ended_on", "mediation ended on"),
        ("dossier", "kind.sessions", "sittings"),
        ("report", "kind.signed_by", "leader who signed"),
        ("document", "record.title", "title"),
    ],
)
def test_a_field_has_the_name_its_kind_gives_it(kind, path, label):
    assert str(path_label(path, kind)) == label


@pytest.mark.parametrize(
    ("kind", "path", "before", "after", "said"),
    [
        ("petition", "kind.state", "triaged", "accepted", ["state：Triaged → Accepted"]),
        ("report", "kind.filled_by", None, PERSON, ["filled by：empty → 郑调解"]),
        ("dossier", "kind.mediators", [], [MEDIATOR], ["mediators ＋ 郑调解"]),
    ],
)
def test_a_change_is_told_in_words(kind, path, before, after, said):
    assert said_in(change(path, before, after), kind) == said


def test_of_a_row_that_stood_only_what_came_is_told():
    signed = PARTY | {"signed_on": "2026-03-12"}

    (said,) = said_in(change("kind.parties", [PARTY], [signed]), "dossier")

    assert said == "parties 张明，signed on：empty → 2026-03-12"


def test_a_new_row_is_told_without_account_name_or_place():
    (said,) = said_in(change("kind.parties", [], [PARTY]), "dossier")

    assert said.startswith("parties ＋ 张明（") and "Applicant" in said and "52" in said
    assert "position" not in said
