"""unlock ACCOUNT --reason WHY --as USER: opens an account that wrong passwords locked."""

from argparse import ArgumentParser
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from archive.organisation.models import User
from archive.records.steps import Unlock
from project.front_door import FrontDoor, WrongUse


class Command(FrontDoor):
    help = "Unlock an account before its quarter of an hour is over; for the security officer."
    acts = True

    def add_own(self, parser: ArgumentParser) -> None:
        parser.add_argument("account")
        parser.add_argument("--reason", required=True)

    def answer(self, *_args: Any, **options: Any) -> dict[str, Any]:
        name = options["account"]
        person = User.objects.filter(username=name).first()
        if person is None:
            raise WrongUse(_("There is no account “%(name)s”.") % {"name": name})
        by = self.actor(options["username"])
        Unlock(person, by=by, reason=options["reason"]).run()
        return {"account": name, "unlocked": True}

    def lines(self, result: dict[str, Any]) -> Iterable[str]:
        yield _("%(account)s may sign in again.") % result
