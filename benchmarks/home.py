"""A home of its own for a benchmark: on the disk the repository lies on, removed at the end."""

from __future__ import annotations

import atexit
import os
import shutil
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
# A temporary folder of the system may lie in memory, where syncing costs nothing.
PLACE = ROOT / ".services" / "benchmarks"


def temporary(prefix: str) -> Path:
    PLACE.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix=f"{prefix}-", dir=PLACE))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def environment(home: Path, more: Mapping[str, str] | None = None) -> dict[str, str]:
    """The environment of a process that works in that home."""
    kept = {name: text for name, text in os.environ.items() if not name.startswith("ANJUAN_")}
    paths = [str(ROOT), str(ROOT / "site")]
    own = {
        "ANJUAN_HOME": str(home),
        "ANJUAN_SEARCH": "embedded",
        "ANJUAN_SAMPLE": "no",
        "DJANGO_SETTINGS_MODULE": "project.settings",
        "PYTHONPATH": os.pathsep.join(paths),
    }
    return kept | own | dict(more or {})


def enter(home: Path) -> None:
    """This process works in that home from here on. Call it before anything of Django's."""
    sys.path[:0] = [str(ROOT), str(ROOT / "site")]
    os.environ.update(environment(home))
    import django

    django.setup()


def make_ready() -> None:
    """Database, guards, schemes and static files, as a first start makes them; no office."""
    from django.db import connection

    from archive.classification.load import load_schemes
    from archive.organisation.keys import make_key
    from archive.records.guards import install_guards
    from project.prepare import collect_static, migrate

    make_key()
    migrate(lambda _line: None)
    install_guards(connection)
    load_schemes()
    collect_static(lambda _line: None)
