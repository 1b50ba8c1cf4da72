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

    def answer(self, *_args: Any, **options: Any) -> dict[str, Any]:
        folder: Path = options["folder"]
        if not folder.is_dir():
            raise WrongUse(_("There is no folder “%(folder)s”.") % {"folder": folder})
        unit, person = self.unit(options["unit"]), self.actor(options["username"])
        return self.counts(import_folder(folder, unit, by=person, progress=self.progress))
