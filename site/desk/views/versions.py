"""Two versions of a record, side by side."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from archive.records.models import Record, Version
from archive.records.step import NotVisible
from desk import veiled
from desk.access import DeskView, visible_record
from desk.compare import content_of, differing, unchanged, without
from desk.kinds import desk_kind
from desk.views.seen import note_view


def record_crumbs(record: Record, here: str = "") -> list[dict[str, Any]]:
    """The path to a record, and to a page of it."""
    page = {"url": reverse("desk_record", args=[record.pk]), "label": record.number or record.title}
    rest = [{"url": "", "label": here}] if here else []
    return [{"url": reverse("desk_records"), "label": _("Register book")}, page, *rest]


def next_after(record: Record, no: int) -> int | None:
    return no + 1 if no < record.version else None


class CompareView(DeskView):
    """`?all=1` shows the fields that did not change as well."""

    template_name = "desk/compare.html"

    def get(self, request: HttpRequest, pk: int, before: int, after: int) -> HttpResponse:
        record = visible_record(self.person, pk)
        note_view(request, record, "record:view", versions=f"{before}..{after}")
        sides = Version.objects.filter(record=record, no__in=[before, after])
        versions = {version.no: version for version in sides.select_related("body")}
        if {before, after} - versions.keys():
            raise NotVisible
        for version in versions.values():
            version.reason = veiled.over(record, version.reason)
        hidden = desk_kind(record.kind).hides(record, self.person)
        old, new = (
            without(veiled.over(record, content_of(versions[no])), hidden)
            for no in (before, after)
        )
        title = _("Versions %(before)s and %(after)s") % {"before": before, "after": after}
        everything = request.GET.get("all") == "1"
        return self.render_to_response(
            self.get_context_data(
                record=record,
                header_title=title,
                breadcrumbs_items=[*self.breadcrumbs_items, *record_crumbs(record, title)],
                before=versions[before],
                after=versions[after],
                earlier=min(before, after) - 1,
                later=next_after(record, max(before, after)),
                rows=differing(old, new),
                same=unchanged(old, new) if everything else [],
                everything=everything,
            )
        )
