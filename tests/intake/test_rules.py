"""What import decides by itself: only what stands there in so many words."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.intake.rules import first_number, head_of, last_date, read_facts, title_of_name

TODAY = dt.date(2026, 11, 24)
DAY = dt.date(2012, 8, 21)


def facts(name: str = "通知.txt", heading: str = "", text: str = ""):
    return read_facts(name, heading, text, today=TODAY)


@pytest.mark.parametrize(
    "name",
    [
        "维稳制度2012-08-21.txt",
        "维稳制度(2012-08-21).docx",
        "维稳制度（2012-8-21）.docx",
        "2012.8.21维稳制度.pdf",
        "维稳制度2012.8.21",
        "维稳制度_20120821.txt",
        "20120821 维稳制度.txt",
        "【2012年8月21日】维稳制度.doc",
        "维稳制度２０１２年０８月２１日.txt",
        "维稳制度二〇一二年八月二十一日.txt",
        "维稳制度二O一二年八月二十一日.txt",
        "2011年/第3批/维稳制度2012_08_21.7z",
        "20123456维稳制度2012-08-21.txt",
        "维稳制度2012-02-30重发2012-08-21.txt",
    ],
)
def test_a_date_in_the_name(name):
    assert facts(name).dated_on == DAY
    assert facts(name).doubt == ""


@pytest.mark.parametrize(
    "name",
    [
        "维稳制度.txt",
        "维稳制度2012年.txt",
        "维稳制度2012-08.txt",
        "1352012-08-215.txt",
        "编号20123456.txt",
        "电话13912345678.txt",
        "云司发〔2012〕11号.txt",
    ],
)
def test_no_date_in_the_name(name):
    assert (facts(name).dated_on, facts(name).doubt) == (None, "")


@pytest.mark.parametrize(
    ("name", "doubt"),
    [
        ("纪要2026-02-30.txt", "2026-02-30"),
        ("纪要20260230.txt", "2026-02-30"),
        ("纪要2026年13月1日.txt", "2026-13-1"),
        ("纪要2027-01-01.txt", "2027-01-01"),
        ("纪要二〇二六年二月三十日.txt", "2026-2-30"),
    ],
)
def test_a_day_that_cannot_be_is_left_open_and_named(name, doubt):
    assert (facts(name).dated_on, facts(name).doubt) == (None, doubt)


def test_an_impossible_day_in_the_name_leaves_the_head_to_decide():
    found = facts("纪要2026-02-30.txt", text="会议纪要\n2026年2月26日\n")

    assert (found.dated_on, found.doubt) == (dt.date(2026, 2, 26), "2026-02-30")


@given(st.dates(dt.date(1949, 10, 1), TODAY), st.sampled_from("-._"))
def test_any_day_that_has_been_is_read_from_a_name(day, sign):
    name = f"纪要{day.year}{sign}{day.month}{sign}{day.day}.txt"

    assert facts(name).dated_on == day
    assert facts(name).title == "纪要"


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("人民调解办法(2019-02-01).md", "人民调解办法"),
        ("2012年/维稳制度_20120821.txt", "维稳制度"),
        ("20120821 维稳制度 终稿.txt", "维稳制度 终稿"),
        ("维稳制度２０１２年０８月２１日.txt", "维稳制度"),
        ("纪要2026-02-30.txt", "纪要"),
        ("维稳制度2012.8.21", "维稳制度"),
        ("第1.2版方案.docx", "第1.2版方案"),
        ("没有后缀的名字", "没有后缀的名字"),
        ("2012-08-21.txt", "2012-08-21"),
        ("通知📎重要❗.txt", "通知📎重要❗"),
        (".txt", ".txt"),
    ],
)
def test_a_title_from_the_name(name, title):
    assert title_of_name(name) == title


def test_the_first_heading_goes_before_the_name():
    assert facts("a.docx", heading=" 人民\n调解办法 ").title == "人民 调解办法"


def test_a_title_fits_its_column():
    assert len(facts(heading="长" * 900).title) == 500


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("2012年8月21日", DAY),
        ("2012 年 8 月 21 日", DAY),
        ("２０１２年８月２１日", DAY),
        ("二〇一二年八月二十一日", DAY),
        ("二○一二年八月二十一日", DAY),
        ("二零一二年八月二十一日", DAY),
        ("二O一二年八月二十一日", DAY),
        ("二0一二年八月二十一日", DAY),
        ("一九九八年十月十日", dt.date(1998, 10, 10)),
        ("二〇二〇年十二月三十一日", dt.date(2020, 12, 31)),
        ("二〇二〇年二月三日", dt.date(2020, 2, 3)),
        ("2012-08-21", DAY),
        ("2012/8/21", DAY),
        ("2010年1月5日通过 2012年8月21日修正", DAY),
        ("2012年8月21日通过 自2999年1月1日起施行", DAY),
        ("2012年8月", None),
        ("二〇一二年八月", None),
        ("2026年2月30日", None),
        ("二〇二六年二月三十日", None),
        ("编号2012-08-211", None),
    ],
)
def test_the_last_day_in_a_line_of_the_head(line, day):
    assert last_date([line], TODAY) == day


@pytest.mark.parametrize(
    "body", ["第一条 为了", "第一章 总则", "  第 1 条".replace(" 1 ", "1"), "一、总体要求", "目 录"]
)
def test_a_head_ends_where_the_body_begins(body):
    assert head_of(f"办法\n\n 2012年8月21日\n{body}\n2015年1月1日") == ["办法", "2012年8月21日"]


def test_a_head_without_end_is_twenty_lines_long():
    assert len(head_of("\n".join(f"第{n}行" for n in range(50)))) == 20


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("云司发〔2012〕11号", "云司发〔2012〕11号"),
        ("云司发[2012]11号", "云司发〔2012〕11号"),
        ("云司发【2012】11号", "云司发〔2012〕11号"),
        ("云司发（2012）第11号", "云司发〔2012〕11号"),
        ("云司发(2012) 11 号", "云司发〔2012〕11号"),
        ("云司发﹝２０１２﹞１１号", "云司发〔2012〕11号"),
        ("（云司发〔2012〕11号）", "云司发〔2012〕11号"),
        ("文号：云司发〔2012〕11号", "云司发〔2012〕11号"),
        ("发文字号 云司发〔2012〕11号", "云司发〔2012〕11号"),
        ("云司发〔2012〕11号    签发人：孙局长", "云司发〔2012〕11号"),
        ("原州司发〔2012〕11号", "原州司发〔2012〕11号"),
        ("根据云司发〔2012〕11号的要求，现通知如下：", None),
        ("根据云司发〔2012〕11号", None),
        ("转发云司发〔2012〕11号", None),
        ("《关于排查的通知》（云司发〔2012〕11号）", None),
        ("云司发2012年11号", None),
        ("〔2012〕11号", None),
    ],
)
def test_a_number_counts_when_it_stands_alone(line, number):
    found = first_number(["关于排查的通知", line])

    assert (str(found) if found else None) == number


def test_a_number_in_the_body_is_another_documents():
    assert facts(text="办法\n第一条 为了\n云司发〔2012〕11号\n").number is None
