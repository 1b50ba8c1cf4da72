"""explain_clock RULE DATE: when a limit ends that starts on that day, and why, day by day."""

import datetime as dt
from argparse import ArgumentParser
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from archive.clocks.models import DeadlineRule
from archive.clocks.queries import calendar_from, rule_for
from archive.clocks.rules import compute
from archive.clocks.sentences import sentence
from project.front_door import FrontDoor, WrongUse


class Command(FrontDoor):
    help = "Explain a deadline: raw and due date, basis, each day counted or skipped."

    def add_own(self, parser: ArgumentParser) -> None:
        parser.add_argument("rule", metavar="RULE", help="code of the rule, such as PET_HANDLE")
        parser.add_argument("date", metavar="DATE", help="the day it starts, as 2026-11-24")
        parser.add_argument("--limit", type=int, metavar="N", help="where the rule sets none")

    def answer(self, *_args: Any, **options: Any) -> dict[str, Any]:
        start = day(options["date"])
        rule = rule_of(options["rule"], start)
        limit = rule.limit if options["limit"] is None else options["limit"]
        if limit is None or limit < 0:
            raise WrongUse(_("This rule sets no limit of its own; give one with --limit."))
        return explained(rule, start, limit)

    def lines(self, result: dict[str, Any]) -> Iterable[str]:
        yield f"{result['rule']} {result['name']}（{result['basis']}）"
        for line in result["days"]:
            yield f"{line['date']}  {'+' if line['counted'] else '-'}  {line['reason']}"
        yield _("Raw end: %(raw)s. Due: %(due)s.") % result
        if result["provisional"]:
            yield _("Provisional: a year has no official calendar yet.")


def day(text: str) -> dt.date:
    try:
        return dt.datetime.strptime(text, "%Y-%m-%d").date()
    except ValueError as error:
        facts = {"value": text}
        raise WrongUse(
            _("“%(value)s” is not a day; write it as 2026-11-24.") % facts
        ) from error


def rule_of(code: str, on: dt.date) -> DeadlineRule:
    try:
        return rule_for(code, on)
    except KeyError as error:
        known = sorted(set(DeadlineRule.objects.values_list("code", flat=True)))
        facts = {"code": code, "date": on, "known": "、".join(known)}
        raise WrongUse(
            _("No rule “%(code)s” is in force on %(date)s. Rules: %(known)s.") % facts
        ) from error


def explained(rule: DeadlineRule, start: dt.date, limit: int) -> dict[str, Any]:
    try:
        sheet = compute(start, limit, rule.unit, calendar_from(start.year), rule.rolls)
    except OverflowError as error:
        raise WrongUse(_("The limit ends past the year 9999.")) from error
    days = [
        {"date": one.date, "counted": one.counted, "code": one.reason, "reason": sentence(one)}
        for one in sheet.days
    ]
    return {
        "rule": rule.code,
        "name": rule.name,
        "basis": rule.basis,
        "starts": rule.starts,
        "start": start,
        "limit": limit,
        "unit": rule.unit,
        "rolls": rule.rolls,
        "raw": sheet.raw,
        "due": sheet.due,
        "provisional": sheet.provisional,
        "days": days,
    }
