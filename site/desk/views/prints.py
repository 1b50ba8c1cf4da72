"""What is printed of volumes: one form, a list of a year, or the whole set as one file."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect
from django.utils.http import content_disposition_header
from django.utils.translation import gettext_lazy as _

from archive.organisation.models import Unit
from archive.organisation.vocabulary import Verb
from archive.records.journal import note
from archive.records.step import NotVisible
from archive.volumes.bindings import bindings_of, volumes_of_job
from archive.volumes.forms import item_periods, print_form, print_item_list, print_volume_list
from archive.volumes.models import Volume
from archive.volumes.printing import file_name, list_name, printed, printed_lists, templates_there
from archive.volumes.queries import volumes_of, volumes_visible_to
from desk.listing import whole
from desk.views.volumes import VolumeBase
from doc_templates import NoTemplate

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ZIP = "application/zip"
# The first moment a zip can name: the day of a form stands in its text.
STAMP = (1980, 1, 1, 0, 0, 0)
NO_TEMPLATE = _("No released template for this form; a leader of the bureau has to release one.")


class PrintBase(VolumeBase):
    """A page that answers with a file; GET alone, and each file is noted (policy 6)."""

    def refused(self, request: HttpRequest) -> HttpResponse:
        messages.error(request, str(NO_TEMPLATE))
        return redirect("desk_volumes")

    def asked(self) -> tuple[Unit, int]:
        """The unit and year of the address, of which the person sees a volume."""
        pk, year = whole(self.request.GET.get("unit")), whole(self.request.GET.get("year"))
        unit = next((one for one in self.units() if one.pk == pk), None)
        if unit is None or year is None or not self.volumes(unit, year).exists():
            raise NotVisible
        return Unit.objects.select_related("fonds").get(pk=unit.pk), year

    def volumes(self, unit: Unit, year: int) -> Any:
        rows = volumes_visible_to(self.person, volumes_of(unit, year))
        return rows.select_related("fonds", "unit", "compiled_by", "checked_by", "supplement_of")


class PrintFormView(PrintBase):
    """One form of a volume."""

    def get(self, request: HttpRequest, pk: int, code: str) -> HttpResponse:
        volume = self.volume(pk)
        try:
            filled = print_form(volume, code)
        except KeyError as error:
            raise NotVisible from error
        except NoTemplate:
            return self.refused(request)
        note("volume:print", {"volume": file_name(volume), "form": code}, by=self.person)
        return answer(filled.content, f"{file_name(volume)} {filled.title}.docx")


class PrintListView(PrintBase):
    """案卷目录 of a year, or with `?period=` its 归档文件目录."""

    def get(self, request: HttpRequest) -> HttpResponse:
        self.ask(Verb.VIEW)
        unit, year = self.asked()
        period = request.GET.get("period", "")
        if period and period not in item_periods(unit, year):
            raise NotVisible
        try:
            filled = (
                print_item_list(unit, year, period, by=self.person)
                if period
                else print_volume_list(unit, year, by=self.person)
            )
        except NoTemplate:
            return self.refused(request)
        sha256 = hashlib.sha256(filled.content).hexdigest()
        facts = {"list": filled.title, "unit": unit.code, "year": year, "sha256": sha256}
        note("list:export", facts, by=self.person)
        return answer(filled.content, f"{list_name(unit, year, period)} {filled.title}.docx")


class PrintSetView(PrintBase):
    """The whole printed set as one zip, sent while it is made: of the year, or with `?binding=`
    of what came then; the lists are always those of the year."""

    def get(self, request: HttpRequest) -> HttpResponseBase:
        self.ask(Verb.VIEW)
        unit, year = self.asked()
        try:
            templates_there()
        except NoTemplate:
            return self.refused(request)
        volumes = self.chosen(unit, year).order_by("category", "period", "number")
        facts = {"unit": unit.code, "year": year, "volumes": volumes.count()}
        note("volume:print", facts, by=self.person)
        files = chain(printed_lists(unit, year, by=self.person), printed(each(volumes)))
        response = StreamingHttpResponse(zipped(files), content_type=ZIP)
        response["Content-Disposition"] = disposition(f"{list_name(unit, year)}.zip")
        return response


    def chosen(self, unit: Unit, year: int) -> Any:
        """All of the year, or what one binding brought."""
        rows, asked = self.volumes(unit, year), whole(self.request.GET.get("binding"))
        job = bindings_of(unit, year).filter(pk=asked).first() if asked else None
        return rows.filter(pk__in=volumes_of_job(job).values("pk")) if job else rows


def each(volumes: Any) -> Iterator[Volume]:
    return iter(volumes.iterator(chunk_size=200))


def answer(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=DOCX)
    response["Content-Disposition"] = disposition(name)
    response["X-Content-Type-Options"] = "nosniff"
    return response


def disposition(name: str) -> str:
    return content_disposition_header(True, name) or "attachment"


class Outlet(io.RawIOBase):
    """Where a zip is written that nobody can seek in; what was written is taken away each time."""

    def __init__(self) -> None:
        self.parts: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self.parts.append(bytes(data))
        return len(data)

    def take(self) -> bytes:
        taken, self.parts = b"".join(self.parts), []
        return taken


def zipped(files: Iterable[tuple[str, bytes]]) -> Iterator[bytes]:
    """A zip of these files, piece by piece: a set of thousands takes no more memory than one."""
    outlet = Outlet()
    with ZipFile(outlet, "w", ZIP_STORED) as archive:
        for name, content in files:
            archive.writestr(ZipInfo(name, STAMP), content)
            yield outlet.take()
    yield outlet.take()
