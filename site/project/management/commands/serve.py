"""serve: the web process of the embedded size."""

import os
from argparse import ArgumentParser
from typing import Any

import waitress
from django.conf import settings
from django.core.management.base import BaseCommand

from project.parent import watch_parent
from project.supervise import WATCHED

THREADS = 8


class Command(BaseCommand):
    help = "Serve the pages on this machine's own address; until ended."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=settings.ANJUAN_PORT)
        parser.add_argument("--host", default=settings.ANJUAN_HOST)

    def handle(self, *_args: Any, **options: Any) -> None:
        from project.wsgi import application

        if WATCHED in os.environ:
            watch_parent(int(os.environ[WATCHED]))
        waitress.serve(
            application,
            host=options["host"],
            port=options["port"],
            threads=THREADS,
            max_request_body_size=settings.ANJUAN_MAX_FILE + 10 * 1024**2,
            ident=None,
        )
