"""check_store: is every byte there, and is it what it was."""

from argparse import ArgumentParser
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from archive.holdings.fixity import GRACE, check_store, set_aside
from project.front_door import FrontDoor


class Command(FrontDoor):
    help = "Read every held byte once and compare its digest. Exit 1 when something is wrong."

    def add_own(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--set-aside",
            action="store_true",
            help="move bytes that no row knows to lost-and-found; nothing is deleted",
        )

        parser.add_argument(
            "--grace",
            type=float,
            default=GRACE,
            metavar="SECONDS",
            help="bytes younger than this may belong to a step that has not committed yet",
        )

    def answer(self, *_args: Any, **options: Any) -> dict[str, Any]:
        report = check_store(self.progress, grace=options["grace"])
        if options["set_aside"]:
            set_aside(report)
        return vars(report) | {"ok": report.is_sound}

    def failed(self, result: dict[str, Any]) -> bool:
        return not result["ok"]

    def lines(self, result: dict[str, Any]) -> Iterable[str]:
        yield _("Asked %(asked)s, sound %(sound)s, half-written %(half_written)s.") % result
        for name, label in (
            ("missing", _("Missing")),
            ("damaged", _("Damaged")),
            ("orphaned", _("Orphaned")),
        ):
            for sha256 in result[name]:
                yield f"{label}: {sha256}"
        if result["moved"]:
            yield _("Set aside in lost-and-found: %(moved)s.") % result
