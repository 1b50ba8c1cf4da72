"""What the schedule says of records, and what is fixed with them."""

from __future__ import annotations

import datetime as dt

import pytest

from archive.records.models import Record
from archive.retention.models import Retention, RetentionRule, Schedule
from archive.retention.resolve import fix, resolve
from tests.office import register
from tests.retention.conftest import own

GENRES = [
    ("意见", "N-10", "Y"),
    ("办法", "N-10", "Y"),
    ("方案", "N-10", "Y"),
    ("总结", "N-10", "Y"),
    ("通知", "N-21", "D10"),
    ("通报", "N-21", "D10"),
    ("函", "N-51", "D10"),
]


@pytest.mark.parametrize(("genre", "code", "period"), GENRES)
def test_an_own_document_goes_by_its_genre(schedule, office, genres, genre, code, period):
    record = own(office, 2024, genre=genres(genre))

    found = resolve([record])[record.pk]

    assert (found.rule.code, found.period, found.closed_year) == (code, period, 2024)


def test_a_received_document_is_not_our_rule(schedule, office, genres):
    record = register(office, genre=genres("办法"))

    assert resolve([record])[record.pk].rule.code == "N-51"


def test_the_sentence_names_rule_basis_start_and_end(schedule, office, genres):
    record = own(office, 2024, genre=genres("通知"))
    found = resolve([record])[record.pk]

    for words in ("N-21", found.rule.basis, "default-1", "2024", "2025年1月1日", "2034年12月31日"):
        assert words in found.sentence


def test_what_is_not_closed_is_unresolved(schedule, office, record):
    Record.objects.filter(pk=record.pk).update(closed_on=None)
    record.refresh_from_db()

    assert resolve([record]) == {}


def test_without_schedule_nothing_is_resolved(office, record):
    assert resolve([record]) == {}


def test_without_fitting_rule_it_is_unresolved(schedule, office, record):
    RetentionRule.objects.filter(kind="document").update(conditions={"important": True})

    assert resolve([record]) == {}


def test_the_schedule_in_force_at_closing_counts(schedule, office, record):
    schedule.valid_to = record.closed_on - dt.timedelta(days=1)
    schedule.save()
    newer = Schedule.objects.create(code="own-2", name="本单位", valid_from=record.closed_on)
    RetentionRule.objects.create(
        schedule=newer, position=0, code="A", kind="document", name="公文", period="D30"
    )

    assert resolve([record])[record.pk].rule.schedule == newer


def test_what_was_fixed_stays_when_the_schedule_changes(schedule, office, record):
    fix(resolve([record]))
    RetentionRule.objects.filter(code="N-51").update(period="Y")

    assert resolve([record])[record.pk].period == "D10"
    fix(resolve([record]))
    assert Retention.objects.get(pk=record.pk).period == "D10"


def test_many_records_take_as_many_queries_as_one(
    schedule, office, django_assert_max_num_queries
):
    records = [register(office, f"第{n}件") for n in range(12)]

    with django_assert_max_num_queries(4):
        assert len(resolve(records)) == 12


def test_records_answered_together_are_answered_as_each_alone(schedule, office, genres):
    records = [own(office, year, genre=genres(one[0])) for year in (2023, 2024) for one in GENRES]
    records += [register(office, f"第{n}件") for n in range(2)]

    together = resolve(records)

    assert together == {pk: answer for one in records for pk, answer in resolve([one]).items()}
