"""open_slots: opens the report slots of the periods that have ended, for every unit that owes."""

import datetime as dt
from argparse import ArgumentParser
from collections import Counter
from typing import Any

from django.utils.translation import gettext as _

from archive.reports.slots import open_slots
from project.front_door import FrontDoor, WrongUse


class Command(FrontDoor):
    help = "Open the report slots of the periods that have ended; repeating it opens nothing."

    def add_own(self, parser: ArgumentParser) -> None:
        parser.add_argument("--on", metavar="DATE", help="as of that day; default today")
        parser.add_argument("--since", metavar="DATE", help="also periods that ended from then on")

    def answer(self, *_args: Any, **options: Any) -> dict[str, Any]:
        made = open_slots(day(options["on"]), since=day(options["since"]))
        periods = Counter(slot.period_start.isoformat() for slot in made)
        return {"opened": len(made), "periods": dict(sorted(periods.items()))}


def day(text: str | None) -> dt.date | None:
    try:
        return dt.datetime.strptime(text, "%Y-%m-%d").date() if text else None
    except ValueError as error:
        raise WrongUse(
            _("“%(value)s” is not a day; write it as 2026-11-24.") % {"value": text}
        ) from error
