"""Is everything there that should be, and is it what it was."""

import io
import os

import pytest

from archive.holdings import store
from archive.holdings.extract.result import Extraction
from archive.holdings.fixity import LOST_AND_FOUND, check_store, set_aside
from archive.holdings.models import Extraction as State
from archive.holdings.models import Holding, PageText
from archive.holdings.text import keep_holdings, keep_text

pytestmark = pytest.mark.django_db


def entered(content: bytes) -> str:
    """Bytes in the store, with their row."""
    held = store.hold(io.BytesIO(content), "a.txt")
    keep_holdings([held], {})
    return held.sha256


def orphan(content: bytes) -> str:
    """Bytes in the store that no row knows, long there."""
    digest = store.hold(io.BytesIO(content), "a.txt").sha256
    os.utime(store.path(digest), (0, 0))
    return digest


def change(sha256: str, content: bytes) -> None:
    store.path(sha256).chmod(0o640)
    store.path(sha256).write_bytes(content)


def test_a_sound_store(shelf):
    for number in range(3):
        entered(f"第{number}件".encode())

    report = check_store()
    assert report.is_sound
    assert (report.asked, report.sound, report.half_written) == (3, 3, 0)


@pytest.mark.parametrize("content", [b"changee", b"longer than before", b""])
def test_changed_bytes_are_damaged(shelf, content):
    digest = entered(b"changed")
    change(digest, content)

    report = check_store()
    assert (report.damaged, report.is_sound) == ([digest], False)
    assert not store.verify(digest)


def test_bytes_that_are_gone_are_missing(shelf):
    digest = entered(b"gone")
    store.path(digest).unlink()

    report = check_store()
    assert (report.missing, report.is_sound) == ([digest], False)


def test_bytes_without_a_row_are_orphaned(shelf):
    digest = orphan(b"nobody's")

    assert check_store().orphaned == [digest]


def test_bytes_that_just_came_may_still_get_their_row(shelf):
    store.hold(io.BytesIO(b"on the way"), "a.txt")

    assert check_store().is_sound


def test_bytes_that_come_again_are_on_the_way_again(shelf):
    orphan(b"once more")
    store.hold(io.BytesIO(b"once more"), "a.txt")

    assert check_store().is_sound


@pytest.mark.parametrize("name", ["ab/cd/notes.txt", "ab/cd/" + "a" * 64])
def test_what_is_no_holding_does_not_stop_the_check(shelf, name):
    (shelf / name).parent.mkdir(parents=True)
    (shelf / name).write_bytes(b"x")

    assert check_store().is_sound


def test_half_written_files_are_counted(shelf):
    (store.incoming() / "1-a").write_bytes(b"half")

    assert check_store().half_written == 1


def test_setting_aside_moves_and_deletes_nothing(shelf):
    digest = orphan(b"nobody's")
    report = check_store()

    set_aside(report)
    assert (shelf / LOST_AND_FOUND / digest).read_bytes() == b"nobody's"
    assert (report.moved, report.is_sound) == (1, True)
    assert check_store().is_sound


def test_what_got_its_row_meanwhile_stays(shelf):
    digest = orphan(b"late")
    report = check_store()
    entered(b"late")

    set_aside(report)
    assert (store.verify(digest), report.moved) == (True, 0)


def test_pages_are_kept_one_by_one_and_replaced_whole(shelf):
    digest = entered(b"pages")
    keep_text(digest, Extraction(("甲", "", "丙"), 3, State.DONE, ""))

    keep_text(digest, Extraction(("甲一", "乙"), 2, State.DONE, ""))
    texts = PageText.objects.filter(holding=digest).order_by("page")
    assert list(texts.values_list("page", "text")) == [(1, "甲一"), (2, "乙")]
    assert Holding.objects.get(pk=digest).page_count == 2


def test_bytes_that_have_a_row_keep_it_and_their_text(shelf):
    held = store.hold(io.BytesIO(b"twice"), "a.txt")
    first = Extraction(("原来的",), None, State.DONE, "")
    keep_holdings([held], {held.sha256: first})

    other = Extraction(("别的",), None, State.DONE, "")
    keep_holdings([held, held], {held.sha256: other})
    assert PageText.objects.get(holding=held.sha256).text == "原来的"


def test_the_page_says_why_a_text_was_not_read(shelf):
    digest = entered(b"locked")
    keep_text(digest, Extraction((), None, State.FAILED, "encrypted"))

    assert "加密" in Holding.objects.get(pk=digest).extraction_sentence
