"""work: a worker that hears the bell and works jobs off."""

import os
import warnings
from argparse import ArgumentParser
from typing import Any

from celery.platforms import SecurityWarning
from django.core.management.base import BaseCommand

from archive.records import jobs
from project.celery import app
from project.parent import watch_parent
from project.supervise import WATCHED


class Command(BaseCommand):
    help = "Work jobs off, one at a time; until ended."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="work off what waits, then end")

    def handle(self, *_args: Any, **options: Any) -> None:
        if options["once"]:
            jobs.work_off()
            return
        if WATCHED in os.environ:
            watch_parent(int(os.environ[WATCHED]))
        # Messages carry nothing that could be misused: a bell, and the rows say what to do.
        warnings.filterwarnings("ignore", category=SecurityWarning)
        alone = ["--without-gossip", "--without-mingle", "--without-heartbeat", "--pool=solo"]
        app.worker_main(["--quiet", "worker", "--loglevel=ERROR", *alone])
