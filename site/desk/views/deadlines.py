"""The worklist: what is late, due this week, in one's hands; all of it stands in the address."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from desk.access import DeskView
from desk.deadlines import (
    Task,
    clocks_due,
    due_this_week,
    in_my_hands,
    late,
    tasks_of,
    tasks_of_records,
    with_words,
)
from desk.listing import PageOf, known, page_of, units_in, whole

SHOWS = (
    ("all", _("All deadlines")),
    ("late", _("late")),
    ("week", _("due this week")),
    ("mine", _("in my hands")),
)


class DeadlinesView(DeskView):
    """At most twenty queries, whatever the number of matters under way."""

    template_name = "desk/deadlines.html"
    page_title = _("Deadlines")

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        here = {"url": reverse("desk_deadlines"), "label": self.page_title}
        return [*super().get_breadcrumbs_items(), here]

    def get(self, request: HttpRequest) -> HttpResponse:
        show = known(request.GET.get("show"), [code for code, _label in SHOWS]) or "all"
        unit, number = whole(request.GET.get("unit")), request.GET.get("page")
        page, tasks = self.rows(show, unit, number)
        return self.render_to_response(
            self.get_context_data(
                show=show,
                shows=SHOWS,
                unit=unit,
                units=list(units_in(self.scope)),
                page=page,
                tasks=tasks,
            )
        )

    def rows(
        self, show: str, unit: int | None, number: str | None
    ) -> tuple[PageOf[Any], list[Task]]:
        kept_as = f"deadlines:{self.person.pk}:{show}:{unit}"
        if show == "mine":
            mine = in_my_hands(self.person)
            mine = mine.filter(lead_unit=unit) if unit else mine
            page = page_of(with_words(mine, ""), number, kept_as=kept_as)
            return page, tasks_of_records(page.rows)
        today = timezone.localdate()
        clocks = {"late": late, "week": due_this_week}.get(show, lambda who, _day: clocks_due(who))
        rows = clocks(self.person, today)
        rows = rows.filter(record__lead_unit=unit) if unit else rows
        page = page_of(with_words(rows), number, kept_as=kept_as)
        return page, tasks_of(page.rows)
