"""Which law a limit has: that of its day, with its article."""

from __future__ import annotations

import datetime as dt
from itertools import groupby

import pytest

from archive.clocks.load import load_clocks, read
from archive.clocks.models import DeadlineRule
from archive.clocks.queries import rule_for
from archive.clocks.sentences import articles

D = dt.date.fromisoformat
BOTH = [
    ("PET_TRIAGE", "二十一", "二十二"),
    ("PET_NOTIFY_DIRECT", "二十二", "二十三"),
    ("PET_NOTIFY_ASSIGNED", "二十一", "二十三"),
    ("PET_HANDLE", "三十三", "三十四"),
    ("PET_EXTEND", "三十三", "三十四"),
    ("PET_REVIEW_REQ", "三十四", "三十五"),
    ("PET_REVIEW", "三十四", "三十五"),
    ("PET_RECHECK_REQ", "三十五", "三十六"),
    ("PET_RECHECK", "三十五", "三十六"),
]


@pytest.mark.parametrize(("code", "old", "new"), BOTH)
def test_the_law_of_the_day_is_cited(rules, code, old, new):
    assert rule_for(code, D("2022-04-30")).basis == f"信访条例（2005年）第{old}条"
    assert rule_for(code, D("2022-05-01")).basis == f"信访工作条例（2022年）第{new}条"


NONE = [("PET_OBJECT", "2021-06-01"), ("PET_HANDLE", "2005-04-30"), ("NONE", "2024-01-01")]


@pytest.mark.parametrize(("code", "on"), NONE)
def test_no_rule_in_force_is_a_key_error(rules, code, on):
    with pytest.raises(KeyError):
        rule_for(code, D(on))


def test_versions_of_a_rule_follow_each_other_without_overlap():
    rows = sorted(read("deadlines.json")["rules"], key=lambda row: (row["code"], row["valid_from"]))
    for _code, versions in groupby(rows, key=lambda row: row["code"]):
        listed = list(versions)
        for one, following in zip(listed, listed[1:], strict=False):
            assert D(one["valid_to"]) + dt.timedelta(days=1) == D(following["valid_from"])


def test_loading_again_keeps_what_the_office_edited(rules):
    DeadlineRule.objects.filter(code="MED_CLOSE").update(limit=45)

    assert load_clocks() == []
    assert rule_for("MED_CLOSE", D("2026-01-01")).limit == 45


COUNTING = [
    ("1980-01-01", "民法通则"),
    ("2017-09-30", "民法通则"),
    ("2017-10-01", "民法总则"),
    ("2020-12-31", "民法总则"),
    ("2021-01-01", "民法典"),
]


@pytest.mark.parametrize(("on", "law"), COUNTING)
def test_the_law_of_counting_is_that_of_the_day(on, law):
    assert articles(D(on))["roll"].startswith(law)
