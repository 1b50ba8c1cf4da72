"""Which rule a record falls under, and what follows from it (domain 8.3-1)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q

from archive.records import rows
from archive.records.kinds import by_kind
from archive.records.models import Record
from archive.records.vocabulary import RecordKind
from archive.retention.conditions import Flags
from archive.retention.models import Retention, RetentionRule, Schedule
from archive.retention.rules import Run, first_match, run_of
from archive.retention.sentence import sentence

# 办结年 for matters; documents and reports go by the year they are of (签发年, 年终).
BY_CLOSING = frozenset({RecordKind.PETITION, RecordKind.DOSSIER})
# Columns, in the order in which the rows give their values.
RETENTION = (
    "record_id",
    "rule_id",
    "period",
    "closed_year",
    "starts_on",
    "ends_on",
    "sentence",
    "raised_from",
    "raised_reason",
)


@dataclass(frozen=True)
class Resolved:
    """What the schedule says of one record. ends_on None: kept for ever."""

    rule: RetentionRule
    period: str
    closed_year: int
    starts_on: dt.date
    ends_on: dt.date | None
    sentence: str


def resolve(records: Sequence[Record], known: Schedules | None = None) -> dict[int, Resolved]:
    """By record id: what was fixed for it, else what the schedule in force at its closing says.

    A record that is missing is unresolved: it is not closed, or no rule fits it. `known`: the
    schedules, where they were read already.
    """
    found = fixed(records)
    open_ones = [record for record in records if record.pk not in found and record.closed_on]
    if not open_ones:
        return found
    schedules = known or Schedules()
    for kind, group in by_kind(open_ones):
        flags = kind.flags(group)
        for record in group:
            answer = schedules.of(record, flags.get(record.pk, {}))
            if answer:
                found[record.pk] = answer
    return found


class Schedules:
    """What the schedules say; asked once for all records of a kind and year that are alike."""

    def __init__(self) -> None:
        self.rows = list(Schedule.objects.order_by("-valid_from", "-pk"))
        self.rules = rules_by_schedule(self.rows)
        self.known: dict[Hashable, Resolved | None] = {}

    def of(self, record: Record, flags: Flags) -> Resolved | None:
        schedule = in_force(self.rows, record.closed_on)
        if schedule is None:
            return None
        year = year_of(record)
        alike = (schedule.pk, record.kind, year, frozenset(flags.items()))
        if alike not in self.known:
            rule = first_match(self.rules.get((schedule.pk, record.kind), []), flags)
            self.known[alike] = by_rule(rule, year, flags) if rule else None
        return self.known[alike]


def fixed(records: Sequence[Record]) -> dict[int, Resolved]:
    ids = rows.among([record.pk for record in records])
    kept = Retention.objects.filter(pk__in=ids)
    return {row.pk: of_row(row) for row in kept.select_related("rule__schedule")}


def of_row(row: Retention) -> Resolved:
    return Resolved(
        row.rule, row.period, row.closed_year, row.starts_on, row.ends_on, row.sentence
    )


def rules_by_schedule(schedules: Sequence[Schedule]) -> dict[tuple[int, str], list[RetentionRule]]:
    """The rules of these schedules by schedule and kind, in order."""
    found: dict[tuple[int, str], list[RetentionRule]] = {}
    all_rules = RetentionRule.objects.filter(schedule__in=schedules).select_related("schedule")
    for rule in all_rules.order_by("schedule", "position"):
        found.setdefault((rule.schedule_id, rule.kind), []).append(rule)
    return found


def in_force(schedules: Sequence[Schedule], on: dt.date | None) -> Schedule | None:
    """The newest of the schedules, given newest first, that is in force on the day."""
    for one in schedules:
        if on and one.valid_from <= on and (one.valid_to is None or on <= one.valid_to):
            return one
    return None


def schedule_on(on: dt.date) -> Schedule | None:
    """The schedule in force on that day."""
    ended = Q(valid_to=None) | Q(valid_to__gte=on)
    found = Schedule.objects.filter(ended, valid_from__lte=on)
    return found.order_by("-valid_from", "-pk").first()


def year_of(record: Record) -> int:
    """The year after which the period runs."""
    if record.kind in BY_CLOSING and record.closed_on:
        return record.closed_on.year
    return record.year


def by_rule(
    rule: RetentionRule, year: int, flags: Flags, period: str = ""
) -> Resolved:
    """What the rule says of a matter closed in that year; `period` where it was raised."""
    period = period or rule.period
    run = run_of(period, year, rule.conditions, flags)
    return resolved(rule, period, year, run)


def resolved(rule: RetentionRule, period: str, year: int, run: Run) -> Resolved:
    said = sentence(rule, period, year, run)
    return Resolved(rule, period, year, run.starts_on, run.ends_on, said)


def fix(found: Mapping[int, Resolved]) -> None:
    """Keeps what was resolved with the records; what was fixed before stays as it is."""
    day = rows.day_taker()
    fixed_now = (
        (
            pk,
            one.rule.pk,
            one.period,
            one.closed_year,
            day(one.starts_on),
            day(one.ends_on),
            one.sentence,
            "",
            "",
        )
        for pk, one in found.items()
    )
    rows.insert(Retention, RETENTION, fixed_now, keep_known=True)
