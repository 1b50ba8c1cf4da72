"""Each way a confidential name could leak at the desk; and who asked for it is still handled."""

import re

import pytest

import search
from archive.clocks.load import load_clocks
from archive.organisation.vocabulary import PostKind, Reach
from archive.petitions.papers import NewPaper
from archive.records.models import Event, File
from archive.records.steps import Correct
from archive.records.vocabulary import PaperType
from doc_templates import load_shipped
from tests.desk.conftest import fresh, hold, page
from tests.office import make_person
from tests.petitions import matters

NAME, OTHER, ADDRESS = "陈秀兰", "王大海", "东河村三组12号"
MASK = "信访人（要求保密）"
SECRETS = (NAME, OTHER, ADDRESS, "亲笔")
MOST_QUERIES = 25


@pytest.fixture(autouse=True)
def shipped(db):
    load_clocks()
    load_shipped()


@pytest.fixture
def colleague(office):
    return make_person("colleague", "同事", PostKind.CLERK, office.donghe, Reach.OWN)


def paper(type_, text, name, title):
    return NewPaper(type_, (hold(name, text.encode()),), title)


@pytest.fixture
def record(office):
    """A petition accepted by letter, its entry corrected; the name stands wherever it can."""
    letter = paper(PaperType.PETITION_LETTER, "亲笔来信", "陈秀兰来信.txt", "陈秀兰来信")
    found = paper(PaperType.INVESTIGATION, "走访了陈秀兰。", "走访陈秀兰.txt", "走访记录")
    plain = paper(PaperType.EVIDENCE, "渠道照片说明。", "照片说明（陈秀兰）.txt", "照片说明")
    record = matters.register(
        office,
        keep_confidential=True,
        summary=f"{NAME}反映渠水浸泡{ADDRESS}门前。",
        claims=(f"赔偿{NAME}的损失", "恢复原渠"),
        representatives=f"{NAME}、{OTHER}",
        papers=(letter, found, plain),
        phone="13912345678",
    )
    matters.triage(office, record)
    matters.accept(office, record)
    said = {"findings": f"经查，{NAME}所述属实。", "answers": [f"赔偿{NAME}", "恢复"]}
    matters.draft(office, record, **said)
    change = {"petitioner_name": "陈绣兰", "matter_place": f"{ADDRESS}门前"}
    Correct(record, change, by=office.clerk, reason=f"{NAME}来电更正").run()
    return fresh(record)


def files_of(record):
    rows = File.objects.filter(paper__record=record).select_related("paper")
    return {file.paper.type: file for file in rows}


PAGES = (
    "/desk/records/{pk}/",
    "/desk/records/{pk}/?history=all",
    "/desk/records/{pk}/?q=渠",
    "/desk/records/{pk}/?file={letter}",
    "/desk/records/{pk}/versions/1..{version}/?all=1",
    "/desk/records/{pk}/versions/4..{version}/",
    "/desk/records/{pk}/correct/",
    "/desk/records/{pk}/papers/add/",
    "/desk/papers/{paper}/file/",
    "/desk/records/",
    "/desk/",
)


def without_marks(said):
    """What stands on each side of a comparison is marked character by character."""
    return re.sub(r"</?(?:ins|del|mark)>", "", said)


def filled(address, record):
    letter = files_of(record)[PaperType.PETITION_LETTER]
    return address.format(
        pk=record.pk, version=record.version, letter=letter.pk, paper=letter.paper_id
    )


@pytest.mark.parametrize("address", PAGES)
def test_a_colleague_reads_the_name_on_no_page(office, record, colleague, sign_in, address):
    response = sign_in(colleague).get(filled(address, record))

    assert response.status_code == 200
    said = without_marks(response.content.decode())
    assert not [word for word in (*SECRETS, "陈绣兰") if word in said]


def test_he_reads_that_the_petitioner_asked_for_it(record, colleague, sign_in):
    assert MASK in page(sign_in(colleague), f"/desk/records/{record.pk}/")


@pytest.mark.parametrize("who", ["clerk", "leader"])
def test_who_handles_and_who_leads_read_the_name(office, record, sign_in, who):
    client = sign_in(getattr(office, who))

    said = page(client, f"/desk/records/{record.pk}/?history=all")
    assert "陈绣兰" in said and OTHER in said and "陈秀兰来信.txt" in said
    beside = page(client, f"/desk/records/{record.pk}/versions/1..{record.version}/")
    assert "陈绣兰" in without_marks(beside)


@pytest.mark.parametrize(
    ("type_", "opens"),
    [
        (PaperType.PETITION_LETTER, False),
        (PaperType.INVESTIGATION, False),
        (PaperType.ACCEPT_NOTICE, False),
        (PaperType.EVIDENCE, True),
    ],
)
def test_files_that_tell_the_name_do_not_open(office, record, colleague, sign_in, type_, opens):
    at = f"/files/{files_of(record)[type_].pk}/"

    assert sign_in(colleague).get(at).status_code == (200 if opens else 404)
    assert sign_in(office.clerk).get(at).status_code == 200


def test_a_scan_nobody_has_read_does_not_open(office, record, colleague, sign_in):
    file = files_of(record)[PaperType.EVIDENCE]
    file.holding.texts.all().delete()

    assert sign_in(colleague).get(f"/files/{file.pk}/").status_code == 404


@pytest.mark.parametrize("words", [NAME, "陈绣兰", OTHER, "亲笔", "渠水", "文件:陈秀兰"])
def test_search_tells_the_name_to_nobody(engine, office, record, colleague, sign_in, words):
    search.drain()
    for person in (colleague, office.clerk):
        said = page(sign_in(person), "/desk/search/", q=words)
        told = said.replace(words, "").replace(words.removeprefix("文件:"), "")
        assert not [word for word in SECRETS if word in told]
        assert (record.number in said) == (words == "渠水")


def as_shown(client, record):
    """What the form of a correction sends when nothing is changed in it."""
    form = client.get(f"/desk/records/{record.pk}/correct/").context["form"]
    values = {field.name: field.value() for field in form}
    return {name: value for name, value in values.items() if value not in (None, False)}


def test_the_form_of_a_colleague_saves_no_mask(office, record, colleague, sign_in):
    client = sign_in(colleague)
    sent = as_shown(client, record) | {"source_no": "转〔2026〕5号", "reason": "补录"}
    response = client.post(f"/desk/records/{record.pk}/correct/", sent)

    petition = fresh(record).petition
    assert response.status_code == 302
    assert (petition.source_no, petition.petitioner_name) == ("转〔2026〕5号", "陈绣兰")
    assert NAME in petition.summary and petition.keep_confidential


def test_a_forged_form_lifts_nothing(office, record, colleague, sign_in):
    client = sign_in(colleague)
    forged = {"keep_confidential": "", "petitioner_name": "某某", "title": "新题名"}
    sent = as_shown(client, record) | forged | {"reason": "更正"}
    assert client.post(f"/desk/records/{record.pk}/correct/", sent).status_code == 302

    petition = fresh(record).petition
    assert fresh(record).title == "新题名"
    assert petition.keep_confidential and petition.petitioner_name == "陈绣兰"


@pytest.mark.parametrize("who", ["colleague", "clerk", "leader"])
def test_the_page_costs_little_behind_the_veil_too(
    office, colleague, sign_in, django_assert_max_num_queries, monkeypatch, who
):
    record = matters.register(office, keep_confidential=True)
    matters.taken_on(office, record)
    client = sign_in(colleague if who == "colleague" else getattr(office, who))
    monkeypatch.setattr("desk.views.seen.note", lambda *_said, **_by: None)

    with django_assert_max_num_queries(MOST_QUERIES):
        page(client, f"/desk/records/{record.pk}/")


def test_looking_at_it_is_noted(office, record, sign_in):
    client = sign_in(office.leader)
    page(client, f"/desk/records/{record.pk}/")
    page(client, f"/desk/records/{record.pk}/versions/1..2/")

    noted = Event.objects.filter(name="record:view", actor=office.leader).order_by("seq")
    assert len(noted) == 2
    assert record.uid.hex in noted[0].body.content and '"from":"127.0.0.1"' in noted[0].body.content
    assert "1..2" in noted[1].body.content and NAME not in noted[1].body.content
