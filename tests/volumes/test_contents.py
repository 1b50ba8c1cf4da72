"""What a contents lacks, all at once; who says it is complete, and what a line has no paper for."""

from __future__ import annotations

import datetime as dt

import pytest

from archive.mediation.models import Dossier, Party, Session, Visit
from archive.organisation.refusal import Refused
from archive.petitions.models import Petition
from archive.records.models import File, Letter, Paper, Record
from archive.records.step import NotYourPost
from archive.records.vocabulary import PaperType, RecordState
from archive.volumes.contents import check_contents
from archive.volumes.load import load_volumes
from archive.volumes.models import Completion, ContentsLine
from archive.volumes.rules import Leaf, Matter, in_order, missing_lines, page_ranges, parts
from archive.volumes.steps import Complete, SayNotApplicable, SendBack
from tests.volumes import shelf

D = dt.date
P = PaperType


def codes(error):
    return [refusal.code for refusal in error.value.refusals]


def lacking(record):
    return [(lack.code, lack.line) for lack in check_contents(record)]


@pytest.mark.parametrize(
    ("papers", "agreed", "expected"),
    [
        ((P.APPLICATION, P.MEDIATION_RECORD, P.AGREEMENT), True, []),
        ((P.ACCEPTANCE_FORM, P.MEDIATION_RECORD, P.AGREEMENT), True, []),
        ((P.APPLICATION, P.MEDIATION_RECORD), False, []),
        ((P.APPLICATION,), False, [("line_missing", "mediation_record")]),
        ((P.MEDIATION_RECORD,), False, [("line_missing", "application")]),
        ((P.APPLICATION, P.MEDIATION_RECORD), True, [("line_missing", "agreement")]),
        (
            (P.APPLICATION, P.MEDIATION_RECORD, P.ORAL_AGREEMENT),
            True,
            [("line_missing", "agreement")],
        ),
        (
            (),
            True,
            [
                ("line_missing", "application"),
                ("line_missing", "mediation_record"),
                ("line_missing", "agreement"),
            ],
        ),
    ],
)
def test_what_a_dossier_lacks(office, papers, agreed, expected):
    record = shelf.dossier(
        office.donghe, office.clerk, papers=papers, agreed=agreed, complete=False
    )

    assert lacking(record) == expected


def test_the_sentence_names_all_that_could_stand_there(office):
    record = shelf.dossier(office.donghe, office.clerk, papers=(P.MEDIATION_RECORD,), agreed=False)

    (lack,) = check_contents(record)

    assert lack.title == "人民调解申请书、人民调解受理登记表"
    assert lack.title in lack.sentence


def visited(record):
    Visit.objects.create(
        dossier=record.dossier, visited_on=D(2024, 8, 1), visitor="郑", note="已履行"
    )


def party_unsigned(record):
    Party.objects.filter(dossier=record.pk, position=1).update(signed_on=None)


def sitting_unsigned(record):
    Session.objects.filter(dossier=record.pk).update(signed=False)


def agreed_before_it_began(record):
    record.papers.filter(type=P.AGREEMENT).update(dated_on=D(2020, 1, 1))


def dated_ahead(record):
    record.papers.filter(type=P.APPLICATION).update(dated_on=D(2999, 1, 1))


def empty_paper(record):
    Paper.objects.create(record=record, position=99, type=P.EVIDENCE, title="照片")


def printed(record):
    paper = record.papers.get(type=P.AGREEMENT)
    Letter.objects.create(
        record=record,
        paper=paper,
        code=P.AGREEMENT,
        template_version=1,
        issued_on=D(2024, 6, 1),
        issued_by=record.made_by,
    )


def confirmed(record):
    Dossier.objects.filter(pk=record.pk).update(confirmation="confirmed")


@pytest.mark.parametrize(
    ("spoil", "expected"),
    [
        (visited, ("line_missing", "visit_record")),
        (confirmed, ("line_missing", "confirmation")),
        (party_unsigned, ("unsigned", "agreement")),
        (sitting_unsigned, ("unsigned", "mediation_record")),
        (agreed_before_it_began, ("inconsistent", "agreement")),
        (dated_ahead, ("inconsistent", "application")),
        (empty_paper, ("scan_missing", "evidence")),
        (printed, ("unsigned", "agreement")),
    ],
)
def test_a_dossier_that_contradicts_itself(office, spoil, expected):
    record = shelf.dossier(office.donghe, office.clerk)
    spoil(record)

    assert lacking(record) == [expected]


def test_the_scan_of_the_signed_sheet_mends_a_printed_form(office):
    record = shelf.dossier(office.donghe, office.clerk)
    printed(record)
    paper = record.papers.get(type=P.AGREEMENT)
    File.objects.create(
        paper=paper,
        no=2,
        holding=shelf.held(3),
        original_name="签字.pdf",
        added_by=office.clerk,
        added_at=record.made_at,
    )

    assert lacking(record) == []


@pytest.mark.parametrize(
    ("facts", "line"),
    [
        ({"accepted_on": D(2024, 1, 3)}, "accept_notice"),
        ({"result": "supported"}, "opinion"),
        ({"served_on": D(2024, 2, 3)}, "service_receipt"),
        ({"channel": "letter"}, "petition_letter"),
    ],
)
def test_what_was_done_in_a_petition_must_lie_in_it(office, facts, line):
    record = shelf.petition(office.donghe, office.clerk)
    Petition.objects.filter(pk=record.pk).update(**facts)

    assert lacking(record) == [("line_missing", line)]


def test_no_notice_is_asked_for_where_the_address_is_unclear(office):
    record = shelf.petition(office.donghe, office.clerk)
    Petition.objects.filter(pk=record.pk).update(accepted_on=D(2024, 1, 3), unclear=True)

    assert lacking(record) == []


def test_a_document_lacks_nothing(office):
    assert check_contents(shelf.document(office.donghe, office.clerk)) == []


def test_the_handler_completes_a_closed_dossier(office):
    record = shelf.dossier(office.donghe, office.archivist, complete=False)

    Complete(record, by=office.archivist).run()

    assert Completion.objects.get(record=record).by == office.archivist
    assert record.events.filter(name="record:complete").exists()


def test_completing_is_refused_with_every_lack(office):
    record = shelf.dossier(office.donghe, office.archivist, papers=(), complete=False)

    with pytest.raises(Refused) as error:
        Complete(record, by=office.archivist).run()

    assert codes(error) == ["line_missing"] * 3
    assert not Completion.objects.exists()


STATES = {
    RecordState.CAPTURED: "wrong_state",
    RecordState.REGISTERED: "wrong_state",
    RecordState.BOUND: "sealed",
    RecordState.STRUCK: "wrong_state",
    RecordState.DESTROYED: "sealed",
}


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize(
    "step",
    [
        lambda record, by: Complete(record, by=by),
        lambda record, by: SayNotApplicable(record, "evidence", "没有", by=by),
        lambda record, by: SendBack(record, by=by, reason="缺页"),
    ],
)
def test_only_the_contents_of_a_closed_record_is_worked_on(office, state, step):
    record = shelf.dossier(office.donghe, office.archivist)
    Record.objects.filter(pk=record.pk).update(state=state)

    with pytest.raises(Refused) as error:
        step(record, office.archivist).run()

    assert STATES[state] in codes(error)


def test_completing_twice_and_completing_a_document_are_refused(office):
    record = shelf.dossier(office.donghe, office.archivist)
    document = shelf.document(office.donghe, office.clerk)

    for one in (record, document):
        with pytest.raises(Refused) as error:
            Complete(one, by=office.archivist).run()
        assert codes(error) == ["wrong_state"]


def test_a_leader_does_not_complete(office):
    record = shelf.dossier(office.donghe, office.clerk, complete=False)

    with pytest.raises(NotYourPost):
        Complete(record, by=office.leader).run()


def test_a_line_that_does_not_apply_is_no_lack(office):
    record = shelf.dossier(
        office.donghe, office.archivist, papers=(P.APPLICATION,), agreed=False, complete=False
    )

    SayNotApplicable(record, "mediation_record", "申请人撤回申请", by=office.archivist).run()

    assert lacking(record) == []
    assert record.not_applicable.get().reason == "申请人撤回申请"


@pytest.mark.parametrize(
    ("line", "reason", "expected"),
    [
        ("evidence", " ", "reason_missing"),
        ("no_such_line", "没有", "line_unknown"),
        ("application", "没有", "line_filled"),
    ],
)
def test_answers_that_are_refused(office, line, reason, expected):
    record = shelf.dossier(office.donghe, office.archivist, complete=False)

    with pytest.raises(Refused) as error:
        SayNotApplicable(record, line, reason, by=office.archivist).run()

    assert codes(error) == [expected]


def test_the_archivist_sends_a_dossier_back(office):
    record = shelf.dossier(office.donghe, office.clerk)

    SendBack(record, by=office.archivist, reason="调解记录缺第二页").run()

    assert not Completion.objects.exists()
    with pytest.raises(Refused):
        SendBack(record, by=office.archivist, reason="再退").run()


def test_what_an_office_edited_is_not_loaded_again(db):
    ContentsLine.objects.filter(code="evidence").delete()

    assert load_volumes() == 0
    assert not ContentsLine.objects.filter(code="evidence").exists()


def leaf(pages=1, **more):
    return Leaf(**{"paper": 1, "type": P.MAIN, "position": 1, "title": "x", "pages": pages} | more)


@pytest.mark.parametrize(
    ("pages", "expected"),
    [
        ([200], [[200]]),
        ([100, 100], [[100, 100]]),
        ([100, 101], [[100], [101]]),
        ([300, 1], [[300], [1]]),
        ([1, 300], [[1], [300]]),
        ([None] * 3, [[None, None, None]]),
        ([], [[]]),
    ],
)
def test_parts_hold_at_most_two_hundred_pages(pages, expected):
    cut = parts([leaf(count) for count in pages])

    assert [[one.pages for one in part] for part in cut] == expected


def test_a_paper_without_pages_counts_one():
    assert page_ranges([leaf(3), leaf(None), leaf(2)]) == [(1, 3), (4, 4), (5, 6)]


def test_an_item_has_its_text_before_attachments_and_drafts():
    papers = [leaf(type=P.DRAFT), leaf(type=P.OTHER), leaf(type=P.ATTACHMENT), leaf(type=P.MAIN)]

    assert [one.type for one in in_order(papers, [])] == [P.MAIN, P.ATTACHMENT, P.DRAFT, P.OTHER]


def test_no_template_asks_for_nothing():
    assert list(missing_lines([], [], Matter(agreed=True))) == []
