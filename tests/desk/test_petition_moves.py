"""A petition on its way between units, through the pages of those who send, receive and decide."""

import datetime as dt

import pytest
from django.utils import timezone

from archive.clocks.load import load_clocks
from archive.petitions.models import Petition
from archive.petitions.steps import DraftOpinion
from archive.records.models import Participation, Record
from archive.records.steps import AddAssist, Share
from doc_templates import load_shipped
from tests.desk.conftest import fresh, page, upload
from tests.office import OPENED, make_person
from tests.petitions.matters import LIMIT
from tests.petitions.matters import add_letter as letter
from tests.petitions.matters import register as registered
from tests.petitions.matters import triage as triaged

MOST_QUERIES = 25
TODAY = timezone.localdate()
SOON = TODAY + dt.timedelta(days=30)


@pytest.fixture(autouse=True)
def shipped(db):
    load_clocks()
    load_shipped()


@pytest.fixture
def petition(office):
    record = registered(office, TODAY)
    letter(record)
    triaged(office, record, TODAY)
    return fresh(record)


@pytest.fixture
def qinghe_leader(office):
    return make_person("qinghe-leader", "赵所长", "leader", office.qinghe, "below", "head")


def url(record, verb=""):
    return f"/desk/petitions/{record.pk}/{verb}/" if verb else f"/desk/records/{record.pk}/"


def send(client, record, verb, **values):
    return client.post(url(record, verb), {"seen_version": fresh(record).version} | values)


def state(record):
    return Petition.objects.get(pk=record.pk).state


def there(record):
    return Record.objects.get(links__other=record, links__reason="arises_from")


def transferred(office, record, sign_in, verb="transfer", **more):
    client = sign_in(office.leader)
    assert send(client, record, verb, unit=office.qinghe.pk, **more).status_code == 302
    return there(record)


def test_the_whole_way_there_and_back(office, petition, sign_in, qinghe_leader):
    leader, clerk = sign_in(office.leader), sign_in(office.stranger)
    second = transferred(office, petition, sign_in, "assign", limit_on=SOON.isoformat())
    assert second.title in page(clerk, "/desk/")
    send(clerk, second, "receive", papers=["1", "2"])
    assert fresh(second).number == f"信〔{TODAY.year}〕1号"
    assert second.title not in page(clerk, "/desk/").split("to-receive")[-1][:200]

    send(sign_in(qinghe_leader), second, "object", reason="属水利局职权")
    assert "objection to decide on" in page(leader, "/desk/")
    assert "属水利局职权" in page(leader, url(petition, "keep"))
    send(leader, petition, "keep", reason="属地管理")
    assert state(second) == "registered"

    send(clerk, second, "triage", matter_class="suggestion")
    send(clerk, second, "guide", competent_organ="云溪县水利局")
    send(clerk, second, "report_back", file=upload("办结报告.txt"))
    assert petition.papers.filter(type="closing_report").exists()


@pytest.mark.parametrize("verb", ["transfer", "assign"])
def test_all_reasons_stand_in_the_form_and_nothing_typed_is_lost(office, sign_in, verb):
    record = registered(office, TODAY)
    triaged(office, record, TODAY)
    refused = send(
        sign_in(office.leader), record, verb, unit=office.village.pk, competent_organ="水利局"
    )

    shown = refused.content.decode()
    assert refused.status_code == 422
    assert "not both" in shown and "no clerk and no leader" in shown and "no paper" in shown
    assert ("Set the day" in shown) == (verb == "assign")
    assert 'value="水利局"' in shown


def test_a_paper_that_is_not_there_is_named(office, petition, sign_in):
    petition.papers.update(title="现场照片")
    second = transferred(office, petition, sign_in)

    refused = send(sign_in(office.stranger), second, "receive", papers=["2"])
    assert refused.status_code == 422 and "现场照片" in refused.content.decode()


def test_a_clerk_proposes_and_the_form_of_the_leader_knows_it(office, sign_in):
    record = registered(office, TODAY)
    letter(record)
    sent = send(
        sign_in(office.clerk), record, "triage", matter_class="suggestion",
        sent_as="transfer", to_unit=office.qinghe.pk,
    )  # fmt: skip
    assert sent.status_code == 302

    leader = sign_in(office.leader)
    assert "to be sent on" in page(leader, "/desk/")
    assert f'value="{office.qinghe.pk}" selected' in page(leader, url(record, "transfer"))


def test_who_has_no_post_for_it_is_told_so(office, petition, sign_in):
    for verb in ("transfer", "assign", "take_back", "keep"):
        assert send(sign_in(office.clerk), petition, verb).status_code == 403


def test_units_that_ended_are_not_offered(office, petition, sign_in):
    office.qinghe.ended_on = OPENED
    office.qinghe.save()

    assert office.qinghe.name not in page(sign_in(office.leader), url(petition, "transfer"))


@pytest.mark.parametrize("who", ["clerk", "leader", "county_leader"])
@pytest.mark.parametrize("verb", ["transfer", "assign"])
def test_the_pages_on_the_way_cost_little(
    office, petition, sign_in, django_assert_max_num_queries, who, verb, qinghe_leader
):
    second = transferred(office, petition, sign_in, verb, limit_on=SOON.isoformat())
    send(sign_in(office.stranger), second, "receive", papers=["1", "2"])
    send(sign_in(qinghe_leader), second, "object", reason="属水利局职权")
    client = sign_in(getattr(office, who))

    with django_assert_max_num_queries(MOST_QUERIES):
        shown = page(client, url(petition))
    assert fresh(second).number in shown
    assert (url(petition, "take_back") in shown) == (who == "leader")


def test_the_pages_at_the_receiver_cost_little(
    office, petition, sign_in, django_assert_max_num_queries, qinghe_leader
):
    second = transferred(office, petition, sign_in, "assign", limit_on=SOON.isoformat())
    clerk = sign_in(office.stranger)
    with django_assert_max_num_queries(MOST_QUERIES):
        assert url(second, "receive") in page(clerk, url(second))
    send(clerk, second, "receive", papers=["1", "2"])
    leader = sign_in(qinghe_leader)
    with django_assert_max_num_queries(MOST_QUERIES):
        assert url(second, "object") in page(leader, url(second))


def test_who_is_informed_sees_line_and_letters_and_no_more(office, petition, sign_in, engine):
    Share(petition, office.qinghe, by=office.clerk).run()
    send(sign_in(office.clerk), petition, "accept", handler=office.clerk.pk)
    client = sign_in(office.stranger)
    notice = petition.papers.get(type="accept_notice").files.get()
    original = petition.papers.get(type="petition_letter").files.get()

    shown = page(client, "/desk/informed/")
    assert petition.number in shown and petition.title in shown
    assert f"/files/{notice.pk}/" in shown and f"/files/{original.pk}/" not in shown
    assert client.get(f"/files/{notice.pk}/").status_code == 200
    assert client.get(f"/files/{original.pk}/").status_code == 404
    assert client.get(url(petition)).status_code == 404
    assert client.get("/desk/search/", {"q": "水渠"}).context["result"].total == 0


def test_of_a_restricted_matter_neither_title_nor_foreign_letters_are_told(
    office, petition, sign_in
):
    Share(petition, office.qinghe, by=office.clerk).run()
    send(sign_in(office.clerk), petition, "accept", handler=office.clerk.pk)
    Record.objects.filter(pk=petition.pk).update(restricted=True)
    client = sign_in(office.stranger)
    notice = petition.papers.get(type="accept_notice").files.get()

    shown = page(client, "/desk/informed/")
    assert petition.number in shown and petition.title not in shown
    assert f"/files/{notice.pk}/" not in shown
    assert client.get(f"/files/{notice.pk}/").status_code == 404


def test_the_list_of_what_one_is_informed_of_costs_the_same_at_any_length(
    office, sign_in, django_assert_max_num_queries
):
    for _n in range(6):
        record = registered(office, TODAY)
        triaged(office, record, TODAY)
        send(sign_in(office.clerk), record, "accept", handler=office.clerk.pk)
        Share(record, office.qinghe, by=office.clerk).run()

    client = sign_in(office.stranger)
    with django_assert_max_num_queries(12):
        page(client, "/desk/informed/")


@pytest.mark.parametrize(
    ("part", "sees"), [("lead", True), ("assist", True), ("supervise", False), ("sign", True)]
)
def test_a_draft_is_seen_where_it_is_written_and_by_who_signs(
    office, petition, sign_in, part, sees
):
    send(sign_in(office.clerk), petition, "accept", handler=office.clerk.pk)
    said = {"result": "supported", "findings": "占地属实。", "opinion": "予以补偿。", "basis": "法"}
    DraftOpinion(petition, answers=["一", "二"], by=office.clerk, **said).run()
    if part in {"assist", "supervise"}:
        Participation.objects.create(
            record=petition, unit=office.qinghe, part=part, since=TODAY
        )
    person = {"lead": office.leader, "sign": office.county_leader}.get(part, office.stranger)
    client, last = sign_in(person), fresh(petition).version

    for path in (url(petition), f"/desk/records/{petition.pk}/versions/{last - 1}..{last}/"):
        assert ("占地属实" in page(client, path)) == sees


def test_a_unit_is_asked_to_assist(office, petition, sign_in):
    leader = sign_in(office.leader)
    assert "/assist/" in page(leader, url(petition))
    leader.post(
        f"/desk/records/{petition.pk}/assist/",
        {"seen_version": fresh(petition).version, "unit": office.qinghe.pk},
    )

    shown = page(sign_in(office.stranger), url(petition))
    assert "/papers/add/" in shown and url(petition, "accept") not in shown
    assert sign_in(office.clerk).get(f"/desk/records/{petition.pk}/assist/").status_code == 403


def test_who_assists_files_a_paper_and_no_letter(office, petition, sign_in):
    AddAssist(petition, office.qinghe, by=office.leader).run()
    client, path = sign_in(office.stranger), f"/desk/records/{petition.pk}/papers/add/"
    seen = {"seen_version": fresh(petition).version}

    refused = client.post(path, seen | {"type": "opinion", "file": upload()})
    assert refused.status_code == 422 and "lead unit" in refused.content.decode()
    filed = client.post(path, seen | {"type": "evidence", "file": upload()})
    assert filed.status_code == 302


def test_the_limit_is_kept(office, petition, sign_in):
    past = send(
        sign_in(office.leader), petition, "assign", unit=office.qinghe.pk,
        limit_on=LIMIT.replace(year=2020).isoformat(),
    )  # fmt: skip
    assert past.status_code == 422 and "lies in the past" in past.content.decode()
