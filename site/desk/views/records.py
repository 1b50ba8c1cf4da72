"""The register book: the records of one's scope as a dense table."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from archive.organisation.may import units_for
from archive.organisation.vocabulary import Verb
from archive.records.vocabulary import RecordKind, RecordState
from desk.access import DeskView, visible_records
from desk.listing import Filters, page_of, units_in, years_of


class RecordsView(DeskView):
    """At most twenty queries, whatever the size of the archive."""

    template_name = "desk/records.html"
    page_title = _("Register book")

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        here = {"url": reverse("desk_records"), "label": self.page_title}
        return [*super().get_breadcrumbs_items(), here]

    def get(self, request: HttpRequest) -> HttpResponse:
        filters = Filters.read(request.GET)
        mine = visible_records(self.person)
        rows = filters.narrow(mine).select_related("lead_unit", "official_document")
        rows = rows.defer("official_document__summary")
        kept_as = f"{self.person.pk}:{filters.key}"
        return self.render_to_response(
            self.get_context_data(
                page=page_of(rows, request.GET.get("page"), kept_as=kept_as),
                filters=filters,
                kinds=RecordKind.choices if len(RecordKind) > 1 else [],
                states=RecordState.choices,
                units=list(units_in(self.scope)),
                years=years_of(self.person, mine),
                may_register=bool(units_for(self.person, Verb.REGISTER)),
            )
        )
