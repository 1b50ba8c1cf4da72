"""Whatever a year holds: no record is lost, none lies in two volumes, numbers have no gap."""

from __future__ import annotations

import datetime as dt
import random
from collections import defaultdict

import pytest

from archive.records.models import Record
from archive.records.vocabulary import PaperType, RecordState
from archive.volumes.models import Volume, VolumeItem, VolumeLine
from archive.volumes.proposal import proposal
from archive.volumes.queries import digest_stands
from tests.volumes import shelf

CLOSED_OUTSIDE = dt.date(shelf.YEAR + 1, 2, 1)
PAPERS = [
    PaperType.APPLICATION,
    PaperType.MEDIATION_RECORD,
    PaperType.AGREEMENT,
    PaperType.EVIDENCE,
]


def some_day(chance):
    return dt.date(shelf.YEAR, 1, 1) + dt.timedelta(days=chance.randrange(366))


def one(chance, office, months):
    """A record of any kind in any state, with papers of any thickness."""
    unit, by, day = office.donghe, office.clerk, some_day(chance)
    pages = chance.choice([1, 2, 40, 90, 250, None])
    what = chance.randrange(6)
    if what == 0:
        return shelf.document(unit, by, day, pages=pages)
    if what == 1 and months:
        return shelf.report(unit, by, months.pop())
    if what == 2:
        closed = chance.choice([day, None, CLOSED_OUTSIDE])
        return shelf.petition(unit, by, closed, pages=pages, complete=chance.random() < 0.8)
    papers = tuple(chance.sample(PAPERS, chance.randrange(len(PAPERS) + 1)))
    closed = chance.choice([day, day, None, CLOSED_OUTSIDE])
    return shelf.dossier(
        unit, by, closed, papers=papers, pages=pages, complete=chance.random() < 0.8
    )


def assert_invariants(bound_runs):
    left = {x.record.pk for run in bound_runs[-1:] for x in run.left_out}
    later = set(Record.objects.filter(closed_on=CLOSED_OUTSIDE).values_list("pk", flat=True))
    bound = set(Record.objects.filter(state=RecordState.BOUND).values_list("pk", flat=True))
    everything = set(Record.objects.values_list("pk", flat=True))
    assert bound | left | later == everything
    assert not bound & left and not bound & later
    assert set(VolumeItem.objects.values_list("record", flat=True)) == bound
    cases = defaultdict(list)
    for item in VolumeItem.objects.select_related("volume"):
        cases[item.record_id].append(item.volume)
    for volumes in cases.values():
        parts = sorted(volume.part for volume in volumes)
        assert parts == list(range(1, volumes[0].parts + 1))
    papers = Record.objects.filter(pk__in=bound).values_list("papers", flat=True)
    assert set(VolumeLine.objects.values_list("paper", flat=True)) == set(papers)


def assert_numbers():
    volumes, items = defaultdict(list), defaultdict(list)
    for volume in Volume.objects.order_by("pk"):
        assert volume.sealed_at and digest_stands(volume)
        if volume.code:
            volumes[volume.code.rsplit("-", 1)[0]].append(int(volume.code.rsplit("-", 1)[1]))
    for code in VolumeItem.objects.exclude(code="").values_list("code", flat=True):
        items[code.rsplit("-", 1)[0]].append(int(code.rsplit("-", 1)[1]))
    for found in [*volumes.values(), *items.values()]:
        assert sorted(found) == list(range(1, len(found) + 1))


def assert_pages():
    for volume in Volume.objects.exclude(form="item"):
        last = 0
        for line in volume.lines.order_by("position"):
            assert line.first_page == last + 1 and line.last_page >= line.first_page
            last = line.last_page
        assert last == volume.pages
        assert volume.pages <= 200 or volume.form == "year" or volume.papers == 1


@pytest.mark.parametrize("seed", range(12))
def test_binding_any_year_loses_nothing_and_binds_nothing_twice(office, bind, seed, monkeypatch):
    chance = random.Random(seed)
    monkeypatch.setattr("archive.volumes.binding.BATCH", chance.choice([1, 3, 250]))
    monkeypatch.setattr("archive.volumes.planning.BOX", chance.choice([1, 4, 500]))
    runs = []
    months = chance.sample(range(1, 13), 12)
    for _run in range(3):
        for _number in range(chance.randrange(12)):
            one(chance, office, months)
        foretold = proposal(office.donghe, shelf.YEAR, by=office.archivist).volumes
        runs.append(bind())
        codes = {code for planned, code in foretold if planned.form != "item"}
        assert codes == {volume.code for volume in runs[-1].volumes if volume.code}

    assert_invariants(runs)
    assert_numbers()
    assert_pages()
