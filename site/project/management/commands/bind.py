"""bind YEAR --unit CODE --as USER: what is ready of a year becomes volumes and items."""

from argparse import ArgumentParser
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from archive.volumes.binding import bind_year
from project.front_door import FrontDoor, WrongUse


class Command(FrontDoor):
    help = "Bind a year of a unit. What is not ready is left out with its reasons; run it again."
    acts = True

    def add_own(self, parser: ArgumentParser) -> None:
        parser.add_argument("year", type=int, metavar="YEAR")
        parser.add_argument("--unit", required=True, metavar="CODE")

    def answer(self, *_args: Any, **options: Any) -> dict[str, Any]:
        if not options["username"]:
            raise WrongUse(_("--%(flag)s is missing.") % {"flag": "as"})
        unit, person = self.unit(options["unit"]), self.actor(options["username"])
        return bind_year(unit, options["year"], by=person, progress=self.progress).as_data()

    def lines(self, result: dict[str, Any]) -> Iterable[str]:
        for one in result["volumes"]:
            yield f"{one['code']}  {one['title']}"
        for one in result["left_out"]:
            reasons = " ".join(reason["message"] for reason in one["reasons"])
            yield _("Left out: %(record)s %(title)s. %(reasons)s") % (one | {"reasons": reasons})
        said = {"volumes": len(result["volumes"]), "left_out": len(result["left_out"])}
        yield _("Bound %(volumes)s, left out %(left_out)s.") % said
