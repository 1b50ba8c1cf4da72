"""Binding a year: what comes to be, what stays out and why, what is refused as a whole."""

from __future__ import annotations

import datetime as dt

import pytest

from archive.clocks.models import Clock, DeadlineRule
from archive.holdings import store
from archive.organisation.models import Clearance
from archive.organisation.refusal import Refused
from archive.records.models import NumberGiven, Record
from archive.records.step import NotYourPost
from archive.records.verify import verify_log
from archive.records.vocabulary import PaperType, RecordState
from archive.retention.models import Retention, RetentionRule, Schedule
from archive.volumes.models import Volume, VolumeItem, VolumeLine
from archive.volumes.queries import digest_stands
from tests.volumes import shelf

D = dt.date


def codes(error):
    return [refusal.code for refusal in error.value.refusals]


def left(bound):
    return {
        one["record"]: [reason["code"] for reason in one["reasons"]]
        for one in bound.as_data()["left_out"]
    }


def test_a_document_becomes_an_item(office, bind):
    record = shelf.document(office.donghe, office.clerk)

    bound = bind().as_data()

    (item,) = bound["volumes"]
    assert item["code"] == f"0102-WS·2024-{item['period']}-DH-0001"
    assert (item["form"], item["records"]) == ("item", [record.number])
    assert bound["left_out"] == []
    assert Record.objects.get(pk=record.pk).state == RecordState.BOUND


def test_a_dossier_becomes_a_volume_of_its_own(office, bind):
    record = shelf.dossier(office.donghe, office.clerk)

    (volume,) = bind().volumes

    assert volume.code == f"0102-ZY·TJ·2024-{volume.period}-DH-001"
    assert (volume.form, volume.title) == ("case", record.title)
    assert (volume.papers, volume.pages, volume.part, volume.parts) == (3, 9, 1, 1)


def test_papers_lie_in_the_order_of_the_contents_with_pages_that_run_on(office, bind):
    shelf.dossier(office.donghe, office.clerk)

    (volume,) = bind().volumes

    lines = VolumeLine.objects.filter(volume=volume)
    assert [line.paper.type for line in lines] == [
        PaperType.APPLICATION,
        PaperType.MEDIATION_RECORD,
        PaperType.AGREEMENT,
    ]
    assert [(line.first_page, line.last_page) for line in lines] == [(1, 3), (4, 6), (7, 9)]
    assert all(line.sha256 == line.paper.files.get().holding_id for line in lines)


def test_a_thick_case_comes_in_parts_with_numbers_that_follow(office, bind):
    papers = (PaperType.APPLICATION, PaperType.MEDIATION_RECORD, PaperType.AGREEMENT)
    shelf.dossier(office.donghe, office.clerk, papers=papers, pages=90)

    first, second = sorted(bind().volumes, key=lambda volume: volume.number)

    assert [(one.number, one.part, one.parts) for one in (first, second)] == [(1, 1, 2), (2, 2, 2)]
    assert (first.pages, second.pages) == (180, 90)


def test_petitions_and_dossiers_have_series_of_their_own(office, bind):
    shelf.petition(office.donghe, office.clerk)
    shelf.dossier(office.donghe, office.clerk)

    found = {volume.category: volume.number for volume in bind().volumes}

    assert found == {"ZY·XF": 1, "ZY·TJ": 1}


def test_reports_of_a_type_are_bound_together_by_date(office, bind):
    for month in (3, 1, 2):
        shelf.report(office.donghe, office.clerk, month)

    (volume,) = bind().volumes

    months = [item.record.dated_on.month for item in volume.items.all()]
    assert (volume.form, months) == ("year", [1, 2, 3])
    assert [line.first_page for line in volume.lines.all()] == [1, 2, 3]


def test_a_late_report_goes_to_a_supplement_of_the_bound_year(office, bind):
    shelf.report(office.donghe, office.clerk, 1)
    (first,) = bind().volumes
    shelf.report(office.donghe, office.clerk, 2)

    (second,) = bind().volumes

    assert second.supplement_of == first
    assert list(first.supplements.all()) == [second]
    assert second.number == first.number + 1


def test_items_are_numbered_by_period_then_date(office, bind):
    for month in (9, 2, 5):
        shelf.document(office.donghe, office.clerk, D(shelf.YEAR, month, 1))

    bind()

    items = VolumeItem.objects.order_by("code").select_related("record")
    assert [item.record.dated_on.month for item in items] == [2, 5, 9]
    assert [item.code[-4:] for item in items] == ["0001", "0002", "0003"]


def test_a_late_document_takes_the_next_number_in_a_supplement(office, bind):
    shelf.document(office.donghe, office.clerk)
    bind()
    shelf.document(office.donghe, office.clerk, D(shelf.YEAR, 1, 1))

    (box,) = bind().volumes

    assert box.items.get().code.endswith("-0002")
    assert box.supplement_of == Volume.objects.order_by("pk").first()


def test_binding_again_binds_nothing_twice(office, bind):
    shelf.document(office.donghe, office.clerk)
    bind()

    assert bind().as_data() == {"volumes": [], "left_out": []}
    assert VolumeItem.objects.count() == 1


def test_a_matter_belongs_to_the_year_it_was_closed_in(office, bind):
    shelf.dossier(
        office.donghe, office.clerk, D(shelf.YEAR, 1, 3), registered_on=D(shelf.YEAR - 1, 11, 1)
    )

    assert bind(shelf.YEAR - 1).volumes == []
    assert len(bind().volumes) == 1


def test_what_was_fixed_says_when_retention_ends(office, bind):
    record = shelf.dossier(office.donghe, office.clerk)

    (volume,) = bind().volumes

    kept = Retention.objects.get(record=record)
    assert (kept.period, kept.closed_year) == (volume.period, shelf.YEAR)


def test_a_year_volume_takes_the_longest_period(office, bind):
    shelf.report(office.donghe, office.clerk, 1)
    long = shelf.report(office.donghe, office.clerk, 2)
    rule = RetentionRule.objects.filter(kind="report").first()
    Retention.objects.create(
        record=long,
        rule=rule,
        period="Y",
        closed_year=shelf.YEAR,
        starts_on=D(shelf.YEAR + 1, 1, 1),
        sentence="永久",
    )

    (volume,) = bind().volumes

    assert volume.period == "Y"


def test_each_record_gets_a_version_and_an_event_and_the_log_is_sound(office, bind):
    record = shelf.dossier(office.donghe, office.clerk)

    (volume,) = bind().volumes

    event = record.events.get(name="volume:bind")
    assert volume.code in event.body.content and volume.digest in event.body.content
    assert '"state":"bound"' in record.versions.order_by("-no").first().body.content
    assert verify_log().sound


def test_a_volume_proves_its_own_content(office, bind):
    shelf.dossier(office.donghe, office.clerk)
    shelf.document(office.donghe, office.clerk)

    volumes = bind().volumes

    assert len(volumes) == 2
    assert all(digest_stands(Volume.objects.get(pk=volume.pk)) for volume in volumes)


def test_numbers_given_name_what_they_were_given_to(office, bind):
    record = shelf.dossier(office.donghe, office.clerk)

    (volume,) = bind().volumes

    assert NumberGiven.objects.get(display=volume.code).record == record


def unapproved(record, office):
    schedule = Schedule.objects.get()
    other = Schedule.objects.create(
        code="old", name="旧表", valid_from=D(2000, 1, 1), valid_to=D(shelf.YEAR, 12, 30)
    )
    Schedule.objects.filter(pk=schedule.pk).update(valid_from=D(shelf.YEAR, 12, 31))
    schedule.rules.filter(kind="dossier").update(schedule=other)


def with_clock(record, office):
    rule = DeadlineRule.objects.create(
        code="MED_CLOSE", name="调解", limit=30, unit="cd", starts="受理", basis="x",
        valid_from=D(2010, 1, 1),
    )
    day = D(shelf.YEAR, 6, 1)
    Clock.objects.create(
        record=record, rule=rule, limit=30, started_on=day, raw_on=day, due_on=day
    )


def damaged(record, office):
    path = store.path(record.papers.first().files.get().holding_id)
    path.chmod(0o640)
    path.write_bytes(b"other bytes")


def lost(record, office):
    store.path(record.papers.first().files.get().holding_id).unlink()


def without_rule(record, office):
    RetentionRule.objects.filter(kind="dossier").delete()


@pytest.mark.parametrize(
    ("spoil", "reasons"),
    [
        (with_clock, ["clock_open"]),
        (damaged, ["digest_differs"]),
        (lost, ["digest_differs"]),
        (without_rule, ["period_unresolved"]),
        (unapproved, ["schedule_not_approved"]),
    ],
)
def test_what_is_spoilt_is_left_out_with_its_reason(office, bind, spoil, reasons):
    sound = shelf.dossier(office.donghe, office.clerk)
    record = shelf.dossier(office.donghe, office.clerk)
    spoil(record, office)

    bound = bind()

    assert left(bound)[record.number] == reasons
    others = spoil in {without_rule, unapproved}
    assert Record.objects.get(pk=sound.pk).state == (
        RecordState.CLOSED if others else RecordState.BOUND
    )


@pytest.mark.parametrize(
    ("more", "reasons"),
    [
        ({"day": None}, ["not_closed"]),
        ({"complete": False}, ["not_complete"]),
        (
            {"complete": False, "papers": (PaperType.APPLICATION,)},
            ["not_complete", "line_missing", "line_missing"],
        ),
        ({"pages": None}, ["page_unnumbered"] * 3),
        ({"papers": ()}, ["no_paper"]),
    ],
)
def test_what_is_not_ready_is_left_out_with_all_its_reasons(office, bind, more, reasons):
    record = shelf.dossier(office.donghe, office.clerk, **more)

    assert left(bind()) == {record.number: reasons}
    assert not Volume.objects.exists()


def test_what_was_left_out_is_bound_when_it_is_mended(office, bind):
    record = shelf.dossier(office.donghe, office.clerk, complete=False)
    bind()
    shelf.mark_complete(record, office.clerk)

    assert [volume.title for volume in bind().volumes] == [record.title]


def test_an_unfinished_year_is_refused_as_a_whole(office, bind):
    with pytest.raises(Refused) as error:
        bind(dt.date.today().year)

    assert codes(error) == ["year_not_ended"]


def test_all_that_forbids_the_whole_comes_at_once(office, bind):
    Schedule.objects.update(approval_no="")
    office.donghe.fonds = None

    with pytest.raises(Refused) as error:
        bind(dt.date.today().year)

    assert codes(error) == ["no_fonds", "year_not_ended", "schedule_not_approved"]


def test_without_any_schedule_nothing_is_bound(office, bind):
    with pytest.raises(Refused) as error:
        bind(2001)

    assert codes(error) == ["schedule_not_approved"]


@pytest.mark.parametrize("who", ["clerk", "leader", "county_archivist", "stranger", "operator"])
def test_only_the_archivist_of_the_fonds_binds(office, bind, who):
    shelf.document(office.donghe, office.clerk)

    with pytest.raises(NotYourPost):
        bind(by=getattr(office, who))


def test_an_accusation_is_not_even_left_out_for_an_archivist_who_is_not_cleared(office, bind):
    shelf.petition(office.donghe, office.clerk, accusation=True)

    assert bind().as_data() == {"volumes": [], "left_out": []}


def test_a_cleared_archivist_binds_accusations_in_a_series_of_their_own(office, bind):
    shelf.petition(office.donghe, office.clerk)
    shelf.petition(office.donghe, office.clerk, accusation=True)
    Clearance.objects.create(
        person=office.archivist, kind="accusation", begins_on=D(2020, 1, 1), basis="x"
    )

    found = {volume.category: volume.number for volume in bind().volumes}

    assert found == {"ZY·JK": 1, "ZY·XF": 1}


def test_the_records_of_other_units_stay_where_they_are(office, bind):
    record = shelf.document(office.qinghe, office.stranger)

    assert bind().volumes == []
    assert Record.objects.get(pk=record.pk).state == RecordState.CLOSED
