"""work: a worker that hears the bell and works jobs off."""

import os
from typing import Any

from django.core.management.base import BaseCommand

from project.celery import app
from project.parent import watch_parent
from project.supervise import WATCHED


class Command(BaseCommand):
    help = "Work jobs off, one at a time; until ended."
    requires_system_checks: list[str] = []

    def handle(self, *_args: Any, **_options: Any) -> None:
        if WATCHED in os.environ:
            watch_parent(int(os.environ[WATCHED]))
        quiet = ["--without-gossip", "--without-mingle", "--without-heartbeat"]
        app.worker_main(["worker", "--pool=solo", "--loglevel=WARNING", *quiet])
