"""tend: what must happen in time; one process, no queue."""

import os
import signal
from typing import Any

from django.core.management.base import BaseCommand

from project.parent import watch_parent
from project.supervise import WATCHED
from project.tend import tend


class Command(BaseCommand):
    help = "Empty the outbox, make checkpoints, sweep jobs; until ended."
    requires_system_checks: list[str] = []

    def handle(self, *_args: Any, **_options: Any) -> None:
        ended: list[int] = []
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda got, _frame: ended.append(got))
        if WATCHED in os.environ:
            watch_parent(int(os.environ[WATCHED]))
        tend(lambda: not ended)
