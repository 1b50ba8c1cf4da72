"""Forms: printed from the dossier, signed on paper, and back onto the same paper."""

import datetime as dt
from decimal import Decimal
from io import BytesIO

import pytest
from docx import Document

import doc_templates
from archive.holdings import store
from archive.mediation.forms import FORMS
from archive.mediation.steps import CloseDossier, PrintForm, RecordPerformance
from archive.mediation.vocabulary import Performance
from archive.records.models import Letter, Version
from archive.records.steps import AddFile, NewFile
from tests.mediation.people import (
    AGREED,
    PERFORM_BY,
    PHONE,
    accept,
    codes,
    fresh,
    in_state,
    register,
)
from tests.office import make_holding

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def templates(settings, tmp_path, db):
    settings.ANJUAN_STORE = tmp_path / "store"
    doc_templates.load_shipped()


def read(paper) -> str:
    """All text of the newest file, tables too."""
    newest = paper.files.order_by("-no").first()
    document = Document(BytesIO(store.path(newest.holding_id).read_bytes()))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([paragraph.text for paragraph in document.paragraphs] + cells)


@pytest.mark.parametrize("code", FORMS)
def test_every_form_is_filled_from_a_dossier(office, code):
    record = in_state(office, "agreed")

    paper = PrintForm(record, code, by=office.mediator).run()
    assert paper.type == code
    text = read(paper)
    assert "张明" in text
    assert "{{" not in text
    assert "None" not in text


@pytest.mark.parametrize("code", FORMS)
def test_every_form_is_filled_from_a_dossier_that_has_just_come(office, code):
    assert "张明" in read(PrintForm(register(office), code, by=office.mediator).run())


def test_the_form_bears_number_date_and_template(office):
    record = in_state(office, "agreed")

    paper = PrintForm(record, "agreement", by=office.mediator).run()
    assert (paper.number, paper.dated_on) == (record.number, AGREED)
    letter = Letter.objects.get(paper=paper)
    assert (letter.code, letter.template_version) == ("agreement", 1)
    assert "3000元" in read(paper)


def test_the_telephone_is_printed_and_the_event_says_so_without_it(office):
    record = accept(office, register(office))

    paper = PrintForm(record, "acceptance_form", by=office.mediator).run()
    assert PHONE in read(paper)
    event = record.events.get(name="dossier:print_form").body.content
    assert '"telephones_of":["张明"]' in event
    assert PHONE not in event
    assert PHONE not in Version.objects.filter(record=record).last().body.content


def test_an_agreement_is_printed_before_it_is_signed(office):
    record = in_state(office, "mediating")
    draft = {"terms": "补偿4000元。", "amount": Decimal(4000), "perform_by": PERFORM_BY}

    paper = PrintForm(record, "agreement", draft=draft, by=office.mediator).run()
    text = read(paper)
    assert "补偿4000元。" in text
    assert "4000元" in text
    assert paper.dated_on is None


def test_printed_anew_it_is_the_next_file_of_the_same_paper(office):
    record = in_state(office, "mediating")
    for terms in ("补偿3000元。", "补偿4000元。"):
        draft = {"terms": terms}
        paper = PrintForm(fresh(record), "agreement", draft=draft, by=office.mediator).run()

    assert record.papers.count() == 1
    assert [file.no for file in paper.files.order_by("no")] == [1, 2]
    assert "4000" in read(paper)
    same = PrintForm(fresh(record), "agreement", draft=draft, by=office.mediator)
    assert codes(same) == ["same_bytes_here"]


def test_the_signed_scan_comes_back_to_the_same_paper_and_closes_the_dossier(office):
    record, by = in_state(office, "agreed"), office.mediator
    paper = PrintForm(record, "agreement", by=by).run()
    RecordPerformance(record, Performance.PERFORMED, on=PERFORM_BY, by=by).run()
    assert codes(CloseDossier(fresh(record), by=by)) == ["agreement_not_scanned"]

    AddFile(paper, NewFile(make_holding(), "协议书签字件.pdf"), by=by).run()
    assert codes(CloseDossier(fresh(record), by=by)) == []
    assert record.papers.get().files.count() == 2


def test_a_print_does_not_hide_what_is_signed(office):
    record = in_state(office, "agreed")
    paper = PrintForm(record, "agreement", by=office.mediator).run()
    AddFile(paper, NewFile(make_holding(), "签字件.pdf"), by=office.mediator).run()

    step = PrintForm(fresh(record), "agreement", by=office.mediator)
    assert codes(step) == ["signed_already"]


def test_each_sitting_has_a_record_of_its_own(office):
    record = in_state(office, "mediating")
    sitting = record.dossier.sessions.get()

    paper = PrintForm(record, "mediation_record", item=sitting, by=office.mediator).run()
    assert paper.title.endswith("2026-03-10")
    assert paper.dated_on == dt.date(2026, 3, 10)
    assert "相邻关系" in read(paper)
    assert "调解成功" in read(paper)


@pytest.mark.parametrize(
    ("code", "draft", "found"),
    [
        ("", {}, ["form_unknown"]),
        ("opinion", {}, ["form_unknown"]),
        ("agreement", {"number": "1", "note": "x"}, ["field_unknown"]),
    ],
)
def test_what_is_no_form_or_field_is_refused(office, code, draft, found):
    assert codes(PrintForm(register(office), code, draft=draft, by=office.mediator)) == found


def test_without_a_template_the_form_is_refused(office):
    doc_templates.withdraw(doc_templates.newest("agreement"))

    step = PrintForm(register(office), "agreement", by=office.mediator)
    assert codes(step) == ["template_withdrawn"]


def test_what_looks_like_a_template_is_printed_as_text(office):
    facts = "{{ number }} {% for x in y %} <w:p> & 院墙"
    record = register(office, facts=facts)

    assert facts in read(PrintForm(record, "application", by=office.mediator).run())
