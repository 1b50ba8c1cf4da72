"""Drafting, publishing and withdrawing a notice: numbers stay, refusals come all at once."""

import datetime as dt

import pytest

from archive.documents import publishing
from archive.documents.models import Notice
from archive.documents.steps import DraftNotice, Publish, Withdraw
from archive.documents.steps.publish import Header
from archive.documents.vocabulary import NoticeState
from archive.organisation.refusal import Refused
from archive.records.models import Event, File, NumberSeries, Record
from archive.records.step import NotYourPost
from archive.records.steps import NewFile
from archive.records.vocabulary import PaperType, Secrecy
from tests.office import make_holding, register


@pytest.fixture
def public(office) -> Record:
    return register(office, "关于公开调解室接待时间的通告", secrecy=Secrecy.PUBLIC)


@pytest.fixture(autouse=True)
def plain_page(monkeypatch) -> None:
    """What the page looks like is the portal's matter; here it is any new bytes."""
    page = [lambda notice: NewFile(make_holding(), "page.html")]
    monkeypatch.setattr(publishing, "_captures", page)


def header(**more) -> Header:
    values = {
        "name": "关于公开调解室接待时间的通告",
        "text": "每周一至周五接待。",
        "publisher_name": "云溪县司法局",
        "summary": "调解室的接待时间。",
        "created_on": dt.date(2024, 3, 1),
        "published_on": dt.date(2024, 3, 4),
    }
    return Header(**(values | more))


def publish(office, record, **more) -> Notice:
    step = Publish(record, header(**more), publisher=office.county, by=office.publisher)
    return step.run()


def draft(office, record, by=None, **more) -> Notice:
    step = DraftNotice(
        record, header(**more), publisher=office.county, by=by or office.publisher
    )
    return step.run()


def codes(error) -> list[str]:
    return [refusal.code for refusal in error.value.refusals]


def test_publishing_gives_the_next_index_number_of_the_publisher(office, public):
    notice = publish(office, public)

    assert notice.index_no == "014139118/2024-00001"
    assert notice.state == NoticeState.PUBLISHED


def test_the_page_is_filed_as_a_paper_of_the_document(office, public):
    publish(office, public)

    paper = public.papers.get(type=PaperType.PUBLISHED_PAGE)
    assert [file.original_name for file in paper.files.all()] == ["page.html"]


def test_the_page_knows_the_number_it_stands_under(office, public):
    seen = []

    def page(notice: Notice) -> NewFile:
        seen.append(notice.index_no)
        return NewFile(make_holding(), "own.html")

    Publish(
        public, header(), publisher=office.county, page=page, by=office.publisher
    ).run()
    assert seen == ["014139118/2024-00001"]
    assert File.objects.filter(original_name="own.html").exists()


def test_an_imported_index_number_moves_the_counter_past_it(office, public):
    publish(office, public, index_no="014139118/2024-00011")
    other = register(office, "另一通告", secrecy=Secrecy.PUBLIC)

    assert publish(office, other).index_no == "014139118/2024-00012"


def test_published_again_after_withdrawal_it_keeps_number_and_both_pages(office, public):
    first = publish(office, public)
    Withdraw(public, by=office.publisher, reason="有误").run()

    again = publish(office, public, published_on=dt.date(2025, 1, 2))
    assert again.index_no == first.index_no
    assert again.withdrawn_reason == ""
    paper = public.papers.get(type=PaperType.PUBLISHED_PAGE)
    assert [file.no for file in paper.files.all()] == [2, 1]


def test_a_published_notice_is_not_published_twice(office, public):
    publish(office, public)

    with pytest.raises(Refused) as error:
        publish(office, public)
    assert codes(error) == ["wrong_state"]


def test_the_index_number_of_a_notice_never_changes(office, public):
    publish(office, public)
    Withdraw(public, by=office.publisher, reason="有误").run()

    with pytest.raises(Refused) as error:
        publish(office, public, index_no="014139118/2024-00077")
    assert codes(error) == ["index_no_fixed"]


@pytest.mark.parametrize("number", ["feed", "a b/1", "../1", "1/../2", "1//2", "1/", "x?1", "1#2"])
def test_what_cannot_stand_in_an_address_is_no_index_number(office, public, number):
    with pytest.raises(Refused) as error:
        publish(office, public, index_no=number)

    assert codes(error) == ["index_no_malformed"]


def test_a_number_of_another_notice_is_refused(office, public):
    publish(office, public, index_no="014139118/2024-00003")
    other = register(office, "另一通告", secrecy=Secrecy.PUBLIC)

    with pytest.raises(Refused) as error:
        publish(office, other, index_no="014139118/2024-00003")
    assert codes(error) == ["index_no_taken"]


def test_all_that_is_missing_is_said_at_once(office):
    internal = register(office, "内部通知", secrecy=Secrecy.INTERNAL, restricted=False)

    with pytest.raises(Refused) as error:
        publish(office, internal, summary=" ", published_on=dt.date(2999, 1, 1))
    assert codes(error) == ["date_impossible", "secrecy_not_public", "header_missing"]


def test_a_clerk_may_not_publish(office, public):
    with pytest.raises(NotYourPost):
        Publish(public, header(), publisher=office.county, by=office.clerk).run()


def test_nobody_speaks_for_a_unit_that_is_not_his(office, public):
    office.publisher.posts.update(reach="own", unit=office.donghe)

    with pytest.raises(Refused) as error:
        publish(office, public)
    assert codes(error) == ["not_your_unit"]


def test_a_draft_takes_the_number_and_waits(office, public):
    notice = draft(office, public)

    assert notice.state == NoticeState.DRAFT
    assert notice.index_no == "014139118/2024-00001"
    assert not Notice.objects.public().exists()
    assert Event.objects.filter(record=public, name="notice:draft").exists()
    assert not public.papers.filter(type=PaperType.PUBLISHED_PAGE).exists()


def test_the_operator_drafts_what_he_imports_but_never_publishes(office, public):
    draft(office, public, by=office.operator)

    with pytest.raises(NotYourPost):
        Publish(public, header(), publisher=office.county, by=office.operator).run()


def test_a_clerk_may_not_draft(office, public):
    with pytest.raises(NotYourPost):
        draft(office, public, by=office.clerk)


def test_a_draft_may_lack_what_publishing_asks_for(office):
    internal = register(office, "待审通告", secrecy=Secrecy.INTERNAL)

    notice = draft(office, internal, summary="", created_on=None, published_on=None)
    assert (notice.state, notice.published_on) == (NoticeState.DRAFT, None)


def test_a_draft_of_a_restricted_document_is_refused(office):
    restricted = register(office, "限制", secrecy=Secrecy.PUBLIC, restricted=True)
    office.publisher.posts.update(unit=office.donghe, reach="own")

    with pytest.raises(Refused) as error:
        DraftNotice(
            restricted, header(index_no="X1"), publisher=office.donghe, by=office.publisher
        ).run()
    assert codes(error) == ["restricted"]


def test_a_second_draft_replaces_the_first_under_the_same_number(office, public):
    first = draft(office, public)

    second = draft(office, public, name="改过的题名")
    assert (second.index_no, second.name) == (first.index_no, "改过的题名")
    assert NumberSeries.objects.get(code="index").next_number == 2


def test_publishing_a_draft_keeps_its_number(office, public):
    drafted = draft(office, public)

    assert publish(office, public).index_no == drafted.index_no


@pytest.mark.parametrize("withdrawn", [False, True])
def test_what_was_published_is_no_draft_any_more(office, public, withdrawn):
    publish(office, public)
    if withdrawn:
        Withdraw(public, by=office.publisher, reason="有误").run()

    with pytest.raises(Refused) as error:
        draft(office, public)
    assert codes(error) == ["wrong_state"]


def test_withdrawing_needs_a_reason_and_a_published_notice(office, public):
    draft(office, public)

    with pytest.raises(Refused) as error:
        Withdraw(public, by=office.publisher).run()
    assert codes(error) == ["reason_missing", "wrong_state"]


def test_a_withdrawn_notice_keeps_number_and_reason(office, public):
    number = publish(office, public).index_no

    notice = Withdraw(public, by=office.county_leader, reason="内容有误").run()
    assert (notice.index_no, notice.withdrawn_reason) == (number, "内容有误")
    assert not Notice.objects.public().exists()


def test_only_one_function_captures(monkeypatch):
    monkeypatch.setattr(publishing, "_captures", [])
    assert publishing.capture() is None

    publishing.capture_with(len)
    publishing.capture_with(len)
    assert publishing.capture() is len
    with pytest.raises(ValueError, match="another function"):
        publishing.capture_with(repr)
