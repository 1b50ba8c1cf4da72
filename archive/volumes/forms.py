"""The finding aids of a bound year: what covers, contents, notes, spines and lists say.

The names are those the templates ask for (GB/T 9705-2008, DA/T 22-2015, 司发通〔2010〕239号).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from archive.mediation.models import Dossier
from archive.organisation.models import Unit, User
from archive.organisation.standing import scope_of
from archive.records.models import Record
from archive.records.vocabulary import RecordKind, Secrecy
from archive.retention.vocabulary import Period
from archive.volumes.models import Volume, VolumeItem, VolumeLine
from archive.volumes.queries import filed_items, volume_list, volumes_visible_to
from archive.volumes.vocabulary import VolumeForm
from doc_templates import Filled, fill

# What is printed of a volume; a dossier has the forms of its own instruction.
OF_VOLUME = ("volume_cover", "volume_contents", "notes_sheet", "spine")
OF_DOSSIER = ("dossier_cover", "dossier_contents", "notes_sheet", "spine")
LISTS = ("volume_list", "filed_item_list")
# What a list of archives prints as 密级; public and internal papers have none.
MARKED = frozenset({Secrecy.WORK_SECRET})


def forms_of(volume: Volume) -> tuple[str, ...]:
    """Codes of the forms of a volume, in the order they are bound; a box has its notes alone."""
    if volume.form == VolumeForm.ITEM:
        return ("notes_sheet",)
    return OF_DOSSIER if dossier_of(volume) else OF_VOLUME


def print_form(volume: Volume, code: str) -> Filled:
    """One form of the volume as .docx. Raises KeyError for a form that it does not have."""
    if code not in forms_of(volume):
        raise KeyError(code)
    return fill(code, values(volume, code))


def values(volume: Volume, code: str) -> dict[str, Any]:
    """What a form asks for; in the language of the office, for it is printed."""
    with translation.override(settings.LANGUAGE_CODE):
        return BUILDERS[code](volume)


def print_volume_list(unit: Unit, year: int, *, by: User | None = None) -> Filled:
    """案卷目录 of a year; `by`: without what that person may not know of."""
    return fill("volume_list", volume_list_values(unit, year, by=by))


def print_item_list(unit: Unit, year: int, period: str, *, by: User | None = None) -> Filled:
    """归档文件目录 of a year and period; different periods never share a list (DA/T 22-2015).

    `by`: without what that person may not know of.
    """
    return fill("filed_item_list", item_list_values(unit, year, period, by=by))


def item_periods(unit: Unit, year: int) -> list[str]:
    """The periods that have a list of filed items in that year, longest first."""
    found = set(filed_items(unit, year).values_list("volume__period", flat=True))
    return [period for period in Period.values if period in found]


def dossier_of(volume: Volume) -> Dossier | None:
    if volume.form != VolumeForm.CASE:
        return None
    return Dossier.objects.filter(record__volume_items__volume=volume).first()


def cover(volume: Volume) -> dict[str, Any]:
    return {
        "fonds_name": volume.fonds.name,
        "category_name": category_name(volume),
        "title": volume.title,
        "part": volume.part,
        "part_count": volume.parts,
        "begins_on": volume.begins_on,
        "ends_on": volume.ends_on,
        "papers": volume.papers,
        "pages": volume.pages,
        "period": period_label(volume.period),
        "filing_no": "",
        "code": volume.code,
    }


def dossier_cover(volume: Volume) -> dict[str, Any]:
    dossier = dossier_of(volume)
    assert dossier is not None
    return {
        "committee": volume.unit.name,
        "title": volume.title,
        "year": volume.year,
        "category": dossier.dispute_type.name,
        "number": dossier.record.number,
        "mediator_names": "、".join(dossier.mediators.values_list("name", flat=True)),
        "begins_on": dossier.accepted_on or dossier.received_on,
        "ends_on": dossier.agreed_on or dossier.ended_on or dossier.record.closed_on,
        "compiler": str(volume.compiled_by),
        "compiled_on": compiled_on(volume),
        "period": period_label(volume.period),
        "code": volume.code,
        "remark": part_label(volume),
    }


def contents(volume: Volume) -> dict[str, Any]:
    lines = list(volume.lines.order_by("position"))
    return {"title": volume.title, "code": volume.code, "rows": list(map(row, lines, marks(lines)))}


def dossier_contents(volume: Volume) -> dict[str, Any]:
    dossier = dossier_of(volume)
    assert dossier is not None
    rows = contents(volume)["rows"]
    return {"title": volume.title, "number": dossier.record.number, "rows": rows}


def marks(lines: Sequence[VolumeLine]) -> list[str]:
    """页号: the first page of each paper, of the last one first and last (GB/T 9705-2008, 4.3)."""
    found = [str(line.first_page) for line in lines]
    if lines and lines[-1].last_page != lines[-1].first_page:
        found[-1] = f"{lines[-1].first_page}-{lines[-1].last_page}"
    return found


def row(line: VolumeLine, pages: str) -> dict[str, Any]:
    return {
        "no": line.position,
        "number": line.number,
        "author": line.author,
        "title": line.title,
        "dated_on": line.dated_on,
        "pages": pages,
        "remark": "",
    }


def notes(volume: Volume) -> dict[str, Any]:
    """卷内备考表: what it holds, what was said of it, who compiled and who checked it. That of a
    box has the words of DA/T 22-2015 and names its first and last item."""
    box = volume.form == VolumeForm.ITEM
    counted = {"papers": volume.papers, "pages": volume.pages}
    volume_holds = _("This volume holds %(papers)s papers, %(pages)s pages.")
    box_holds = _("This box holds %(papers)s papers, %(pages)s pages.")
    said = [(box_holds if box else volume_holds) % counted]
    if volume.supplement_of:
        beside = volume.supplement_of.code or volume.supplement_of.title
        said.append(_("It is a supplement of %(volume)s.") % {"volume": beside})
    said += [line for line in (part_label(volume), volume.note) if line]
    return {
        "code": codes_of(volume) if box else volume.code,
        "box": box,
        "note": "\n".join(said),
        "compiler": str(volume.compiled_by),
        "checker": str(volume.checked_by) if volume.checked_by else "",
        "compiled_on": compiled_on(volume),
        "checked_on": volume.checked_on,
    }


def codes_of(volume: Volume) -> str:
    """起止件号 of a box, as the codes of its first and last item."""
    codes = list(volume.items.order_by("position").values_list("code", flat=True))
    if len(codes) < 2:
        return "".join(codes)
    return _("%(first)s to %(last)s") % {"first": codes[0], "last": codes[-1]}


def spine(volume: Volume) -> dict[str, Any]:
    return {
        "fonds_no": volume.fonds.number,
        "catalogue_no": "",
        "year": volume.year,
        "period": period_label(volume.period),
        "title": volume.title,
        "volume_no": volume_no(volume),
    }


BUILDERS = {
    "volume_cover": cover,
    "volume_contents": contents,
    "dossier_cover": dossier_cover,
    "dossier_contents": dossier_contents,
    "notes_sheet": notes,
    "spine": spine,
}


def volume_list_values(unit: Unit, year: int, *, by: User | None = None) -> dict[str, Any]:
    rows = volume_list(unit, year).select_related("fonds", "supplement_of")
    volumes = list(volumes_visible_to(by, rows) if by else rows)
    with translation.override(settings.LANGUAGE_CODE):
        return head(unit, year) | {
            "category": "",
            "period": shared_period(volumes),
            "rows": [volume_row(volume) for volume in volumes],
        }


def volume_row(volume: Volume) -> dict[str, Any]:
    beside = volume.supplement_of
    remark = _("Supplement of %(volume)s") % {"volume": beside.code} if beside else ""
    return {
        "number": volume_no(volume),
        "code": volume.code,
        "title": volume.title,
        "begins_on": volume.begins_on,
        "ends_on": volume.ends_on,
        "papers": volume.papers,
        "pages": volume.pages,
        "period": period_label(volume.period),
        "remark": remark or part_label(volume),
    }


def item_list_values(
    unit: Unit, year: int, period: str, *, by: User | None = None
) -> dict[str, Any]:
    items: QuerySet[VolumeItem] = filed_items(unit, year).filter(volume__period=period)
    if by:
        items = items.filter(record__in=Record.objects.visible_to(scope_of(by)).values("pk"))
    rows = items.select_related("record__official_document")
    with translation.override(settings.LANGUAGE_CODE):
        return head(unit, year) | {
            "period": period_label(period),
            "org": unit.code,
            "rows": [item_row(number, item) for number, item in enumerate(rows, start=1)],
        }


def item_row(number: int, item: VolumeItem) -> dict[str, Any]:
    record, document = item.record, item.record.official_document
    secrecy = Secrecy(record.secrecy)
    return {
        "no": number,
        "code": item.code,
        "number": document.doc_number or record.number,
        "author": document.issuer,
        "title": record.title,
        "dated_on": record.dated_on,
        "secrecy": str(secrecy.label) if secrecy in MARKED else "",
        "pages": item.pages,
        "remark": "",
    }


def head(unit: Unit, year: int) -> dict[str, Any]:
    fonds = unit.fonds
    return {
        "fonds_no": fonds.number if fonds else "",
        "fonds_name": fonds.name if fonds else unit.name,
        "year": year,
    }


def shared_period(volumes: Sequence[Volume]) -> str:
    """Empty where the volumes of the list differ; then each row says its own."""
    found = {volume.period for volume in volumes}
    return period_label(found.pop()) if len(found) == 1 else ""


def category_name(volume: Volume) -> str:
    item = volume.items.select_related("record").first()
    return str(RecordKind(item.record.kind).label) if item else volume.category


def period_label(period: str) -> str:
    return str(Period(period).label)


def part_label(volume: Volume) -> str:
    """共几册第几册, where there are several."""
    if volume.parts < 2:
        return ""
    return _("Part %(part)s of %(parts)s") % {"part": volume.part, "parts": volume.parts}


def volume_no(volume: Volume) -> str:
    """案卷号 as it stands in the 档号."""
    return volume.code.rsplit("-", 1)[-1] if volume.code else str(volume.number)


def compiled_on(volume: Volume) -> Any:
    return timezone.localdate(volume.sealed_at) if volume.sealed_at else None
