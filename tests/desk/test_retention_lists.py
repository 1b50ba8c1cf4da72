"""Lists of retention at the desk: due for appraisal, holds in force, schedules."""

import datetime as dt

import pytest

from archive.retention.load import load_schedules
from archive.retention.models import Retention, Schedule
from archive.retention.steps import AskToLift, PlaceHold
from tests.desk.archive import bound
from tests.desk.conftest import page
from tests.volumes import shelf

MOST_QUERIES = 20
DUE, HOLDS = "/desk/retention/due/", "/desk/holds/"
SCHEDULES = "/desk/retention/schedules/"
YEAR = 2031


@pytest.fixture
def over(office, ready, sign_in):
    """Two documents whose periods are over when 2031 begins."""
    bound(sign_in(office.archivist), office.donghe)
    Retention.objects.update(period="D10", ends_on=dt.date(YEAR - 1, 12, 31))
    return ready


def hold(office, record):
    return PlaceHold(record, basis="调卷函", reason="诉讼未结", by=office.archivist).run()


def counts(response):
    return {code: count for code, _label, count in response.context["tabs"]}


def test_what_is_due_is_listed_with_its_code_and_sentence(office, over, sign_in):
    response = sign_in(office.archivist).get(DUE, {"year": YEAR})

    shown = response.content.decode()
    assert counts(response) == {"all": 2, "due": 2, "held": 0}
    for record in over:
        assert record.number in shown and record.title in shown
        assert record.volume_items.get().code in shown
        assert record.retention.sentence in shown


def test_a_hold_is_marked_and_takes_it_out_of_what_is_to_appraise(office, over, sign_in):
    hold(office, over[0])
    client = sign_in(office.archivist)

    everything = client.get(DUE, {"year": YEAR})
    due = client.get(DUE, {"year": YEAR, "show": "due"})

    assert counts(everything) == {"all": 2, "due": 1, "held": 1}
    assert "on hold" in everything.content.decode()
    assert [line.row.record for line in due.context["lines"]] == [over[1]]


@pytest.mark.parametrize(
    ("narrow", "count"), [({"year": YEAR - 1}, 0), ({"unit": "other"}, 0), ({"year": "x"}, 0)]
)
def test_year_and_unit_stand_in_the_address(office, over, sign_in, narrow, count):
    asked = {"year": YEAR} | narrow
    if asked.get("unit"):
        asked["unit"] = office.qinghe.pk

    assert counts(sign_in(office.archivist).get(DUE, asked))["all"] == count


def test_an_empty_list_says_why(office, ready, sign_in):
    assert "No period of the records you see is over" in page(sign_in(office.archivist), DUE)


def test_the_tile_of_today_leads_to_the_list(office, over, sign_in):
    Retention.objects.update(ends_on=dt.date(2020, 12, 31))

    response = sign_in(office.archivist).get("/desk/")

    (tile,) = [one for one in response.context["work"]["tiles"] if one.url.startswith(DUE)]
    assert tile.count == counts(sign_in(office.archivist).get(tile.url))["due"] == 2


def test_holds_in_force_are_listed_the_ones_asked_to_lift_first(office, over, sign_in):
    first, second = (hold(office, record) for record in over)
    AskToLift(second, by=office.archivist, reason="已结").run()

    response = sign_in(office.leader).get(HOLDS)

    assert [line.row for line in response.context["lines"]] == [second, first]
    assert "asked to lift it" in response.content.decode()


def test_lists_show_nothing_foreign(office, over, sign_in):
    hold(office, over[0])
    client = sign_in(office.stranger)

    for shown in (page(client, DUE, year=YEAR), page(client, HOLDS)):
        assert over[0].title not in shown
        assert over[0].number not in shown
    assert counts(client.get(DUE, {"year": YEAR}))["all"] == 0


@pytest.mark.parametrize("url", [DUE, HOLDS, SCHEDULES, SCHEDULES + "default-1/"])
def test_a_post_without_records_has_none_of_these_lists(office, sign_in, url):
    load_schedules()

    assert sign_in(office.administrator).get(url).status_code == 403


def test_a_schedule_shows_its_rules_and_asks_for_nothing_but_its_approval(office, sign_in):
    load_schedules()
    client = sign_in(office.county_leader)

    response = client.post(
        SCHEDULES + "default-1/", {"number": "云档发〔2020〕3号", "approved_on": "2020-03-01"}
    )

    assert response.status_code == 302
    assert Schedule.objects.get().approval_no == "云档发〔2020〕3号"
    assert "云档发〔2020〕3号" in page(client, SCHEDULES)


@pytest.mark.parametrize(
    ("said", "fields"),
    [
        ({"number": "", "approved_on": "2999-01-01"}, {"number", "approved_on"}),
        ({"number": "号", "approved_on": ""}, {"approved_on"}),
    ],
)
def test_an_approval_is_refused_with_all_reasons(office, sign_in, said, fields):
    load_schedules()

    response = sign_in(office.county_leader).post(SCHEDULES + "default-1/", said)

    assert response.status_code == 422
    assert set(response.context["form"].errors) == fields
    assert not Schedule.objects.get().approval_no


@pytest.mark.parametrize("who", ["archivist", "leader", "clerk"])
def test_who_does_not_lead_the_root_cannot_approve(office, sign_in, who):
    load_schedules()
    client = sign_in(getattr(office, who))

    shown = page(client, SCHEDULES + "default-1/")
    response = client.post(
        SCHEDULES + "default-1/", {"number": "号", "approved_on": "2020-03-01"}
    )

    assert "Enter the approval" not in shown
    assert response.status_code == 403
    assert not Schedule.objects.get().approval_no


@pytest.mark.parametrize("count", [1, 30])
def test_the_lists_cost_the_same_at_any_size(
    office, ready, sign_in, django_assert_max_num_queries, count
):
    for _n in range(count):
        shelf.dossier(office.donghe, office.clerk)
    client = sign_in(office.archivist)
    bound(client, office.donghe)
    Retention.objects.update(ends_on=dt.date(YEAR - 1, 12, 31))
    for row in Retention.objects.select_related("record")[:count]:
        hold(office, row.record)

    for url in (DUE, HOLDS, SCHEDULES, SCHEDULES + "default-1/"):
        with django_assert_max_num_queries(MOST_QUERIES):
            page(client, url, year=YEAR)
