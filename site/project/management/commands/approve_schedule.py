"""approve_schedule CODE --number N --date DATE --as USER: what the archive authority agreed to."""

import datetime as dt
from argparse import ArgumentParser
from typing import Any

from django.utils.translation import gettext as _

from archive.retention.models import Schedule
from archive.retention.steps import ApproveSchedule
from project.front_door import FrontDoor, WrongUse


class Command(FrontDoor):
    help = "Enter the approval of a retention schedule; only then are volumes bound by it."
    acts = True

    def add_own(self, parser: ArgumentParser) -> None:
        parser.add_argument("code", metavar="CODE", help="code of the schedule, such as default-1")
        parser.add_argument("--number", required=True, help="number of the approving paper")
        parser.add_argument("--date", required=True, metavar="DATE", help="as 2026-11-24")

    def answer(self, *_args: Any, **options: Any) -> dict[str, Any]:
        schedule = Schedule.objects.filter(code=options["code"]).first()
        if schedule is None:
            raise WrongUse(_("There is no schedule “%(code)s”.") % {"code": options["code"]})
        try:
            approved_on = dt.date.fromisoformat(options["date"])
        except ValueError as error:
            facts = {"value": options["date"]}
            raise WrongUse(
                _("“%(value)s” is not a day; write it as 2026-11-24.") % facts
            ) from error
        person = self.actor(options["username"])
        done = ApproveSchedule(
            schedule, options["number"], approved_on, by=person, via="command"
        ).run()
        return {
            "schedule": done.code,
            "approval_no": done.approval_no,
            "approved_on": done.approved_on,
        }
