"""Home, the catalogue with its filters and pages, the feed, robots."""

import datetime as dt

import pytest
from django.urls import get_resolver
from lxml import etree

from archive.documents.models import Notice, OfficialDocument
from archive.records.models import Record
from archive.records.vocabulary import RecordKind, RecordState, Secrecy
from tests.office import register

ATOM = "{http://www.w3.org/2005/Atom}"
PATHS = ["/", "/notices/", "/search/", "/search/?q=通告", "/notices/feed/", "/robots.txt"]


def titles(page: str) -> list[str]:
    tree = etree.HTML(page)
    return ["".join(node.itertext()) for node in tree.xpath("//ol[contains(@class,'rows')]//a")]


def listed(client, question: str = "") -> list[str]:
    return titles(client.get(f"/notices/{question}").content.decode())


def many(office, count: int, **more) -> None:
    """Notices in bulk, as an import of years leaves them."""
    some = register(office, "一份公文", secrecy=Secrecy.PUBLIC)
    records = Record.objects.bulk_create(
        Record(
            kind=RecordKind.DOCUMENT, state=RecordState.CLOSED, number=f"n{n}", title=f"第{n}号",
            lead_unit=office.county, year=2020, secrecy=Secrecy.PUBLIC,
            made_by=office.clerk, made_at=some.made_at,
        )
        for n in range(count)
    )  # fmt: skip
    OfficialDocument.objects.bulk_create(OfficialDocument(record=record) for record in records)
    Notice.objects.bulk_create(
        Notice(
            record=record, state="published", publisher=office.county, name=f"第{n}号通告",
            index_no=f"014139118/2020-{n:05d}", publisher_name="云溪县司法局", text="正文",
            published_on=dt.date(2020, 1, 1) + dt.timedelta(days=n), changed_at=some.made_at,
            **more,
        )
        for n, record in enumerate(records, start=1)
    )  # fmt: skip


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("front", ["", "/en"])
def test_no_page_sets_a_cookie_or_runs_a_script(client, notice, front, path):
    client.cookies["sessionid"] = "a" * 32
    if path == "/robots.txt":
        front = ""
    response = client.get(front + path)

    assert response.status_code == 200
    assert "Set-Cookie" not in response.headers and not response.cookies
    assert "Cookie" not in response.get("Vary", "")
    assert b"<script" not in response.content and b" onclick" not in response.content


@pytest.mark.parametrize("path", ["/", "/notices/", "/search/?q=通告", "/nowhere/"])
def test_a_page_names_its_language_whatever_the_browser_wants(client, notice, path):
    chinese = client.get(path, headers={"accept-language": "en"}).content.decode()
    english = client.get(f"/en{path}", headers={"accept-language": "zh"}).content.decode()

    assert '<html lang="zh-Hans">' in chinese
    assert '<html lang="en">' in english
    assert ">Skip to the content</a>" in english


def test_the_language_switch_keeps_the_question(client, notice):
    page = client.get("/notices/?year=2024&page=1").content.decode()

    assert 'href="/en/notices/?year=2024&amp;page=1" lang="en"' in page


def test_landmarks_and_the_skip_link_are_there(client, notice):
    tree = etree.HTML(client.get(f"/notices/{notice.index_no}/").content.decode())

    for landmark in ("header", "nav", "main", "footer"):
        assert tree.xpath(f"//{landmark}"), landmark
    assert tree.xpath("//a[@class='skip']/@href") == ["#content"]
    assert tree.xpath("//main/@id") == ["content"]
    assert len(tree.xpath("//h1")) == 1
    assert not tree.xpath("//input[@type!='hidden'][not(@id=//label/@for)]")
    assert not tree.xpath("//th[not(@scope)]")


def test_home_shows_the_newest_ten_and_the_catalogue(client, office):
    many(office, 12, subject="综合政务")

    page = client.get("/").content.decode()
    assert titles(page)[0] == "第12号通告"
    assert len(titles(page)) == 10
    assert "?subject=%E7%BB%BC%E5%90%88%E6%94%BF%E5%8A%A1" in page


def test_an_office_without_notices_says_so(client, office):
    for path in ("/", "/notices/"):
        assert "Nothing has been published yet" in client.get(f"/en{path}").content.decode()


def test_a_house_without_an_office_still_answers(client, db):
    assert client.get("/").status_code == 200


def test_the_newest_come_first_whatever_the_order_of_publishing(client, publish):
    publish(name="旧", published_on=dt.date(2023, 1, 1))
    publish(name="新", published_on=dt.date(2025, 1, 1))
    publish(name="中", published_on=dt.date(2024, 1, 1))

    assert listed(client) == ["新", "中", "旧"]


def test_a_long_catalogue_comes_in_pages_without_loss(client, office):
    many(office, 107)

    seen = [name for page in range(1, 7) for name in listed(client, f"?page={page}")]
    assert seen == [f"第{number}号通告" for number in range(107, 0, -1)]


def test_a_long_catalogue_offers_a_few_page_numbers(client, office):
    many(office, 400)

    tree = etree.HTML(client.get("/notices/?page=10").content.decode())
    links = ["".join(node.itertext()) for node in tree.xpath("//nav[@class='pages']//li/*")]
    assert links[1:-1] == ["1", "…", "8", "9", "10", "11", "12", "…", "20"]


@pytest.mark.parametrize("page", ["0", "-1", "7", "x", "9" * 40])
def test_a_page_that_is_not_there_is_not_found(client, office, page):
    many(office, 30)

    assert client.get(f"/notices/?page={page}").status_code == 404


def test_a_page_costs_the_same_however_many_rows(client, office, django_assert_max_num_queries):
    many(office, 60)

    with django_assert_max_num_queries(4):
        client.get("/notices/?page=2")


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("?subject=综合政务", ["乙"]),
        ("?genre=公告", ["乙"]),
        ("?channel=统计数据", ["乙"]),
        ("?year=2023", ["甲"]),
        ("?year=2023&genre=公告", []),
        ("?validity=abolished", ["甲"]),
        ("?validity=valid", ["乙"]),
        ("?validity=nonsense&year=x", ["乙", "甲"]),
        ("?subject=没有这一类", []),
    ],
)
def test_the_catalogue_is_filtered(client, publish, question, found):
    publish(name="甲", published_on=dt.date(2023, 1, 1), abolished_on=dt.date(2024, 1, 1))
    publish(name="乙", subject="综合政务", genre="公告", channel="统计数据")

    assert listed(client, question) == found


def test_a_filter_says_how_many_it_leaves(client, publish):
    publish(name="甲", published_on=dt.date(2023, 1, 1))
    publish(name="乙", published_on=dt.date(2024, 1, 1), genre="公告")
    publish(name="丙", published_on=dt.date(2024, 1, 2))

    page = client.get("/notices/?year=2024").content.decode()
    assert '<option value="2023">2023 (1)</option>' in page
    assert '<option value="2024" selected>2024 (2)</option>' in page
    assert '<option value="公告">公告 (1)</option>' in page
    assert '<option value="通告">通告 (1)</option>' in page


def test_what_is_not_on_show_is_in_no_list_and_no_count(client, publish, draft, withdraw):
    publish(name="公开的", subject="综合政务")
    draft(name="草稿里的", subject="秘密主题", genre="秘密体裁", channel="秘密组配")
    withdraw(publish(name="撤下的", subject="撤下的主题"))

    for path in ("/", "/notices/", "/search/?q=现将", "/notices/feed/"):
        page = client.get(path).content.decode()
        assert "公开的" in page
        for secret in ("草稿里的", "秘密", "撤下的", "内有个人隐私"):
            assert secret not in page, path


def test_records_without_a_notice_never_show(client, office):
    register(office, "内部的公文", secrecy=Secrecy.INTERNAL)
    register(office, "没有公开的公文", secrecy=Secrecy.PUBLIC)

    for path in PATHS + ["/search/?q=公文"]:
        page = client.get(path).content.decode()
        assert "内部的公文" not in page and "没有公开的公文" not in page


def feed_of(client) -> etree._Element:
    response = client.get("/notices/feed/")
    assert response["Content-Type"].startswith("application/atom+xml")
    return etree.fromstring(response.content)


def test_the_feed_is_a_valid_atom_feed(client, publish):
    publish(name="甲 & <乙>\x0b", published_on=dt.date(2023, 1, 1))
    publish(name="丙", published_on=dt.date(2024, 1, 1))

    feed = feed_of(client)
    assert feed.tag == f"{ATOM}feed"
    for node in (feed, *feed.findall(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            assert len(node.findall(f"{ATOM}{name}")) == 1
        assert node.find(f"{ATOM}author/{ATOM}name").text
        assert all(link.get("href").startswith("http://") for link in node.findall(f"{ATOM}link"))
    ids = [node.text for node in feed.iter(f"{ATOM}id")]
    assert len(set(ids)) == len(ids) == 3
    assert [node.text for node in feed.iter(f"{ATOM}title")][1:] == ["丙", "甲 & <乙>"]


def test_the_feed_points_to_itself_and_to_the_pages(client, notice):
    links = [link.get("href") for link in feed_of(client).iter(f"{ATOM}link")]

    assert "http://testserver/notices/feed/" in links
    assert f"http://testserver/notices/{notice.index_no}/" in links


def test_an_empty_feed_is_a_feed(client, office):
    assert feed_of(client).find(f"{ATOM}updated") is not None


def test_crawlers_are_kept_from_the_desk(client):
    assert "Disallow: /desk/" in client.get("/robots.txt").content.decode().splitlines()


def test_every_address_of_the_portal_is_tried_here():
    names = {
        pattern.name
        for pattern in get_resolver("portal.urls").url_patterns
        if getattr(pattern, "name", None)
    }
    assert names == {
        "portal_home",
        "portal_notices",
        "portal_feed",
        "portal_notice",
        "portal_search",
        "portal_robots",
    }


def test_the_policy_for_contents_is_strict_on_every_page(client, notice):
    for path in [*PATHS, f"/notices/{notice.index_no}/"]:
        policy = client.get(path)["Content-Security-Policy"]
        assert "unsafe" not in policy and "default-src 'self'" in policy
