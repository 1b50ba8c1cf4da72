"""Commands as a person gives them: in a process of their own, in a home of their own."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
OFFICE = "from tests.office import make_office; make_office()"
WHOLE_OFFICE = "from tests.office import make_whole_office; make_whole_office()"


def manage(home: dict[str, str], *words: object, **environment: str) -> subprocess.CompletedProcess:
    """Runs manage.py and waits; output is kept as text."""
    return subprocess.run(
        [sys.executable, "manage.py", *map(str, words)],
        cwd=ROOT,
        env=home | environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )


def answer(home: dict[str, str], *words: object, **environment: str) -> dict[str, Any]:
    """The JSON object a command answers; one that fails otherwise than by refusing is an error."""
    done = manage(home, *words, "--json", **environment)
    assert done.returncode in {0, 1}, done.stderr
    return json.loads(done.stdout)


def python(home: dict[str, str], code: str, **environment: str) -> subprocess.Popen[str]:
    """Starts a script with Django set up; what it prints can be read."""
    begin = (
        "import os, sys; sys.path[:0] = ['.', 'site'];"
        "os.environ['DJANGO_SETTINGS_MODULE'] = 'project.settings';"
        "import django; django.setup()\n"
    )
    return subprocess.Popen(
        [sys.executable, "-c", begin + code],
        cwd=ROOT,
        env=home | environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def run_python(home: dict[str, str], code: str, **environment: str) -> str:
    process = python(home, code, **environment)
    out, errors = process.communicate(timeout=300)
    assert process.returncode == 0, errors
    return out


def with_office(home: dict[str, str], office: str = OFFICE) -> dict[str, str]:
    run_python(home, office)
    return home


def make_files(folder: Path, count: int) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(1, count + 1):
        text = f"# 关于第{number}次矛盾纠纷排查的通知\n\n2024年3月{number % 28 + 1}日\n\n各村：\n"
        (folder / f"通知{number:03d}.md").write_text(text * 3, encoding="utf-8")
    return folder
