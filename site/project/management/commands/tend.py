"""tend: what must happen in time; one process."""

from typing import Any

from django.core.management.base import BaseCommand

from project.tend import tend


class Command(BaseCommand):
    help = "Empty the outbox, make checkpoints, sweep jobs; until ended."
    requires_system_checks: list[str] = []

    def handle(self, *_args: Any, **_options: Any) -> None:
        tend()
