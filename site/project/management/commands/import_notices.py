"""import_notices FILE… --unit CODE [--publish --as USER]: web pages with their header."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from archive.intake.models import ReceiptItem
from archive.intake.pages import import_notices
from project.front_door import WrongUse
from project.receipts import ReceiptDoor


class Command(ReceiptDoor):
    help = "Bring pages in as official documents and notices; without --publish they wait."

    def add_own(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", type=Path, nargs="+", metavar="FILE")
        parser.add_argument("--unit", required=True, metavar="CODE")
        parser.add_argument("--publish", action="store_true", help="publish at once; needs --as")

    def answer(self, *_args: Any, **options: Any) -> dict[str, Any]:
        files: list[Path] = options["files"]
        absent = [str(path) for path in files if not path.is_file()]
        if absent:
            raise WrongUse(_("There is no file “%(file)s”.") % {"file": "、".join(absent)})
        if options["publish"] and not options["username"]:
            raise WrongUse(_("Publishing is somebody's act: say who with --as USER."))
        receipt = import_notices(
            files,
            self.unit(options["unit"]),
            by=self.actor(options["username"]),
            publish=options["publish"],
            progress=self.progress,
        )
        return self.counts(receipt)

    def item_of(self, row: ReceiptItem) -> dict[str, Any]:
        item = super().item_of(row)
        notice = getattr(row.record, "notice", None)
        return item | ({"index_no": notice.index_no, "notice": notice.state} if notice else {})
