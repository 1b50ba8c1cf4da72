"""One byte changed behind the log's back is found and named."""

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError

from archive.records.canonical import canonical
from archive.records.checkpoints import make_checkpoints
from archive.records.guards import guards, install_guards, missing_guards
from archive.records.models import Body, ChainHead, Checkpoint, Event, Record, Version
from archive.records.steps import Correct
from archive.records.verify import same, verify_log


@pytest.fixture
def corrected(office, record):
    Correct(record, {"title": "更正后的题名"}, by=office.clerk, reason="题名有误").run()
    make_checkpoints()
    return Record.objects.get(pk=record.pk)


def behind_its_back(sql: str, *values: object) -> None:
    """As somebody with the database's own tools would: the guards are dropped first."""
    with connection.cursor() as cursor:
        for guard in guards(connection.vendor):
            on = f' ON "{guard.table}"' if connection.vendor == "postgresql" else ""
            cursor.execute(f'DROP TRIGGER IF EXISTS "{guard.name}"{on}')
        cursor.execute(sql, values)
    install_guards(connection)


def found() -> set[tuple[str, str, int]]:
    return {(fault.code, fault.record, fault.seq) for fault in verify_log().faults}


def test_an_untouched_log_is_sound(corrected):
    report = verify_log()

    assert report.sound
    assert report.counts["events"] == 2
    assert report.counts["versions"] == 2
    assert report.counts["checkpoints"] == 1


def test_a_changed_version_is_named(corrected):
    body = Version.objects.get(record=corrected, no=1).body

    behind_its_back(
        "UPDATE archive_body SET content = %s WHERE id = %s",
        body.content.replace("排查", "排察"),
        body.pk,
    )

    assert ("version_body_altered", corrected.number, 1) in found()


def test_a_changed_event_is_named(corrected):
    behind_its_back(
        "UPDATE archive_event SET actor_name = %s WHERE record_id = %s AND seq = 2",
        "别人",
        corrected.pk,
    )

    assert ("event_altered", corrected.number, 2) in found()


def test_a_changed_record_is_named(corrected):
    Record.objects.filter(pk=corrected.pk).update(title="改过的题名")

    assert found() == {("record_differs", corrected.number, 2)}


def test_a_cut_off_end_is_found_by_the_checkpoint(corrected):
    last = Event.objects.get(record=corrected, seq=2)
    behind_its_back("DELETE FROM archive_event WHERE id = %s", last.pk)
    first = Event.objects.get(record=corrected, seq=1)
    ChainHead.objects.filter(chain=first.chain).update(seq=1, digest=first.digest)

    assert ("checkpoint_differs", corrected.number, 2) in found()


def test_a_rewritten_checkpoint_is_found(corrected):
    behind_its_back("UPDATE archive_checkpoint SET heads_digest = %s", "0" * 64)

    assert ("checkpoint_altered", "", 1) in found()


def test_nothing_new_makes_no_checkpoint(corrected):
    assert make_checkpoints() == 0
    assert Checkpoint.objects.count() == 1


@pytest.mark.parametrize("model", [Body, Version, Event, Checkpoint])
def test_the_guards_refuse_to_change_history(corrected, model):
    with pytest.raises(DatabaseError), transaction.atomic():
        model.objects.update(**{"salt" if model is Body else "digest": "x"})


@pytest.mark.parametrize("model", [Body, Version, Event, Checkpoint, Record])
def test_the_guards_refuse_to_delete(corrected, model):
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {model._meta.db_table}")


def test_a_missing_guard_is_noticed_and_put_back(db):
    name = guards(connection.vendor)[0].name
    with connection.cursor() as cursor:
        cursor.execute(f'DROP TRIGGER "{name}"')

    assert missing_guards(connection) == [name]
    assert install_guards(connection) == [name]
    assert missing_guards(connection) == []


@pytest.mark.parametrize(
    ("now", "agrees"),
    [
        ({"title": "甲"}, True),
        ({"title": "甲", "sent_on": None, "sent_as": "", "parts": []}, True),
        ({"title": "甲", "sent_as": "assign"}, False),
        ({"title": "甲", "people": 0}, False),
        ({}, False),
    ],
)
def test_a_field_that_came_after_a_version_says_nothing_yet(now, agrees):
    said = canonical({"kind": {"title": "甲"}})

    assert same(said, {"kind": now}) == agrees
