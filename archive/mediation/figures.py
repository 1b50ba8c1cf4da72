"""人民调解案件情况统计表: the figures of a unit and a period, each with the cases behind it.

A case counts in the period in which its mediation ended, with an agreement or without; one that
was never accepted is none. So a figure of a past period moves only when the past is corrected.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from typing import Any

from django.db.models import Count

from archive.classification.models import Term
from archive.mediation.models import Dossier
from archive.mediation.patterns import FIXTURES, committee_kind
from archive.mediation.rules import DONE
from archive.mediation.vocabulary import Confirmation
from archive.organisation.models import Unit
from archive.records.vocabulary import RecordState

YUAN_IN_COLUMN = Decimal(10000)  # The table asks for 万元.
CENTS = Decimal("0.01")
CONFIRMATION_ASKED = frozenset(Confirmation.values) - {Confirmation.NONE}


@dataclass(frozen=True)
class Figure:
    """A number of the table, and the ids of the records it is made of, in their order."""

    value: Decimal
    records: tuple[int, ...] = ()


@cache
def form() -> dict[str, Any]:
    """The table as data: groups, columns in their order with labels, and the rules of sums."""
    found: dict[str, Any] = json.loads((FIXTURES / "columns.json").read_text(encoding="utf-8"))
    return found


@cache
def columns() -> tuple[str, ...]:
    return tuple(column["code"] for column in form()["columns"])


@cache
def columns_of_terms() -> dict[tuple[str, str], str]:
    """The column that counts a term, by the group it stands in and the term's code."""
    rows = [column for column in form()["columns"] if "term" in column]
    return {(column["group"], column["term"]): column["code"] for column in rows}


def comparable(term: Term) -> str:
    """The code of a dispute type in today's list; an old one counts where it went."""
    return term.maps_to.code if term.maps_to else term.code


def cases(unit: Unit, start: dt.date, end: dt.date, *, below: bool = False) -> list[Dossier]:
    """The unit's cases whose mediation ended from `start` to `end`, both included. One query.

    below: those of all units under it, too.
    """
    rows = Dossier.objects.filter(ended_on__range=(start, end), accepted_on__isnull=False)
    rows = rows.exclude(record__state=RecordState.STRUCK)
    if below:
        rows = rows.filter(record__lead_unit__path__startswith=unit.path)
    else:
        rows = rows.filter(record__lead_unit=unit)
    joined = rows.select_related("dispute_type__maps_to", "source__parent", "record__lead_unit")
    return list(joined.annotate(party_count=Count("parties")).order_by("ended_on", "pk"))


def figures(
    unit: Unit, start: dt.date, end: dt.date, *, below: bool = False
) -> dict[str, Figure]:
    """Every column of the table for the unit and the days from `start` to `end`, both included.

    Counts in cases and persons, `amount` in 万元 to two places. Restricted cases count; what of
    them may be shown is the scope's answer.
    """
    return tally(cases(unit, start, end, below=below))


def tally(found: Iterable[Dossier]) -> dict[str, Figure]:
    values: dict[str, Decimal] = dict.fromkeys(columns(), Decimal(0))
    behind: dict[str, list[int]] = {column: [] for column in columns()}
    for case in found:
        for column, value in counted(case):
            values[column] += value
            behind[column].append(case.pk)
    values["amount"] = in_ten_thousands(values["amount"])
    return {column: Figure(values[column], tuple(behind[column])) for column in columns()}


def in_ten_thousands(yuan: Decimal) -> Decimal:
    return (yuan / YUAN_IN_COLUMN).quantize(CENTS, ROUND_HALF_UP)


def counted(case: Dossier) -> Iterator[tuple[str, Decimal]]:
    """The columns a case stands in, with what it adds to each."""
    one = Decimal(1)
    yield "total", one
    yield "parties", Decimal(case.party_count)  # type: ignore[attr-defined]
    if case.difficult:
        yield "difficult", one
    for column in columns_of(case):
        yield column, one
    if case.agreed_on:
        yield from agreement_counts(case)


def columns_of(case: Dossier) -> Iterator[str]:
    """Committee type, source, dispute type. A referral counts as one, and by who referred it."""
    wanted = [
        ("committee", committee_kind(case.record.lead_unit.name)),
        ("dispute_type", comparable(case.dispute_type)),
        ("source", case.source.parent.code if case.source.parent else case.source.code),
        ("entrusted", case.source.code),
    ]
    known: Mapping[tuple[str, str], str] = columns_of_terms()
    yield from (known[key] for key in wanted if key in known)


def agreement_counts(case: Dossier) -> Iterator[tuple[str, Decimal]]:
    one = Decimal(1)
    yield "succeeded", one
    yield f"form_{case.agreement_form}", one
    if case.amount:
        yield "amount", case.amount
    if case.performance in DONE:
        yield "performed", one
    if case.confirmation in CONFIRMATION_ASKED:
        yield "confirmation_applied", one
    if case.confirmation == Confirmation.CONFIRMED:
        yield "confirmed", one


@dataclass(frozen=True)
class Unequal:
    """A rule of sums that does not hold: what the parts come to, and what stands there."""

    rule: str
    name: str
    found: Decimal
    wanted: Decimal


def cross_foot(values: Mapping[str, Decimal]) -> list[Unequal]:
    """The rules of the table that these numbers break, all of them (domain 2.10)."""
    broken = []
    for check in form()["checks"]:
        found = sum((values.get(column, Decimal(0)) for column in check["sum"]), Decimal(0))
        exact = "is" in check
        wanted = values.get(check["is"] if exact else check["at_most"], Decimal(0))
        if (exact and found != wanted) or found > wanted:
            broken.append(Unequal(check["rule"], check["name"], found, wanted))
    return broken
