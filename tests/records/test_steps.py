"""What every step does: lock, policy, all refusals, change, version, event, outbox."""

import datetime as dt

import pytest

from archive.organisation.refusal import Refused
from archive.records.models import Event, Record, Version
from archive.records.step import NotVisible, NotYourPost
from archive.records.steps import AddFile, Correct, NewFile, Share, Strike
from archive.records.vocabulary import RecordState
from search.models import OutboxRow
from tests.office import make_holding, register


def codes(error: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [refusal.code for refusal in error.value.refusals]


def test_registering_gives_number_version_event_and_outbox_row(record):
    assert record.number == f"收〔{record.registered_on.year}〕1号"
    assert record.state == RecordState.CLOSED
    assert [version.no for version in record.versions.all()] == [1]
    assert [event.name for event in record.events.all()] == ["document:register"]
    assert OutboxRow.objects.filter(source="record", key=record.pk).exists()


def test_a_correction_keeps_the_old_title_in_the_version_before(office, record):
    Correct(record, {"title": "更正后的题名"}, by=office.clerk, reason="题名有误").run()

    first, second = Version.objects.filter(record=record).order_by("no")
    assert "矛盾纠纷排查" in first.body.content
    assert "更正后的题名" in second.body.content
    assert second.reason == "题名有误"
    assert "张经办" in second.author


def test_an_event_says_what_changed(office, record):
    Correct(record, {"title": "更正后的题名"}, by=office.clerk, reason="题名有误").run()

    event = Event.objects.get(record=record, name="record:correct")
    assert '"path":"record.title"' in event.body.content
    assert '"after":"更正后的题名"' in event.body.content


def test_all_refusals_come_at_once(office, record):
    with pytest.raises(Refused) as error:
        Correct(record, {"title": " ", "dated_on": dt.date(2999, 1, 1)}, by=office.clerk).run()

    assert codes(error) == ["reason_missing", "field_missing", "date_impossible"]


def test_a_refused_step_changes_nothing(office, record):
    with pytest.raises(Refused):
        Correct(record, {"title": ""}, by=office.clerk, reason="x").run()

    assert Record.objects.get(pk=record.pk).version == 1
    assert Event.objects.filter(record=record).count() == 1


def test_a_stranger_cannot_know_of_the_record(office, record):
    with pytest.raises(NotVisible):
        Correct(record, {"title": "新"}, by=office.stranger, reason="x").run()


def test_a_leader_sees_but_may_not_correct(office, record):
    with pytest.raises(NotYourPost):
        Correct(record, {"title": "新"}, by=office.leader, reason="x").run()


def test_somebody_was_faster(office, record):
    Correct(record, {"title": "甲"}, by=office.clerk, reason="x", seen_version=1).run()

    with pytest.raises(Refused) as error:
        Correct(record, {"title": "乙"}, by=office.clerk, reason="x", seen_version=1).run()

    assert "changed_meanwhile" in codes(error)


def test_an_unknown_field_is_refused_by_name(office, record):
    with pytest.raises(Refused) as error:
        Correct(record, {"number": "收〔2020〕9号"}, by=office.clerk, reason="x").run()

    assert codes(error) == ["field_unknown"]


def test_the_same_values_are_no_correction(office, record):
    with pytest.raises(Refused) as error:
        Correct(record, {"title": record.title}, by=office.clerk, reason="x").run()

    assert codes(error) == ["nothing_changed"]


def test_a_new_file_is_the_next_version_of_its_paper(office, record):
    paper = record.papers.get()

    AddFile(paper, NewFile(make_holding(), "通知（修订）.txt"), by=office.clerk).run()

    assert [file.no for file in paper.files.order_by("no")] == [1, 2]


def test_the_same_bytes_again_are_refused(office, record):
    paper = record.papers.get()
    holding = paper.files.get().holding

    with pytest.raises(Refused) as error:
        AddFile(paper, NewFile(holding, "又一份.txt"), by=office.clerk).run()

    assert codes(error) == ["same_bytes_here"]


def test_a_shared_document_is_seen_whole_by_the_informed_unit(office, record):
    Share(record, office.qinghe, by=office.clerk).run()

    from archive.organisation.standing import scope_of

    assert record in Record.objects.visible_to(scope_of(office.stranger))


@pytest.mark.parametrize(
    ("unit", "code"), [("donghe", "own_unit"), ("qinghe", "takes_part")]
)
def test_sharing_twice_or_with_oneself_is_refused(office, record, unit, code):
    Share(record, office.qinghe, by=office.clerk).run()

    with pytest.raises(Refused) as error:
        Share(record, getattr(office, unit), by=office.clerk).run()

    assert codes(error) == [code]


def test_a_closed_document_is_not_struck_by_hand(office, record):
    with pytest.raises(Refused) as error:
        Strike([record], by=office.leader, reason="重复登记").run()

    assert codes(error) == ["wrong_state"]


def test_a_bad_record_in_a_batch_registers_none(office):
    from archive.documents.steps import RegisterDocuments
    from tests.office import new_document

    with pytest.raises(Refused):
        RegisterDocuments(
            [new_document("甲"), new_document(" ")], office.donghe, by=office.clerk
        ).run()

    assert not Record.objects.exists()


def test_numbers_follow_each_other(office):
    numbers = [register(office, f"第{n}件").number for n in (1, 2, 3)]

    assert [number.split("〕")[1] for number in numbers] == ["1号", "2号", "3号"]


@pytest.mark.parametrize("name", ["title", "year", "secrecy"])
def test_what_every_entry_needs_is_not_emptied(office, record, name):
    with pytest.raises(Refused) as error:
        Correct(record, {name: None}, by=office.clerk, reason="x").run()

    assert codes(error) == ["field_missing"]
