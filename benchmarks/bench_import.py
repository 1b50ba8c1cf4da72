"""Import per document, in batches of 50 files of 20 kB, against writing and syncing the same
files into the same folders and one bulk insert a batch. Reading the text is timed apart."""

from __future__ import annotations

import argparse
import os
import random
import sqlite3
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks import home
from benchmarks.report import Row, finish
from benchmarks.timing import Times, alternate

if TYPE_CHECKING:
    from archive.intake.arriving import Source

BATCH, SIZE = 50, 20_000
FILES = range(BATCH)
MOST = 3.0
WORDS = "关于做好全县矛盾纠纷排查调处工作的通知人民调解委员会应当依照章程办理登记归档"
POOL = "".join(random.Random(0).choices(WORDS, k=100_000))
LINE, LINES = 60, 120
TABLE = "CREATE TABLE held (sha256 TEXT PRIMARY KEY, name TEXT, size INTEGER, held_at TEXT)"
INSERT = "INSERT INTO held VALUES (?, ?, ?, ?)"


@dataclass
class Batch:
    """Fifty files on the disk, each in two copies: what one side syncs, the other must not have
    synced already."""

    sources: list[Source]
    contents: list[bytes]
    digests: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.digests = [sha256(content).hexdigest() for content in self.contents]


def make_batch(folder: Path, number: int) -> Batch:
    from archive.intake.arriving import Source

    folder.mkdir(parents=True)
    chance = random.Random(number)
    names = [
        f"{number:04d}-{serial:02d}关于做好排查工作的通知（2024-03-01）.txt"
        for serial in range(BATCH)
    ]
    contents = [text(chance) for _name in names]
    for name, content in zip(names, contents, strict=True):
        (folder / name).write_bytes(content)
    return Batch([Source(folder / name, name) for name in names], contents)


def text(chance: random.Random) -> bytes:
    """20 kB of Han lines under a heading; no two are the same."""
    lines = ["关于做好矛盾纠纷排查工作的通知", f"云司发〔2024〕{chance.randrange(1, 9999)}号", ""]
    while len(lines) < LINES:
        start = chance.randrange(len(POOL) - LINE)
        lines.append(POOL[start : start + LINE])
    whole = "\n".join(lines).encode()[:SIZE]
    return whole.decode("utf-8", "ignore").encode().ljust(SIZE, b".")


class Raw:
    """The same files into the same folders, synced, and one bulk insert: what no program that
    keeps its word can do without."""

    def __init__(self, root: Path) -> None:
        from django.conf import settings

        self.root = root
        self.synced = 0.0
        self.database = sqlite3.connect(root.parent / "raw.sqlite3", isolation_level=None)
        self.database.executescript(settings.SQLITE_OPTIONS["init_command"])
        self.database.execute(TABLE)

    def take_in(self, batch: Batch) -> None:
        folders: set[Path] = set()
        for digest, content in zip(batch.digests, batch.contents, strict=True):
            self.write(self.root / digest[:2] / digest[2:4] / digest, content, folders)
        for folder in folders:
            self.sync_folder(folder)
        self.insert(batch)

    def write(self, target: Path, content: bytes, folders: set[Path]) -> None:
        if not target.parent.exists():
            target.parent.mkdir(parents=True)
            folders |= {self.root, target.parent.parent}
        folders.add(target.parent)
        with target.open("xb") as sink:
            sink.write(content)
            sink.flush()
            self.sync(sink.fileno())

    def sync_folder(self, folder: Path) -> None:
        handle = os.open(folder, os.O_RDONLY)
        self.sync(handle)
        os.close(handle)

    def sync(self, handle: int) -> None:
        began = time.perf_counter()
        os.fsync(handle)
        self.synced += time.perf_counter() - began

    def insert(self, batch: Batch) -> None:
        rows = [
            (digest, source.name, SIZE, "2026-01-01T00:00:00")
            for digest, source in zip(batch.digests, batch.sources, strict=True)
        ]
        self.database.execute("BEGIN IMMEDIATE")
        self.database.executemany(INSERT, rows)
        self.database.execute("COMMIT")


class Ours:
    """`import_batch`, all of it, but that the text is read beforehand and timed apart."""

    def __init__(self) -> None:
        from archive.intake.importing import open_receipt
        from benchmarks import office

        unit = office.found()[0]
        self.person = office.person(office.ARCHIVIST)
        self.receipt = open_receipt("benchmark", unit, self.person)
        self.texts: dict[str, Any] = {}

    def read_texts(self, batch: Batch) -> float:
        """Reads the texts now and has the import find them read; returns the seconds."""
        from archive.holdings.extract import extract
        from archive.intake import arriving

        began = time.perf_counter()
        found = [extract(source.path, "text/plain") for source in batch.sources]
        took = time.perf_counter() - began
        self.texts = dict(zip(batch.digests, found, strict=True))
        arriving.extract = self.read_already  # type: ignore[assignment]
        return took

    def read_already(self, path: Path, _media_type: str) -> Any:
        return self.texts[path.name]

    def take_in(self, batch: Batch) -> None:
        from archive.intake.importing import import_batch, plain_document

        import_batch(self.receipt, batch.sources, by=self.person, read=plain_document)


def measure(rounds: int, warm: int) -> int:
    """Every round takes a batch of its own, since what is held already costs nothing."""
    folder = home.temporary("import")
    home.enter(folder)
    home.make_ready()
    ours, raw, extraction = Ours(), Raw(folder / "raw"), Times()
    batches = [make_batch(folder / "in" / str(number), number) for number in range(warm + rounds)]
    os.sync()

    def ours_does(number: int) -> None:
        ours.take_in(batches[number])

    work = timed_apart(ours, batches, extraction)
    pair = alternate(ours_does, lambda number: raw.take_in(batches[number]), rounds, warm, work)
    assert_all_in(ours, len(batches) * BATCH)
    synced = raw.synced / (len(batches) * BATCH)
    each = 1000 / BATCH
    return finish(
        f"Import, a document of {SIZE // 1000} kB in batches of {BATCH} ({rounds} batches a side)",
        [
            Row("ours: capture, version, event, outbox", pair.ours.median * each, "ms"),
            Row(
                "raw: the same files and folders synced, one insert", pair.other.median * each, "ms"
            ),
            Row("of that the sync alone", synced * 1000, "ms"),
            Row("reading the text, apart", extraction.median * each, "ms"),
            Row("ours, 9 of 10 batches are quicker than", pair.ours.quantile(0.9) * each, "ms"),
            Row("ratio of the medians", pair.ratio, "", MOST),
            Row("median of the ratios, batch by batch", pair.middle_ratio),
        ],
    )


def timed_apart(ours: Ours, batches: list[Batch], extraction: Times) -> Callable[[int], None]:
    def read(number: int) -> None:
        extraction.add(ours.read_texts(batches[number]))

    return read


def assert_all_in(ours: Ours, expected: int) -> None:
    from archive.intake.vocabulary import Outcome

    done = ours.receipt.items.filter(outcome=Outcome.DONE).count()
    assert done == expected, f"{done} of {expected} documents came in"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--small", action="store_true")
    small = parser.parse_args().small
    return measure(rounds=6, warm=1) if small else measure(rounds=30, warm=3)


if __name__ == "__main__":
    sys.exit(main())
