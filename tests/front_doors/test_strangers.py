"""A stranger and a visitor open every address there is, and learn nothing of a foreign record."""

from __future__ import annotations

import io

import pytest
from django.test import Client

import search
from archive.documents.steps import NewDocument, NewPaper, RegisterDocuments
from archive.documents.steps.publish import DraftNotice, Header
from archive.holdings import store
from archive.holdings.extract import extract
from archive.holdings.text import keep_holdings
from archive.intake.models import Receipt, ReceiptItem
from archive.models import Event, Version
from archive.records.steps import Correct, NewFile
from project.addresses import EVERYONE, IN_SCOPE, NOBODY, addresses

TITLE = "柳湾滩涂承包争议的情况报告"
TEXT = "独一无二的正文内容"
FILE = "滩涂承包原件.txt"
SECRETS = (TITLE, TEXT, FILE, "滩涂", "柳湾")
READING, WRITING = ("get", "head"), ("post", "put", "patch", "delete")


@pytest.fixture
def secret(office, settings):
    """A record of Donghe with a file, two versions, a receipt and a draft of a notice."""
    settings.ANJUAN_SEARCH = "embedded"
    search.forget_engine()
    held = store.hold(io.BytesIO(TEXT.encode()), FILE)
    text = extract(store.path(held.sha256), held.media_type)
    holding = keep_holdings([held], {held.sha256: text})[held.sha256]
    paper = NewPaper(TITLE, (NewFile(holding, FILE),))
    document = NewDocument(TITLE, papers=(paper,), issuer="柳湾村", secrecy="public")
    (record,) = RegisterDocuments([document], office.donghe, by=office.clerk).run()
    Correct(record, {"summary": TEXT}, by=office.clerk, reason="补录").run()
    header = Header(name=TITLE, text=TEXT, publisher_name="柳湾村")
    DraftNotice(record, header, publisher=office.county, by=office.publisher).run()
    receipt = Receipt.objects.create(
        unit=office.donghe, source=FILE, made_by=office.clerk, made_at=record.made_at
    )
    ReceiptItem.objects.create(receipt=receipt, name=FILE, outcome="done", record=record)
    search.rebuild()
    yield record
    search.forget_engine()


def signed_in(person=None) -> Client:
    client = Client()
    if person:
        client.force_login(person)
    return client


def body(response) -> str:
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return content.decode("utf-8", "replace") + str(response.headers)


def probes():
    """Every address with every method it may answer to, and one it may not."""
    for address in addresses():
        assert address.example, f"{address.name} {address.pattern} has no example to probe"
        for method in (*READING, *WRITING):
            yield address, method


@pytest.mark.parametrize("who", ["visitor", "stranger", "administrator"])
def test_no_address_tells_of_a_foreign_record(secret, office, who):
    person = None if who == "visitor" else getattr(office, who)
    for address, method in probes():  # Each signs in anew, for one of them signs out.
        response = getattr(signed_in(person), method)(address.example)
        said = body(response)
        assert not [word for word in SECRETS if word in said], (method, address)
        if address.who == IN_SCOPE and who != "visitor":
            assert response.status_code in {404, 405}, (method, address, response.status_code)
        if address.who in {IN_SCOPE, "signed-in"} and who == "visitor":
            assert response.status_code in {302, 404, 405}, (method, address)


def test_what_is_closed_answers_to_nobody(secret, office):
    client = signed_in(office.clerk)
    for address in addresses():
        if address.who == NOBODY:
            assert client.get(address.example).status_code in {404, 405}, address


def test_probing_changes_nothing(secret, office):
    before = (Version.objects.count(), Event.objects.filter(record=secret).count())
    for address, method in probes():
        getattr(signed_in(office.stranger), method)(address.example)
    assert (Version.objects.count(), Event.objects.filter(record=secret).count()) == before


@pytest.mark.parametrize("words", ["滩涂", "柳湾", "", "类型:document", "-通知", "文件:滩涂"])
def test_search_and_lists_count_nothing_foreign(secret, office, words):
    client = signed_in(office.stranger)
    for path in ("/desk/search/", "/desk/records/"):
        said = body(client.get(path, {"q": words, "unit": "DH", "sort": "newest"}))
        assert not [word for word in ("收〔", "承包争议", TEXT) if word in said]


def test_the_owner_sees_what_the_stranger_does_not(secret, office):
    said = body(signed_in(office.clerk).get("/desk/search/", {"q": "滩涂"}))

    assert secret.number in said


def test_every_address_says_who_may_open_it():
    assert {address.who for address in addresses_without_database()} <= {
        EVERYONE, IN_SCOPE, NOBODY, "signed-in",
    }  # fmt: skip


def addresses_without_database():
    from django.urls import get_resolver

    from project.addresses import Address, methods, walk, who

    rows = walk(get_resolver().url_patterns)
    return [Address(name, at, "", methods(entry), who(name, at)) for name, at, _re, entry in rows]
