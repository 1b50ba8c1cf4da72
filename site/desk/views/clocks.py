"""The sheet of a deadline: every day of it, counted or not, and why."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.dates import WEEKDAYS_ABBR
from django.utils.translation import gettext as _

from archive.clocks.clocks import sheet
from archive.clocks.models import Clock
from archive.records.step import NotVisible
from desk.access import DeskView, is_visible
from desk.clocks import WEEK, lines_of, months_of
from desk.views.versions import record_crumbs


class ClockView(DeskView):
    """A clock is seen by whoever sees its record."""

    template_name = "desk/clock.html"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        clocks = Clock.objects.filter(is_visible(self.person, "record"), pk=pk)
        clock = clocks.select_related("rule", "record", "extends__rule").first()
        if clock is None:
            raise NotVisible
        found = sheet(clock)
        title = _("How the deadline was counted")
        crumbs = record_crumbs(clock.record, title)
        return self.render_to_response(
            self.get_context_data(
                line=lines_of([clock])[0],
                record=clock.record,
                header_title=title,
                breadcrumbs_items=[*self.breadcrumbs_items, *crumbs],
                sheet=found,
                months=months_of(found),
                weekdays=[WEEKDAYS_ABBR[number] for number in range(WEEK)],
                skipped=sum(not day.counted for day in found.days),
            )
        )
