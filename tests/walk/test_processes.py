"""The processes of `make run`: one ends all, however it ends; a child that fell is set up again."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

import pytest

from tests.services.processes import answers, folder
from tests.walk.conftest import started

pytestmark = pytest.mark.slow


def children(parent: int) -> list[int]:
    """Processes whose environment names this parent; of Linux's process table."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                environment = (entry / "environ").read_bytes()
            except (FileNotFoundError, PermissionError, ProcessLookupError):
                continue
            if f"ANJUAN_PARENT={parent}\0".encode() in environment:
                found.append(int(entry.name))
    return found


def wait_for(question, within=15.0):
    end = time.monotonic() + within
    while time.monotonic() < end:
        if question():
            return True
        time.sleep(0.1)
    return False


@pytest.fixture
def own():
    with folder("up") as place:
        yield from started(place)


@pytest.mark.parametrize("way", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_the_end_of_the_first_process_is_the_end_of_all(own, way):
    pid = own.process.pid
    assert len(children(pid)) == 3

    os.kill(pid, way)

    assert wait_for(lambda: not children(pid)), children(pid)
    assert not answers(f"{own.url}/healthz")


def test_a_process_that_was_killed_is_started_again(own):
    pid = own.process.pid
    before = set(children(pid))

    for child in before:
        os.kill(child, signal.SIGKILL)

    assert wait_for(lambda: len(set(children(pid)) - before) == 3)
    assert wait_for(lambda: answers(f"{own.url}/healthz"))
