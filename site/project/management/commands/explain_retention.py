"""explain_retention CODE --closed YEAR: how long a rule keeps what was closed in that year."""

from argparse import ArgumentParser
from collections.abc import Iterable
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from archive.retention.models import RetentionRule, Schedule
from archive.retention.resolve import by_rule, schedule_on
from project.front_door import FrontDoor, WrongUse

# Dates end with the year 9999, and no period is longer than a century.
FIRST_YEAR, LAST_YEAR = 1, 9899


class Command(FrontDoor):
    help = "Explain a retention rule: its basis, when the period starts and ends."

    def add_own(self, parser: ArgumentParser) -> None:
        parser.add_argument("code", metavar="CODE", help="code of the rule, such as M-20")
        parser.add_argument("--closed", type=int, required=True, metavar="YEAR")

    def answer(self, *_args: Any, **options: Any) -> dict[str, Any]:
        year = options["closed"]
        if not FIRST_YEAR <= year <= LAST_YEAR:
            raise WrongUse(_("“%(year)s” is not a year of closing.") % {"year": year})
        rule = rule_of(options["code"])
        found = by_rule(rule, year, {})
        return {
            "rule": rule.code,
            "name": rule.name,
            "kind": rule.kind,
            "schedule": rule.schedule.code,
            "period": found.period,
            "basis": rule.basis,
            "starts": found.starts_on,
            "ends": found.ends_on,
            "sentence": found.sentence,
        }

    def lines(self, result: dict[str, Any]) -> Iterable[str]:
        yield result["sentence"]


def rule_of(code: str) -> RetentionRule:
    """The rule of the schedule in force today."""
    schedule = schedule_on(timezone.localdate())
    rules = RetentionRule.objects.filter(schedule=schedule).select_related("schedule")
    found = rules.filter(code=code).first()
    if found is None:
        raise WrongUse(unknown(code, schedule, "、".join(rules.values_list("code", flat=True))))
    return found


def unknown(code: str, schedule: Schedule | None, known: str) -> str:
    if schedule is None:
        return _("No retention schedule is in force.")
    facts = {"code": code, "schedule": schedule.code, "known": known}
    return _("The schedule %(schedule)s has no rule “%(code)s”. Rules: %(known)s.") % facts
