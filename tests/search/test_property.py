"""Random documents and questions from a small alphabet: every engine finds what the truth says."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import search
from search import Query, Scope, Sort
from tests.search import truth
from tests.search.conftest import choice_of, engine_set, registered
from tests.search.shelf import Sample, Shelf

ALL = Scope(everything=True)
# Characters that fold into each other, that make numbers, that part, and that stand outside the
# first plane; few, so that they meet.
LETTERS = "矛盾糾纠发發号〇𠮷a1A２"
MARKS = "，。 〔〕(-\n"
DATES = [dt.date(2012, 5, day) for day in (3, 4)] + [None]

texts = st.text(LETTERS + MARKS, max_size=14)
runs = st.text(LETTERS, min_size=1, max_size=4)
spellings = st.sampled_from(
    ["发〔{}〕{}号", "发({}){}号", "{}年{}号", "矛发[{}] 第{}号", "〔{}〕0{}号"]
)
years, serials = st.sampled_from([2012, 2013]), st.integers(1, 3)


@st.composite
def numbered_texts(draw):
    number = draw(spellings).format(draw(years), draw(serials))
    return draw(texts) + number + draw(texts)


@st.composite
def samples(draw):
    body = st.one_of(texts, numbered_texts())
    return Sample(
        0,
        draw(texts),
        draw(body),
        refs=(draw(body),),
        names=(draw(texts),),
        date=draw(st.sampled_from(DATES)),
        scope=frozenset({draw(st.sampled_from(["open", "unit:2"]))}),
    )


def shelves():
    many = st.lists(samples(), min_size=1, max_size=8)
    return many.map(lambda found: [numbered(key, one) for key, one in enumerate(found, 1)])


def numbered(key: int, sample: Sample) -> Sample:
    return replace(sample, key=key)


@st.composite
def parts(draw):
    """One part of a question: its words, and the condition they mean."""
    sort = draw(st.sampled_from(["run", "phrase", "title", "file", "number"]))
    if sort == "number":
        year, serial = draw(years), draw(serials)
        agency = draw(st.sampled_from(["", "发", "矛发"]))
        words = (
            f"{agency}{draw(st.sampled_from(['〔{}〕{}号', '（{}） {}号'])).format(year, serial)}"
        )
        return words, truth.numbered(agency, year, serial)
    run = draw(runs)
    if sort == "phrase":
        run = draw(st.sampled_from(["{}", "{}，{}", "{}-{}"])).replace("{}", run, 1)
        run = run.replace("{}", draw(runs))
        return f'"{run}"', truth.has(run)
    if sort == "title":
        return f"标题:{run}", truth.titled(run)
    if sort == "file":
        return f"文件:{run}", truth.file_named(run)
    return run, truth.has(run)


@st.composite
def questions(draw):
    found = draw(st.lists(st.tuples(st.booleans(), parts()), min_size=1, max_size=3))
    words = [f"-{part}" if minus else part for minus, (part, _condition) in found]
    conditions = [truth.lacks(one) if minus else one for minus, (_part, one) in found]
    return " ".join(words), conditions


def meets_the_truth(
    shelf: Shelf, question: tuple[str, list[truth.Condition]], scope: Scope
) -> None:
    words, conditions = question
    expected = truth.found(shelf.samples.values(), conditions, scope)
    for sort, order in ((Sort.NEWEST, truth.newest_first), (Sort.OLDEST, truth.oldest_first)):
        page = search.find(Query(words, sort=sort, size=50), visible_to=scope)
        assert [hit.key for hit in page.hits] == order(expected)
        assert page.total == len(expected)


@pytest.fixture(scope="module")
def embedded_shelf(tmp_path_factory) -> Iterator[Shelf]:
    with registered(Shelf()) as shelf, engine_set("embedded", tmp_path_factory.mktemp("property")):
        yield shelf


@pytest.fixture(scope="module", params=["elasticsearch"])
def elastic_shelf(request, tmp_path_factory) -> Iterator[Shelf]:
    folder = tmp_path_factory.mktemp("property")
    with registered(Shelf()) as shelf, engine_set(choice_of(request), folder):
        yield shelf


SCOPES = st.sampled_from([ALL, Scope((search.Clause(frozenset({"open"})),))])
OPTIONS = {"deadline": None, "derandomize": True, "suppress_health_check": list(HealthCheck)}


def fill(shelf: Shelf, found: list[Sample]) -> None:
    shelf.samples = {sample.key: sample for sample in found}
    search.rebuild()


@pytest.mark.slow
@settings(max_examples=150, **OPTIONS)
@given(found=shelves(), asked=st.lists(questions(), min_size=8, max_size=8), scope=SCOPES)
def test_the_embedded_engine_meets_the_truth(embedded_shelf, found, asked, scope):
    fill(embedded_shelf, found)
    for question in asked:
        meets_the_truth(embedded_shelf, question, scope)


@pytest.mark.slow
@pytest.mark.elasticsearch
@settings(max_examples=25, **OPTIONS)
@given(found=shelves(), asked=st.lists(questions(), min_size=8, max_size=8), scope=SCOPES)
def test_elasticsearch_meets_the_truth(elastic_shelf, found, asked, scope):
    fill(elastic_shelf, found)
    for question in asked:
        meets_the_truth(elastic_shelf, question, scope)
