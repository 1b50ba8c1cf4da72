"""A shelf of its own for each test, and engines with an index of their own."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.test import override_settings

import search
from search import sources
from tests.search.shelf import Shelf


@contextmanager
def registered(shelf: Shelf) -> Iterator[Shelf]:
    """The shelf in the place of the real source, which comes back after."""
    real = list(sources._sources.values())
    sources.forget_sources()
    sources.register(shelf)
    try:
        yield shelf
    finally:
        sources.forget_sources()
        for source in real:
            sources.register(source)


@contextmanager
def engine_set(choice: str, folder: Path) -> Iterator[None]:
    """This engine, with an index nobody else has."""
    name = f"test-{secrets.token_hex(4)}"
    with override_settings(
        ANJUAN_SEARCH=choice, ANJUAN_INDEX=folder / "index", ANJUAN_SEARCH_INDEX=name
    ):
        search.forget_engine()
        try:
            yield
        finally:
            search.forget_engine()


@pytest.fixture
def shelf() -> Iterator[Shelf]:
    with registered(Shelf()) as found:
        yield found


@pytest.fixture
def embedded(tmp_path: Path) -> Iterator[None]:
    with engine_set("embedded", tmp_path):
        yield


@pytest.fixture
def no_engine(tmp_path: Path) -> Iterator[None]:
    with engine_set("none", tmp_path):
        yield


ENGINES = ["embedded", pytest.param("elasticsearch", marks=pytest.mark.elasticsearch)]


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Each engine in turn, empty."""
    with engine_set(choice_of(request), tmp_path):
        yield request.param


def choice_of(request: pytest.FixtureRequest) -> str:
    if request.param == "embedded":
        return "embedded"
    url: str = request.getfixturevalue("elasticsearch_url")
    return url
