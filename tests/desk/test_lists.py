"""Register book, search and today's page: filters, costs, and what they say when empty."""

import datetime as dt

import pytest

import search
from archive.documents.steps import DraftNotice
from archive.documents.steps.publish import Header
from archive.documents.steps.register import RegisterDocuments
from archive.records.models import Record
from tests.desk.conftest import page
from tests.office import new_document, register

MOST_QUERIES = 20


def many(office, count):
    documents = [new_document(f"关于第{n}件事的通知") for n in range(count)]
    RegisterDocuments(documents, office.donghe, by=office.clerk).run()


@pytest.mark.parametrize("who", ["clerk", "county_leader", "county_archivist"])
@pytest.mark.parametrize("count", [3, 120])
def test_the_list_costs_the_same_at_any_size(
    office, sign_in, django_assert_max_num_queries, who, count
):
    many(office, count)
    client = sign_in(getattr(office, who))

    with django_assert_max_num_queries(MOST_QUERIES):
        page(client, "/desk/records/", year=2024, sort="number")


@pytest.mark.parametrize("count", [3, 120])
def test_the_page_of_today_costs_the_same_at_any_size(
    office, sign_in, django_assert_max_num_queries, count
):
    many(office, count)
    client = sign_in(office.publisher)

    with django_assert_max_num_queries(MOST_QUERIES):
        page(client, "/desk/")


def test_the_list_is_shown_in_pages(office, sign_in):
    many(office, 120)

    second = sign_in(office.clerk).get("/desk/records/", {"page": 2}).context["page"]

    assert (len(second.rows), second.total, second.pages) == (50, 120, 3)


def test_filters_leave_what_they_say(office, record, sign_in):
    register(office, "去年的通知", dated_on=dt.date(2023, 5, 1))

    shown = page(sign_in(office.clerk), "/desk/records/", year=2023)

    assert "去年的通知" in shown
    assert record.title not in shown


def test_entries_to_complete_are_found_by_their_mark(office, record, sign_in):
    register(office, "待补录的通知", issuer="", undecided=("issuer",))

    rows = sign_in(office.clerk).get("/desk/records/", {"undecided": "1"}).context["page"].rows

    assert [row.title for row in rows] == ["待补录的通知"]


@pytest.mark.parametrize("query", ["page=x", "year=abc", "unit=99", "state=none", "sort=;"])
def test_an_impossible_filter_is_no_error(office, record, sign_in, query):
    assert sign_in(office.clerk).get(f"/desk/records/?{query}").status_code == 200


def test_an_empty_book_says_why_and_what_to_do(office, sign_in):
    shown = page(sign_in(office.clerk), "/desk/records/")

    assert "The register book is still empty" in shown
    assert "/desk/records/register/" in shown


def test_today_shows_what_came_and_what_is_to_complete(office, record, sign_in):
    open_ = register(office, "待补录的通知", issuer="", undecided=("issuer",))

    shown = page(sign_in(office.clerk), "/desk/")

    assert record.title in shown
    assert f"/desk/records/{open_.pk}/correct/" in shown


def test_what_is_completed_is_gone_from_today_at_once(office, sign_in):
    from archive.records.steps import Correct

    open_ = register(office, "待补录的通知", issuer="", undecided=("issuer",))
    client = sign_in(office.clerk)
    page(client, "/desk/")
    Correct(open_, {"issuer": "云溪县司法局"}, by=office.clerk, reason="补录").run()

    assert client.get("/desk/").context["incomplete"] == []


def test_a_publisher_sees_the_notices_that_wait(office, record, sign_in):
    header = Header("关于排查工作的公告", "正文", "云溪县司法局")
    DraftNotice(record, header, publisher=office.county, by=office.publisher).run()

    assert "关于排查工作的公告" in page(sign_in(office.publisher), "/desk/")
    assert "关于排查工作的公告" not in page(sign_in(office.clerk), "/desk/")


def test_the_form_of_a_draft_shows_what_was_drafted(office, record, sign_in):
    header = Header("关于排查工作的公告", "起草的正文", "云溪县司法局")
    DraftNotice(record, header, publisher=office.county, by=office.publisher).run()

    assert "起草的正文" in page(sign_in(office.publisher), f"/desk/records/{record.pk}/publish/")


def test_search_finds_whatever_the_script_and_marks_it(engine, office, record, sign_in):
    search.drain()

    shown = page(sign_in(office.clerk), "/desk/search/", q="矛盾糾紛")

    assert "<mark>矛盾纠纷</mark>" in shown
    assert record.number in shown


def test_search_narrowed_by_a_facet_keeps_the_choice(engine, office, record, sign_in):
    register(office, "关于矛盾纠纷的报告", dated_on=dt.date(2023, 5, 1))
    search.drain()

    response = sign_in(office.clerk).get("/desk/search/", {"q": "矛盾纠纷", "year": "2023"})

    assert [one.record.title for one in response.context["found"]] == ["关于矛盾纠纷的报告"]
    (year,) = [facet for facet in response.context["facets"] if facet.name == "year"]
    assert [choice.value for choice in year.choices if choice.chosen] == ["2023"]


def test_search_costs_no_more_for_many_hits(
    engine, office, sign_in, django_assert_max_num_queries
):
    many(office, 60)
    search.drain()
    client = sign_in(office.clerk)

    with django_assert_max_num_queries(MOST_QUERIES):
        page(client, "/desk/search/", q="通知", page=2)


def test_search_that_is_down_says_so(office, record, sign_in):
    shown = page(sign_in(office.clerk), "/desk/search/", q="矛盾纠纷")

    assert "The answer may be incomplete." in shown
    assert Record.objects.count() == 1
