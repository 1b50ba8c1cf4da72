"""The test database: migrated once, guarded, and copied for each worker and each home."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

ROOT = Path(__file__).resolve().parents[1]
CACHE = Path(os.environ.get("ANJUAN_SERVICES", ROOT / ".services"))


def migrations_digest() -> str:
    """Moves when a migration, a guard or a pinned version does."""
    digest = hashlib.sha256()
    sources = [*ROOT.glob("*/migrations/*.py"), *ROOT.glob("site/*/migrations/*.py")]
    sources += [ROOT / "requirements.txt", ROOT / "archive/records/guards.py"]
    for path in sorted(sources):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def template() -> Path:
    """A migrated and guarded SQLite file; made once for each state of the migrations."""
    path = CACHE / "templates" / f"{migrations_digest()}.sqlite3"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        home = path.with_suffix(f".{os.getpid()}")
        prepare(home, {})
        (home / "anjuan.sqlite3").replace(path)
        shutil.rmtree(home)
    return path


def prepare(home: Path, more: dict[str, str]) -> None:
    """Migrates and guards the database of a home, as `make run` does."""
    home.mkdir(parents=True, exist_ok=True)
    environment = environment_of(home) | more
    for command in ("migrate", "install_guards"):
        subprocess.run(
            [sys.executable, "manage.py", command],
            cwd=ROOT,
            env=environment,
            check=True,
            stdout=subprocess.DEVNULL,
        )
    if "ANJUAN_DATABASE" not in more:
        import sqlite3

        with sqlite3.connect(home / "anjuan.sqlite3") as database:
            database.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def environment_of(home: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("ANJUAN_")}
    kept.pop("DJANGO_SETTINGS_MODULE", None)
    return kept | {"ANJUAN_HOME": str(home), "ANJUAN_SEARCH": "none", "ANJUAN_SAMPLE": "no"}


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: pytest.FixtureRequest) -> Iterator[None]:
    """The worker's database is a copy of the template; nothing is migrated in the test run."""
    target = Path(settings.ANJUAN_HOME) / "test.sqlite3"
    shutil.copy(template(), target)
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        connection.close()
        settings.DATABASES["default"]["NAME"] = str(target)
        connection.settings_dict["NAME"] = str(target)
    yield
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        connection.close()


@pytest.fixture
def sqlite_home(tmp_path: Path) -> dict[str, str]:
    """The environment of a home with a migrated, guarded, empty SQLite database."""
    home = tmp_path / "home"
    home.mkdir()
    shutil.copy(template(), home / "anjuan.sqlite3")
    return environment_of(home)
