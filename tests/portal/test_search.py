"""The public's search: folded as the staff's is, only over what is on show, marked, paged."""

import datetime as dt

import pytest
from lxml import etree

from archive.documents.models import Notice
from portal import find
from search.engines import forget_engine

TEXT = "坚持属地管理，化解矛盾纠纷，公布调解室电话13912345678。\n详见坛司发〔2012〕11号文件。"


def hits(client, words: str, **more: str) -> list[str]:
    response = client.get("/search/", {"q": words} | more)
    assert response.status_code == 200
    tree = etree.HTML(response.content.decode())
    found = tree.xpath("//ol[contains(@class,'hits')]//a")
    return ["".join(node.itertext()) for node in found]


@pytest.mark.parametrize(
    "words",
    [
        "矛盾纠纷",
        "矛盾糾紛",
        "“矛盾糾紛”",
        "属地 化解",
        "屬地管理",
        "化",
        "标题:通告",
        "云司通〔2024〕8号",
        "云司通(2024)8号",
        "雲司通【２０２４】8號",
        "坛司发(2012)11号",
        "文号:云司通〔2024〕8号",
        "014139118/2024-00001",
        "０１４１３９１１８／2024-00001",
        "纠纷 -上访",
        "年度:2024 纠纷",
        "体裁:通告 纠纷",
        "调解室的接待时间",
    ],
)
def test_a_notice_is_found_however_it_is_asked_for(client, publish, words):
    publish(text=TEXT)

    assert hits(client, words) == ["关于公开调解室接待时间的通告"]


@pytest.mark.parametrize(
    "words",
    [
        "",
        "   ",
        "没有的词",
        "矛盾 没有的词",
        "矛纠",
        "纠纷 -矛盾",
        "坛司发(2012)12号",
        "发(2012)1号",
        "13912345678",
        "139 1234 5678",
        "年度:2023 纠纷",
        "体裁:公告 纠纷",
        "标题:矛盾纠纷",
        "\x00",
        '"',
        "-",
        "编号:",
        "(" * 500,
        "编号:" + "1-" * 800,
    ],
)
def test_what_is_not_there_is_not_found(client, publish, words):
    publish(text=TEXT)

    assert hits(client, words) == []


def test_the_marks_stand_on_the_original_text(client, publish):
    publish(text="化解矛盾糾紛的辦法")

    page = client.get("/search/", {"q": "矛盾纠纷"}).content.decode()
    assert "化解<mark>矛盾糾紛</mark>的辦法" in page


def test_numbers_of_persons_are_masked_in_snippets(client, publish):
    publish(text=TEXT)

    page = client.get("/search/", {"q": "电话"}).content.decode()
    assert "13912345678" not in page and "*******5678" in page


def test_a_title_that_has_the_words_comes_before_a_text_that_has_them(client, publish):
    publish(name="矛盾纠纷排查办法", published_on=dt.date(2020, 1, 1))
    publish(name="其他通告", text="说到矛盾纠纷。", published_on=dt.date(2025, 1, 1))

    assert hits(client, "矛盾纠纷") == ["矛盾纠纷排查办法", "其他通告"]


def test_hits_can_be_narrowed(client, publish):
    publish(name="甲纠纷", published_on=dt.date(2023, 1, 1))
    publish(name="乙纠纷", published_on=dt.date(2024, 1, 1), genre="公告")

    assert hits(client, "纠纷", year="2023") == ["甲纠纷"]
    assert hits(client, "纠纷", genre="公告") == ["乙纠纷"]
    page = client.get("/search/?q=纠纷").content.decode()
    assert '<option value="2023">2023 (1)</option>' in page


def test_hits_come_in_pages(client, publish):
    for number in range(23):
        publish(name=f"纠纷{number:02d}号", published_on=dt.date(2024, 1, 1 + number))

    first, second = hits(client, "纠纷"), hits(client, "纠纷", page="2")
    assert first + second == [f"纠纷{number:02d}号" for number in range(22, -1, -1)]
    assert client.get("/search/?q=纠纷&page=3").status_code == 404
    page = client.get("/search/?q=纠纷").content.decode()
    assert 'href="?q=%E7%BA%A0%E7%BA%B7&amp;page=2"' in page


def test_a_change_is_seen_at_once(client, publish, withdraw):
    notice = publish(text="原来的正文")
    assert hits(client, "原来的正文")

    withdraw(notice)
    assert hits(client, "原来的正文") == []
    publish(record=notice.record, text="改过的正文")
    assert hits(client, "原来的正文") == []
    assert hits(client, "改过的正文")


def test_what_finds_no_room_on_the_shelf_is_found_all_the_same(client, publish, monkeypatch):
    monkeypatch.setattr(find.shelf, "room", 10)
    publish(text=TEXT)

    assert hits(client, "矛盾纠纷")
    assert not find.shelf.kept


def test_the_shelf_forgets_what_is_gone(client, publish, withdraw):
    notice = publish(text=TEXT)
    room = find.shelf.room
    hits(client, "纠纷")
    assert notice.pk in find.shelf.kept

    withdraw(notice)
    hits(client, "纠纷")
    assert (find.shelf.kept, find.shelf.room) == ({}, room)


def test_it_needs_no_engine(client, publish, settings):
    settings.ANJUAN_SEARCH = "http://localhost:1"
    forget_engine()
    publish(text=TEXT)

    assert hits(client, "矛盾纠纷")
    settings.ANJUAN_SEARCH = "none"
    forget_engine()


def test_notices_of_one_text_are_read_once(client, publish, django_assert_max_num_queries):
    publish(text=TEXT)
    hits(client, "纠纷")

    with django_assert_max_num_queries(5):
        hits(client, "纠纷")
    assert Notice.objects.count() == 1
