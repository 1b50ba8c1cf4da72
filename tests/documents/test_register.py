"""Registering official documents: refusals all at once, numbers given or adopted, papers filed."""

import datetime as dt

import pytest
from django.utils import timezone

from archive.documents.steps import NewPaper, RegisterDocuments
from archive.documents.vocabulary import Direction
from archive.organisation.refusal import Refused
from archive.records.models import File, NumberGiven, NumberSeries, Paper, Record
from archive.records.step import NotYourPost
from archive.records.steps import NewFile
from archive.records.vocabulary import NumberState, PaperType, RecordState
from tests.office import make_holding, new_document, register

FUTURE, DAY = dt.date(2999, 1, 1), dt.date(2024, 3, 1)
BEFORE, AFTER = dt.date(2024, 2, 1), dt.date(2024, 4, 1)


def run(office, *documents, unit="donghe", by="clerk") -> list[Record]:
    step = RegisterDocuments(documents, getattr(office, unit), by=getattr(office, by))
    return step.run()


def issued(number: str, title: str = "自发文件", **more):
    return new_document(title, number=number, direction=Direction.ISSUED, **more)


def codes(error) -> list[str]:
    return [refusal.code for refusal in error.value.refusals]


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"title": ""}, "field_missing"),
        ({"title": "　 "}, "field_missing"),
        ({"issuer": ""}, "issuer_missing"),
        ({"dated_on": FUTURE}, "date_impossible"),
        ({"effective_on": AFTER, "valid_until": DAY}, "date_impossible"),
        ({"effective_on": AFTER, "abolished_on": DAY}, "date_impossible"),
        ({"valid_until": FUTURE, "abolished_on": BEFORE}, "date_impossible"),
        ({"valid_until": BEFORE}, "date_impossible"),
        ({"title": "长" * 501}, "field_too_long"),
        ({"issuer": "长" * 201}, "field_too_long"),
        ({"addressee": "长" * 301}, "field_too_long"),
        ({"number": "长" * 101}, "field_too_long"),
    ],
)
def test_what_is_refused(office, values, code):
    document = new_document(**({"title": "通知"} | values))

    with pytest.raises(Refused) as error:
        run(office, document)
    assert codes(error) == [code]
    assert not Record.objects.exists()


@pytest.mark.parametrize(
    "values",
    [
        {"issuer": "", "undecided": ("issuer",)},
        {"dated_on": None},
        {"effective_on": FUTURE, "valid_until": FUTURE},
        {"effective_on": BEFORE, "valid_until": BEFORE},
        {"dated_on": DAY, "abolished_on": DAY},
        {"title": "长" * 500},
    ],
)
def test_what_is_accepted(office, values):
    (record,) = run(office, new_document(**({"title": "通知"} | values)))

    assert record.state == RecordState.CLOSED


def test_all_refusals_of_all_documents_come_at_once(office):
    first = new_document("", issuer="", dated_on=FUTURE)

    with pytest.raises(Refused) as error:
        run(office, first, new_document("好"), new_document("乙", issuer=""))
    expected = ["field_missing", "issuer_missing", "date_impossible", "issuer_missing"]
    assert codes(error) == expected


def test_a_refusal_says_which_document(office):
    with pytest.raises(Refused) as error:
        run(office, new_document("好"), new_document("没有来文单位", issuer=""))

    assert "没有来文单位" in str(error.value.refusals[0])


@pytest.mark.parametrize(
    ("who", "unit"),
    [
        ("stranger", "donghe"),
        ("clerk", "qinghe"),
        ("clerk", "village"),
        ("county_leader", "donghe"),
        ("administrator", "county"),
        ("operator", "donghe"),
    ],
)
def test_nobody_registers_where_he_has_no_post(office, who, unit):
    with pytest.raises(NotYourPost):
        run(office, new_document(), unit=unit, by=who)


def test_an_ended_unit_registers_nothing(office):
    office.donghe.ended_on = dt.date(2020, 1, 1)

    with pytest.raises(Refused) as error:
        run(office, new_document())
    assert codes(error) == ["unit_ended"]


@pytest.mark.parametrize(
    ("day", "year", "assumed"), [(DAY, 2024, False), (None, timezone.localdate().year, True)]
)
def test_the_year_is_that_of_the_document_or_assumed(office, day, year, assumed):
    (record,) = run(office, new_document(dated_on=day))

    assert (record.year, record.year_assumed) == (year, assumed)


def test_a_received_number_is_kept_as_an_office_writes_it(office):
    first, second = run(
        office,
        new_document(number="云司发[2024]第7号"),
        new_document("同号", number="云司发（2024）7号"),
    )

    assert first.official_document.doc_number == "云司发〔2024〕7号"
    assert second.official_document.doc_number == "云司发〔2024〕7号"
    assert [one.number[-2:] for one in (first, second)] == ["1号", "2号"]


def test_a_number_in_a_form_of_its_own_stays_as_printed(office):
    (record,) = run(office, new_document(number="云溪令 第3号"))

    assert record.official_document.doc_number == "云溪令 第3号"


def test_an_own_number_is_adopted_and_the_counter_moves_past_it(office):
    (record,) = run(office, issued("东司〔2024〕5号"))

    assert record.number == "东司〔2024〕5号"
    series = NumberSeries.objects.get(code="东司", year=2024)
    assert series.next_number == 6


def test_a_lower_own_number_fills_its_gap(office):
    run(office, issued("东司〔2024〕5号"))
    run(office, issued("东司〔2024〕3号"))

    assert NumberSeries.objects.get(code="东司").next_number == 6
    assert sorted(NumberGiven.objects.values_list("number", flat=True)) == [3, 5]


@pytest.mark.parametrize("number", ["云司发〔2024〕5号", "东司发〔2024〕5号", "", "第五号"])
def test_a_number_of_another_agency_is_not_the_units_own(office, number):
    (record,) = run(office, issued(number))

    assert record.number.startswith("收〔")


def test_a_received_document_never_takes_an_own_number(office):
    (record,) = run(office, new_document(number="东司〔2024〕5号"))

    assert record.number.startswith("收〔")


def test_an_own_number_is_given_once(office):
    run(office, issued("东司〔2024〕5号"))

    with pytest.raises(Refused) as error:
        run(office, issued("东司[2024]5号"), issued("东司〔2024〕6号"))
    assert codes(error) == ["own_number_taken"]
    assert NumberGiven.objects.count() == 1


def test_the_same_own_number_twice_in_one_batch_is_refused(office):
    with pytest.raises(Refused) as error:
        run(office, issued("东司〔2024〕5号"), issued("东司〔2024〕5号", "另一件"))

    assert codes(error) == ["own_number_taken"]
    assert not Record.objects.exists()


def test_a_void_number_is_not_given_again(office):
    run(office, issued("东司〔2024〕5号"))
    NumberGiven.objects.update(state=NumberState.VOIDED, reason="误登")

    (record,) = run(office, issued("东司〔2024〕5号"))
    assert record.number.startswith("收〔")
    assert record.official_document.doc_number == "东司〔2024〕5号"


def test_own_and_received_numbers_go_side_by_side(office):
    records = run(office, new_document("甲"), issued("东司〔2024〕1号"), new_document("乙"))

    assert [one.number.split("〔")[0] for one in records] == ["收", "东司", "收"]
    assert [one.number.split("〕")[1] for one in records] == ["1号", "1号", "2号"]


def test_two_units_have_their_own_series(office):
    first = register(office)
    (second,) = run(office, new_document(), unit="qinghe", by="stranger")

    assert first.number == second.number
    assert first.lead_unit != second.lead_unit


def test_papers_are_filed_in_order_with_all_their_files(office):
    files = (NewFile(make_holding(), "旧.txt"), NewFile(make_holding(), "新.txt"))
    papers = (
        NewPaper("正文", files),
        NewPaper("附件", (NewFile(make_holding(), "表.xlsx"),), PaperType.ATTACHMENT),
    )
    (record,) = run(office, new_document(number="云司发〔2024〕7号", papers=papers))

    lines = list(record.papers.values_list("position", "title", "author", "number"))
    assert lines == [(1, "正文", "云溪县司法局", "云司发〔2024〕7号"), (2, "附件", "", "")]
    names = File.objects.filter(paper__record=record, paper__position=1).order_by("no")
    assert [(file.no, file.original_name) for file in names] == [(1, "旧.txt"), (2, "新.txt")]


def test_a_document_may_be_on_paper_alone(office):
    (record,) = run(office, new_document(papers=()))

    assert not Paper.objects.filter(record=record).exists()


def test_the_first_version_holds_the_whole(office):
    record = register(office, "通知", number="云司发〔2024〕7号", addressee="各司法所")

    content = record.versions.get().body.content
    for said in ("通知", "云司发〔2024〕7号", "各司法所", "通知.txt", "DH"):
        assert said in content
