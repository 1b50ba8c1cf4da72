"""A real Elasticsearch: its published artefacts and a launcher of our own, for tests alone.

The server lies in a folder beside the tests, built once; only its own modules are there, no
security and no scripts, which the design needs none of. Production uses the vendor's packages.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.services.processes import (
    answers,
    folder,
    free_port,
    missing,
    program,
    running,
    wait_until,
)

VERSION = "8.19.21"
SOURCES = Path(__file__).parent / "elasticsearch_node"
HEAP = "384m"
DESCRIPTOR = f"""name=transport-netty4
description=HTTP and node-to-node transport
version={VERSION}
elasticsearch.version={VERSION}
java.version=17
classname=org.elasticsearch.transport.netty4.Netty4Plugin
"""


def built() -> Path:
    """The folder of the server; made with Maven and javac when it is not there.

    One process makes it, the others wait: who made it anew would take it from a running server.
    """
    from tests.database import CACHE

    home = CACHE / f"elasticsearch-{VERSION}"
    CACHE.mkdir(parents=True, exist_ok=True)
    with (CACHE / "elasticsearch.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (home / "ready").exists():
            beside = home.with_name(f"{home.name}.{os.getpid()}")
            build(beside)
            shutil.rmtree(home, ignore_errors=True)
            beside.rename(home)
    return home


def build(home: Path) -> None:
    for name in ("lib", "modules/transport-netty4", "config", "plugins", "classes"):
        (home / name).mkdir(parents=True)
    maven = ["mvn", "-B", "-q", "-f", str(SOURCES / "pom.xml"), "dependency:copy-dependencies"]
    target = f"-DoutputDirectory={home / 'lib'}"
    version = f"-Delasticsearch.version={VERSION}"
    subprocess.run([*maven, target, version], check=True)
    # A jar in both places is refused by the server.
    for pattern in ("netty-*", "transport-netty4-*"):
        for jar in (home / "lib").glob(pattern):
            jar.rename(home / "modules/transport-netty4" / jar.name)
    (home / "modules/transport-netty4/plugin-descriptor.properties").write_text(DESCRIPTOR)
    shutil.copy(SOURCES / "log4j2.properties", home / "config")
    classes = ["javac", "-cp", f"{home / 'lib'}/*", "-d", str(home / "classes")]
    subprocess.run([*classes, str(SOURCES / "Launcher.java")], check=True)
    (home / "ready").touch()


@pytest.fixture(scope="session")
def elasticsearch_url() -> Iterator[str]:
    """One node on a free port, with an empty data folder; http://127.0.0.1:PORT."""
    if program("javac") is None or program("mvn") is None:
        missing("Elasticsearch", "openjdk-17-jdk-headless maven")
    with node() as url:
        yield url


@contextmanager
def node() -> Iterator[str]:
    """A running node while the block lasts; a test that stops its server starts its own."""
    home, port = built(), free_port()
    with folder("elasticsearch") as data:
        settings = {
            "path.home": home,
            "path.data": data / "data",
            "path.logs": data / "logs",
            "discovery.type": "single-node",
            "http.port": port,
            "transport.port": free_port(),
            "network.host": "127.0.0.1",
            "cluster.routing.allocation.disk.threshold_enabled": "false",
        }
        java = ["java", f"-Xms{HEAP}", f"-Xmx{HEAP}", "-cp", f"{home}/classes:{home}/lib/*"]
        command = [*java, "Launcher", *(f"{name}={value}" for name, value in settings.items())]
        with running(command, data / "log") as process:
            url = f"http://127.0.0.1:{port}"
            health = f"{url}/_cluster/health?wait_for_status=yellow"
            wait_until(lambda: answers(health), "Elasticsearch", process)
            yield url
