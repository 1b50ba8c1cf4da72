"""Volumes: the list by year, a volume as it lies on the shelf, and binding a year."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from archive.organisation.may import may, units_for
from archive.organisation.models import Unit
from archive.organisation.refusal import Refusal, Refused
from archive.organisation.vocabulary import Verb
from archive.records.step import NotVisible, NotYourPost
from archive.retention.models import Retention
from archive.volumes.binding import bind_year
from archive.volumes.models import Volume, VolumeItem
from archive.volumes.proposal import Proposal, proposal, refusals
from archive.volumes.queries import volumes_visible_to
from desk.access import DeskView
from desk.listing import page_of, units_in, whole

# So many rows of a column stand on the page; the count says how many there are.
SHOWN = 200
# What the page says of a volume's papers at most; a thick one goes on in print.
LINES = 1000


class VolumeBase(DeskView):
    page_title: Any = _("Volumes")

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        here = {"url": reverse("desk_volumes"), "label": _("Volumes")}
        return [*super().get_breadcrumbs_items(), here]

    def units(self) -> list[Unit]:
        """The units whose volumes the scope shows."""
        return list(units_in(self.scope))


class VolumesView(VolumeBase):
    """案卷目录: filters stand in the address."""

    template_name = "desk/volumes.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        units = self.units()
        year, unit = whole(request.GET.get("year")), whole(request.GET.get("unit"))
        rows = Volume.objects.filter(unit__in=units).select_related("unit", "fonds")
        years = list(rows.order_by("-year").values_list("year", flat=True).distinct())
        rows = volumes_visible_to(self.person, rows)
        rows = rows.filter(**{"year": year} if year else {})
        rows = rows.filter(**{"unit": unit} if unit else {})
        ordered = rows.order_by("-year", "unit__path", "category", "period", "number")
        return self.render_to_response(
            self.get_context_data(
                page=page_of(ordered, request.GET.get("page")),
                units=units,
                years=years,
                year=year,
                unit=unit,
                may_bind=bool(units_for(self.person, Verb.BIND)),
            )
        )


class VolumeView(VolumeBase):
    """A volume is seen by whoever may know of all that lies in it."""

    template_name = "desk/volume.html"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        rows = volumes_visible_to(self.person, Volume.objects.filter(unit__in=self.units(), pk=pk))
        about = ("unit", "fonds", "compiled_by", "checked_by", "supplement_of")
        volume = rows.select_related(*about).first()
        if volume is None:
            raise NotVisible
        items = VolumeItem.objects.filter(volume=volume).select_related("record")[:LINES]
        kept = Retention.objects.filter(record__volume_items__volume=volume)
        sentences = kept.order_by("ends_on").values_list("sentence", flat=True).distinct()
        crumbs = [*self.breadcrumbs_items, {"url": "", "label": volume.code or volume.title}]
        return self.render_to_response(
            self.get_context_data(
                volume=volume,
                header_title=volume.title,
                items=list(items),
                lines=list(volume.lines.select_related("item")[:LINES]),
                sentences=list(sentences[:3]),
                supplements=list(volume.supplements.all()),
                breadcrumbs_items=crumbs,
            )
        )


class BindView(VolumeBase):
    """Three columns: ready, left out with reasons, the volumes that would come."""

    template_name = "desk/bind.html"
    page_title = _("Bind a year")

    def get(self, request: HttpRequest) -> HttpResponse:
        units, unit, year = self.asked(request.GET)
        return self.page(units, unit, year)

    def post(self, request: HttpRequest) -> HttpResponse:
        units, unit, year = self.asked(request.POST)
        try:
            bound = bind_year(unit, year, by=self.person)
        except NotYourPost:
            raise
        except Refused as refused:
            return self.page(units, unit, year, refused.refusals, status=422)
        fact = {"volumes": len(bound.volumes), "left": len(bound.left_out)}
        said = _("Bound: %(volumes)s volumes. Left out: %(left)s records, with their reasons.")
        messages.success(request, said % fact)
        return redirect(f"{reverse('desk_volumes')}?unit={unit.pk}&year={year}")

    def asked(self, said: Any) -> tuple[list[Unit], Unit, int]:
        """The unit and year of the address; else the person's own unit and last year."""
        self.ask(Verb.BIND)
        mine = units_for(self.person, Verb.BIND)
        units = list(Unit.objects.filter(pk__in=mine).select_related("fonds"))
        wanted = whole(said.get("unit")) or self.person.unit_id
        unit = next((one for one in units if one.pk == wanted), units[0])
        year = whole(said.get("year")) or timezone.localdate().year - 1
        return units, unit, min(max(year, 1949), 9998)

    def page(
        self,
        units: list[Unit],
        unit: Unit,
        year: int,
        refused: list[Refusal] | None = None,
        status: int = 200,
    ) -> HttpResponse:
        found = refused or list(refusals(unit, year, timezone.localdate()))
        plan = proposal(unit, year, by=self.person)
        today = timezone.localdate()
        context = self.get_context_data(
            units=units,
            unit=unit,
            year=year,
            years=range(today.year - 1, today.year - 11, -1),
            refusals=found,
            may_bind=may(self.person, Verb.BIND, unit) and not found and bool(plan.ready),
            breadcrumbs_items=[
                *self.breadcrumbs_items,
                {"url": "", "label": self.page_title},
            ],
            **columns(plan, with_volumes=unit.fonds_id is not None),
        )
        return self.render_to_response(context, status=status)


def columns(plan: Proposal, *, with_volumes: bool) -> dict[str, Any]:
    volumes = plan.volumes if with_volumes else []
    return {
        "ready": plan.ready[:SHOWN],
        "ready_count": len(plan.ready),
        "left_out": plan.left_out[:SHOWN],
        "left_count": len(plan.left_out),
        "volumes": [
            {
                "code": code,
                "planned": planned,
                "pages": sum(entry.pages for entry in planned.entries),
                "sentence": planned.entries[0].ready.resolved.sentence,
            }
            for planned, code in volumes[:SHOWN]
        ],
        "volume_count": len(volumes),
    }
