"""The page of one notice: header, text, validity, caching; what is not on show is not there."""

import datetime as dt

import pytest
from django.utils import timezone

from archive.documents.models import Notice, OfficialDocument
from archive.documents.vocabulary import NoticeState
from archive.records.models import Record
from archive.records.vocabulary import RecordState, Secrecy

LABELS = [
    "Name of the information",
    "Index number",
    "Subject category",
    "Genre category",
    "Channel category",
    "File number",
    "Publishing organ",
    "Date of creation",
    "Date of publication",
    "Date of abolition",
    "Validity",
    "Summary of content",
]


def address(notice: Notice, front: str = "") -> str:
    return f"{front}/notices/{notice.index_no}/"


def read(client, notice: Notice, front: str = "") -> str:
    response = client.get(address(notice, front))
    assert response.status_code == 200
    return response.content.decode()


def test_the_numbers_slash_stays_a_slash(client, publish):
    publish(index_no="014139118/2012-00011")

    assert client.get("/notices/014139118/2012-00011/").status_code == 200
    assert client.get("/notices/014139118/2012-00011").status_code == 301
    assert client.get("/notices/014139118%2F2012-00011/").status_code == 200


def test_the_statutory_header_is_shown_with_all_its_labels(client, notice):
    page = read(client, notice, "/en")

    places = [page.index(f">{label}</th>") for label in LABELS]
    assert places == sorted(places)
    days = ("2024-03-01", "2024-03-04")
    for value in (notice.index_no, notice.subject, notice.doc_number, *days):
        assert f">{value}</td>" in page


def test_the_tags_of_government_sites_stand_in_the_head(client, notice):
    page = read(client, notice)

    for name, content in {
        "SiteName": "云溪县司法局",
        "ArticleTitle": notice.name,
        "PubDate": "2024-03-04",
        "ContentSource": "云溪县司法局",
        "Url": f"http://testserver/notices/{notice.index_no}/",
    }.items():
        assert f'<meta name="{name}" content="{content}">' in page
    assert '<meta name="ColumnName" content="' in page


def test_the_text_is_set_as_paragraphs_and_headings(client, notice):
    page = read(client, notice)

    assert '<p class="addressee">各司法所：</p>' in page
    assert '<h2 id="s1">一、接待时间</h2>' in page
    assert "<p>周一至周五接待。</p>" in page


def test_rows_become_a_table_whose_columns_have_headers(client, publish):
    page = read(client, publish(text="安排如下。\n镇\t电话\n东河镇\t0519-1\n清河镇\t0519-2"))

    assert '<th scope="col">镇</th><th scope="col">电话</th>' in page
    assert "<td>东河镇</td><td>0519-1</td>" in page


def test_hostile_text_is_only_text(client, publish):
    evil = '"><script>alert(1)</script><img src=x onerror=alert(2)>\x00\x1b'
    notice = publish(
        name=evil, text=f"{evil}\n一、{evil}\na\t{evil}\nb\tc", summary=evil, subject=evil,
        genre=evil, channel=evil, doc_number=evil, publisher_name=evil,
    )  # fmt: skip

    for path in (address(notice), "/", "/notices/", f"/search/?q={evil}", "/search/?q=alert"):
        page = client.get(path).content.decode()
        assert "<script>alert" not in page and "<img src=x" not in page, path


def test_an_abolished_notice_stays_and_says_so(client, publish):
    notice = publish(abolished_on=dt.date(2025, 5, 1))

    page = read(client, notice, "/en")
    assert "<strong>Abolished</strong> since 2025-05-01" in page
    assert 'class="state state-abolished"' in client.get("/notices/").content.decode()


def test_repealing_the_document_abolishes_its_notice_and_names_what_follows(client, publish):
    old, new = publish(name="旧办法"), publish(name="新办法")
    OfficialDocument.objects.filter(pk=old.pk).update(
        abolished_on=dt.date(2025, 5, 1), superseded_by=new.record
    )

    page = read(client, old, "/en")
    assert "<strong>Abolished</strong>" in page
    assert f'<a href="/en/notices/{new.index_no}/" lang="zh-Hans">新办法</a>' in page


def test_what_follows_is_not_named_while_it_is_not_public(client, publish, draft):
    old, new = publish(name="旧办法"), draft(name="未公开的新办法")
    OfficialDocument.objects.filter(pk=old.pk).update(
        abolished_on=dt.date(2025, 5, 1), superseded_by=new.record
    )

    assert "未公开的新办法" not in read(client, old)


@pytest.mark.parametrize(
    ("dates", "word"),
    [
        ({"valid_until": dt.date(2025, 1, 1)}, "No longer in force"),
        ({"effective_on": dt.date(2999, 1, 1)}, "Not yet in force"),
        ({"abolished_on": dt.date(2999, 1, 1)}, "In force"),
    ],
)
def test_validity_comes_from_the_documents_dates(client, notice, dates, word):
    OfficialDocument.objects.filter(pk=notice.pk).update(**dates)

    assert f"<strong>{word}</strong>" in read(client, notice, "/en")


def test_a_draft_is_not_there(client, draft):
    notice = draft(name="还没公开的事")

    response = client.get(address(notice))
    assert response.status_code == 404
    assert notice.name not in response.content.decode()


@pytest.mark.parametrize("odd", ["%00", "1%00", "..%2F1", "1%0A", "%F0%9F%98%80", "x" * 900 + "1"])
def test_an_odd_address_is_not_there(client, db, odd):
    assert client.get(f"/notices/{odd}/").status_code == 404


def test_a_draft_and_a_number_never_given_answer_the_same(client, draft):
    given, never = draft(), "/notices/014139118/2024-09999/"

    one, other = client.get(address(given)), client.get(never)
    assert one.content == other.content
    assert one.headers == other.headers


def test_a_withdrawn_notice_is_gone_without_a_word_of_why(client, notice, withdraw):
    withdraw(notice)

    response = client.get(address(notice))
    page = response.content.decode()
    assert response.status_code == 410
    assert notice.index_no in page
    for secret in (notice.name, "内有个人隐私", "调解室", "云司通"):
        assert secret not in page


@pytest.mark.parametrize(
    "change",
    [
        {"secrecy": Secrecy.INTERNAL},
        {"secrecy": Secrecy.WORK_SECRET},
        {"restricted": True},
        {"state": RecordState.STRUCK},
        {"state": RecordState.DESTROYED},
    ],
)
def test_a_document_that_is_public_no_more_takes_its_notice_off(client, notice, change):
    Record.objects.filter(pk=notice.pk).update(**change)

    assert client.get(address(notice)).status_code == 410
    for path in ("/", "/notices/", "/search/?q=调解室", "/notices/feed/"):
        assert notice.name not in client.get(path).content.decode()


def test_a_visitor_who_has_the_page_is_not_sent_it_again(client, notice):
    first = client.get(address(notice))

    again = client.get(address(notice), headers={"if-none-match": first["ETag"]})
    since = client.get(address(notice), headers={"if-modified-since": first["Last-Modified"]})
    assert (again.status_code, since.status_code) == (304, 304)
    assert again["ETag"] == first["ETag"]


def test_a_copy_is_asked_about_before_it_is_shown(client, notice, withdraw):
    first = client.get(address(notice))
    assert first["Cache-Control"] == "public, no-cache"

    withdraw(notice)
    again = client.get(address(notice), headers={"if-none-match": first["ETag"]})
    assert again.status_code == 410


def test_the_day_of_abolition_moves_the_page(client, publish):
    notice = publish(published_on=dt.date(2020, 1, 1))
    Notice.objects.update(changed_at=timezone.now() - dt.timedelta(days=30))
    before = client.get(address(notice))

    OfficialDocument.objects.update(abolished_on=timezone.localdate())
    after = client.get(address(notice), headers={"if-modified-since": before["Last-Modified"]})
    assert after.status_code == 200
    assert after["ETag"] != before["ETag"]


def test_the_printed_page_carries_its_address_as_a_code(client, notice, settings):
    settings.WAGTAILADMIN_BASE_URL = "https://sfj.example.gov.cn"

    page = read(client, notice)
    assert f"https://sfj.example.gov.cn/notices/{notice.index_no}/" in page
    assert '<svg viewBox="0 0 ' in page
    assert "style=" not in page and "<style" not in page


def test_a_post_is_no_way_to_read(client, notice):
    assert client.post(address(notice)).status_code == 405


def test_every_notice_that_was_ever_public_answers(client, publish, withdraw):
    notices = [publish(name=f"通告{number}") for number in range(3)]
    withdraw(notices[1])

    codes = [client.get(address(notice)).status_code for notice in notices]
    assert codes == [200, 410, 200]
    assert Notice.objects.filter(state=NoticeState.WITHDRAWN).count() == 1
