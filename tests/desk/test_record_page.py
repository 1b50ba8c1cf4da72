"""The record page: what it shows, what it hides, and what it costs at two sizes."""

import pytest

from archive.records.models import Event, Record
from archive.records.steps import AddFile, AddPaper, Correct, Share
from archive.records.vocabulary import RecordState
from tests.desk.conftest import fresh, hold, page
from tests.office import make_holding, register

MOST_QUERIES = 25
TEXT = "各司法所：\n做好矛盾纠纷排查，联系人13812345678。\n身份证号110101199003074514。"


def url(record):
    return f"/desk/records/{record.pk}/"


def add_text(office, record, name, text):
    return AddPaper(record, hold(name, text.encode()), title=name, by=office.clerk).run()


def grow(office, record, steps):
    """A record with many papers, files, versions and events."""
    from archive.records.steps import NewFile

    paper = record.papers.get()
    for n in range(steps):
        AddFile(paper, NewFile(make_holding(), f"修订{n}.txt"), by=office.clerk).run()
        new = NewFile(make_holding(), f"附件{n}.txt")
        AddPaper(fresh(record), new, title=f"附件{n}", by=office.clerk).run()
        Correct(fresh(record), {"summary": f"概述{n}"}, by=office.clerk, reason="补充").run()


@pytest.mark.parametrize("who", ["clerk", "leader", "archivist", "publisher"])
@pytest.mark.parametrize("steps", [0, 15])
def test_the_page_costs_the_same_at_any_size(
    office, record, sign_in, django_assert_max_num_queries, who, steps
):
    grow(office, record, steps)
    Share(fresh(record), office.qinghe, by=office.clerk).run()
    client = sign_in(getattr(office, who))

    with django_assert_max_num_queries(MOST_QUERIES):
        page(client, url(record), q="排查")


def test_the_page_says_what_the_record_is(office, record, sign_in):
    shown = page(sign_in(office.clerk), url(record))

    for said in (record.number, record.title, office.donghe.name, "云溪县司法局", "2024-03-01"):
        assert said in shown


def test_open_verbs_are_links_and_closed_ones_have_their_reasons(office, record, sign_in):
    shown = page(sign_in(office.leader), url(record))

    assert f"{url(record)}share/" in shown
    assert f"{url(record)}strike/" not in shown
    assert "only undoing its import can strike it" in shown


def test_a_verb_of_no_post_of_mine_is_not_on_the_page(office, record, sign_in):
    shown = page(sign_in(office.clerk), url(record))

    assert f"{url(record)}strike/" not in shown
    assert "only undoing its import can strike it" not in shown


def test_the_text_is_shown_without_personal_numbers(office, record, sign_in):
    file = add_text(office, record, "说明.txt", TEXT)

    shown = page(sign_in(office.clerk), url(record), file=file.pk)

    assert "13812345678" not in shown
    assert "110101199003074514" not in shown
    assert "*******5678" in shown


def test_the_words_of_a_search_are_marked_where_they_stand(office, record, sign_in):
    add_text(office, record, "说明.txt", TEXT)

    response = sign_in(office.clerk).get(url(record), {"q": "矛盾糾紛"})

    assert response.context["preview"].file.original_name == "说明.txt"
    assert "<mark>矛盾纠纷</mark>" in response.content.decode()


def test_a_page_asked_for_is_the_page_shown(office, record, sign_in):
    file = add_text(office, record, "说明.txt", TEXT)

    response = sign_in(office.clerk).get(url(record), {"file": file.pk, "page": 99, "q": "排查"})

    assert response.status_code == 200
    assert (response.context["preview"].file, response.context["preview"].page) == (file, 1)


def test_the_file_of_another_record_is_not_opened_here(office, record, sign_in):
    other = register(office, "关于另一件事的报告")
    file = add_text(office, other, "别处.txt", "别处的正文")

    assert "别处的正文" not in page(sign_in(office.clerk), url(record), file=file.pk)


@pytest.mark.parametrize("query", ["file=x", "page=0", "page=-1", "file=99999999999", "q=%00"])
def test_an_address_that_cannot_be_meant_shows_the_record(office, record, sign_in, query):
    assert sign_in(office.clerk).get(f"{url(record)}?{query}").status_code == 200


def test_all_files_of_a_paper_stay_open(office, record, sign_in):
    paper = record.papers.get()
    AddFile(paper, hold("修订.txt", "修订".encode()), by=office.clerk).run()

    shown = page(sign_in(office.clerk), url(record))

    for file in paper.files.all():
        assert f"file={file.pk}#preview" in shown


def test_history_tells_who_what_and_why(office, record, sign_in):
    Correct(record, {"title": "更正后的题名"}, by=office.clerk, reason="题名有误").run()

    shown = page(sign_in(office.clerk), url(record))

    assert "题名有误" in shown
    assert f"{record.title} → 更正后的题名" in shown
    assert f"{url(record)}versions/1..2/" in shown


def test_long_history_is_shown_when_asked(office, record, sign_in):
    grow(office, record, 6)

    short = sign_in(office.clerk).get(url(record)).context
    whole = sign_in(office.clerk).get(url(record), {"history": "all"}).context

    assert (len(short["versions"]), short["more_history"]) == (12, True)
    assert (len(whole["versions"]), whole["more_history"]) == (19, False)


def test_two_versions_stand_side_by_side(office, record, sign_in):
    Correct(record, {"title": "更正后的题名"}, by=office.clerk, reason="题名有误").run()

    shown = page(sign_in(office.clerk), f"{url(record)}versions/1..2/")

    assert "<del>" in shown
    assert "<ins>" in shown


def test_a_version_that_never_was_is_not_found(office, record, sign_in):
    assert sign_in(office.clerk).get(f"{url(record)}versions/1..9/").status_code == 404


def test_looking_at_a_restricted_record_is_noted(office, sign_in):
    record = register(office, restricted=True)

    page(sign_in(office.clerk), url(record))

    event = Event.objects.get(name="record:view")
    assert (event.actor, event.record) == (office.clerk, None)


def test_looking_at_an_ordinary_record_is_not(office, record, sign_in):
    page(sign_in(office.clerk), url(record))

    assert not Event.objects.filter(name="record:view").exists()


def test_a_struck_record_offers_nothing_and_says_so(office, record, sign_in):
    Record.objects.filter(pk=record.pk).update(state=RecordState.STRUCK)

    response = sign_in(office.clerk).get(url(record))

    assert all(offer.reasons for offer in response.context["offers"])
    assert response.context["may_add"] is False
