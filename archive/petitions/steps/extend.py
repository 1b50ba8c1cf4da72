"""Extend 延期: once, for at most the days of the rule, while the 60 days run and are not over
(信访工作条例 2022, 34)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from archive.clocks import clocks
from archive.clocks.models import Clock
from archive.clocks.queries import rule_for
from archive.organisation.models import User
from archive.organisation.refusal import Refusal
from archive.organisation.vocabulary import Verb
from archive.petitions import letters
from archive.petitions.models import Petition
from archive.petitions.rules import EXTEND, HANDLE
from archive.petitions.steps.on_petition import Decision, OnPetition, label, missing, too_long
from archive.records.deciding import ask_above, deciders
from archive.records.models import Record
from archive.records.vocabulary import PaperType

EXTENDED_BEFORE = _("This matter was extended once already; the law allows no more.")
TOO_MANY_DAYS = _("The law allows at most %(most)s more days; %(days)s are asked for.")
NOT_RUNNING = _("No limit for handling runs on this matter, so there is none to extend.")
OVERDUE = _("The limit ended on %(date)s; it can be extended only before that day is over.")
NOT_ASKED = _("Nobody asked for an extension of this matter.")


def handling_clock(record: Record) -> Clock | None:
    """The running clock of the 60 days, not one that extends it."""
    found = clocks.running(record).filter(rule__code=HANDLE)
    return found.first()


class Extending(OnPetition[Petition]):
    """What asking and approving refuse alike; the days may have passed in between."""

    def refusals_of_extension(self, days: int) -> Iterator[Refusal]:
        clock = handling_clock(self.record)
        if self.petition.extension_approved_by_id:
            yield Refusal("extended_before", EXTENDED_BEFORE)
        elif clock is None:
            yield Refusal("clock_not_running", NOT_RUNNING)
        elif clock.due_on < self.today:
            yield Refusal("overdue", OVERDUE, {"date": clock.due_on.isoformat()})
        most = rule_for(EXTEND, clock.started_on if clock else self.today).limit
        if most is not None and days > most:
            yield Refusal("over_30_days", TOO_MANY_DAYS, {"most": most, "days": days})


class AskExtension(Extending):
    """The handler asks for more days and says why; asking again replaces what was asked."""

    event = "petition:ask_extension"
    verb = Verb.ASK_EXTENSION
    needs_reason = True

    def __init__(self, record: Record, days: int = 0, *, by: User, **options: Any) -> None:
        super().__init__(record, by=by, **options)
        self.days = days

    def refusals_of_facts(self) -> Iterator[Refusal]:
        yield from missing([(label("extension_days"), max(self.days, 0))])
        yield from self.refusals_of_extension(self.days)
        yield from too_long({"extension_reason": self.reason})

    def apply(self) -> Petition:
        found = deciders(self.record, self.today, asker=self.by.pk, own_name=True)
        ask_above(self.record, found, self.today)
        return self.move(
            extension_days=self.days, extension_reason=self.reason, extension_asked_by=self.by
        )


class ApproveExtension(Extending, Decision[Petition]):
    """A leader of the organ approves; the days count on from the raw end, and the petitioner is
    told the reason."""

    event = "petition:extend"
    verb = Verb.APPROVE_EXTENSION
    own_name = True

    def asker(self) -> int | None:
        return self.petition.extension_asked_by_id

    def refusals_of_facts(self) -> Iterator[Refusal]:
        yield from Decision.refusals_of_facts(self)
        days = self.petition.extension_days
        if self.petition.extension_asked_by_id is None or not days:
            yield Refusal("not_asked", NOT_ASKED)
        yield from self.refusals_of_extension(days or 0)

    def apply(self) -> Petition:
        clock, days = handling_clock(self.record), self.petition.extension_days
        assert clock is not None and days is not None  # Refused above.
        longer = clocks.extend(clock, EXTEND, days)
        self.move(extension_approved_by=self.by)
        letters.write(
            self.petition,
            PaperType.EXTENSION_NOTICE,
            by=self.by,
            at=self.at,
            reason=self.petition.extension_reason.rstrip(letters.FULL_STOPS),
            approver=str(self.by),
            days=days,
            due_on=clock.due_on,
            new_due_on=longer.due_on,
        )
        return self.petition

    def facts(self, record: Record) -> dict[str, Any]:
        asked_by = self.petition.extension_asked_by
        return {"asked_by": str(asked_by), "days": self.petition.extension_days}
