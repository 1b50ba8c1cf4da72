"""A sealed volume refuses change; what comes late lies beside; somebody else checks."""

from __future__ import annotations

import pytest
from django.db import connection, transaction
from django.db.models.deletion import ProtectedError
from django.db.utils import DatabaseError

from archive.organisation.refusal import Refused
from archive.records.models import Link, Record
from archive.records.step import NotVisible, NotYourPost
from archive.records.steps import AddPaper, Correct, NewFile
from archive.records.verify import verify_log
from archive.records.vocabulary import LinkReason, PaperType, RecordState
from archive.volumes.models import Volume, VolumeItem, VolumeLine
from archive.volumes.queries import digest_stands
from archive.volumes.steps import CheckVolume, LatePaper, Supplement
from tests.volumes import shelf


def codes(error):
    return [refusal.code for refusal in error.value.refusals]


@pytest.fixture
def record(office):
    return shelf.dossier(office.donghe, office.clerk)


@pytest.fixture
def volume(record, bind):
    (volume,) = bind().volumes
    return Volume.objects.get(pk=volume.pk)


CHANGES = {
    Volume: {"title": "x", "sealed_at": None, "pages": 1, "digest": "x", "note": "x"},
    VolumeItem: {"position": 9, "pages": 9, "code": "x"},
    VolumeLine: {"title": "x", "first_page": 9, "sha256": "x"},
}


EACH = [(model, {name: row[name]}) for model, row in CHANGES.items() for name in row]


@pytest.mark.parametrize(("model", "change"), EACH)
def test_the_guards_refuse_to_change_what_is_sealed(volume, model, change):
    with pytest.raises(DatabaseError, match="guard"), transaction.atomic():
        model.objects.update(**change)


@pytest.mark.parametrize("model", CHANGES)
def test_the_guards_refuse_to_delete_what_is_sealed(volume, model):
    with (
        pytest.raises(DatabaseError, match="guard"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"DELETE FROM {model._meta.db_table}")


def test_nothing_is_slipped_into_a_sealed_volume(office, volume):
    late = shelf.document(office.donghe, office.clerk)

    with pytest.raises(DatabaseError, match="guard"), transaction.atomic():
        VolumeItem.objects.create(volume=volume, record=late, position=9)


def test_a_bound_record_refuses_correction_and_papers(office, record, volume):
    bound = Record.objects.get(pk=record.pk)
    with pytest.raises(Refused) as error:
        Correct(bound, {"title": "新"}, by=office.archivist, reason="x").run()
    assert codes(error) == ["sealed"]

    with pytest.raises(Refused) as error:
        file = NewFile(shelf.held(), "x.pdf")
        AddPaper(bound, file, title="迟到的照片", by=office.clerk).run()
    assert codes(error) == ["sealed"]


def test_a_record_in_a_volume_is_not_deleted(record, volume):
    with pytest.raises((ProtectedError, DatabaseError)), transaction.atomic():
        record.delete()


def test_somebody_else_checks_the_volume(office, volume):
    CheckVolume(volume, by=office.clerk).run()

    checked = Volume.objects.get(pk=volume.pk)
    assert (checked.checked_by, digest_stands(checked)) == (office.clerk, True)
    assert verify_log().sound


def test_the_compiler_does_not_check_his_own_volume(office, volume):
    with pytest.raises(Refused) as error:
        CheckVolume(volume, by=office.archivist).run()

    assert codes(error) == ["same_person"]


def test_a_volume_is_checked_once(office, volume):
    CheckVolume(volume, by=office.clerk).run()

    with pytest.raises(Refused) as error:
        CheckVolume(volume, by=office.leader).run()

    assert codes(error) == ["wrong_state"]


def test_a_volume_that_is_not_sealed_is_not_checked(office, volume):
    fields = {
        name: getattr(volume, name)
        for name in ("fonds", "unit", "form", "year", "category", "period", "compiled_by")
    }
    loose = Volume.objects.create(**fields, number=99, title="未封")
    VolumeItem.objects.create(volume=loose, record=volume.items.get().record, position=1)

    with pytest.raises(Refused) as error:
        CheckVolume(loose, by=office.clerk).run()

    assert "not_compiled" in codes(error)


@pytest.mark.parametrize(("who", "error"), [("stranger", NotVisible), ("publisher", NotVisible)])
def test_who_may_not_know_of_it_does_not_check(office, volume, who, error):
    with pytest.raises(error):
        CheckVolume(volume, by=getattr(office, who)).run()


def late_paper(title="迟到的收条"):
    return LatePaper(title, NewFile(shelf.held(2), "收条.pdf"), PaperType.EVIDENCE)


def test_a_late_paper_lies_in_a_supplement_linked_both_ways(office, record, volume):
    made = Supplement(volume, papers=[late_paper()], by=office.archivist, reason="后补").run()

    assert made.supplement_of == volume and list(volume.supplements.all()) == [made]
    assert made.code == volume.code[:-3] + "002"
    assert [line.title for line in made.lines.all()] == ["迟到的收条"]
    assert Volume.objects.get(pk=made.pk).sealed_at and digest_stands(volume)
    assert verify_log().sound


def test_a_late_record_supplements_the_one_that_is_bound(office, record, volume):
    late = shelf.dossier(office.donghe, office.clerk)

    made = Supplement(volume, late=[late], by=office.archivist, reason="后补").run()

    assert Link.objects.get(record=late).other == record
    assert Link.objects.get(record=late).reason == LinkReason.SUPPLEMENTS
    assert Record.objects.get(pk=late.pk).state == RecordState.BOUND
    assert made.items.get().record == late
    assert {event.name for event in late.events.all()} >= {"volume:supplement"}


def test_a_late_paper_of_an_item_takes_the_next_number(office, bind):
    shelf.document(office.donghe, office.clerk)
    (box,) = bind().volumes

    made = Supplement(box, papers=[late_paper()], by=office.archivist, reason="后补").run()

    assert made.items.get().code.endswith("-0002")
    assert (made.supplement_of, made.number) == (box, 2)


def other_year(office):
    import datetime as dt

    return shelf.dossier(office.donghe, office.clerk, dt.date(shelf.YEAR - 1, 3, 1))


@pytest.mark.parametrize(
    ("make", "expected"),
    [
        (lambda o: shelf.dossier(o.donghe, o.clerk, None), "not_late"),
        (other_year, "not_late"),
        (lambda o: shelf.petition(o.donghe, o.clerk), "not_late"),
        (lambda o: shelf.dossier(o.donghe, o.clerk, complete=False), "not_complete"),
    ],
)
def test_what_is_no_late_record_of_that_year_is_refused(office, volume, make, expected):
    late = make(office)

    with pytest.raises((Refused, NotVisible)) as error:
        Supplement(volume, late=[late], by=office.archivist, reason="后补").run()

    assert error.type is NotVisible or expected in codes(error)


@pytest.mark.parametrize(
    ("papers", "reason", "expected"),
    [
        ([], "后补", ["field_missing"]),
        ([""], "后补", ["field_missing"]),
        (["收条"], "", ["reason_missing"]),
    ],
)
def test_a_supplement_needs_a_paper_a_title_and_a_reason(office, volume, papers, reason, expected):
    late = [late_paper(title) for title in papers]

    with pytest.raises(Refused) as error:
        Supplement(volume, papers=late, by=office.archivist, reason=reason).run()

    assert codes(error) == expected


def test_a_destroyed_record_is_not_supplemented(office, record, volume):
    Record.objects.filter(pk=record.pk).update(state=RecordState.DESTROYED)

    with pytest.raises(Refused) as error:
        Supplement(volume, papers=[late_paper()], by=office.archivist, reason="后补").run()

    assert codes(error) == ["destroyed"]


def test_a_clerk_makes_no_supplement(office, volume):
    with pytest.raises(NotYourPost):
        Supplement(volume, papers=[late_paper()], by=office.clerk, reason="后补").run()
