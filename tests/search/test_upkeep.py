"""Index and database of one mind: what changed, what is gone, what was lost and is mended."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import pytest
from django.conf import settings
from django.db import transaction

import search
from search import EngineUnavailable, Query, Scope
from search.engines import the_engine
from search.models import OutboxRow
from tests.search.shelf import Sample

ALL = Scope(everything=True)

pytestmark = pytest.mark.django_db


def file(shelf, *samples):
    """As an office files: the document, and in the same transaction its row in the outbox."""
    shelf.put(*samples)
    search.touch_many("shelf", [sample.key for sample in samples])


def found(words):
    page = search.find(Query(words), visible_to=ALL)
    assert page.degraded is None
    return [hit.key for hit in page.hits]


def lose_index():
    shutil.rmtree(Path(settings.ANJUAN_INDEX))


# --- The outbox -------------------------------------------------------------------------------


def test_a_touch_is_one_row_that_moves_on(shelf):
    search.touch("shelf", 7)
    search.touch("shelf", 7)
    assert OutboxRow.objects.values_list("source", "key", "sequence").get() == ("shelf", 7, 2)


def test_a_touch_goes_back_with_its_transaction(shelf):
    with transaction.atomic():
        search.touch("shelf", 7)
        transaction.set_rollback(True)
    assert not OutboxRow.objects.exists()


def test_an_unknown_source_is_refused(shelf):
    with pytest.raises(KeyError):
        search.touch("nobody", 7)


def test_many_keys_are_touched_in_batches_and_once_each(shelf):
    search.touch_many("shelf", [*range(1000), *range(1000)])
    assert OutboxRow.objects.filter(sequence=1).count() == 1000


def test_one_source_is_registered(shelf):
    with pytest.raises(ValueError):
        search.register(shelf)


# --- Draining -----------------------------------------------------------------------------------


def test_what_was_filed_is_found(shelf, engine):
    file(shelf, Sample(1, "矛盾纠纷排查通知"))
    assert search.drain() == 1
    assert found("矛盾") == [1]
    assert not OutboxRow.objects.exists()


def test_a_change_replaces_the_old_text(shelf, engine):
    file(shelf, Sample(1, "信访"))
    search.drain()
    shelf.change(1, title="调解")
    search.touch("shelf", 1)
    search.drain()
    assert (found("信访"), found("调解")) == ([], [1])


def test_what_is_gone_is_dropped(shelf, engine):
    file(shelf, Sample(1, "信访"), Sample(2, "信访"))
    search.drain()
    del shelf.samples[1]
    search.touch("shelf", 1)
    search.drain()
    assert found("信访") == [2]


def test_a_row_of_something_never_indexed_and_gone_is_dropped(shelf, engine):
    search.touch("shelf", 99)
    assert search.drain() == 1
    assert not OutboxRow.objects.exists()


def test_a_row_touched_again_meanwhile_stays(shelf, embedded, monkeypatch):
    file(shelf, Sample(1, "信访"), Sample(2, "信访"))
    monkeypatch.setattr("search.upkeep.crash_point", lambda _name: search.touch("shelf", 1))
    search.drain(limit=1)
    assert OutboxRow.objects.values_list("key", "sequence").get() == (1, 2)


def test_a_drain_has_a_limit(shelf, embedded):
    file(shelf, *[Sample(key, "信访") for key in range(1, 451)])
    assert search.drain(limit=200) == 200
    assert OutboxRow.objects.count() == 250


def test_nothing_is_drained_while_another_writes(shelf, embedded):
    file(shelf, Sample(1, "信访"))
    with the_engine().writing():
        assert search.drain() == 0
    assert search.drain() == 1


def test_a_hit_whose_source_is_gone_is_not_shown(shelf, embedded):
    file(shelf, Sample(1, "信访"), Sample(2, "信访"))
    search.drain()
    del shelf.samples[1]
    assert found("信访") == [2]


# --- Loss and mending ----------------------------------------------------------------------------


def test_an_office_without_an_index_begins_one(shelf, engine):
    assert search.find(Query("信访"), visible_to=ALL).degraded
    file(shelf, Sample(1, "信访"))
    search.drain()
    assert found("信访") == [1]


def test_an_empty_office_has_an_empty_index(shelf, engine):
    search.drain()
    assert found("信访") == []
    assert search.status().ok


def test_a_lost_index_is_not_taken_for_whole(shelf, embedded):
    file(shelf, Sample(1, "信访"))
    search.drain()
    lose_index()
    file(shelf, Sample(2, "信访"))
    with pytest.raises(EngineUnavailable, match="rebuild_index"):
        search.drain()
    assert OutboxRow.objects.count() == 1
    assert search.find(Query("信访"), visible_to=ALL).degraded


def test_a_rebuild_brings_everything_back_and_the_outbox_the_rest(shelf, embedded):
    file(shelf, Sample(1, "信访"))
    search.drain()
    lose_index()
    file(shelf, Sample(2, "信访"))
    assert search.rebuild() == 2
    assert search.drain() == 1
    assert sorted(found("信访")) == [1, 2]


def test_a_check_with_repair_mends_a_lost_index(shelf, embedded):
    file(shelf, Sample(1, "信访"), Sample(2, "信访"))
    search.drain()
    lose_index()
    assert search.check(repair=True).missing == (1, 2)
    search.drain()
    assert sorted(found("信访")) == [1, 2]


@pytest.mark.parametrize("damage", ["meta.json", "*.idx", "*.fast", "*.term"])
def test_a_damaged_index_degrades_and_a_rebuild_mends(shelf, embedded, damage):
    file(shelf, Sample(1, "信访"))
    search.drain()
    for path in Path(settings.ANJUAN_INDEX).glob(f"v*/{damage}"):
        path.write_bytes(b"damaged")
    search.forget_engine()
    assert search.find(Query("信访"), visible_to=ALL).degraded
    assert not search.status().ok
    search.rebuild()
    assert found("信访") == [1]


def test_an_index_of_another_schema_is_not_opened(shelf, embedded):
    file(shelf, Sample(1, "信访"))
    search.drain()
    (Path(settings.ANJUAN_INDEX) / "current").write_text("v1-0123456789ab")
    assert search.find(Query("信访"), visible_to=ALL).degraded
    search.rebuild()
    assert found("信访") == [1]


def test_a_check_names_what_is_missing_old_and_too_much(shelf, engine):
    file(shelf, *[Sample(key, "信访") for key in range(1, 6)])
    search.drain()
    shelf.put(Sample(6, "信访"))
    shelf.change(2, title="调解")
    del shelf.samples[4]
    drift = search.check()
    assert (drift.missing, drift.stale, drift.extra) == ((6,), (2,), (4,))
    assert (drift.documents, drift.sound) == (5, False)


def test_a_repair_goes_through_the_outbox(shelf, engine):
    file(shelf, Sample(1, "信访"), Sample(2, "信访"))
    search.drain()
    shelf.change(1, title="调解")
    del shelf.samples[2]
    search.check(repair=True)
    search.drain()
    assert search.check().sound
    assert (found("信访"), found("调解")) == ([], [1])


def test_what_waits_in_the_outbox_is_no_drift(shelf, engine):
    file(shelf, Sample(1, "信访"))
    search.drain()
    shelf.change(1, title="调解")
    search.touch("shelf", 1)
    assert search.check().sound


def test_a_rebuild_swaps_in_a_new_index_and_leaves_one(shelf, embedded):
    file(shelf, Sample(1, "信访"))
    search.drain()
    first = (Path(settings.ANJUAN_INDEX) / "current").read_text()
    search.rebuild()
    folders = [path.name for path in Path(settings.ANJUAN_INDEX).iterdir() if path.is_dir()]
    assert folders == [(Path(settings.ANJUAN_INDEX) / "current").read_text()] != [first]


def test_a_rebuild_that_fails_leaves_the_old_index(shelf, engine):
    file(shelf, Sample(1, "信访"))
    search.drain()

    def breaks(_keys):
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        search.rebuild(breaks)
    assert found("信访") == [1]


def test_a_rebuild_tells_its_progress(shelf, embedded):
    shelf.put(*[Sample(key, "信访") for key in range(1, 8)])
    seen = []
    search.rebuild(lambda keys: (seen.append(key) or key for key in keys))
    assert seen == list(range(1, 8))


def test_status_counts_documents_and_what_waits(shelf, engine):
    file(shelf, Sample(1, "信访"))
    search.drain()
    file(shelf, Sample(2, "信访"))
    status = search.status()
    assert (status.ok, status.documents, status.outbox) == (True, 1, 1)


# --- No engine, no server -------------------------------------------------------------------------


def test_without_an_engine_filing_goes_on_and_finding_says_so(shelf, no_engine):
    file(shelf, Sample(1, "信访"))
    assert search.drain() == 0
    assert search.find(Query("信访"), visible_to=ALL).degraded
    assert OutboxRow.objects.count() == 1
    assert search.status().ok


def test_without_an_engine_there_is_nothing_to_compare(shelf, no_engine):
    with pytest.raises(EngineUnavailable):
        search.check()


@pytest.fixture
def dead_server(tmp_path):
    from tests.search.conftest import engine_set
    from tests.services.processes import free_port

    with engine_set(f"http://127.0.0.1:{free_port()}", tmp_path):
        yield


def test_without_its_server_filing_goes_on_and_finding_says_so(shelf, dead_server):
    file(shelf, Sample(1, "信访"))
    with pytest.raises(EngineUnavailable):
        search.drain()
    assert search.find(Query("信访"), visible_to=ALL).degraded
    assert OutboxRow.objects.count() == 1
    assert not search.status().ok


def test_a_check_without_its_server_repairs_nothing(shelf, dead_server):
    shelf.put(Sample(1, "信访"))
    with pytest.raises(EngineUnavailable):
        search.check(repair=True)
    assert not OutboxRow.objects.exists()


def test_nobody_without_a_scope_finds_anything(shelf, embedded):
    file(shelf, Sample(1, "信访"))
    search.drain()
    page = search.find(Query("信访", facets=("unit",)), visible_to=Scope())
    assert (page.total, page.hits, page.facets) == (0, (), {"unit": []})


def test_dates_far_away_are_dates(shelf, engine):
    file(shelf, Sample(1, "信访", date=dt.date(1, 1, 1)), Sample(2, "信访", date=dt.date.max))
    search.drain()
    page = search.find(Query("信访", date_to=dt.date(1, 1, 1)), visible_to=ALL)
    assert [hit.key for hit in page.hits] == [1]
