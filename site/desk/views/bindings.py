"""Binding a year: what would come of it, the job that does it, and its receipt."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from archive.organisation.may import units_for
from archive.organisation.models import Unit
from archive.organisation.refusal import Refusal, Refused
from archive.organisation.vocabulary import Verb
from archive.records.models import Job, Record
from archive.records.step import NotVisible, NotYourPost
from archive.records.vocabulary import JobState
from archive.volumes.bindings import (
    UNDER_WAY,
    ask_to_bind,
    bindings,
    bindings_of,
    is_failure,
    volumes_of_job,
)
from archive.volumes.models import VolumeItem
from archive.volumes.proposal import proposal, refusals
from archive.volumes.queries import volumes_visible_to
from desk.access import visible_records
from desk.listing import page_of, whole
from desk.views.steps import REFUSED
from desk.views.volumes import VolumeBase
from desk.worksheet import columns, mend_of

# So many years back are offered; any other may stand in the address.
YEARS = 10
# So many rows of what was left out stand on the receipt at once.
SHOWN = 500


class BindView(VolumeBase):
    """Three columns: ready, left out with reasons, the volumes that would come.

    `?why=` narrows what is left out to one reason. POST asks for the job and leads to its page.
    """

    template_name = "desk/bind.html"
    page_title = _("Bind a year")

    def get(self, request: HttpRequest) -> HttpResponse:
        units, unit, year = self.asked(request.GET)
        return self.page(units, unit, year)

    def post(self, request: HttpRequest) -> HttpResponse:
        units, unit, year = self.asked(request.POST)
        try:
            job = ask_to_bind(unit, year, by=self.person)
        except NotYourPost:
            raise
        except Refused as refused:
            return self.page(units, unit, year, refused.refusals, status=REFUSED)
        return redirect("desk_binding", job.pk)

    def asked(self, said: Any) -> tuple[list[Unit], Unit, int]:
        """The unit and year of the address; else the person's own unit and last year."""
        units = self.units_to_bind()
        wanted = whole(said.get("unit")) or self.person.unit_id
        unit = next((one for one in units if one.pk == wanted), units[0])
        year = whole(said.get("year")) or timezone.localdate().year - 1
        return units, unit, min(max(year, 1949), 9998)

    def units_to_bind(self) -> list[Unit]:
        self.ask(Verb.BIND)
        mine = units_for(self.person, Verb.BIND)
        return list(Unit.objects.filter(pk__in=mine).select_related("fonds"))

    def page(
        self,
        units: list[Unit],
        unit: Unit,
        year: int,
        refused: list[Refusal] | None = None,
        status: int = 200,
    ) -> HttpResponse:
        today = timezone.localdate()
        plan = proposal(unit, year, by=self.person)
        found = refused or list(refusals(unit, year, today, plan.schedules))
        newest = list(bindings_of(unit, year).order_by("-pk")[:3])
        running = next((job for job in newest if job.state in UNDER_WAY), None)
        context = self.get_context_data(
            units=units,
            unit=unit,
            year=year,
            years=sorted({year, *range(today.year - YEARS, today.year)}, reverse=True),
            refusals=found,
            running=running,
            receipts=[job for job in newest if job is not running],
            may_bind=not found and not running and bool(plan.ready),
            breadcrumbs_items=self.crumbs(("", self.page_title)),
            **columns(plan, self.request.GET.get("why", "")),
        )
        return self.render_to_response(context, status=status)


class BindingView(VolumeBase):
    """How far a binding is; when it has ended, its receipt. One may leave and come back."""

    template_name = "desk/binding.html"
    page_title = _("Binding")

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        job, unit = self.find(pk)
        made = volumes_visible_to(self.person, volumes_of_job(job))
        context = self.get_context_data(
            job=job,
            unit=unit,
            year=job.arguments["year"],
            running=job.state in UNDER_WAY,
            share=share_of(job),
            refused=job.result.get("refused", []),
            breadcrumbs_items=self.crumbs(("", self.page_title)),
            **self.receipt(job, made),
        )
        return self.render_to_response(context)

    def find(self, pk: int) -> tuple[Job, Unit]:
        """A binding of a unit where one may not bind does not exist."""
        job = bindings().filter(pk=pk).first()
        mine = units_for(self.person, Verb.BIND)
        code = job.arguments.get("unit") if job else ""
        unit = Unit.objects.filter(pk__in=mine, code=code).first()
        if job is None or unit is None:
            raise NotVisible
        return job, unit

    def receipt(self, job: Job, made: Any) -> dict[str, Any]:
        """Counts and lists, without what the person may not know of."""
        left = self.left_out(job.result.get("left_out", []))
        skipped = [one for one in left if not one["failed"]]
        failed = [one for one in left if one["failed"]]
        inside = VolumeItem.objects.filter(volume__in=made).values("record").distinct().count()
        ordered = made.select_related("unit", "fonds").order_by("category", "period", "number")
        return {
            "page": page_of(ordered, self.request.GET.get("page")),
            "counts": {
                "asked": inside + len(left),
                "done": inside,
                "skipped": len(skipped),
                "failed": len(failed),
            },
            "skipped": skipped[:SHOWN],
            "failed": failed[:SHOWN],
            "shown": SHOWN,
        }

    def left_out(self, said: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
        seen = self.seen([one["record"] for one in said])
        return [
            {
                "record": seen[one["record"]],
                "reasons": [(row["message"], mend_of(row["code"])) for row in one["reasons"]],
                "failed": is_failure(one),
            }
            for one in said
            if one["record"] in seen
        ]

    def seen(self, ids: Sequence[int]) -> dict[int, Record]:
        found: dict[int, Record] = {}
        for start in range(0, len(ids), SHOWN):
            rows = visible_records(self.person).filter(pk__in=ids[start : start + SHOWN])
            found |= rows.only("pk", "number", "title", "kind", "state").in_bulk()
        return found


def share_of(job: Job) -> int:
    """Percent of the batches that are done; 0 while bytes are checked."""
    if job.state == JobState.DONE:
        return 100
    return int(100 * job.progress / job.total) if job.total else 0

