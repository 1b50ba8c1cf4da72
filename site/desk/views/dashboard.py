"""Today: where a person begins. What there is to do, what came last, and the search field."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.auth import require_admin_access

from archive.documents.models import Notice
from archive.documents.vocabulary import NoticeState
from archive.organisation.may import may, may_on, units_for
from archive.organisation.standing import standing_of
from archive.organisation.vocabulary import Verb
from archive.records.models import Record
from archive.records.models.record import RecordQuerySet
from desk import labels
from desk.access import DeskView, is_visible, visible_records
from desk.listing import few_rows, incomplete
from desk.work import work_of

SHOWN = 8


class DashboardView(DeskView):
    """At most 25 queries. Counts stop at a thousand; what is dear to count is kept a minute."""

    template_name = "desk/dashboard.html"
    page_title = _("Today")

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [{"url": "", "label": self.page_title}]

    def get(self, request: HttpRequest) -> HttpResponse:
        mine = visible_records(self.person)
        context = self.get_context_data(
            today=timezone.localdate(),
            posts=self.posts(),
            may_see=bool(self.scope.sights),
            may_register=bool(units_for(self.person, Verb.REGISTER)),
            may_import=may(self.person, Verb.IMPORT),
            newest=self.newest(mine),
            work=work_of(self.person),
            **self.to_complete(),
            **self.drafts(),
        )
        return self.render_to_response(context)

    def posts(self) -> list[str]:
        """The names of the posts; the unit read with them is the one the frame names too."""
        posts = standing_of(self.person).posts
        units = {post.unit_id: post.unit for post in posts}
        if self.person.unit_id in units:
            self.person.unit = units[self.person.unit_id]
        return [str(post) for post in posts]

    def newest(self, mine: RecordQuerySet) -> list[Record]:
        rows = mine.standing().select_related("lead_unit")
        return list(rows.order_by("-registered_on", "-id")[:SHOWN])

    def to_complete(self) -> dict[str, Any]:
        """待补录 that this person may complete himself; others' are in the register book."""
        units = units_for(self.person, Verb.CORRECT)
        if not units:
            return {"may_complete": False}
        rows = visible_records(self.person).filter(incomplete(), lead_unit__in=units)
        found, count = few_rows(
            "incomplete", self.person, rows.order_by("-registered_on", "-id"), SHOWN
        )
        return {
            "may_complete": True,
            "incomplete": [self.to_do(record) for record in found],
            "incomplete_count": count,
        }

    def to_do(self, record: Record) -> tuple[Record, str, str]:
        """The record, what it lacks, and where it is completed, or only read."""
        name = "desk_correct" if may_on(self.person, Verb.CORRECT, record) else "desk_record"
        return record, missing(record), reverse(name, args=[record.pk])

    def drafts(self) -> dict[str, Any]:
        if not may(self.person, Verb.PUBLISH):
            return {"may_publish": False}
        rows: QuerySet[Notice] = Notice.objects.filter(
            is_visible(self.person, "record"), state=NoticeState.DRAFT
        )
        rows = rows.select_related("record__lead_unit").order_by("-changed_at")
        drafts, count = few_rows("notice-drafts", self.person, rows, SHOWN)
        return {"may_publish": True, "drafts": drafts, "drafts_count": count}


def missing(record: Record) -> str:
    """The fields still to fill in, as one line."""
    return "、".join(str(labels.path_label(name)) for name in record.undecided)


dashboard = require_admin_access(DashboardView.as_view())
