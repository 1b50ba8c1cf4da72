"""The folder of an index: which one is in use, and the lock that every writer takes."""

from __future__ import annotations

import fcntl
import os
import secrets
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from search.engines.base import EngineUnavailable


class IndexFolder:
    """Each index has a folder of its own inside; the file `current` names the one in use.

    `schema` is part of the names, so that an index of another schema is never opened.
    """

    def __init__(self, path: Path, schema: str) -> None:
        self.path, self.schema = path, schema

    @property
    def pointer(self) -> Path:
        return self.path / "current"

    def current(self) -> str:
        """The name of the index in use; empty when there is none of this schema."""
        try:
            name = self.pointer.read_text().strip()
        except (FileNotFoundError, NotADirectoryError):
            return ""
        usable = name.startswith(f"{self.schema}-") and (self.path / name / "meta.json").exists()
        return name if usable else ""

    def point_to(self, name: str) -> None:
        """In one step for every reader, and on the disk when it returns."""
        beside = self.path / f"current.{secrets.token_hex(4)}"
        with beside.open("w") as written:
            written.write(name)
            written.flush()
            os.fsync(written.fileno())
        beside.replace(self.pointer)
        self.sync()

    def sync(self) -> None:
        folder = os.open(self.path, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)

    def new(self) -> str:
        name = f"{self.schema}-{secrets.token_hex(6)}"
        (self.path / name).mkdir(parents=True)
        return name

    def drop(self, name: str) -> None:
        shutil.rmtree(self.path / name, ignore_errors=True)

    def drop_all_but(self, name: str) -> None:
        """Other indexes, and what a rebuild or a swap that was killed left behind."""
        for other in self.path.iterdir():
            if other.is_dir() and other.name != name:
                shutil.rmtree(other, ignore_errors=True)
            elif other.name.startswith("current."):
                other.unlink(missing_ok=True)

    @contextmanager
    def lock(self, *, wait: bool = True) -> Iterator[bool]:
        """True inside when the lock is ours; without waiting it may be another's."""
        self.path.mkdir(parents=True, exist_ok=True)
        with (self.path / "lock").open("w") as lock:
            yield taken(lock.fileno(), wait=wait)


def taken(lock: int, *, wait: bool) -> bool:
    """Closing the file lets the lock go, and so does the end of the process."""
    try:
        fcntl.flock(lock, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def is_fault(error: BaseException) -> bool:
    """Does this say that the index is gone or damaged? The library panics over a file that is
    cut short, with an exception of its own that is no `Exception` and has no public name."""
    return isinstance(error, ValueError | OSError) or type(error).__name__ == "PanicException"


@contextmanager
def speaking(engine: str) -> Iterator[None]:
    """What the library cannot read or write, as our own word."""
    try:
        yield
    except BaseException as error:
        if not is_fault(error):
            raise
        raise EngineUnavailable(engine, str(error)) from error


class Reader:
    """The index in use, as it stands now; of one process, for all its threads."""

    def __init__(self, folder: IndexFolder, opener: Callable[[str], Any]) -> None:
        self.folder, self.opener = folder, opener
        self.opened: tuple[str, Any] = ("", None)
        self.seen: tuple[int, int] | None = None
        self.guard = threading.Lock()

    def index(self) -> Any:
        """Raises what `is_fault` knows when it is gone or broken."""
        with self.guard:
            name = self.folder.current()
            try:
                return self.fresh(name)
            except BaseException as error:
                self.opened = ("", None)
                # A rebuild may have swapped it away between two looks.
                other = self.folder.current()
                if not is_fault(error) or other in {"", name}:
                    raise
                return self.fresh(other)

    def fresh(self, name: str) -> Any:
        """Opened after a swap, reloaded after a commit: each commit writes a new meta.json."""
        if not name:
            raise FileNotFoundError(f"There is no index in {self.folder.path.name}/.")
        meta = (self.folder.path / name / "meta.json").stat()
        if self.opened[0] != name:
            self.opened, self.seen = (name, self.opener(name)), None
        if self.seen != (meta.st_ino, meta.st_mtime_ns):
            self.opened[1].reload()
            self.seen = (meta.st_ino, meta.st_mtime_ns)
        return self.opened[1]
