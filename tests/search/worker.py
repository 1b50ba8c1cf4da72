"""A process of its own for the tests: drains or rebuilds, with a source all processes see.

python -m tests.search.worker drain|rebuild FOLDER
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


class FileSource:
    """A document is a file `<key>.json` with its title and edition."""

    name = "files"
    facets = ()

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def put(self, key: int, title: str, edition: int = 1) -> None:
        beside = self.folder / f"{key}.new"
        beside.write_text(json.dumps([title, edition]))
        beside.replace(self.folder / f"{key}.json")

    def keys(self) -> Iterator[int]:
        yield from sorted(int(path.stem) for path in self.folder.glob("*.json"))

    def read(self, keys: Sequence[int]) -> Iterator[tuple[int, str, str]]:
        for key in keys:
            path = self.folder / f"{key}.json"
            if path.exists():
                title, edition = json.loads(path.read_text())
                yield key, title, str(edition)

    def stamps(self, keys: Sequence[int]) -> dict[int, str]:
        return {key: edition for key, _title, edition in self.read(keys)}

    def load(self, keys: Sequence[int]) -> dict[int, object]:
        from search import IndexDocument

        return {
            key: IndexDocument(key, "document", title, stamp=edition)
            for key, title, edition in self.read(keys)
        }

    def texts(self, keys: Sequence[int]) -> dict[int, list[object]]:
        from search import TextPage

        return {key: [TextPage("", None, title)] for key, title, _edition in self.read(keys)}


def ready(folder: Path) -> FileSource:
    """Django on the environment's home, with this source alone."""
    sys.path[:0] = [str(ROOT), str(ROOT / "site")]
    import django

    django.setup()
    import search
    from search import sources

    sources.forget_sources()
    source = FileSource(folder)
    search.register(source)
    return source


def file_many(source: FileSource, first: int, many: int) -> None:
    """Files documents one by one, and touches each in its own transaction."""
    import search

    for key in range(first, first + many):
        source.put(key, f"矛盾纠纷第{key}件")
        search.touch("files", key)


def main() -> None:
    import os

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "project.settings")
    act, folder = sys.argv[1], Path(sys.argv[2])
    source = ready(folder)
    import search
    from search.models import OutboxRow

    if act == "file":
        file_many(source, int(sys.argv[3]), int(sys.argv[4]))
    elif act == "rebuild":
        sys.stdout.write(f"{search.rebuild()}\n")
    elif act == "drain":
        end = time.monotonic() + float(sys.argv[3])
        while time.monotonic() < end:
            search.drain(limit=50)
            time.sleep(0.01)
    elif act == "check":
        drift = search.check(repair="repair" in sys.argv)
        search.drain()
        answer = {
            "missing": drift.missing,
            "stale": drift.stale,
            "extra": drift.extra,
            "documents": search.status().documents,
            "outbox": OutboxRow.objects.count(),
        }
        sys.stdout.write(json.dumps(answer) + "\n")
    elif act == "read":
        read(float(sys.argv[3]))


def read(seconds: float) -> None:
    """Asks over and over; says what it saw: totals, and whether any answer was degraded."""
    import search

    totals, degraded = [], 0
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        page = search.find(
            search.Query("矛盾纠纷", size=500), visible_to=search.Scope(everything=True)
        )
        degraded += page.degraded is not None
        keys = [hit.key for hit in page.hits]
        assert len(keys) == len(set(keys)), "a document twice"
        totals.append(page.total)
    sys.stdout.write(json.dumps({"totals": totals, "degraded": degraded}) + "\n")


if __name__ == "__main__":
    main()
