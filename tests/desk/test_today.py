"""The page of today for each role: what it counts, and what it must not."""

import datetime as dt

import pytest
from django.core.cache import cache
from django.utils import timezone

from archive.classification.load import load_schemes
from archive.clocks import clocks
from archive.clocks.load import load_clocks
from archive.organisation.models import Clearance, Post
from archive.organisation.standing import forget
from archive.organisation.vocabulary import PostKind, Reach
from archive.petitions.models import Petition
from archive.records.models import Barred, Named, Record
from archive.reports.load import load_report_types
from archive.reports.models import Report, ReportSlot, ReportType
from archive.retention.load import load_schedules
from archive.retention.models import Retention, RetentionRule
from archive.volumes.load import load_volumes
from archive.volumes.models import Completion
from tests.desk.conftest import page
from tests.office import OPENED, serial

MOST_TODAY, MOST_LIST = 25, 20
DAY = dt.timedelta(days=1)


@pytest.fixture(autouse=True)
def shipped(db):
    load_schemes()
    load_clocks()
    load_report_types()


def petition(unit, by, *, due=None, handler=None, **more):
    """A petition under way, with a clock that ends so many days from today."""
    today, no = timezone.localdate(), next(serial)
    record = Record.objects.create(
        kind="petition",
        state="registered",
        number=f"信〔{today.year}〕{no}号",
        number_sort=f"{today.year}-信-{no:06d}",
        title=f"关于第{no}处道路补偿的信访事项",
        lead_unit=unit,
        year=today.year,
        made_by=by,
        made_at=timezone.now(),
        registered_on=today,
        accusation=more.pop("accusation", False),
        restricted=more.pop("restricted", False),
    )
    said = {"state": "investigating", "channel": "visit", "received_on": today}
    said |= {"summary": "道路补偿", "matter_class": "appeal", "appeal_route": "31_6"}
    Petition.objects.create(record=record, handler=handler, **(said | more))
    if handler:
        Named.objects.create(record=record, person=handler, part="handler", since=today)
    if due is not None:
        clock = clocks.start(record, "PET_HANDLE", today)
        type(clock).objects.filter(pk=clock.pk).update(due_on=today + due * DAY)
    return record


def report(unit, by, state, **more):
    """A report of yesterday in a state, as if its steps had been done."""
    day = timezone.localdate() - DAY
    kind = ReportType.objects.get()
    slot = ReportSlot.objects.create(
        type=kind, unit=unit, period_start=day, period_end=day, due_on=day + 3 * DAY
    )
    record = Record.objects.create(
        kind="report",
        state="captured",
        title=f"{unit.name}统计表",
        lead_unit=unit,
        year=day.year,
        made_by=by,
        made_at=timezone.now(),
    )
    return Report.objects.create(record=record, slot=slot, state=state, filled_by=by, **more)


def today_of(client):
    cache.clear()
    return client.get("/desk/").context["work"]


def counts(client):
    return {tile.label: tile.count for tile in today_of(client)["tiles"]}


@pytest.mark.parametrize(
    ("due", "late", "soon"), [(-3, 1, 0), (-1, 1, 0), (0, 0, 1), (8, 0, 0), (40, 0, 0)]
)
def test_a_clerk_counts_what_is_late_and_what_is_due_this_week(office, sign_in, due, late, soon):
    petition(office.donghe, office.clerk, due=due)

    found = counts(sign_in(office.clerk))

    assert (found["late"], found["due this week"]) == (late, soon)


def test_the_list_says_number_stage_handler_and_days_left(office, sign_in):
    record = petition(office.donghe, office.clerk, due=-2, handler=office.clerk)

    (task,) = today_of(sign_in(office.clerk))["due"]

    assert (task.record, task.stage, task.handler) == (record, "Investigating", "张经办")
    assert task.line.left == "2 days late"


def test_the_most_urgent_stands_first(office, sign_in):
    later = petition(office.donghe, office.clerk, due=5)
    late = petition(office.donghe, office.clerk, due=-5)

    due = today_of(sign_in(office.clerk))["due"]

    assert [task.record for task in due] == [late, later]


def test_in_my_hands_is_what_i_am_named_in_and_is_open(office, sign_in):
    petition(office.donghe, office.clerk, handler=office.clerk)
    petition(office.donghe, office.clerk, handler=office.leader)
    closed = petition(office.donghe, office.clerk, handler=office.clerk)
    Record.objects.filter(pk=closed.pk).update(state="closed")

    assert counts(sign_in(office.clerk))["in my hands"] == 1


def test_what_the_parties_may_do_in_time_is_nobodys_lateness(office, sign_in):
    record = petition(office.donghe, office.clerk)
    clock = clocks.start(record, "PET_REVIEW_REQ", timezone.localdate())
    type(clock).objects.filter(pk=clock.pk).update(due_on=timezone.localdate() - DAY)

    assert counts(sign_in(office.clerk))["late"] == 0


def test_sent_back_is_a_report_that_came_back_with_its_words(office, sign_in):
    report(office.donghe, office.clerk, "returned", returned_reason="合计有误")

    shown = page(sign_in(office.clerk), "/desk/")

    assert "合计有误" in shown
    assert counts(sign_in(office.clerk))["sent back"] == 1
    assert counts(sign_in(office.stranger))["sent back"] == 0


@pytest.mark.parametrize("who", ["stranger", "county_clerk", "mediator"])
def test_what_is_out_of_scope_is_not_counted(office, sign_in, who):
    record = petition(office.donghe, office.clerk, due=-2)
    client = sign_in(getattr(office, who))

    assert counts(client)["late"] == 0
    assert record.title not in page(client, "/desk/")
    assert record.title not in page(client, "/desk/deadlines/")


@pytest.mark.parametrize("who", ["clerk", "leader", "county_leader", "county_archivist"])
def test_an_accusation_is_counted_nowhere(office, sign_in, who):
    record = petition(office.donghe, office.clerk, due=-2, accusation=True, drafted_by=office.clerk)
    client = sign_in(getattr(office, who))

    work, shown = today_of(client), page(client, "/desk/")

    assert sum(tile.count for tile in work["tiles"]) == 0
    assert not work.get("month") or work["month"].came == 0
    assert record.number not in shown and record.title not in shown


def test_an_accusation_is_counted_for_the_cleared_and_never_for_the_barred(office, sign_in):
    record = petition(office.donghe, office.clerk, due=-2, accusation=True)
    Clearance.objects.create(
        person=office.leader, kind="accusation", begins_on=OPENED, basis="授权书"
    )
    assert counts(sign_in(office.leader))["late"] == 1

    Barred.objects.create(record=record, unit=office.donghe)
    assert counts(sign_in(office.leader))["late"] == 0


def test_a_restricted_matter_is_not_counted_from_above(office, sign_in):
    petition(office.donghe, office.clerk, due=-2, restricted=True)

    assert counts(sign_in(office.leader))["late"] == 1
    assert counts(sign_in(office.county_leader))["late"] == 0


def test_a_leader_sees_what_waits_for_him_alone(office, sign_in):
    petition(office.donghe, office.clerk, drafted_by=office.clerk, accepted_on=OPENED)
    petition(office.county, office.county_clerk)

    assert counts(sign_in(office.county_leader))["waiting for me"] == 1
    assert counts(sign_in(office.leader))["waiting for me"] == 0


@pytest.mark.parametrize(
    ("state", "who", "waits"),
    [
        ("draft", "leader", "report to review"),
        ("reviewed", "leader", "report to sign"),
        ("signed", "leader", "report to send"),
        ("draft", "clerk", None),
        ("reviewed", "clerk", None),
        ("draft", "county_leader", None),
        ("reviewed", "county_leader", None),
    ],
)
def test_a_report_waits_for_whose_turn_it_is(office, sign_in, state, who, waits):
    report(office.donghe, office.clerk, state)

    waiting = today_of(sign_in(getattr(office, who)))["waiting"]

    assert [one.why for one in waiting] == ([waits] if waits else [])


def test_late_by_unit_counts_units_in_the_order_of_the_tree(office, sign_in):
    for unit, by in ((office.qinghe, office.stranger), (office.donghe, office.clerk)):
        petition(unit, by, due=-2)
    petition(office.donghe, office.clerk, due=-1)

    found = today_of(sign_in(office.county_leader))["late_by_unit"]

    assert [(name, count) for _pk, name, count in found] == [("东河司法所", 2), ("清河司法所", 1)]


def test_the_month_is_drawn_day_by_day(office, sign_in):
    petition(office.donghe, office.clerk)
    petition(office.qinghe, office.stranger)

    mine = today_of(sign_in(office.leader))["month"]
    above = today_of(sign_in(office.county_leader))["month"]

    assert (mine.came, above.came, above.closed) == (1, 2, 0)
    today = [day for day in above.days if day.came]
    assert [day.date for day in today] == [timezone.localdate()]
    assert "<svg" in page(sign_in(office.county_leader), "/desk/")


def closed_matter(office, year, *, complete):
    record = petition(office.donghe, office.clerk, state="closed")
    day = dt.date(year, 5, 1)
    Record.objects.filter(pk=record.pk).update(state="closed", closed_on=day, year=year)
    if complete:
        Completion.objects.create(record=record, by=office.clerk, at=timezone.now())
    return record


def test_an_archivist_sees_the_year_to_bind_with_its_reasons(office, sign_in):
    year = timezone.localdate().year - 1
    closed_matter(office, year, complete=True)
    closed_matter(office, year, complete=False)
    runs = closed_matter(office, year, complete=True)
    clocks.start(runs, "PET_HANDLE", timezone.localdate())
    begun = petition(office.donghe, office.clerk)
    Record.objects.filter(pk=begun.pk).update(year=year)

    shelf = today_of(sign_in(office.archivist))["shelf"]

    reasons = {reason.label: reason.count for reason in shelf.reasons}
    assert (shelf.year, shelf.ready, shelf.not_ready) == (year, 1, 3)
    assert reasons == {
        "contents not complete": 1,
        "a deadline still runs": 1,
        "not closed yet": 1,
    }


def test_an_archivist_counts_no_year_of_others_and_none_that_runs(office, sign_in):
    closed_matter(office, timezone.localdate().year, complete=True)
    closed_matter(office, timezone.localdate().year - 1, complete=True)
    other = office.qinghe.fonds.keeper
    assert other == office.qinghe

    shelf = today_of(sign_in(office.county_archivist))["shelf"]

    assert (shelf.ready, shelf.not_ready) == (0, 0)


@pytest.mark.parametrize(("years", "due"), [(1, 1), (0, 0)])
def test_due_for_appraisal_is_what_is_bound_and_was_over_last_year(office, sign_in, years, due):
    load_volumes()
    load_schedules()
    record = closed_matter(office, 2010, complete=True)
    Record.objects.filter(pk=record.pk).update(state="bound")
    Retention.objects.create(
        record=record,
        rule=RetentionRule.objects.first(),
        period="10",
        closed_year=2010,
        starts_on=dt.date(2011, 1, 1),
        ends_on=dt.date(timezone.localdate().year - years, 12, 31),
        sentence="保管十年。",
    )

    assert counts(sign_in(office.archivist))["due for appraisal"] == due
    assert counts(sign_in(office.county_archivist))["due for appraisal"] == 0


def give_all_posts(office):
    for kind, reach in (
        (PostKind.LEADER, Reach.BELOW),
        (PostKind.ARCHIVIST, Reach.FONDS),
        (PostKind.PUBLISHER, Reach.BELOW),
    ):
        Post.objects.create(
            person=office.county_clerk,
            kind=kind,
            unit=office.county,
            reach=reach,
            begins_on=OPENED,
            basis="任职通知",
        )
    forget(office.county_clerk)
    return office.county_clerk


@pytest.mark.parametrize(
    "who", ["clerk", "leader", "county_leader", "archivist", "publisher", "everything"]
)
def test_the_page_costs_little_for_everybody(
    office, sign_in, django_assert_max_num_queries, who
):
    for unit, by in ((office.county, office.county_clerk), (office.donghe, office.clerk)):
        for due in (-2, 1, 30):
            petition(unit, by, due=due, handler=by, drafted_by=by, accepted_on=OPENED)
        report(unit, by, "returned")
    closed_matter(office, timezone.localdate().year - 1, complete=False)
    person = give_all_posts(office) if who == "everything" else getattr(office, who)
    client = sign_in(person)
    cache.clear()
    with django_assert_max_num_queries(MOST_TODAY):
        page(client, "/desk/")


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, 3),
        ({"show": "late"}, 1),
        ({"show": "mine"}, 1),
        ({"show": "no such"}, 3),
        ({"show": "late", "unit": "none"}, 1),
    ],
)
def test_the_worklist_shows_what_its_tile_counts(office, sign_in, asked, found):
    petition(office.donghe, office.clerk, due=-2)
    petition(office.donghe, office.clerk, due=30, handler=office.clerk)
    petition(office.donghe, office.clerk, due=60)

    assert len(sign_in(office.clerk).get("/desk/deadlines/", asked).context["tasks"]) == found


def test_the_worklist_costs_little(office, sign_in, django_assert_max_num_queries):
    for due in range(-5, 5):
        petition(office.donghe, office.clerk, due=due, handler=office.clerk)
    client = sign_in(office.county_leader)
    for show in ("all", "late", "week", "mine"):
        cache.clear()
        with django_assert_max_num_queries(MOST_LIST):
            page(client, "/desk/deadlines/", show=show)
