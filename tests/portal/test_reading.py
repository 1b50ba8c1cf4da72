"""How the plain text of a notice is read."""

import pytest

from portal.reading import read, readable


def kinds(text: str, **more: str) -> list[tuple[str, str]]:
    return [(block.kind, block.text) for block in read(text, **more).blocks]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("一、总体要求", "heading"),
        ("第一章 总则", "heading"),
        ("第二节", "heading"),
        ("（一）加强领导", "subheading"),
        ("一、各单位要高度重视，加强领导，落实责任。", "paragraph"),
        ("1、定期开展分析研判活动", "paragraph"),
        ("第三条　调解不收费。", "article"),
        ("第三条之一 另行规定。", "article"),
        ("二〇一二年八月二十一日", "signed"),
        ("2024年3月1日", "signed"),
        ("2024年3月1日起施行", "paragraph"),
        ("第三条规定的事项\t甲", "article"),
    ],
)
def test_a_line_is_known_by_its_form(line, kind):
    assert read(f"首段。\n次段。\n{line}\n末段。").blocks[2].kind == kind


def test_the_organ_above_the_date_stands_with_it():
    assert kinds("正文。\n再正文。\n云溪县司法局\n2024年3月1日")[2:] == [
        ("signed", "云溪县司法局"),
        ("signed", "2024年3月1日"),
    ]


def test_what_is_handed_on_keeps_its_title():
    text = "现印发给你们。\n2024年3月1日\n云溪县司法行政系统\n工作制度\n一、排查\n每日排查。"
    found = kinds(text)

    assert [kind for kind, _text in found] == [
        "paragraph", "signed", "title", "title", "heading", "paragraph",
    ]  # fmt: skip


def test_title_and_number_at_the_head_are_not_said_twice():
    text = "关于印发《制度》的\n通知\n坛司发(2012)11号\n正文。"

    found = kinds(text, title="关于印发《制度》的通知", number="坛司发〔2012〕11号")
    assert found == [("paragraph", "正文。")]


def test_a_text_that_is_only_its_title_is_empty():
    assert kinds("通知", title="通知") == []


def test_rows_of_unequal_length_are_filled_up():
    (table,) = read("甲\t乙\t丙\n1\t2").blocks

    assert table.rows == (("甲", "乙", "丙"), ("1", "2", ""))
    assert table.headed


def test_a_table_of_figures_has_no_column_names():
    (table,) = read("2023\t12\n2024\t15").blocks

    assert not table.headed


def test_one_line_with_tabs_is_no_table():
    assert kinds("联系人\t张三") == [("paragraph", "联系人 张三")]


def test_a_long_text_has_a_table_of_contents():
    text = "\n".join(f"{number}、第几部分\n内容。" for number in "一二三四五")

    assert [block.anchor for block in read(text).contents] == ["s1", "s2", "s3", "s4", "s5"]


def test_control_characters_are_left_out():
    assert readable("甲\x00乙\x0b\r\n丙\ud800") == "甲乙\n丙"


@pytest.mark.parametrize("text", ["", "\n\n", "\t", "　　"])
def test_an_empty_text_reads_as_nothing(text):
    assert read(text).blocks == ()
