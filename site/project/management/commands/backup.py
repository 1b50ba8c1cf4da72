"""backup FILE: rows and bytes in one file, without the keys."""

from argparse import ArgumentParser
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from archive.organisation.keys import key_file
from project.custody.backup import write_backup
from project.front_door import FrontDoor, WrongUse


class Command(FrontDoor):
    help = "Write everything but the keys into one file. Keep the keys elsewhere, by hand."

    def add_own(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)

    def answer(self, *_args: Any, **options: Any) -> dict[str, Any]:
        path: Path = options["file"]
        if not path.parent.is_dir():
            raise WrongUse(_("There is no folder “%(folder)s”.") % {"folder": path.parent})
        try:
            manifest = write_backup(path)
        except FileExistsError as error:
            said = _("“%(file)s” is there already; choose another name.") % {"file": path}
            raise WrongUse(said) from error
        return {"file": str(path), "size": path.stat().st_size, "key": str(key_file())} | manifest

    def lines(self, result: dict[str, Any]) -> Iterable[str]:
        rows = sum(result["rows"].values())
        yield _("Written: %(file)s, %(rows)s rows, %(files)s files.") % (result | {"rows": rows})
        yield _("The key is not in it. Keep a copy of %(key)s at another place.") % result
