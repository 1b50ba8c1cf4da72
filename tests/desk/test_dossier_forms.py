"""The forms of a dossier: printed from its page, signed on paper, and back onto the same paper."""

from io import BytesIO

import pytest
from docx import Document

import doc_templates
from archive.classification.load import load_schemes
from archive.clocks.load import load_clocks
from archive.holdings import store
from archive.mediation.forms import FORMS
from archive.records.models import Paper
from tests.desk.conftest import page, upload
from tests.mediation.people import fresh, in_state, register

MOST_QUERIES = 25


@pytest.fixture(autouse=True)
def shipped(db):
    load_schemes()
    load_clocks()
    doc_templates.load_shipped()


def url(record, code):
    return f"/desk/dossiers/{record.pk}/print/{code}/"


def press(client, record, code, **typed):
    """The button of the card, or the page of the form."""
    return client.post(url(record, code), {"seen_version": fresh(record).version} | typed)


def text_of(paper) -> str:
    newest = paper.files.order_by("-no").first()
    document = Document(BytesIO(store.path(newest.holding_id).read_bytes()))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([one.text for one in document.paragraphs] + cells)


@pytest.mark.parametrize("code", FORMS)
def test_every_form_is_printed_onto_a_paper_of_the_record(office, sign_in, code):
    record = in_state(office, "agreed")

    response = press(sign_in(office.mediator), record, code)

    paper = Paper.objects.get(record=record, type=code)
    file = paper.files.get()
    assert response.url == f"/desk/records/{record.pk}/?file={file.pk}#preview"
    assert "张明" in text_of(paper)


def test_the_card_offers_what_fits_the_dossier(office, sign_in):
    record = in_state(office, "agreed")

    shown = page(sign_in(office.mediator), f"/desk/records/{record.pk}/")

    assert url(record, "agreement") in shown
    assert url(record, "oral_agreement_form") not in shown
    assert url(record, "termination") not in shown


def test_the_signed_scan_comes_back_to_the_same_paper(office, sign_in):
    record, client = register(office), sign_in(office.mediator)
    press(client, record, "application")
    paper = Paper.objects.get(record=record, type="application")
    record_page = f"/desk/records/{record.pk}/"
    assert f"/desk/papers/{paper.pk}/file/" in page(client, record_page)
    assert "waits for the signed scan" in page(client, record_page)

    scan = {"seen_version": fresh(record).version, "file": upload("扫描.txt")}
    client.post(f"/desk/papers/{paper.pk}/file/", scan)

    assert "signed scan is here" in page(client, record_page)
    assert (paper.files.count(), record.papers.count()) == (2, 1)


def test_a_print_after_the_scan_is_refused_and_said(office, sign_in):
    record, client = register(office), sign_in(office.mediator)
    press(client, record, "application")
    paper = Paper.objects.get(record=record)
    scan = {"seen_version": fresh(record).version, "file": upload("扫描.txt")}
    client.post(f"/desk/papers/{paper.pk}/file/", scan)

    refused = press(client, record, "application")

    assert refused.status_code == 422
    assert "a new print would hide it" in refused.content.decode()


def test_an_agreement_is_printed_before_the_dossier_knows_its_terms(office, sign_in):
    record, client = in_state(office, "mediating"), sign_in(office.mediator)
    assert "Fill in and print" in page(client, f"/desk/records/{record.pk}/")

    press(client, record, "agreement", terms="李强改建排水沟。", amount="3000")

    said = text_of(Paper.objects.get(record=record, type="agreement"))
    assert "李强改建排水沟。" in said and "3000" in said
    assert fresh(record).dossier.terms == ""


def test_each_sitting_is_printed_by_one_press(office, sign_in):
    record, client = in_state(office, "mediating"), sign_in(office.mediator)
    session = record.dossier.sessions.get()

    press(client, record, "mediation_record", item=session.pk)

    paper = Paper.objects.get(record=record, type="mediation_record")
    assert (paper.dated_on, session.note[:6] in text_of(paper)) == (session.held_on, True)
    shown = page(client, f"/desk/records/{record.pk}/")
    assert f'name="item" value="{session.pk}"' not in shown


def test_a_blank_record_bears_what_was_typed(office, sign_in):
    record = in_state(office, "accepted")

    press(
        sign_in(office.mediator),
        record,
        "mediation_record",
        place="村委会二楼",
        held_on="2026-03-11",
        result="succeeded",
    )

    assert "村委会二楼" in text_of(Paper.objects.get(record=record))


def test_what_is_typed_in_a_refused_form_stays(office, sign_in):
    record = in_state(office, "accepted")

    typed = {"place": "村委会", "held_on": "没有这一天"}
    refused = press(sign_in(office.mediator), record, "mediation_record", **typed)

    assert refused.status_code == 422
    assert "村委会" in refused.content.decode()
    assert not record.papers.exists()


def test_who_saw_an_older_version_is_told(office, sign_in):
    record = register(office)

    refused = sign_in(office.mediator).post(url(record, "application"), {"seen_version": 0})

    assert refused.status_code == 422
    assert "Somebody changed this record meanwhile" in refused.content.decode()


@pytest.mark.parametrize(
    ("who", "code", "status"),
    [
        ("mediator", "application", 200),
        ("mediator", "no-such-form", 404),
        ("leader", "application", 403),
        ("county_leader", "application", 403),
        ("stranger", "application", 404),
        ("administrator", "application", 404),
    ],
)
def test_only_who_handles_the_dossier_prints(office, sign_in, who, code, status):
    record = register(office)

    assert sign_in(getattr(office, who)).get(url(record, code)).status_code == status


def test_a_document_has_no_form_of_a_dossier(office, record, sign_in):
    assert sign_in(office.clerk).get(url(record, "application")).status_code == 404


def test_who_only_looks_sees_the_prints_without_a_button(office, sign_in):
    record = register(office)
    press(sign_in(office.mediator), record, "application")

    shown = page(sign_in(office.leader), f"/desk/records/{record.pk}/")

    assert "Forms of the dossier" in shown
    assert url(record, "application") not in shown


def test_the_page_with_its_forms_costs_little(office, sign_in, django_assert_max_num_queries):
    record, client = in_state(office, "agreed"), sign_in(office.mediator)
    for code in FORMS:
        press(client, record, code)
    with django_assert_max_num_queries(MOST_QUERIES):
        page(client, f"/desk/records/{record.pk}/")
