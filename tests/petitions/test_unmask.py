"""Sealed numbers are shown by right, for a reason, with an event that never says them."""

import pytest

from archive.organisation.keys import key_file
from archive.organisation.refusal import Refused
from archive.records.models import Event, Record
from archive.records.step import NotVisible, NotYourPost
from archive.records.steps import Unmask, UnmaskReason
from tests.petitions.matters import register

NUMBERS = {"id_no": "320481198001011234", "phone": "13912345678"}


def codes(step):
    with pytest.raises(Refused) as error:
        step.run()
    return [refusal.code for refusal in error.value.refusals]


def test_the_numbers_come_back_and_the_event_names_only_the_fields(office):
    record = register(office, **NUMBERS)
    shown = Unmask(record, UnmaskReason.CONTACT, by=office.clerk).run()

    assert shown.values == NUMBERS
    event = Event.objects.get(name="personal:unmask")
    assert event.chain.startswith("day:") and event.record is None
    assert record.uid.hex in event.body.content and "contact" in event.body.content
    assert not any(number in event.body.content + repr(shown) for number in NUMBERS.values())


def test_the_record_itself_does_not_change(office):
    record = register(office, **NUMBERS)
    Unmask(record, UnmaskReason.LETTER, by=office.clerk).run()

    assert Record.objects.get(pk=record.pk).version == record.events.count() == 1


@pytest.mark.parametrize(
    ("why", "numbers", "found"),
    [
        ("", NUMBERS, ["reason_missing"]),
        ("curiosity", NUMBERS, ["reason_not_listed"]),
        ("", {}, ["reason_missing", "nothing_sealed"]),
    ],
)
def test_what_is_refused(office, why, numbers, found):
    assert codes(Unmask(register(office, **numbers), why, by=office.clerk)) == found
    assert not Event.objects.filter(name="personal:unmask").exists()


@pytest.mark.parametrize(
    ("who", "error"),
    [
        ("stranger", NotVisible),
        ("archivist", NotYourPost),
        ("county_leader", NotYourPost),
        ("operator", NotYourPost),
    ],
)
def test_who_has_not_the_verb_gets_nothing(office, who, error):
    record = register(office, **NUMBERS)
    if who == "archivist":
        Record.objects.filter(pk=record.pk).update(lead_unit=office.village)
        record.participations.create(unit=office.donghe, part="assist", since="2026-03-02")

    with pytest.raises(error):
        Unmask(record, UnmaskReason.FORM, by=getattr(office, who)).run()


def test_a_lost_key_is_said(office, monkeypatch, tmp_path):
    record = register(office, **NUMBERS)
    assert key_file().exists()
    monkeypatch.setattr("archive.organisation.keys.key_file", lambda: tmp_path / "none")

    assert codes(Unmask(record, UnmaskReason.FORM, by=office.clerk)) == ["key_missing"]
