"""The store: write-once, addressed by SHA-256, synced before anybody may rely on it.

Layout: `ab/cd/<sha256>`; what is being written lies in `incoming/` until it is whole.
"""

from __future__ import annotations

import hashlib
import os
import re
import secrets
import stat
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, BinaryIO

from django.conf import settings

from archive.holdings.refused import NOT_A_FILE, FileRefused, unreadable
from archive.holdings.types import media_type
from search import crash_point

CHUNK = 1024 * 1024
INCOMING = "incoming"
READ_ONLY = 0o440
DIGEST = re.compile(r"[0-9a-f]{64}", re.ASCII)


@dataclass(frozen=True)
class Held:
    """Bytes that are in the store, durably. new: they were not there before."""

    sha256: str
    size: int
    media_type: str
    new: bool = True


def root() -> Path:
    return Path(settings.ANJUAN_STORE)


def is_digest(name: str) -> bool:
    return DIGEST.fullmatch(name) is not None


def path(sha256: str) -> Path:
    """Where the bytes with that digest lie, or would lie."""
    if not is_digest(sha256):
        raise ValueError("That is no SHA-256 in hex.")
    return root() / sha256[:2] / sha256[2:4] / sha256


def hold(source: BinaryIO | Path, name: str, *, limit: int | None = None) -> Held:
    """Copies one source into the store. Raises FileRefused; then nothing stays behind."""
    (held,) = hold_many([(source, name)], limit=limit)
    if isinstance(held, FileRefused):
        raise held
    return held


def hold_many(
    sources: Sequence[tuple[BinaryIO | Path, str]], *, limit: int | None = None
) -> list[Held | FileRefused]:
    """Copies many; each answers for itself. All folders are synced once, at the end."""
    answers: list[Held | FileRefused] = []
    folders: set[Path] = set()
    for source, name in sources:
        try:
            answers.append(hold_one(source, name, limit, folders))
        except FileRefused as refused:
            answers.append(refused)
    for folder in sorted(folders, reverse=True):
        sync_folder(folder)
    crash_point("after_hold")
    return answers


def hold_one(
    source: BinaryIO | Path, name: str, limit: int | None, folders: set[Path]
) -> Held:
    beside = incoming() / f"{os.getpid()}-{secrets.token_hex(8)}"
    try:
        digest, size = copy(source, beside, limit or settings.ANJUAN_MAX_FILE)
        crash_point("after_file_written")
        found = media_type(beside, name)
        new = place(beside, path(digest), folders)
        return Held(digest, size, found, new)
    finally:
        beside.unlink(missing_ok=True)


def hold_bytes(source: IO[bytes]) -> str:
    """Brings back bytes that a store has held before, whatever they are; returns their digest.

    They are hashed and synced as all others, but not judged again. Raises FileRefused.
    """
    beside = incoming() / f"{os.getpid()}-{secrets.token_hex(8)}"
    folders: set[Path] = set()
    try:
        digest, _size = pour(source, beside, limit=sys.maxsize)
        place(beside, path(digest), folders)
    finally:
        beside.unlink(missing_ok=True)
    for folder in sorted(folders, reverse=True):
        sync_folder(folder)
    return digest


def incoming() -> Path:
    folder = root() / INCOMING
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def copy(source: BinaryIO | Path, target: Path, limit: int) -> tuple[str, int]:
    """Copies and hashes in one pass, and syncs the file. What the store itself cannot write is
    no fault of the file: that OSError is raised on."""
    if not isinstance(source, Path):
        source.seek(0)
        return pour(source, target, limit)
    with open_file(source) as opened:
        return pour(opened, target, limit)


def open_file(source: Path) -> IO[bytes]:
    """Nothing but files: a pipe would be waited for, a device never ends."""
    try:
        if not stat.S_ISREG(source.stat().st_mode):
            raise FileRefused("unreadable", why=NOT_A_FILE)
        return source.open("rb")
    except OSError as error:
        raise unreadable(error) from error


def chunks(source: IO[bytes]) -> Iterator[bytes]:
    try:
        while chunk := source.read(CHUNK):
            yield chunk
    except OSError as error:
        raise unreadable(error) from error


def pour(source: IO[bytes], target: Path, limit: int) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    with target.open("xb") as sink:
        for chunk in chunks(source):
            size += len(chunk)
            if size > limit:
                raise FileRefused("too_large", size=f"> {megabytes(limit)}", limit=megabytes(limit))
            digest.update(chunk)
            sink.write(chunk)
        if not size:
            raise FileRefused("empty")
        sink.flush()
        os.fchmod(sink.fileno(), READ_ONLY)
        os.fsync(sink.fileno())
    return digest.hexdigest(), size


def megabytes(size: int) -> str:
    return f"{size / 1024**2:.0f} MB" if size >= 1024**2 else f"{size} B"


def place(beside: Path, target: Path, folders: set[Path]) -> bool:
    """Gives the whole file its name; False when those bytes are there already.

    Its folders are synced even then: whoever put the bytes there may have crashed before he did.
    Their time is set to now, so that `check_store` leaves them to whoever is about to enter them.
    """
    folders |= {target.parent, target.parent.parent, root()}
    if target.exists():
        os.utime(target)
        return False
    target.parent.mkdir(parents=True, exist_ok=True)
    beside.rename(target)
    return True


def sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def digest_of(file: Path) -> str:
    with file.open("rb") as source:
        return hashlib.file_digest(source, "sha256").hexdigest()


def verify(sha256: str) -> bool:
    """The bytes are there and are what their name says."""
    file = path(sha256)
    return file.exists() and digest_of(file) == sha256


def held_digests() -> Iterable[str]:
    """Digests of everything that lies in the store under the name it must have."""
    for file in root().glob("??/??/*"):
        if is_digest(file.name) and path(file.name) == file:
            yield file.name


def sweep_temporary(older_than: float = 3600) -> int:
    """Removes what crashes left half-written; returns how many."""
    removed, before = 0, time.time() - older_than
    for file in incoming().iterdir():
        if file.stat().st_mtime < before:
            file.unlink(missing_ok=True)
            removed += 1
    return removed
