"""prepare: makes a home ready without starting anything; for production, after each update."""

from typing import Any

from django.core.management.base import BaseCommand

from project.prepare import prepare


class Command(BaseCommand):
    help = "Make the home ready: database, guards, keys, static files, first accounts, index."
    requires_system_checks: list[str] = []

    def handle(self, *_args: Any, **_options: Any) -> None:
        prepare(self.stdout.write)
