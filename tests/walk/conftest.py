"""The whole system, running as `make run` has it, in a home of its own with a small office."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.commands import ROOT, WHOLE_OFFICE, manage, with_office
from tests.database import environment_of, template
from tests.office import PASSWORD
from tests.services.processes import answers, folder, free_port, running, wait_until


@dataclass
class System:
    """Where it answers, its home's environment, the process that holds all others."""

    url: str
    home: dict[str, str]
    process: subprocess.Popen[bytes]


def started(place: Path, **more: str) -> Iterator[System]:
    shutil.copy(template(), place / "anjuan.sqlite3")
    port = free_port()
    home = environment_of(place) | {"ANJUAN_SEARCH": "embedded", "PORT": str(port)} | more
    with_office(home, WHOLE_OFFICE)
    command = [sys.executable, "manage.py", "up"]
    with running(command, place / "log", cwd=ROOT, env=home) as process:
        url = f"http://localhost:{port}"
        wait_until(lambda: answers(f"{url}/healthz"), "The system", process)
        yield System(url, home, process)


@pytest.fixture(scope="session")
def system() -> Iterator[System]:
    with folder("walk") as place:
        yield from started(place)


@pytest.fixture(scope="session")
def schedule(system: System) -> None:
    """The archive authority has agreed to the retention schedule; only then is a year bound."""
    approval = ("--number", "云档发〔2018〕12号", "--date", "2018-12-20", "--as", "county-leader")
    done = manage(system.home, "approve_schedule", "default-1", *approval)
    assert done.returncode == 0, done.stderr


@pytest.fixture
def page(browser: Any, system: System) -> Iterator[Any]:
    """A fresh browser window in Chinese; what the policy of the pages refused fails the test."""
    context = browser.new_context(
        viewport={"width": 1366, "height": 768}, locale="zh-CN", base_url=system.url
    )
    context.set_default_timeout(15_000)
    opened = context.new_page()
    refused: list[str] = []
    opened.on("console", lambda said: refused.append(said.text) if "Policy" in said.text else None)
    yield opened
    context.close()
    assert refused == []


def sign_in(page: Any, username: str) -> None:
    page.goto("/desk/login/")
    page.fill("input[name=username]", username)
    page.fill("input[name=password]", PASSWORD)
    page.press("input[name=password]", "Enter")
    page.wait_for_url("**/desk/")
