"""restore FILE: into an empty, migrated home that has the key."""

from argparse import ArgumentParser
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.utils.translation import gettext as _

import search
from project.custody.restore import restore_backup
from project.front_door import FrontDoor, WrongUse


class Command(FrontDoor):
    help = "Restore a backup into this home (ANJUAN_HOME), which must be empty and have the key."

    def add_own(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)

    def answer(self, *_args: Any, **options: Any) -> dict[str, Any]:
        path: Path = options["file"]
        if not path.is_file():
            raise WrongUse(_("There is no file “%(file)s”.") % {"file": path})
        call_command("migrate", verbosity=0)
        result = restore_backup(path)
        return result | {"indexed": indexed()}

    def lines(self, result: dict[str, Any]) -> Iterable[str]:
        rows = sum(result["rows"].values())
        yield _("Restored: %(rows)s rows, %(files)s files. The fingerprint is equal.") % (
            result | {"rows": rows}
        )
        if result["indexed"] is None:
            yield _("The search index could not be built now; run rebuild_index.")


def indexed() -> int | None:
    """The index is made anew from the records; None when the engine does not answer."""
    try:
        return search.rebuild()
    except search.EngineUnavailable:
        return None
