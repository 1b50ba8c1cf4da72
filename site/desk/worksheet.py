"""The worksheet of a year to bind: columns cut to what a page holds, and where a lack is mended."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from archive.organisation.refusal import Refusal
from archive.retention.vocabulary import ORDER, Period
from archive.volumes.planning import Planned
from archive.volumes.proposal import LeftOut, Proposal, next_numbers, series_code
from archive.volumes.rules import MOST_PAGES

# So many rows of a column stand on the page; the count says how many there are.
SHOWN = 200
# Names of addresses where what a reason names is mended; elsewhere the record page is.
MENDED_AT = {
    "not_complete": "desk_contents",
    "line_missing": "desk_contents",
    "unsigned": "desk_contents",
    "scan_missing": "desk_contents",
    "inconsistent": "desk_contents",
    "no_paper": "desk_add_paper",
    "period_unresolved": "desk_correct",
}
WHY: dict[str, Any] = {
    "not_closed": _("not closed"),
    "not_complete": _("not marked complete"),
    "line_missing": _("a line is missing"),
    "unsigned": _("a signature is missing"),
    "scan_missing": _("a scan is missing"),
    "inconsistent": _("dates do not fit"),
    "clock_open": _("a deadline runs"),
    "period_unresolved": _("no rule fits"),
    "schedule_not_approved": _("schedule not approved"),
    "page_unnumbered": _("pages not counted"),
    "no_paper": _("no paper"),
    "digest_differs": _("file damaged"),
    "changed_meanwhile": _("changed meanwhile"),
}


@dataclass(frozen=True)
class Row:
    """A volume that would come: its first and last 档号, length, and the rule that decides."""

    planned: Planned
    code: str
    last_code: str

    @property
    def pages(self) -> int:
        return sum(entry.pages for entry in self.planned.entries)

    @property
    def papers(self) -> int:
        return sum(len(entry.leaves) for entry in self.planned.entries)

    @property
    def sentence(self) -> str:
        """Of the record whose period the volume takes, the longest of all."""
        found = [entry.ready.resolved for entry in self.planned.entries]
        return min(found, key=lambda one: ORDER.index(Period(one.period))).sentence

    @property
    def rules(self) -> int:
        return len({entry.ready.resolved.rule.pk for entry in self.planned.entries})


def rows_of(plan: Proposal) -> Iterator[Row]:
    """In the order of their numbers, with the 档号 they would get now."""
    if plan.unit.fonds_id is None:
        return
    counters = next_numbers(plan.unit, plan.year)
    for planned in (one for group in plan.groups for one in group):
        series = series_code(planned)
        number = counters.get(series, 1)
        counters[series] = number + planned.numbers
        last = number + planned.numbers - 1
        yield Row(planned, planned.code(number), planned.code(last) if last > number else "")


def columns(plan: Proposal, why: str) -> dict[str, Any]:
    """`why`: only what is left out for that reason; each reason says how many it keeps out."""
    counted = Counter(code for one in plan.left_out for code in {x.code for x in one.reasons})
    known = why if why in counted else ""
    left = [one for one in plan.left_out if not known or known in {x.code for x in one.reasons}]
    volumes = list(rows_of(plan))
    return {
        "ready": plan.ready[:SHOWN],
        "ready_count": len(plan.ready),
        "left_out": [(one.record, mended(one)) for one in left[:SHOWN]],
        "left_count": len(plan.left_out),
        "left_shown": len(left),
        "why": known,
        "whys": [(code, WHY.get(code, code), count) for code, count in counted.most_common()],
        "volumes": volumes[:SHOWN],
        "volume_count": len(volumes),
        "page_count": sum(row.pages for row in volumes),
        "shown": SHOWN,
        "most": MOST_PAGES,
    }


def mended(one: LeftOut) -> list[tuple[Refusal, str]]:
    return [(reason, mend_of(reason.code)) for reason in one.reasons]


def mend_of(code: str) -> str:
    """The address where it is mended."""
    return MENDED_AT.get(code, "desk_record")
