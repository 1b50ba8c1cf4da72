"""import_folder DIR --unit CODE: every file under a folder becomes an official document."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from archive.intake.importing import import_folder
from project.front_door import WrongUse
from project.receipts import ReceiptDoor


class Command(ReceiptDoor):
    help = "Bring a folder in as official documents of a unit. Run again, it skips what is there."

    def add_own(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, metavar="DIR")
        parser.add_argument("--unit", required=True, metavar="CODE")

    def answer(self, *, folder: Path, unit: str, username: str, **_options: Any) -> dict[str, Any]:
        if not folder.is_dir():
            raise WrongUse(_("There is no folder “%(folder)s”.") % {"folder": folder})
        receipt = import_folder(
            folder, self.unit(unit), by=self.actor(username), progress=self.progress
        )
        return self.counts(receipt)
