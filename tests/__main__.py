"""`python -m tests`: style, types and migrations first, then every test, on all processors."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TYPED = ["archive", "search", "doc_templates", "site/project", "site/desk", "site/portal"]


def steps() -> list[list[str]]:
    python = [sys.executable]
    workers = str(max(2, (os.cpu_count() or 2)))
    return [
        [*python, "-m", "ruff", "check", "."],
        [*python, "-m", "mypy", *TYPED],
        [*python, "manage.py", "makemigrations", "--check", "--dry-run"],
        [*python, "-m", "pytest", "-n", workers, "--dist", "loadgroup", *sys.argv[1:]],
    ]


def main() -> int:
    """The exit code of the first step that fails; the tests run even when a check failed."""
    codes = [subprocess.run(step, cwd=ROOT, check=False).returncode for step in steps()]
    return next((code for code in codes if code), 0)


if __name__ == "__main__":
    sys.exit(main())
