"""The year at a glance: who of the units sent what, period by period."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from archive.organisation.models import Unit
from archive.reports.models import ReportSlot, ReportType
from archive.reports.queries import slots_seen, states
from archive.reports.vocabulary import SlotState
from desk.listing import whole
from desk.views.reports import ReportBase, period_of

# The columns shown at once: a year of months; of a shorter cycle the newest.
PERIODS = 12
UNITS = 200


@dataclass(frozen=True)
class Line:
    """A unit with its depth under the highest one shown, and its slots in the order of the
    columns; None where it owed nothing."""

    unit: Unit
    depth: int
    cells: list[tuple[ReportSlot, SlotState] | None]


class ReportYearView(ReportBase):
    """At most twenty queries. Unit, year and type stand in the address."""

    template_name = "desk/report_year.html"
    page_title = _("The year at a glance")

    def get(self, request: HttpRequest) -> HttpResponse:
        types = list(ReportType.objects.order_by("code"))
        type_ = whole(request.GET.get("type")) or (types[0].pk if types else 0)
        unit = whole(request.GET.get("unit"))
        year = min(max(whole(request.GET.get("year")) or this_year(), 1949), 9998)
        units = list(self.units())
        starts, slots = self.slots(type_, year, next((u for u in units if u.pk == unit), None))
        found = states(slots)
        return self.render_to_response(
            self.get_context_data(
                types=types,
                type=type_,
                unit=unit,
                units=units,
                year=year,
                years=range(this_year(), this_year() - 8, -1),
                periods=[heads(slots)[start] for start in starts],
                lines=lines_of(slots, starts, found),
                counts=counts(found),
                header_title=self.page_title,
                breadcrumbs_items=[
                    *self.get_breadcrumbs_items(),
                    {"url": "", "label": self.page_title},
                ],
            )
        )

    def slots(
        self, type_: int, year: int, unit: Unit | None
    ) -> tuple[list[Any], list[ReportSlot]]:
        """The newest periods of the year in their order, and the slots that are seen of them."""
        rows = slots_seen(self.person).filter(type=type_, period_end__year=year)
        rows = rows.filter(unit__path__startswith=unit.path) if unit else rows
        days = rows.order_by("-period_start").values_list("period_start", flat=True).distinct()
        starts = sorted(days[:PERIODS])
        slots = rows.filter(period_start__in=starts).order_by("unit__path", "period_start")
        return starts, list(slots[: PERIODS * UNITS])


def this_year() -> int:
    """The year whose last period may have ended: in January still the one before."""
    today = timezone.localdate()
    return today.year if today.month > 1 else today.year - 1


def heads(slots: Sequence[ReportSlot]) -> dict[Any, tuple[str, str]]:
    """By the first day of a period: its short head and its name."""
    return {
        slot.period_start: (f"{slot.period_start:%m}", period_of(slot)) for slot in slots
    }


def lines_of(
    slots: Sequence[ReportSlot], starts: Sequence[Any], found: dict[int, SlotState]
) -> list[Line]:
    by_unit: dict[int, dict[Any, ReportSlot]] = {}
    for slot in slots:
        by_unit.setdefault(slot.unit_id, {})[slot.period_start] = slot
    units = {slot.unit_id: slot.unit for slot in slots}
    least = min((unit.path.count("/") for unit in units.values()), default=0)
    return [
        Line(
            unit,
            unit.path.count("/") - least,
            [cell(by_unit[pk].get(start), found) for start in starts],
        )
        for pk, unit in units.items()
    ]


def cell(
    slot: ReportSlot | None, found: dict[int, SlotState]
) -> tuple[ReportSlot, SlotState] | None:
    return (slot, found[slot.pk]) if slot else None


def counts(found: dict[int, SlotState]) -> list[tuple[SlotState, int]]:
    """How many slots are in each state, in the order of the states."""
    tally = Counter(found.values())
    return [(state, tally[state]) for state in SlotState if tally[state]]
