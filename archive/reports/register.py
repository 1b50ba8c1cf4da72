"""Makes reports known to the records room: facts with every figure, facets, retention flags."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from archive.organisation.models import User
from archive.records import kinds
from archive.records.models import Record
from archive.records.vocabulary import RecordKind
from archive.reports.models import Report, ReportFigure
from archive.reports.vocabulary import Cycle, ReportState

PLAIN = ("no", "state", "nil", "signed_on", "submitted_on", "children", "returned_reason")
SLOT = ("period_start", "period_end", "due_on")
PEOPLE = ("filled_by", "reviewed_by", "signed_by")
PLACES = 2


def rows(records: Sequence[Record]) -> list[Report]:
    found = Report.objects.filter(pk__in=[record.pk for record in records])
    return list(found.select_related("slot__type", "slot__unit", *PEOPLE))


def facts(records: Sequence[Record]) -> Mapping[int, kinds.Facts]:
    found = rows(records)
    figures: dict[int, dict[str, Any]] = defaultdict(dict)
    for figure in ReportFigure.objects.filter(report__in=found).order_by("report", "pk"):
        figures[figure.report_id][figure.column] = figure_facts(figure)
    return {row.pk: facts_of(row) | {"figures": figures[row.pk]} for row in found}


def facts_of(row: Report) -> kinds.Facts:
    said: kinds.Facts = {name: getattr(row, name) for name in PLAIN}
    said |= {name: getattr(row.slot, name) for name in SLOT}
    said |= {name: person_facts(getattr(row, name)) for name in PEOPLE}
    return said | {"type": {"code": row.slot.type.code, "name": row.slot.type.name}}


def person_facts(person: User | None) -> dict[str, str] | None:
    return {"username": person.username, "name": str(person)} if person else None


def figure_facts(figure: ReportFigure) -> dict[str, Any]:
    entered = figure.entered
    return {
        "computed": f"{figure.computed:.{PLACES}f}",
        "entered": None if entered is None else f"{entered:.{PLACES}f}",
        "reason": figure.reason,
    }


def facets(records: Sequence[Record]) -> Mapping[int, dict[str, tuple[str, ...]]]:
    """Of a report that was sent: whether it is a nil report or has figures."""
    return {
        row.pk: {"result": (("nil" if row.nil else "filed"),)}
        if row.state == ReportState.SUBMITTED
        else {}
        for row in rows(records)
    }


def refs(records: Sequence[Record]) -> Mapping[int, tuple[str, ...]]:
    return {record.pk: () for record in records}


def correct(record: Record, values: Mapping[str, Any]) -> None:
    """A report has no field to correct; its figures change by a report of their own. Raises
    KeyError for every name."""
    for name in values:
        raise KeyError(name)


def flags(records: Sequence[Record]) -> Mapping[int, dict[str, Any]]:
    """Each report is one of its own unit's, also where another unit keeps that unit's fonds."""
    return {
        row.pk: {
            "annual": row.slot.type.cycle == Cycle.YEAR,
            "nil": row.nil,
            "special": False,
            "from_below": False,
        }
        for row in rows(records)
    }


def register() -> None:
    kinds.register(
        kinds.Kind(RecordKind.REPORT, facts, facets, refs, correct, flags=flags)
    )
