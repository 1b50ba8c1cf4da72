"""undo_import RECEIPT --reason WHY: the records of a receipt are struck; nothing is deleted."""

from argparse import ArgumentParser
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from archive.intake.models import Receipt
from archive.intake.steps import UndoReceipt
from project.front_door import FrontDoor, WrongUse


class Command(FrontDoor):
    help = "Strike all records of an import receipt. Their numbers stay, with the reason."
    acts = True

    def add_own(self, parser: ArgumentParser) -> None:
        parser.add_argument("receipt", type=int)
        parser.add_argument("--reason", required=True)

    def answer(self, *_args: Any, **options: Any) -> dict[str, Any]:
        number = options["receipt"]
        receipt = Receipt.objects.filter(pk=number).first()
        if receipt is None:
            raise WrongUse(_("There is no receipt no. %(number)s.") % {"number": number})
        person = self.actor(options["username"])
        struck = UndoReceipt(receipt, by=person, reason=options["reason"]).run()
        items = [{"number": one.number, "title": one.title, "outcome": "done"} for one in struck]
        return {"asked": len(items), "done": len(items), "skipped": 0, "failed": 0, "items": items}

    def lines(self, result: dict[str, Any]) -> Iterable[str]:
        yield _("Struck %(done)s of %(asked)s.") % result
