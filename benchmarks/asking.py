"""A process that works in one home and asks its pages, so that two homes can be asked in turn.

It reads a question a line (`person`, `url`, `cold`) and answers a line: seconds, queries, rows.
Started as `python -m benchmarks.asking HOME SIZE`; it fills the home first when it is empty.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks import home

ROW = b"data-row"


@dataclass(frozen=True)
class Answer:
    seconds: float
    queries: int
    rows: int


class Asked:
    """A home of that size, in a process of its own."""

    def __init__(self, place: Path, size: int) -> None:
        self.size = size
        self.process = subprocess.Popen(
            [sys.executable, "-m", "benchmarks.asking", str(place), str(size)],
            cwd=home.ROOT,
            env=home.environment(place),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def say(self, **question: Any) -> Any:
        assert self.process.stdin and self.process.stdout
        self.process.stdin.write(json.dumps(question) + "\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        if not line:
            raise RuntimeError(f"The process of the home of {self.size:,} records ended.")
        return json.loads(line)

    def ready(self) -> float:
        """Waits until the home is filled; the seconds that took."""
        return float(self.say(ready=True)["seconds"])

    def seen_by(self, person: str, count: int) -> list[int]:
        """Ids of so many records the person sees, spread evenly over them."""
        return list(self.say(seen_by=person, count=count)["ids"])

    def ask(self, person: str, url: str, *, cold: bool = False) -> Answer:
        """cold: nothing is remembered from earlier pages, and the queries are counted."""
        return Answer(**self.say(person=person, url=url, cold=cold))

    def end(self) -> None:
        assert self.process.stdin
        self.process.stdin.close()
        self.process.wait(30)


class Pages:
    """The pages of this process's home, for signed-in people."""

    def __init__(self) -> None:
        self.clients: dict[str, Any] = {}

    def client(self, username: str) -> Any:
        from django.test import Client

        from benchmarks import office

        if username not in self.clients:
            client = Client(headers={"host": "localhost"})
            client.force_login(office.person(username))
            self.clients[username] = client
        return self.clients[username]

    def get(self, person: str, url: str) -> Answer:
        client = self.client(person)
        began = time.perf_counter()
        response = client.get(url)
        took = time.perf_counter() - began
        assert response.status_code == 200, f"{url} answered {response.status_code}"
        return Answer(took, 0, response.content.count(ROW))

    def get_cold(self, person: str, url: str) -> Answer:
        from django.core.cache import cache
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        self.client(person)  # Signing in asks queries of its own.
        cache.clear()
        with CaptureQueriesContext(connection) as captured:
            answer = self.get(person, url)
        return Answer(answer.seconds, len(captured), answer.rows)

    def seen_by(self, person: str, count: int) -> Sequence[int]:
        from archive.organisation.standing import scope_of
        from archive.records.models import Record
        from benchmarks import office

        rows = Record.objects.visible_to(scope_of(office.person(person))).order_by("pk")
        ids = list(rows.values_list("pk", flat=True))
        return ids[:: max(1, len(ids) // count)][:count]

    def answer(self, asked: dict[str, Any]) -> dict[str, Any]:
        if "seen_by" in asked:
            return {"ids": self.seen_by(asked["seen_by"], asked["count"])}
        get = self.get_cold if asked["cold"] else self.get
        return vars(get(asked["person"], asked["url"]))


def fill_if_empty(size: int) -> None:
    home.make_ready()
    from archive.organisation.models import Unit
    from benchmarks.filling import fill

    if not Unit.objects.exists():
        fill(size)


def main() -> None:
    place, size = Path(sys.argv[1]), int(sys.argv[2])
    home.enter(place)
    began = time.perf_counter()
    fill_if_empty(size)
    took, pages = time.perf_counter() - began, Pages()
    for line in sys.stdin:
        asked = json.loads(line)
        answer = {"seconds": took} if "ready" in asked else pages.answer(asked)
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
