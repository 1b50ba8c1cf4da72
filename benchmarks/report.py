"""What a benchmark says: lines for people, and rows for the table at the end of all."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

# Where the rows go when the benchmark is one of a run of several.
RESULTS = "ANJUAN_BENCH_RESULTS"


@dataclass(frozen=True)
class Row:
    """One number. `most` is the bound it must keep; without one it is only said."""

    what: str
    value: float
    unit: str = ""
    most: float | None = None

    @property
    def keeps(self) -> bool:
        return self.most is None or self.value <= self.most

    @property
    def verdict(self) -> str:
        if self.most is None:
            return ""
        return f"at most {self.most:g}: {'kept' if self.keeps else 'BROKEN'}"

    def line(self, width: int) -> str:
        number = f"{self.value:,.0f}" if self.value == int(self.value) else f"{self.value:,.2f}"
        return f"  {self.what:<{width}}  {number:>10} {self.unit:<8} {self.verdict}".rstrip()


def say(text: str = "") -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def table(title: str, rows: Sequence[Row]) -> None:
    say(title)
    width = max(len(row.what) for row in rows)
    for row in rows:
        say(row.line(width))


def finish(title: str, rows: Sequence[Row]) -> int:
    """Prints the rows, keeps them for the table at the end; the exit code says if all bounds are
    kept."""
    say()
    table(title, rows)
    path = os.environ.get(RESULTS)
    if path:
        with Path(path).open("a", encoding="utf-8") as sink:
            for row in rows:
                sink.write(json.dumps({"title": title, **asdict(row)}, ensure_ascii=False) + "\n")
    return 0 if all(row.keeps for row in rows) else 1


def kept_rows(path: Path) -> dict[str, list[Row]]:
    """The rows that benchmarks kept, by title."""
    found: dict[str, list[Row]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        said = json.loads(line)
        found.setdefault(said.pop("title"), []).append(Row(**said))
    return found
