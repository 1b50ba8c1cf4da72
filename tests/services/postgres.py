"""A real PostgreSQL; run as the user postgres where the tests run as root, which it refuses."""

from __future__ import annotations

import os
import shutil
import subprocess
import uuid
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from tests.services.processes import folder, free_port, missing, program, running, wait_until

FOLDERS = [f"/usr/lib/postgresql/{version}/bin" for version in (18, 17, 16, 15)]


def as_postgres(command: list[str]) -> list[str]:
    return ["runuser", "-u", "postgres", "--", *command] if os.geteuid() == 0 else command


def is_ready(url: str) -> bool:
    try:
        psycopg.connect(url).close()
    except psycopg.OperationalError:
        return False
    return True


def make_cluster(initdb: str, home: Path) -> Path:
    data = home / "data"
    data.mkdir()
    if os.geteuid() == 0:
        shutil.chown(home, "postgres")
        shutil.chown(data, "postgres")
    command = [initdb, "-D", str(data), "-U", "anjuan", "-A", "trust", "-E", "UTF8"]
    subprocess.run(
        as_postgres([*command, "--locale=C.UTF-8", "--no-sync"]),
        check=True, cwd=home, stdout=subprocess.DEVNULL,
    )  # fmt: skip
    return data


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The address of the server, without a database: postgres://anjuan@127.0.0.1:PORT."""
    initdb, server = program("initdb", *FOLDERS), program("postgres", *FOLDERS)
    if initdb is None or server is None:
        missing("PostgreSQL", "postgresql-15")
    port = free_port()
    with folder("postgres") as home:
        data = make_cluster(initdb, home)
        command = [server, "-D", str(data), "-p", str(port), "-k", str(home), "-h", "127.0.0.1"]
        log = home / "log"
        with running(as_postgres([*command, "-c", "fsync=off"]), log, cwd=home) as process:
            url = f"postgres://anjuan@127.0.0.1:{port}"
            wait_until(lambda: is_ready(f"{url}/postgres"), "PostgreSQL", process)
            yield url


@pytest.fixture(scope="session")
def postgres_template(postgres_server: str) -> str:
    """A migrated and guarded database that others are copied from."""
    from tests.database import prepare

    name = "template_anjuan"
    command(postgres_server, f"CREATE DATABASE {name}")
    with folder("template") as home:
        prepare(home, {"ANJUAN_DATABASE": f"{postgres_server}/{name}"})
    return name


@pytest.fixture
def postgres_url(postgres_server: str, postgres_template: str) -> Iterator[str]:
    """An empty, migrated, guarded database of its own for each test."""
    name = f"anjuan_{uuid.uuid4().hex[:12]}"
    command(postgres_server, f"CREATE DATABASE {name} TEMPLATE {postgres_template}")
    yield f"{postgres_server}/{name}"
    command(postgres_server, f"DROP DATABASE {name} WITH (FORCE)")


def command(server: str, statement: str) -> None:
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(statement)
