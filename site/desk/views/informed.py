"""知会: matters a unit is informed of, by their line and their issued papers (policy 2.1)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from archive.records.models import File, Record
from desk.access import DeskView, told_files
from desk.listing import page_of


@dataclass(frozen=True)
class Told:
    """A line of the list; of a restricted matter the title stays with those who handle it."""

    record: Record
    files: Sequence[File]

    @property
    def title(self) -> str:
        return str(_("(restricted)")) if self.record.is_restricted else self.record.title


class InformedView(DeskView):
    """A fixed number of queries."""

    template_name = "desk/informed.html"
    page_title = _("Informed of")

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        here = {"url": reverse("desk_informed"), "label": self.page_title}
        return [*super().get_breadcrumbs_items(), here]

    def get(self, request: HttpRequest) -> HttpResponse:
        rows = Record.objects.told_to(self.scope).select_related("lead_unit")
        page = page_of(rows.order_by("-registered_on", "-id"), request.GET.get("page"))
        files = self.files_of(page.rows)
        lines = [Told(record, files[record.pk]) for record in page.rows]
        return self.render_to_response(self.get_context_data(page=page, lines=lines))

    def files_of(self, records: Sequence[Record]) -> dict[int, list[File]]:
        """The newest file of each issued paper."""
        rows = told_files(self.person).filter(paper__record__in=[one.pk for one in records])
        newest = {row.paper_id: row for row in rows.order_by("paper__position", "no")}
        found: dict[int, list[File]] = defaultdict(list)
        for row in newest.values():
            found[row.paper.record_id].append(row)
        return found
