"""The store: hashed while copied, synced before it is relied on, rid of what is refused."""

import errno
import hashlib
import io
import os
from pathlib import Path

import pytest

from archive.holdings import store
from archive.holdings.refused import READING, FileRefused
from tests.holdings.conftest import PROGRAM

NOTICE = "关于调解工作的通知".encode()


def held_files(shelf: Path) -> list[Path]:
    return [path for path in shelf.rglob("*") if path.is_file()]


def test_bytes_lie_under_their_digest(shelf, file):
    held = store.hold(file("通知.txt", NOTICE), "通知.txt")

    assert held.sha256 == hashlib.sha256(NOTICE).hexdigest()
    assert store.path(held.sha256).read_bytes() == NOTICE
    assert (held.size, held.media_type, held.new) == (len(NOTICE), "text/plain", True)


def test_a_stream_is_held_from_its_beginning(shelf):
    stream = io.BytesIO(NOTICE)
    stream.read(5)

    assert store.hold(stream, "通知.txt").size == len(NOTICE)


def test_held_bytes_cannot_be_written(shelf, file):
    held = store.hold(file("a.txt", NOTICE), "a.txt")

    assert store.path(held.sha256).stat().st_mode & 0o777 == 0o440


def test_the_same_bytes_are_held_once(shelf, file):
    first = store.hold(file("a.txt", NOTICE), "a.txt")
    second = store.hold(file("b.txt", NOTICE), "b.txt")

    assert (second.sha256, second.new) == (first.sha256, False)
    assert len(held_files(shelf)) == 1


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("空.txt", b"", "empty"),
        ("大.txt", b"a" * (1024 * 1024 + 1), "too_large"),
        ("方案.docx", PROGRAM, "executable"),
        ("安装.exe", NOTICE, "executable"),
        ("扫描.pdf", NOTICE, "type_mismatch"),
    ],
)
def test_what_is_refused_leaves_nothing(shelf, file, name, content, code):
    with pytest.raises(FileRefused) as error:
        store.hold(file(name, content), name)

    assert error.value.code == code
    assert held_files(shelf) == []


def test_the_limit_itself_is_accepted(shelf, file):
    assert store.hold(file("a.txt", b"a" * 1024 * 1024), "a.txt").size == 1024 * 1024


def test_many_are_answered_one_by_one(shelf, file):
    good, empty = file("a.txt", NOTICE), file("b.txt", b"")

    answers = store.hold_many([(good, "a.txt"), (empty, "b.txt"), (good, "c.txt")])

    assert [getattr(answer, "code", "held") for answer in answers] == ["held", "empty", "held"]


def test_file_and_folders_are_synced_before_the_answer(shelf, file, monkeypatch):
    synced: list[Path] = []
    sync = os.fsync
    monkeypatch.setattr(os, "fsync", lambda no: synced.append(opened(no)) or sync(no))

    held = store.hold(file("a.txt", NOTICE), "a.txt")

    place = store.path(held.sha256)
    assert synced[0].parent == store.incoming()
    assert set(synced[1:]) == {place.parent, place.parent.parent, shelf}


def test_bytes_that_are_there_already_are_synced_again(shelf, file, monkeypatch):
    store.hold(file("a.txt", NOTICE), "a.txt")
    synced: list[Path] = []
    sync = os.fsync
    monkeypatch.setattr(os, "fsync", lambda no: synced.append(opened(no)) or sync(no))

    held = store.hold(file("b.txt", NOTICE), "b.txt")
    assert store.path(held.sha256).parent in synced


def opened(handle: int) -> Path:
    return Path(f"/proc/self/fd/{handle}").readlink()


def test_the_folders_of_many_are_synced_once(shelf, file, monkeypatch):
    calls: list[Path] = []
    monkeypatch.setattr(store, "sync_folder", calls.append)
    sources = [(file(f"{n}.txt", f"第{n}件".encode()), f"{n}.txt") for n in range(20)]

    store.hold_many(sources)

    assert calls.count(shelf) == 1


def test_a_crash_leaves_nothing_but_what_is_incoming(shelf, file, monkeypatch):
    def crash(point: str) -> None:
        raise SystemExit(point)

    monkeypatch.setattr(store, "crash_point", crash)
    monkeypatch.setattr(Path, "unlink", lambda *_args, **_more: None)
    with pytest.raises(SystemExit):
        store.hold(file("a.txt", NOTICE), "a.txt")

    assert [path.parent for path in held_files(shelf)] == [store.incoming()]


def test_what_a_crash_left_is_swept_when_it_is_old(shelf):
    old, young = store.incoming() / "1-a", store.incoming() / "1-b"
    for path in (old, young):
        path.write_bytes(NOTICE)
    os.utime(old, (0, 0))

    assert store.sweep_temporary() == 1
    assert young.exists() and not old.exists()


@pytest.mark.parametrize("make", [os.mkfifo, os.mkdir])
def test_what_is_no_file_is_refused_and_not_waited_for(shelf, tmp_path, make):
    make(tmp_path / "管道")

    with pytest.raises(FileRefused) as error:
        store.hold(tmp_path / "管道", "管道")
    assert error.value.code == "unreadable"


def test_a_link_to_itself_is_refused(shelf, tmp_path):
    (tmp_path / "圈").symlink_to(tmp_path / "圈")

    with pytest.raises(FileRefused) as error:
        store.hold(tmp_path / "圈", "圈")
    assert error.value.facts["why"] == READING[errno.ELOOP]


def test_a_disk_that_cannot_be_read_is_the_fault_of_that_file(shelf):
    class Broken(io.BytesIO):
        def read(self, *_args: int) -> bytes:
            raise OSError(errno.EIO, "Input/output error")

    with pytest.raises(FileRefused) as error:
        store.hold(Broken(NOTICE), "a.txt")
    assert error.value.facts["why"] == READING[errno.EIO]


def test_a_full_store_is_no_fault_of_the_file(shelf, file, monkeypatch):
    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)

    with pytest.raises(OSError, match="No space"):
        store.hold(file("a.txt", NOTICE), "a.txt")
    assert held_files(shelf) == []


@pytest.mark.parametrize("name", ["", "../../etc/passwd", "A" * 64, "g" * 64, "ａ" * 64])
def test_only_a_digest_has_a_place(shelf, name):
    with pytest.raises(ValueError, match="SHA-256"):
        store.path(name)


def test_bytes_of_a_backup_come_back_unjudged(shelf):
    digest = store.hold_bytes(io.BytesIO(PROGRAM))

    assert store.path(digest).read_bytes() == PROGRAM
