"""One contract for every engine: the hits, totals, facets and orders that the truth demands."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import pytest

import search
from search import Clause, Query, Scope, Sort
from tests.search import truth
from tests.search.conftest import ENGINES, choice_of, engine_set, registered
from tests.search.corpus import corpus
from tests.search.shelf import FACETS, Shelf
from tests.search.truth import (
    Condition,
    anything,
    file_named,
    has,
    in_numbers,
    lacks,
    nothing,
    numbered,
    of,
    titled,
)

ALL = Scope(everything=True)
OPEN = Scope((Clause(frozenset({"open"})),))
DONGHE = Scope((Clause(frozenset({"unit:2"})),))
OPEN_BUT_DONGHE = Scope((Clause(frozenset({"open"}), without=frozenset({"unit:2"})),))
PETITIONS_OF_DONGHE = Scope((Clause(frozenset({"unit:2"}), frozenset({"petition"})),))
TWO_WAYS = Scope(
    (
        Clause(frozenset({"unit:3", "line:2"}), frozenset({"petition", "report"})),
        Clause(frozenset({"person:7"})),
    )
)
NUMBER = (numbered("坛司发", 2012, 11),)
LONG = "、".join(f"词语{number}" for number in range(60))


@dataclass(frozen=True)
class Case:
    words: str
    conditions: tuple[Condition, ...]
    scope: Scope = ALL
    filters: dict[str, tuple[str, ...]] = field(default_factory=dict)
    date_from: dt.date | None = None
    date_to: dt.date | None = None
    least: int = 1

    def __str__(self) -> str:
        return self.words[:30] or "(nothing)"

    def query(self, **more: object) -> Query:
        return Query(self.words, self.filters, self.date_from, self.date_to, **more)


def case(words: str, *conditions: Condition, **more: object) -> Case:
    return Case(words, conditions, **more)


def none(words: str, *conditions: Condition, **more: object) -> Case:
    return Case(words, conditions, least=0, **more)


CASES = [
    # One character, two, more
    case("矛", has("矛")),
    case("龘", has("龘")),
    case("字", has("字")),
    case("的", has("的")),
    case("矛盾", has("矛盾")),
    case("调解", has("调解")),
    case("首问责任制", has("首问责任制")),
    case("矛盾纠纷排查调处工作", has("矛盾纠纷排查调处工作")),
    case("件", has("件")),
    none("矛纠", has("矛纠")),
    # Names
    case("王建国", has("王建国")),
    case("李秀英 张大山", has("李秀英", "张大山")),
    case("大山", has("大山")),
    case("王建國", has("王建国")),
    # Simplified = Traditional, full width = half width, capitals
    case("矛盾糾紛", has("矛盾纠纷")),
    case("人民調解委員會", has("人民调解委员会")),
    case("人民调解委员会", has("人民调解委员会")),
    case("关于进一步加强", has("关于进一步加强")),
    case("台账", has("台账")),
    case("着名", has("著名")),
    case("覆盖", has("复盖")),
    case("象亲人一样", has("像亲人一样")),
    case("了解群众", has("了解群众")),
    case("abc", has("ABC")),
    case("ＡＢＣ公司", has("abc公司")),
    case("97", has("97")),
    case("９７", has("97")),
    case("村务公开", has("村务公开")),
    # AND, phrases, without
    case("矛盾 调解", has("矛盾", "调解")),
    case("信访，举报", has("信访", "举报")),
    case("信访;调解;仲裁", has("信访", "调解", "仲裁")),
    case('"信访、举报"', has("信访、举报")),
    case('"调解，仲裁"', has("调解、仲裁")),
    none('"仲裁、调解"', has("仲裁、调解")),
    none('"信访举报"', has("信访举报")),
    case("“大走访”", has("大走访")),
    case("「大走訪」活動", has("大走访", "活动")),
    case("矛盾 -排查", has("矛盾"), lacks(has("排查"))),
    case("矛盾 -排查 -調解", has("矛盾"), lacks(has("排查")), lacks(has("调解"))),
    case('调解 -"首问责任制"', has("调解"), lacks(has("首问责任制"))),
    case("-矛盾", lacks(has("矛盾"))),
    case("-信访;举报", lacks(has("信访"), has("举报"))),
    case("--排查 纠纷", has("纠纷"), lacks(has("排查"))),
    # Lines part
    none("矛盾纠纷两个词", has("矛盾纠纷两个词")),
    none('"矛盾 纠纷两个词"', has("矛盾 纠纷两个词")),
    case("矛盾 纠纷两个词", has("矛盾", "纠纷两个词")),
    case("通知如下一加强领导"[:4], has("通知如下")),
    # Words and figures are whole
    case("2012", has("2012")),
    none("201", has("201")),
    case("12012", has("12012")),
    case("36件", has("36件")),
    none("6件", has("6件")),
    case("11号", has("11号")),
    none("1号文", has("1号文")),
    case("def", has("def")),
    none("de", has("de")),
    case("v2", has("v2")),
    case("v2.0", has("v2", "0")),
    case("sfj@example.cn", has("sfj", "example", "cn")),
    case("0519-82821234", has("0519", "82821234")),
    case("97.2", has("97", "2")),
    # Document numbers in every spelling
    case("坛司发〔2012〕11号", *NUMBER),
    case("坛司发(2012)11号", *NUMBER),
    case("坛司发（２０１２）１１号", *NUMBER),
    case("坛司发[2012]11号", *NUMBER),
    case("坛司发【2012】11号", *NUMBER),
    case("坛司发［2012］第11号", *NUMBER),
    case("坛司发《2012》11号", *NUMBER),
    case("坛司发「2012」11号", *NUMBER),
    case("坛司发2012年11号", *NUMBER),
    case("壇司發〔2012〕011號", *NUMBER),
    case("坛司发〔2012〕 11 号", *NUMBER),
    case("〔2012〕11号", numbered("", 2012, 11)),
    case("司发〔2012〕11号", *NUMBER),
    none("司密发〔2012〕11号", numbered("司密发", 2012, 11)),
    none("坛司发〔2012〕1号", numbered("坛司发", 2012, 1)),
    case("坛司发〔2014〕1号", numbered("坛司发", 2014, 1)),
    case("坛办发〔2014〕21号", numbered("坛办发", 2014, 21)),
    case("2014年11号", numbered("", 2014, 11)),
    case("坛司信〔2013〕3号", numbered("坛司信", 2013, 3)),
    case("坛调〔2013〕45号", numbered("坛调", 2013, 45)),
    case("坛司发〔2012〕11号 信访", *NUMBER, has("信访")),
    case("信访 〔2012〕11号", has("信访"), numbered("", 2012, 11)),
    case("坛司发〔2012〕11号文件", *NUMBER, has("文件")),
    case("〔2012〕11号 -坛司发〔2012〕11号", numbered("", 2012, 11), lacks(*NUMBER)),
    case('"坛司发〔2012〕11号"', has("坛司发(2012)11号")),
    case("号文件", has("号文件")),
    case("014139118/2012-00011", has("014139118/2012-00011")),
    # Fields
    case("标题:通知", titled("通知")),
    case("標題：通知 矛盾", titled("通知"), has("矛盾")),
    case("标题: 調解", titled("调解")),
    case("题名:信", titled("信")),
    none('标题:"人民调解员，管理"', titled("人民调解员，管理")),
    case("标题:人民调解员;通知", titled("人民调解员", "通知")),
    case("文件:docx", file_named("docx")),
    case("文件名:调解协议书.doc", file_named("调解协议书", "doc")),
    case("file:scan_0001", file_named("scan", "0001")),
    case("编号:坛司发〔2012〕11号", *NUMBER),
    case("文号:坛司发(2012)11号", *NUMBER),
    case("編號：坛司发", in_numbers("坛司发")),
    case("编号:11号", in_numbers("11号")),
    case("编号:DH-2013-Q1", in_numbers("DH-2013-Q1")),
    case("编号:dh2013q1", in_numbers("dh2013q1")),
    case("编号:0101-WS-2012-Y-0003", in_numbers("0101-WS-2012-Y-0003")),
    case("编号:纪要2014-7", in_numbers("纪要2014-7")),
    case("索引号:014139118/2012-00011", has("014139118/2012-00011")),
    case("矛盾 -标题:通知", has("矛盾"), lacks(titled("通知"))),
    case("年度:2013", of("year", "2013")),
    case("年度：２０１３年 矛盾", of("year", "2013"), has("矛盾")),
    case("年度:2012 年度:2013 纠纷", of("year", "2012", "2013"), has("纠纷")),
    case("纠纷 -年度:2013", has("纠纷"), lacks(of("year", "2013"))),
    case("单位:QH", of("unit", "QH")),
    case("类型:petition 王建国", of("kind", "petition"), has("王建国")),
    none("备注:调解", has("备注", "调解")),
    # Personal numbers are never found
    none("110101199001011234", nothing),
    none("13800138000", nothing),
    none("王建国 13800138000", nothing),
    none('"身份证110101199001011234"', nothing),
    none("编号:13800138000", nothing),
    case("王建国 -13800138000", has("王建国")),
    # Rare characters, marks, odd and empty questions
    case("𠮷", has("𠮷")),
    case("𠮷野", has("𠮷野")),
    case("㐀", has("㐀")),
    case("用字𠮷", has("用字𠮷")),
    case("〇", has("〇")),
    case("二〇一三年", has("二〇一三年")),
    case("", anything),
    case("   \u3000 ", anything),
    none("🙂", nothing),
    none("！？……", nothing),
    none("- -", nothing),
    none('"', nothing),
    case('"矛盾', has("矛盾")),
    case('矛盾"', has("矛盾")),
    case('矛盾 "" 纠纷', has("矛盾", "纠纷")),
    case("表情🙂", has("表情")),
    case("矛盾\n纠纷", has("矛盾", "纠纷")),
    case("《关于开展“大走访”活动的意见》", has("关于开展", "大走访", "活动的意见")),
    case("标题:", has("标题"), least=0),
    none(LONG, has("词语0")),
    none("矛盾" * 1500, has("矛盾" * 1000)),
    case("矛盾 " * 300, has("矛盾")),
    none("x" * 300, has("x" * 300)),
    # Scope
    case("矛盾", has("矛盾"), scope=OPEN),
    case("纠纷", has("纠纷"), scope=DONGHE),
    case("", anything, scope=PETITIONS_OF_DONGHE),
    case("", anything, scope=TWO_WAYS),
    none("王建国", has("王建国"), scope=OPEN),
    none("矛盾", has("矛盾"), scope=Scope()),
    none("矛盾", has("矛盾"), scope=Scope((Clause(frozenset({"unit:99"})),))),
    case("矛盾", has("矛盾"), scope=OPEN_BUT_DONGHE),
    case("-矛盾", lacks(has("矛盾")), scope=DONGHE),
    case("坛司发〔2012〕11号", *NUMBER, scope=OPEN),
    # Filters and dates
    case("纠纷", has("纠纷"), filters={"unit": ("DH",)}),
    case("纠纷", has("纠纷"), filters={"unit": ("DH", "QH"), "year": ("2013",)}),
    case("", anything, filters={"subject": ("mediation",)}),
    case("", anything, filters={"subject": ("mediation",), "kind": ("document",)}, scope=OPEN),
    none("", anything, filters={"unit": ("NOWHERE",)}),
    case("矛盾", has("矛盾"), filters={"year": ()}),
    case("矛盾", has("矛盾"), date_from=dt.date(2013, 3, 1)),
    case("矛盾", has("矛盾"), date_to=dt.date(2012, 5, 4)),
    case("", anything, date_from=dt.date(2013, 3, 1), date_to=dt.date(2013, 3, 1)),
]


@dataclass
class Contract:
    """An engine that holds the corpus, and what must be found in it."""

    shelf: Shelf
    engine: str

    def expected(self, one: Case, leave_out: str = "") -> list[truth.Sample]:
        conditions = list(one.conditions)
        conditions += [
            of(name, *values)
            for name, values in one.filters.items()
            if values and name != leave_out
        ]
        samples = truth.found(self.shelf.samples.values(), conditions, one.scope)
        if one.date_from or one.date_to:
            first, last = one.date_from or dt.date.min, one.date_to or dt.date.max
            samples = [one for one in samples if one.date and first <= one.date <= last]
        return samples

    def ask(self, one: Case, **more: object) -> search.Page:
        page = search.find(one.query(**more), visible_to=one.scope)
        assert page.degraded is None
        return page


@pytest.fixture(scope="module", params=ENGINES)
def contract(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Contract]:
    shelf = Shelf({sample.key: sample for sample in corpus()})
    folder = tmp_path_factory.mktemp("contract")
    with registered(shelf), engine_set(choice_of(request), folder):
        search.rebuild()
        yield Contract(shelf, request.param)


def keys(page: search.Page) -> list[int]:
    return [hit.key for hit in page.hits]


def nonzero(facets: dict[str, Sequence[search.FacetCount]]) -> dict[str, dict[str, int]]:
    return {name: {one.value: one.count for one in counts} for name, counts in facets.items()}


def test_there_are_enough_cases():
    assert len(CASES) >= 60


@pytest.mark.parametrize("one", CASES, ids=str)
def test_a_question_finds_what_the_truth_demands(contract, one):
    expected = contract.expected(one)
    page = contract.ask(one, size=1000)
    assert set(keys(page)) == {sample.key for sample in expected}
    assert page.total == len(expected) == len(page.hits)
    assert len(expected) >= one.least


@pytest.mark.parametrize("one", CASES, ids=str)
def test_facets_count_the_hits_inside_the_scope_alone(contract, one):
    page = contract.ask(one, facets=FACETS)
    for name, found in nonzero(page.facets).items():
        asked_for = name if name in one.filters else ""
        typed = f"{name}:" if name in {"year", "unit", "kind"} else "-"
        if typed != "-" and page.understood.filters.get(name):
            continue  # A facet typed into the words is a filter too; its own test is below.
        assert found == truth.counts(contract.expected(one, leave_out=asked_for))[name]


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        (Sort.NEWEST, truth.newest_first),
        (Sort.OLDEST, truth.oldest_first),
        (Sort.NUMBER, truth.by_number),
    ],
)
@pytest.mark.parametrize("one", [one for one in CASES if one.least], ids=str)
def test_hits_stand_in_the_order_asked_for(contract, one, sort, order):
    page = contract.ask(one, sort=sort, size=1000)
    assert keys(page) == order(contract.expected(one))


@pytest.mark.parametrize("words", ["矛", "矛盾", "调解 工作", "-矛盾", "11号", "标题:工作", ""])
@pytest.mark.parametrize("sort", Sort)
def test_pages_join_to_the_whole_without_gap_or_double(contract, words, sort):
    whole = keys(contract.ask(case(words), sort=sort, size=1000))
    parts: list[int] = []
    for number in range(1, len(whole) // 7 + 3):
        parts += keys(contract.ask(case(words), sort=sort, page=number, size=7))
    assert parts == whole


def test_a_page_beyond_the_last_is_empty_and_knows_the_total(contract):
    page = contract.ask(case("矛盾"), page=5000, size=50)
    assert page.hits == ()
    assert page.total == len(contract.expected(case("矛盾", has("矛盾"))))


def test_a_chosen_facet_still_shows_its_other_values(contract):
    page = contract.ask(case("纠纷 年度:2013"), facets=("year", "unit"))
    expected = truth.counts(contract.expected(case("", has("纠纷"))))
    assert nonzero(page.facets)["year"] == expected["year"]


def test_facet_values_stand_by_count_and_then_by_value(contract):
    page = contract.ask(case(""), facets=("unit", "year"))
    for counts in page.facets.values():
        assert counts == sorted(counts, key=lambda one: (-one.count, one.value))


def test_a_title_that_has_the_words_stands_before_a_mention(contract):
    found = keys(contract.ask(case("矛盾"), size=5))
    assert found[0] == 13


def test_without_words_the_newest_stand_first(contract):
    samples = contract.expected(case("", anything, scope=OPEN))
    page = contract.ask(case("", scope=OPEN), size=1000)
    assert keys(page) == truth.newest_first(samples)


def test_one_character_puts_titles_first_and_then_the_newest(contract):
    expected = contract.expected(case("", has("调")))
    in_title = [one for one in expected if titled("调")(one)]
    rest = [one for one in expected if not titled("调")(one)]
    page = contract.ask(case("调"), size=1000)
    assert keys(page) == truth.newest_first(in_title) + truth.newest_first(rest)


@pytest.fixture(scope="module")
def ranked(elasticsearch_url, tmp_path_factory) -> list[dict[int, list[int]]]:
    """What each engine says to each case, by relevance."""
    answers = []
    for choice in ("embedded", elasticsearch_url):
        shelf = Shelf({sample.key: sample for sample in corpus()})
        folder = tmp_path_factory.mktemp("ranked")
        with registered(shelf), engine_set(choice, folder):
            search.rebuild()
            ask = Contract(shelf, choice).ask
            answers.append({id(one): keys(ask(one, size=1000)) for one in CASES})
    return answers


@pytest.mark.elasticsearch
@pytest.mark.parametrize("one", CASES, ids=str)
def test_engines_agree_on_relevance(ranked, one):
    embedded, elastic = ranked
    assert embedded[id(one)] == elastic[id(one)]


@pytest.mark.parametrize("one", [one for one in CASES if one.least and one.words], ids=str)
def test_every_hit_shows_where(contract, one):
    """A word that stands in the title or text is marked there, and marks cover folded words."""
    page = contract.ask(one, size=20)
    wanted = [term for term in page.understood.terms if term.field == "body"]
    for hit in page.hits:
        sample = contract.shelf.samples[hit.key]
        for term in wanted:
            if has(term.shown)(truth.Sample(0, sample.title)):
                assert any(marked for _text, marked in hit.title.parts)
            elif has(term.shown)(truth.Sample(0, "", sample.text)):
                assert any(marked for snippet in hit.snippets for _text, marked in snippet.parts)


def test_personal_numbers_are_masked_in_snippets(contract):
    page = contract.ask(case("联系电话"))
    shown = "".join(map(str, page.hits[0].snippets))
    assert "13800138000" not in shown
    assert "*******8000" in shown
