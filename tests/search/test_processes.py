"""Processes beside each other: one drains, others file and read; one is killed in the midst."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.database import ROOT
from tests.services.elasticsearch import node
from tests.services.processes import free_port, missing, program

pytestmark = pytest.mark.slow


class House:
    """A home with its database, its documents as files, and commands that run on it."""

    def __init__(self, environment: dict[str, str], folder: Path) -> None:
        self.folder = folder
        folder.mkdir()
        more = {"ANJUAN_SEARCH": "embedded", "PYTHONPATH": f"{ROOT}:{ROOT / 'site'}"}
        self.environment = environment | more

    @property
    def index(self) -> Path:
        return Path(self.environment["ANJUAN_HOME"]) / "index"

    def start(self, *act: object, **more: str) -> subprocess.Popen[str]:
        command = [sys.executable, "-m", "tests.search.worker", str(act[0]), str(self.folder)]
        return subprocess.Popen(
            [*command, *map(str, act[1:])],
            cwd=ROOT,
            env=self.environment | more,
            stdout=subprocess.PIPE,
            text=True,
        )

    def do(self, *act: object, **more: str) -> str:
        process = self.start(*act, **more)
        output, _none = process.communicate(timeout=120)
        assert process.returncode == 0
        return output

    def check(self, *more: str) -> dict[str, object]:
        return json.loads(self.do("check", *more))


@pytest.fixture
def house(sqlite_home: dict[str, str], tmp_path: Path) -> House:
    return House(sqlite_home, tmp_path / "documents")


def test_readers_go_on_while_one_drains_and_others_file(house):
    house.do("file", 1, 1)
    house.do("drain", 0.3)
    drainers = [house.start("drain", 6) for _one in range(2)]
    reader = house.start("read", 5)
    filing = [house.start("file", first, 60) for first in (100, 200)]
    answers = [process.communicate(timeout=120)[0] for process in [*filing, *drainers, reader]]
    seen = json.loads(answers[-1])
    assert seen["degraded"] == 0
    assert seen["totals"] == sorted(seen["totals"])
    assert house.check() == {"missing": [], "stale": [], "extra": [], "documents": 121, "outbox": 0}


def test_readers_go_on_while_the_index_is_rebuilt(house):
    house.do("file", 1, 80)
    house.do("rebuild")
    reader = house.start("read", 5)
    assert [house.do("rebuild") for _time in range(4)] == ["80\n"] * 4
    seen = json.loads(reader.communicate(timeout=120)[0])
    assert (set(seen["totals"]), seen["degraded"]) == ({80}, 0)


def test_a_drainer_killed_in_the_midst_loses_nothing(house):
    house.do("file", 1, 30)
    killed = house.start("drain", 5, ANJUAN_CRASH_AT="inside_drain")
    assert killed.wait(60) == -signal.SIGKILL
    assert house.check()["documents"] == 30
    assert house.check() == {"missing": [], "stale": [], "extra": [], "documents": 30, "outbox": 0}


def test_a_rebuild_killed_in_the_midst_leaves_the_old_index(house):
    house.do("file", 1, 30)
    house.do("drain", 0.5)
    killed = house.start("rebuild", ANJUAN_CRASH_AT="before_swap")
    assert killed.wait(60) == -signal.SIGKILL
    assert house.check()["documents"] == 30
    house.do("rebuild")
    assert len([path for path in house.index.iterdir() if path.is_dir()]) == 1


@pytest.mark.elasticsearch
def test_a_server_that_is_stopped_is_caught_up_with(house):
    if program("javac") is None or program("mvn") is None:
        missing("Elasticsearch", "openjdk-17-jdk-headless maven")
    with node() as url:
        house.environment["ANJUAN_SEARCH"] = url
        house.do("file", 1, 10)
        assert house.check()["documents"] == 10
    house.do("file", 11, 10)
    assert json.loads(house.do("read", 0.2))["degraded"] > 0
    with node() as url:  # Its data are gone with it: a new machine, an empty server.
        house.environment["ANJUAN_SEARCH"] = url
        assert json.loads(house.do("read", 0.2))["degraded"] > 0
        house.do("rebuild")
        assert house.check()["documents"] == 20
        assert house.check()["outbox"] == 0


def test_an_office_without_its_server_goes_on_filing(house):
    house.environment["ANJUAN_SEARCH"] = f"http://127.0.0.1:{free_port()}"
    house.do("file", 1, 5)
    assert json.loads(house.do("read", 0.2))["degraded"] > 0
