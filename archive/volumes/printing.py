"""The printed set: every form of volumes and the lists of their year, one file after another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from archive.organisation.models import Unit, User
from archive.retention.vocabulary import Period
from archive.volumes.forms import (
    LISTS,
    OF_DOSSIER,
    OF_VOLUME,
    forms_of,
    item_periods,
    print_form,
    print_item_list,
    print_volume_list,
)
from archive.volumes.models import Volume
from archive.volumes.vocabulary import VolumeForm
from doc_templates import newest

ALL_FORMS = tuple(dict.fromkeys((*OF_VOLUME, *OF_DOSSIER, *LISTS)))


def templates_there() -> None:
    """Raises NoTemplate where a form of the set has none; asked before the set is begun."""
    for code in ALL_FORMS:
        newest(code)


def printed(volumes: Iterable[Volume]) -> Iterator[tuple[str, bytes]]:
    """File name and .docx of each form of each volume, in their order.

    A name is the 档号 and the form: titles speak of people, and a name travels everywhere.
    """
    for volume in volumes:
        for code in forms_of(volume):
            filled = print_form(volume, code)
            yield f"{file_name(volume)} {filled.title}.docx", filled.content


def printed_lists(unit: Unit, year: int, *, by: User) -> Iterator[tuple[str, bytes]]:
    """案卷目录, and 归档文件目录 of each period, as far as the person may know."""
    volumes = print_volume_list(unit, year, by=by)
    yield f"{list_name(unit, year)} {volumes.title}.docx", volumes.content
    for period in item_periods(unit, year):
        items = print_item_list(unit, year, period, by=by)
        yield f"{list_name(unit, year, period)} {items.title}.docx", items.content


def file_name(volume: Volume) -> str:
    """Its 档号; of a box, which has none, what its items share, and its number."""
    if volume.form != VolumeForm.ITEM:
        return volume.code
    with translation.override(settings.LANGUAGE_CODE):
        box = _("box %(number)s") % {"number": volume.number}
    return f"{volume.fonds.number}-{volume.category}·{volume.year}-{volume.period} {box}"


def list_name(unit: Unit, year: int, period: str = "") -> str:
    fonds = unit.fonds.number if unit.fonds else unit.code
    with translation.override(settings.LANGUAGE_CODE):
        said = str(Period(period).label) if period else ""
    return f"{fonds} {year} {said}".strip()
