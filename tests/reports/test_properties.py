"""What holds whatever comes: sums over any tree, states of any slot, rules of sums."""

from __future__ import annotations

import datetime as dt
import itertools
from dataclasses import dataclass, field
from decimal import Decimal

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from archive.classification.load import load_schemes
from archive.classification.queries import choices
from archive.clocks.load import load_clocks
from archive.mediation.figures import columns, cross_foot, figures
from archive.organisation.models import Unit, User
from archive.organisation.vocabulary import UnitKind
from archive.reports.load import load_report_types
from archive.reports.models import Report, ReportFigure, ReportSlot
from archive.reports.rollup import rolled_up
from archive.reports.rules import Filing, nearest_below, slot_state, total
from archive.reports.slots import open_slots
from archive.reports.steps.filling import NONE_BY_HAND, new_report
from tests.office import make_unit
from tests.reports.people import END, START, TODAY, add_case, noon

serial = itertools.count(1)
DAYS = st.dates(dt.date(2026, 3, 1), dt.date(2026, 6, 1))


@dataclass
class Node:
    """A unit of a random tree: its own cases, whether it owes and submits, what is under it."""

    cases: int
    owes: bool
    submits: bool
    under: list[Node] = field(default_factory=list)


def node(children: st.SearchStrategy) -> st.SearchStrategy:
    return st.builds(Node, st.integers(0, 2), st.booleans(), st.booleans(), children)


LEAF = node(st.just([]))
TREES = node(st.lists(node(st.lists(LEAF, max_size=3)), max_size=3))


def plant(tree: Node, parent: Unit | None, by: User) -> Unit:
    kind = UnitKind.MEDIATION_COMMITTEE if tree.owes else UnitKind.SECTION
    code = f"U{next(serial)}"
    unit = make_unit(code, f"{code}村调委会", kind, parent)
    for _case in range(tree.cases):
        add_case(unit, by)
    for child in tree.under:
        plant(child, unit, by)
    tree.unit = unit  # type: ignore[attr-defined]
    return unit


def submit_from_below(tree: Node, by: User) -> None:
    """As the steps do it: a draft of the sum of this moment, then submitted."""
    for child in tree.under:
        submit_from_below(child, by)
    slot = ReportSlot.objects.filter(unit=tree.unit).first()
    if slot and tree.submits:
        report = new_report(
            slot,
            rolled_up(slot),
            hand=NONE_BY_HAND,
            explained={},
            nil=False,
            by=by,
            at=noon(TODAY),
            day=TODAY,
        )
        report.state = "submitted"
        report.save()


def reference(tree: Node) -> int:
    """Slow and plain: own cases and what comes up from the units that owe, if they submitted."""
    return tree.cases + sum(comes_up(child) for child in tree.under)


def comes_up(tree: Node) -> int:
    if tree.owes:
        return reference(tree) if tree.submits else 0
    return sum(comes_up(child) for child in tree.under)


class Sums(TestCase):
    @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
    @given(TREES)
    def test_a_parent_is_the_sum_of_its_submitted_children_and_its_own_cases(self, tree):
        load_schemes()
        load_clocks()
        load_report_types()
        by = User.objects.create(username=f"filler-{next(serial)}", name="填表")
        tree.owes = True
        root = plant(tree, None, by)
        open_slots(TODAY)
        submit_from_below(tree, by)
        slot = ReportSlot.objects.get(unit=root)

        now = rolled_up(slot)

        assert now.values["total"] == reference(tree)
        parts = [figures(root, START, END)["total"].value]
        parts += [child.values["total"] for child in now.included]
        assert now.values["total"] == sum(parts)
        assert not cross_foot(now.values)
        sent = Report.objects.filter(state="submitted", slot=slot).first()
        if sent:
            stored = ReportFigure.objects.get(report=sent, column="total").value
            assert stored == reference(tree)


filings = st.lists(
    st.builds(
        Filing,
        st.integers(1, 5),
        st.booleans(),
        st.booleans(),
        st.booleans(),
        st.none() | DAYS,
    ),
    max_size=4,
    unique_by=lambda one: one.no,
)


@given(DAYS, DAYS, filings)
def test_a_slot_is_missing_only_while_nothing_is_sent_and_nil_only_when_it_is(due, on, found):
    state = slot_state(due, on, found)
    sent = [one for one in found if one.submitted]

    assert (state in {"open", "drafted", "missing"}) == (not sent)
    if state == "nil":
        assert max(sent, key=lambda one: one.no).nil
    if state == "missing":
        assert on > due
    if not sent and state != "missing":
        assert (state == "drafted") == bool(found)


@given(st.lists(st.dictionaries(st.sampled_from(columns()), st.integers(0, 99)), max_size=6))
def test_a_sum_has_every_column_and_no_order(rows):
    values = [{code: Decimal(value) for code, value in row.items()} for row in rows]
    found = total(values, columns())

    assert set(found) == set(columns())
    assert found == total(values[::-1], columns())
    assert all(found[code] == sum(row.get(code, 0) for row in rows) for code in columns())


paths = st.lists(st.sampled_from("ABC"), min_size=1, max_size=4).map(
    lambda one: "/".join(one) + "/"
)


@given(paths, st.lists(paths, max_size=12, unique=True))
def test_every_path_below_has_exactly_one_nearest_above_it(top, others):
    near = nearest_below(top, others)
    under = [other for other in others if other.startswith(top) and other != top]

    assert all(sum(one.startswith(taken) for taken in near) == 1 for one in under)
    assert set(near) <= set(under)


class Cases(TestCase):
    @settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.lists(st.tuples(st.integers(0, 17), st.integers(0, 7), st.booleans()), max_size=6))
    def test_what_the_cases_tell_always_adds_up(self, drawn):
        load_schemes()
        by = User.objects.create(username=f"filler-{next(serial)}", name="填表")
        unit = make_unit(f"U{next(serial)}", "东河村调委会", UnitKind.MEDIATION_COMMITTEE, None)
        types = list(choices("dispute_type", END))
        sources = [one for one in choices("case_source") if not one.terms.exists()]
        for type_no, source_no, agreed in drawn:
            more = {} if agreed else {"agreed_on": None, "agreement_form": ""}
            add_case(
                unit,
                by,
                dispute_type=types[type_no % len(types)],
                source=sources[source_no % len(sources)],
                **more,
            )

        values = {code: one.value for code, one in figures(unit, START, END).items()}

        assert values["total"] == len(drawn)
        assert not cross_foot(values)
