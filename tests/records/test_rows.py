"""Rows by the thousand: all are there, what was there stays, keys are one value."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, connection, transaction

from archive.records import rows
from archive.records.canonical import new_salts
from archive.records.models import ChainHead
from archive.records.rows import AT_ONCE, among

pytestmark = pytest.mark.django_db
COLUMNS = ("chain", "seq", "digest", "checkpointed")
MANY = 2 * AT_ONCE + 1


def names(count):
    return [f"chain-{number:04d}" for number in range(count)]


def fill(count, seq=1, **more):
    rows.insert(ChainHead, COLUMNS, ((name, seq, "x", 0) for name in names(count)), **more)


@pytest.mark.parametrize("count", [0, 1, AT_ONCE, MANY])
def test_every_row_is_written_whatever_their_number(count):
    fill(count)

    assert list(ChainHead.objects.order_by("pk").values_list("pk", flat=True)) == names(count)


def test_what_is_there_stays_as_it_is_where_that_is_asked():
    fill(1)

    fill(MANY, seq=2, keep_known=True)

    assert ChainHead.objects.get(pk="chain-0000").seq == 1
    assert ChainHead.objects.filter(seq=2).count() == MANY - 1


def test_what_is_there_is_an_error_else():
    fill(1)

    with pytest.raises(IntegrityError), transaction.atomic():
        fill(2)


def test_each_row_gets_the_values_that_stand_with_its_key():
    fill(MANY)
    given = [(number, f"d{number}", name) for number, name in enumerate(names(MANY))]

    rows.update(ChainHead, ("seq", "digest"), "chain", given[1:])

    found = ChainHead.objects.order_by("pk").values_list("seq", "digest", "pk")
    assert list(found) == [(1, "x", "chain-0000"), *given[1:]]


@pytest.mark.parametrize("wanted", [[], ["chain-0001"], ["chain-0002", "none", 'a"b'], names(5)])
def test_keys_are_one_value_of_a_question(wanted):
    fill(5)

    found = set(ChainHead.objects.filter(pk__in=among(wanted)).values_list("pk", flat=True))

    assert found == set(wanted) & set(names(5))


def test_a_statement_takes_more_keys_than_it_could_take_values():
    fill(1)
    many = range(connection.features.max_query_params or 40_000)

    assert not ChainHead.objects.filter(seq__in=among([*many, 2**40])).exclude(seq=1).exists()
    assert ChainHead.objects.filter(seq__in=among(many)).exists()


def test_salts_are_apart_and_long_enough():
    salts = new_salts(1000)

    assert len(set(salts)) == 1000
    assert {len(salt) for salt in salts} == {32}
