"""The header of a page of 政务公开, whose labels run together."""

import datetime as dt

import pytest

from archive.intake.notice_header import read_header

TODAY = dt.date(2026, 11, 24)
PAGE = """• 欢迎访问云溪县人民政府网站!

当前位置: 政务公开 > 政府部门 > 司法局 > 内容

信息名称 关于印发《云溪县人民调解工作制度》的通知
索引号 011234567/2015-00021
主题分类 公安、安全、司法 体裁分类 通知 组配分类 其他 司法局 业务工作
文件编号 云司发〔2015〕7号 发布机构 云溪县司法局
生成日期 2015-03-02 公开日期 2015-03-05 废止日期有效
内容概述 印发人民调解工作制度

关于印发《云溪县人民调解工作制度》的通知
云司发〔2015〕7号

  各司法所：现印发给你们。
  名称 以本通知为准。

  二〇一五年三月二日
扫一扫在手机打开当前页
打印本页
"""


def read(text: str = PAGE):
    return read_header(text, today=TODAY)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", "关于印发《云溪县人民调解工作制度》的通知"),
        ("index_no", "011234567/2015-00021"),
        ("subject", "公安、安全、司法"),
        ("genre", "通知"),
        ("channel", "其他 司法局 业务工作"),
        ("doc_number", "云司发〔2015〕7号"),
        ("publisher_name", "云溪县司法局"),
        ("created_on", dt.date(2015, 3, 2)),
        ("published_on", dt.date(2015, 3, 5)),
        ("abolished_on", None),
        ("abolished", False),
        ("summary", "印发人民调解工作制度"),
        ("text", "  各司法所：现印发给你们。\n  名称 以本通知为准。\n\n  二〇一五年三月二日"),
    ],
)
def test_each_field_reaches_to_the_next_label(field, value):
    assert getattr(read(), field) == value


@pytest.mark.parametrize(
    ("printed", "day", "abolished"),
    [
        ("废止日期有效", None, False),
        ("废止日期 2018-01-01", dt.date(2018, 1, 1), False),
        ("废止日期 2030-01-01 有效性 有效", dt.date(2030, 1, 1), False),
        ("废止日期 失效", None, True),
        ("有效性：废止", None, True),
        ("有效性 有效", None, False),
        ("废止日期 有效性 有效", None, False),
    ],
)
def test_in_force_or_not(printed, day, abolished):
    found = read(PAGE.replace("废止日期有效", printed))

    assert (found.abolished_on, found.abolished) == (day, abolished)


def test_values_may_stand_below_their_labels():
    page = "信息名称：\n接待时间\n索引号：\n0112/2015-1\n发布机构：\n司法局\n\n每周一接待。"
    found = read(page)

    assert (found.name, found.publisher_name) == ("接待时间", "司法局")
    assert found.text == "每周一接待。"


def test_cells_of_a_table_are_separated_by_tabs():
    found = read("名称\t接待时间\t索引号\tYX-2015-1\n发布机构\t司法局\t发文字号\t\n正文")

    assert (found.name, found.index_no, found.doc_number) == ("接待时间", "YX-2015-1", "")


@pytest.mark.parametrize(
    "body", ["名称 云溪县司法局\n地址 城关镇", "公开日期 每月五日\n地点 大厅", "关键词 是调解。"]
)
def test_labels_in_the_text_belong_to_the_text(body):
    header = "信息名称 指南\n索引号 YX1\n公开日期 2015-03-05\n内容概述 指南\n\n"
    found = read(f"{header}办事指南\n{body}")

    assert found.text == "办事指南\n" + body
    assert (found.summary, found.published_on) == ("指南", dt.date(2015, 3, 5))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("索引号 011234567/2015-00021\n", ""),
        ("索引号 011234567/2015-00021", "索引号"),
        ("索引号 011234567/2015-00021", "索引号 无"),
        ("索引号 011234567/2015-00021", "索引号 ../2015"),
        ("信息名称 关于印发《云溪县人民调解工作制度》的通知\n", ""),
    ],
)
def test_without_index_number_or_name_it_is_no_notice(old, new):
    assert read(PAGE.replace(old, new)) is None


def test_a_longer_number_of_a_site_is_kept_whole():
    found = read(PAGE.replace("011234567/2015", "113204820011234567/2015"))

    assert found.index_no == "113204820011234567/2015-00021"


@pytest.mark.parametrize("text", ["", "关于调解工作的通知", "索引号与名称由政府编制。", "索引号"])
def test_a_page_without_header(text):
    assert read(text) is None


def test_what_does_not_fit_its_column_is_shortened():
    found = read(PAGE.replace("云溪县司法局\n", "局" * 300 + "\n"))

    assert len(found.publisher_name) == 200


def test_a_day_to_come_is_no_day_of_publication():
    assert read(PAGE.replace("2015-03-05", "2999-03-05")).published_on is None
