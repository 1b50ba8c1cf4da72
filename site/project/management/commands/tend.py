"""tend: what must happen in time; one process, no queue."""

import os
import signal
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from project.parent import watch_parent
from project.supervise import WATCHED
from project.tend import tend, tend_once


class Command(BaseCommand):
    help = "Empty the outbox, make checkpoints, sweep jobs; until ended."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="do each duty once, then end")

    def handle(self, *_args: Any, **options: Any) -> None:
        if options["once"]:
            tend_once()
            return
        ended: list[int] = []
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda got, _frame: ended.append(got))
        if WATCHED in os.environ:
            watch_parent(int(os.environ[WATCHED]))
        tend(lambda: not ended)
