"""A child ends when the process that started it does, however that one ended."""

from __future__ import annotations

import ctypes
import os
import signal
import sys
import threading
import time
from collections.abc import Callable

PARENT_DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG of Linux's prctl.


def die_with_parent() -> None:
    """For the child, before it becomes its program: Linux sends it SIGTERM when the parent is
    gone. Elsewhere `watch_parent` alone does it."""
    if sys.platform.startswith("linux"):
        ctypes.CDLL(None).prctl(PARENT_DEATH_SIGNAL, signal.SIGTERM)


def parent_lives(parent: int) -> Callable[[], bool]:
    return lambda: os.getppid() == parent


def watch_parent(parent: int, every: float = 0.5) -> None:
    """Ends this process within a second of its parent's end, on every system."""

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(every)
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(5)
        os._exit(1)

    threading.Thread(target=watch, name="watch-parent", daemon=True).start()
