"""What the page of a period shows: the figures in groups, the rules of sums in words, who sent
what, and how far the units below are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from archive.organisation.models import User
from archive.records.vocabulary import RecordState
from archive.reports.forms import Form
from archive.reports.models import Report, ReportFigure, ReportSlot
from archive.reports.queries import states, units_seen
from archive.reports.rollup import Child, Moved, RollUp, explained_in, figure_of, values_of
from archive.reports.vocabulary import ReportState, SlotState
from desk.access import is_visible

NOTHING = Decimal(0)
Values = Mapping[str, Decimal]


@dataclass(frozen=True)
class Row:
    """A column of the form. sent: what stands in the report, None without one; now: what cases
    and units below come to at this moment."""

    code: str
    name: str
    unit: str
    places: int
    now: Decimal
    sent: Decimal | None = None
    figure: ReportFigure | None = None
    hand: Any = None
    why: Any = None

    @property
    def shown(self) -> Decimal:
        return self.now if self.sent is None else self.sent

    @property
    def moved(self) -> bool:
        """By hand it is another than the cases tell anyway; then what they told then counts."""
        told = self.figure.computed if self.figure else self.sent
        return told is not None and told != self.now


@dataclass(frozen=True)
class Group:
    name: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Check:
    """A rule of sums in words: what the parts come to, and what stands there."""

    name: str
    found: Decimal
    wanted: Decimal
    exact: bool

    @property
    def holds(self) -> bool:
        return self.found == self.wanted if self.exact else self.found <= self.wanted


@dataclass(frozen=True)
class Below:
    """A slot right below: its state, its total, and its report for who may see it."""

    slot: ReportSlot
    state: SlotState
    report: Report | None
    total: Decimal | None
    seen: bool
    why_without: str = ""
    newer: bool = False


@dataclass(frozen=True)
class Changed:
    """What one submission says otherwise than the one before it."""

    report: Report
    before: Report
    figures: tuple[tuple[str, Decimal, Decimal], ...]


def groups_of(form: Form, rows: Sequence[Row]) -> list[Group]:
    by_code = {row.code: row for row in rows}
    found = []
    for group in form.table["groups"]:
        codes = [one["code"] for one in form.table["columns"] if one["group"] == group["code"]]
        found.append(Group(group["name"], tuple(by_code[code] for code in codes)))
    return found


def rows_of(now: RollUp, report: Report | None, form: Any = None) -> list[Row]:
    """form: its fields stand in the rows, where the figures may be entered."""
    figures = {row.column: row for row in report.figures.all()} if report else {}
    values = now.values
    return [row_of(now, code, values[code], figures.get(code), form) for code in now.form.columns]


def row_of(
    now: RollUp, code: str, value: Decimal, figure: ReportFigure | None, form: Any
) -> Row:
    column = now.form.column(code)
    return Row(
        code,
        str(column["name"]),
        str(column.get("unit", "")),
        now.form.places(code),
        value,
        figure_of(figure) if figure else None,
        figure,
        form[f"hand_{code}"] if form else None,
        form[f"why_{code}"] if form else None,
    )


def checks_of(form: Form, values: Values) -> list[Check]:
    """Every rule of the form, kept or broken, in its words."""
    return [
        Check(
            str(rule["name"]),
            sum((values.get(column, NOTHING) for column in rule["sum"]), NOTHING),
            values.get(rule.get("is") or rule["at_most"], NOTHING),
            "is" in rule,
        )
        for rule in form.table["checks"]
    ]


def reports_of(slot: ReportSlot, person: User) -> list[Report]:
    """The reports of a slot the person may know of, the newest first; a draft is its unit's."""
    rows = slot.reports.filter(is_visible(person, "record"))
    rows = rows.exclude(record__state=RecordState.STRUCK)
    people = ("record", "slot__type", "filled_by", "reviewed_by", "signed_by")
    return list(rows.select_related(*people).order_by("-no"))


def below_of(now: RollUp, report: Report | None, person: User) -> list[Below]:
    """The slots right below in the order of the tree, the missing ones among them."""
    found = states([child.slot for child in now.children])
    seen = units_seen(person)
    explained = explained_in(report.children) if report else {}
    taken = {row["unit"]: row for row in report.children if "record" in row} if report else {}
    return [
        Below(
            child.slot,
            found[child.slot.pk],
            child.report,
            child.values.get(now.form.total) if child.report else None,
            child.slot.unit_id in seen,
            explained.get(child.slot.unit.code, ""),
            is_newer(child, taken.get(child.slot.unit.code), report),
        )
        for child in now.children
    ]


def is_newer(child: Child, taken: Mapping[str, Any] | None, report: Report | None) -> bool:
    """Whether another report of it counts now than the one that went into the sum."""
    if report is None or report.state != ReportState.SUBMITTED or child.report is None:
        return False
    return taken is None or (taken["record"], taken["no"]) != (
        child.report.record.uid.hex,
        child.report.no,
    )


def changes_of(form: Form, reports: Sequence[Report]) -> list[Changed]:
    """Of each correction that was sent: the figures it says otherwise. One query."""
    sent = [one for one in reports if one.state == ReportState.SUBMITTED]
    values = values_of(sent) if len(sent) > 1 else {}
    pairs = zip(sent, sent[1:], strict=False)
    return [
        Changed(report, before, tuple(differing(form, values[before.pk], values[report.pk])))
        for report, before in pairs
    ]


def differing(form: Form, before: Values, after: Values) -> Iterator[tuple[str, Decimal, Decimal]]:
    for code in form.columns:
        one, other = before.get(code, NOTHING), after.get(code, NOTHING)
        if one != other:
            yield str(form.column(code)["name"]), one, other


def named(form: Form, changes: Sequence[Moved]) -> list[tuple[str, Decimal, Decimal]]:
    """Figures that moved since a report was filled, by the names of their columns."""
    return [(str(form.column(one.column)["name"]), one.before, one.now) for one in changes]
