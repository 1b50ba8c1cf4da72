"""A real Redis."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.services.processes import folder, free_port, missing, program, running, wait_until


def is_ready(port: int) -> bool:
    import redis

    try:
        return bool(redis.Redis(port=port).ping())
    except redis.exceptions.ConnectionError:
        return False


@pytest.fixture(scope="session")
def redis_url() -> Iterator[str]:
    server = program("redis-server")
    if server is None:
        missing("Redis", "redis-server")
    port = free_port()
    with folder("redis") as home:
        command = [server, "--port", str(port), "--save", "", "--appendonly", "no"]
        with running(command, home / "log", cwd=home) as process:
            wait_until(lambda: is_ready(port), "Redis", process)
            yield f"redis://127.0.0.1:{port}/0"
