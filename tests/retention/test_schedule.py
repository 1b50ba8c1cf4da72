"""Which rule of default-1 a record falls under, by its flags (domain 8.2)."""

from __future__ import annotations

import pytest

from archive.retention.conditions import ANY, AT_LEAST, FLAGS, holds
from archive.retention.load import load_schedules
from archive.retention.models import RetentionRule, Schedule
from archive.retention.rules import first_match

CASES = [
    ("petition", {"instruction_result"}, "P-10", "Y"),
    ("petition", {"hearing", "route_31_6_opinion"}, "P-10", "Y"),
    ("petition", {"review"}, "P-10", "Y"),
    ("petition", {"collective", "no_result"}, "P-10", "Y"),
    ("petition", {"joint_20"}, "P-10", "Y"),
    ("petition", {"accusation_confirmed"}, "P-10", "Y"),
    ("petition", {"route_31_6_opinion"}, "P-20", "D30"),
    ("petition", {"no_result"}, "P-30", "D10"),
    ("petition", set(), "P-21", "D30"),
    ("dossier", {"death_or_injury"}, "M-10", "D30"),
    ("dossier", {"group", "failed"}, "M-10", "D30"),
    ("dossier", {"land_or_inheritance"}, "M-10", "D30"),
    ("dossier", {"confirmed"}, "M-10", "D30"),
    ("dossier", {"difficult", "oral", "performed_at_once"}, "M-10", "D30"),
    ("dossier", {"oral", "performed_at_once"}, "M-30", "D10"),
    ("dossier", {"failed"}, "M-30", "D10"),
    ("dossier", {"oral"}, "M-20", "D10"),
    ("dossier", {"performed_at_once"}, "M-20", "D10"),
    ("dossier", set(), "M-20", "D10"),
    ("report", {"annual"}, "S-10", "Y"),
    ("report", {"annual", "nil"}, "S-10", "Y"),
    ("report", {"annual", "from_below"}, "S-30", "D10"),
    ("report", {"special", "from_below"}, "S-40", "D30"),
    ("report", {"nil"}, "S-20", "D10"),
    ("report", {"from_below"}, "S-20", "D10"),
    ("report", set(), "S-20", "D10"),
    ("document", {"normative"}, "N-10", "Y"),
    ("document", {"plan_or_summary"}, "N-10", "Y"),
    ("document", {"notice_to_lower", "important"}, "N-20", "D30"),
    ("document", {"notice_to_lower"}, "N-21", "D10"),
    ("document", {"received", "important"}, "N-50", "D30"),
    ("document", {"received"}, "N-51", "D10"),
    ("document", set(), "N-51", "D10"),
]


@pytest.mark.parametrize(("kind", "flags", "code", "period"), CASES)
def test_the_first_rule_that_fits_counts(schedule, kind, flags, code, period):
    rule = first_match(schedule.rules.filter(kind=kind), dict.fromkeys(flags, True))

    assert (rule.code, rule.period) == (code, period)


def asked(conditions):
    """The names of all flags that conditions ask for."""
    own = set(conditions) - {ANY, AT_LEAST} | set(conditions.get(AT_LEAST, {}))
    return own.union(*map(asked, conditions.get(ANY, [])))


def test_the_schedule_asks_only_flags_of_the_table(schedule):
    for rule in schedule.rules.filter(kind__in=FLAGS):
        assert asked(rule.conditions) <= FLAGS[rule.kind].keys(), rule.code


def test_every_kind_of_record_has_a_rule_for_the_rest(schedule):
    for kind in FLAGS:
        assert first_match(schedule.rules.filter(kind=kind), {}) is not None


def test_every_rule_says_what_it_rests_on(schedule):
    assert all(rule.basis for rule in schedule.rules.all())
    assert schedule.rules.count() == len({rule.code for rule in schedule.rules.all()})


CONDITIONS = [
    ({}, True),
    ({"oral": True}, True),
    ({"oral": False}, False),
    ({"failed": True}, False),
    ({"failed": False}, True),
    ({"oral": True, "failed": True}, False),
    ({"any": [{"failed": True}, {"oral": True}]}, True),
    ({"any": [{"failed": True}, {"oral": True, "group": True}]}, False),
    ({"any": []}, False),
    ({"at_least": {"perform_by": 3}}, True),
]


@pytest.mark.parametrize(("conditions", "expected"), CONDITIONS)
def test_conditions(conditions, expected):
    assert holds(conditions, {"oral": True}) is expected


def test_loading_again_keeps_what_the_office_edited(schedule):
    RetentionRule.objects.filter(code="M-20").update(period="D30")

    assert load_schedules() == 0
    assert RetentionRule.objects.get(code="M-20").period == "D30"
    assert Schedule.objects.count() == 1
