"""Volumes: the list by unit, year and form, and a volume as it lies on the shelf."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from archive.organisation.may import units_for
from archive.organisation.models import Unit
from archive.organisation.vocabulary import Verb
from archive.records.step import NotVisible
from archive.volumes.forms import item_periods
from archive.volumes.models import Volume
from archive.volumes.queries import volumes_visible_to
from archive.volumes.vocabulary import VolumeForm
from desk.access import DeskView
from desk.listing import known, page_of, units_in, whole
from desk.shelf import face_of


class VolumeBase(DeskView):
    page_title: Any = _("Volumes")

    def crumbs(self, *more: tuple[str, Any]) -> list[dict[str, Any]]:
        path = [(reverse("desk_volumes"), _("Volumes")), *more]
        return [*self.breadcrumbs_items, *({"url": url, "label": label} for url, label in path)]

    def units(self) -> list[Unit]:
        """The units whose volumes the scope shows."""
        return list(units_in(self.scope))

    def volume(self, pk: int) -> Volume:
        """A volume is seen by whoever may know of all that lies in it; else NotVisible."""
        rows = volumes_visible_to(self.person, Volume.objects.filter(unit__in=self.units(), pk=pk))
        about = ("unit", "fonds", "compiled_by", "checked_by", "supplement_of")
        volume: Volume | None = rows.select_related(*about).first()
        if volume is None:
            raise NotVisible
        return volume


class VolumesView(VolumeBase):
    """案卷目录: filters stand in the address. With unit and year it can be printed whole."""

    template_name = "desk/volumes.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        units = self.units()
        year, unit = whole(request.GET.get("year")), whole(request.GET.get("unit"))
        form = known(request.GET.get("form"), VolumeForm.values)
        rows = Volume.objects.filter(unit__in=units).select_related("unit", "fonds")
        years = list(rows.order_by("-year").values_list("year", flat=True).distinct())
        asked = {"year": year, "unit": unit, "form": form}
        narrow = {name: value for name, value in asked.items() if value}
        rows = volumes_visible_to(self.person, rows).filter(**narrow)
        ordered = rows.order_by("-year", "unit__path", "category", "period", "number")
        chosen = next((one for one in units if one.pk == unit), None)
        page = page_of(ordered, request.GET.get("page"))
        return self.render_to_response(
            self.get_context_data(
                page=page,
                units=units,
                years=years,
                forms=VolumeForm.choices,
                chosen=chosen,
                narrow=narrow,
                periods=self.periods(chosen, year, page.rows),
                may_bind=bool(units_for(self.person, Verb.BIND)),
                breadcrumbs_items=self.crumbs(),
                **asked,
            )
        )

    def periods(self, unit: Unit | None, year: int | None, rows: Sequence[Volume]) -> list[str]:
        """The periods whose 归档文件目录 can be printed."""
        return item_periods(unit, year) if unit and year and rows else []


class VolumeView(VolumeBase):
    """At most 25 queries, whatever lies in it."""

    template_name = "desk/volume.html"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        volume = self.volume(pk)
        context = self.get_context_data(
            volume=volume,
            header_title=volume.title,
            face=face_of(volume, self.person),
            breadcrumbs_items=self.crumbs(("", volume.code or volume.title)),
        )
        return self.render_to_response(context)
