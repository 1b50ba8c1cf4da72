"""Signing in at the desk, with the gate before it and static files that were not collected."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

import search
from archive.holdings import store
from archive.holdings.models import Holding
from archive.holdings.text import keep_holdings
from archive.organisation.keys import make_key
from archive.organisation.models import User
from archive.records import extraction
from archive.records.models import Record
from archive.records.steps import NewFile

GATE = "desk.middleware.DeskMiddleware"
SignIn = Callable[[User], Client]


@pytest.fixture(autouse=True)
def desk(settings: object, tmp_path: Path) -> Iterator[None]:
    """A store and keys of its own, an empty cache. The gate has a test of its own."""
    settings.STORAGES = settings.STORAGES | {  # type: ignore[attr-defined]
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }
    settings.ANJUAN_STORE = tmp_path / "store"  # type: ignore[attr-defined]
    settings.ANJUAN_KEYS = tmp_path / "keys"  # type: ignore[attr-defined]
    make_key()
    settings.LANGUAGE_CODE = "en"  # type: ignore[attr-defined]
    if GATE not in settings.MIDDLEWARE:  # type: ignore[attr-defined]
        settings.MIDDLEWARE = [*settings.MIDDLEWARE, GATE]  # type: ignore[attr-defined]
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def sign_in() -> SignIn:
    def signed_in(person: User) -> Client:
        client = Client()
        client.force_login(person)
        return client

    return signed_in


@pytest.fixture
def engine(db: None, settings: object, tmp_path: Path) -> Iterator[None]:
    """The embedded engine with an index of its own."""
    settings.ANJUAN_SEARCH = "embedded"  # type: ignore[attr-defined]
    settings.ANJUAN_INDEX = tmp_path / "index"  # type: ignore[attr-defined]
    search.forget_engine()
    search.rebuild()
    yield
    search.forget_engine()


def hold(name: str, content: bytes) -> NewFile:
    """Bytes in the store, with their text read."""
    held = store.hold(io.BytesIO(content), name)
    row = keep_holdings([held], {})[held.sha256]
    extraction.read_one(row.pk)
    return NewFile(Holding.objects.get(pk=row.pk), name)


def upload(name: str = "回执.txt", content: bytes = "已收到。".encode()) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def fresh(record: Record) -> Record:
    return Record.objects.get(pk=record.pk)


def page(client: Client, url: str, **query: object) -> str:
    """The text of a page that must be there."""
    response = client.get(url, query)
    assert response.status_code == 200, (url, response.status_code)
    return response.content.decode()
