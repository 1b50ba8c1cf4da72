"""One command, three processes: web, worker, tend. Ctrl-C ends all; a killed parent too."""

from __future__ import annotations

import logging
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

from project.parent import die_with_parent

log = logging.getLogger("anjuan.up")

PULSE = 0.2
# A process that ended by itself is started again, each time a little later.
LONGEST_WAIT = 30.0
END_WITHIN = 10.0
WATCHED = "ANJUAN_PARENT"


@dataclass
class Child:
    name: str
    command: list[str]
    process: subprocess.Popen[bytes] | None = None
    starts: int = 0
    start_at: float = field(default=0.0)

    def start(self) -> None:
        # Two arenas are enough for eight threads that mostly wait; more keep memory they freed.
        environment = {"MALLOC_ARENA_MAX": "2"} | os.environ | {WATCHED: str(os.getpid())}
        self.process = subprocess.Popen(
            self.command, env=environment, preexec_fn=die_with_parent, start_new_session=True
        )
        self.starts += 1

    def tend(self, now: float) -> None:
        """Starts it, or starts it again when it ended by itself."""
        if self.process is None:
            if now >= self.start_at:
                self.start()
            return
        code = self.process.poll()
        if code is not None:
            wait = min(LONGEST_WAIT, 0.5 * 2**self.starts)
            log.error("%s ended with %s; it is started again in %.0f s.", self.name, code, wait)
            self.process, self.start_at = None, now + wait

    def signal(self, number: int) -> None:
        """To the whole group: a worker has processes of its own."""
        if self.process and self.process.poll() is None:
            os.killpg(self.process.pid, number)


def children(manage: Path, port: int) -> list[Child]:
    python = [sys.executable, str(manage)]
    return [
        Child("web", [*python, "serve", "--port", str(port)]),
        Child("worker", [*python, "work"]),
        Child("tend", [*python, "tend"]),
    ]


def supervise(processes: list[Child]) -> None:
    """Until a signal comes, or the process that started this one is gone."""
    ended: list[int] = []
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda got, _frame: ended.append(got))
    parent = os.getppid()
    try:
        while not ended and os.getppid() == parent:
            for child in processes:
                child.tend(time.monotonic())
            time.sleep(PULSE)
    finally:
        end(processes)


def end(processes: list[Child]) -> None:
    for child in processes:
        child.signal(signal.SIGTERM)
    until = time.monotonic() + END_WITHIN
    for child in processes:
        if child.process:
            try:
                child.process.wait(max(0.1, until - time.monotonic()))
            except subprocess.TimeoutExpired:
                child.signal(signal.SIGKILL)
                child.process.wait()
