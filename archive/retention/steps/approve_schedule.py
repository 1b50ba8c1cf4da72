"""Approve a schedule: the number under which the archive authority agreed to it (ALR 19)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from archive.organisation.may import may
from archive.organisation.models import Unit, User
from archive.organisation.refusal import Refusal
from archive.organisation.vocabulary import Verb
from archive.records.history import Entry, write
from archive.records.step import NOT_YOUR_POST, NotYourPost, Step
from archive.retention.models import Schedule

NUMBER_MISSING = _("Enter the number of the paper in which the archive authority agreed.")
DAY_IMPOSSIBLE = _("The day of approval, %(date)s, lies in the future; check it.")
APPROVED = _("This schedule was approved already, under %(number)s.")
NUMBER_MOST = 100


class ApproveSchedule(Step[Schedule]):
    """Until then nothing is bound by it. Done by a leader of the root unit, once."""

    event = "rule:release"
    verb = Verb.MANAGE_RULES

    def __init__(
        self, schedule: Schedule, number: str, approved_on: dt.date, *, by: User, via: str = ""
    ) -> None:
        super().__init__(by=by, via=via)
        self.schedule = schedule
        self.number = number.strip()
        self.approved_on = approved_on

    def lock(self) -> None:
        self.schedule = Schedule.objects.select_for_update().get(pk=self.schedule.pk)

    def ask_policy(self) -> None:
        unit = root_of(self.by)
        if unit is None or not may(self.by, self.verb, unit):
            raise NotYourPost([Refusal("not_your_post", NOT_YOUR_POST)])
        self.root = unit

    def refusals(self) -> Iterator[Refusal]:
        if self.schedule.approval_no:
            yield Refusal("wrong_state", APPROVED, {"number": self.schedule.approval_no})
        if not self.number or len(self.number) > NUMBER_MOST:
            yield Refusal("basis_missing", NUMBER_MISSING)
        if self.approved_on > self.today:
            fact = {"date": self.approved_on.isoformat()}
            yield Refusal("date_impossible", DAY_IMPOSSIBLE, fact)

    def apply(self) -> Schedule:
        self.schedule.approval_no = self.number
        self.schedule.approved_on = self.approved_on
        self.schedule.save(update_fields=["approval_no", "approved_on"])
        return self.schedule

    def record_history(self) -> None:
        said = {
            "schedule": self.schedule.code,
            "approval_no": self.number,
            "approved_on": self.approved_on,
        }
        write([Entry(self.event, None, said)], actor=self.actor(self.root), at=self.at)


def root_of(person: User) -> Unit | None:
    """The uppermost unit of the person's tree; none for the operator, who is of no unit."""
    unit: Unit | None = person.unit
    while unit is not None and unit.parent is not None:
        unit = unit.parent
    return unit
