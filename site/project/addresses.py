"""Every address of the system, with an example out of what is in the database (design 7)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver
from django.utils.regex_helper import normalize

from archive.clocks.models import Clock
from archive.documents.models import Notice
from archive.intake.models import Receipt
from archive.records.models import File, Paper, Record
from archive.reports.models import ReportSlot
from archive.retention.models import Hold, Schedule
from archive.volumes.bindings import bindings
from archive.volumes.models import Volume
from desk.urls import NAMES as DESK_NAMES
from desk.wagtail_edges import gate
from doc_templates.models import Template

EVERYONE, SIGNED_IN, IN_SCOPE, NOBODY = "everyone", "signed-in", "in-scope", "nobody"
FILES = frozenset({"file", "file_thumbnail", "file_page"})
# What the page of the sign-in needs.
BEFORE_SIGN_IN = frozenset(
    {
        "wagtailadmin_login",
        "wagtailadmin_logout",
        "wagtailadmin_sprite",
        "wagtailadmin_javascript_catalog",
    }
)
# Fills a parameter of an address that answers to nobody; any value will do.
ANY = "1"


@dataclass(frozen=True)
class Address:
    """name: with its namespaces. example: a path one can open, empty where nothing fills it.

    who: everyone, signed-in, in-scope (who may see the record behind it), nobody (closed).
    """

    name: str
    pattern: str
    example: str
    methods: tuple[str, ...]
    who: str


def addresses() -> list[Address]:
    return [
        Address(name, pattern, example(name, regex), methods(entry), who(name, pattern))
        for name, pattern, regex, entry in walk(get_resolver().url_patterns)
    ]


def walk(
    entries: Any, before: str = "", above: str = "", spaces: str = ""
) -> Iterator[tuple[str, str, str, URLPattern]]:
    """Name, pattern as one would write it, regular expression, entry; with what stands above."""
    for entry in entries:
        pattern = before + str(entry.pattern).removeprefix("^")
        regex = above + entry.pattern.regex.pattern.removeprefix("^")
        if isinstance(entry, URLResolver):
            space = f"{spaces}{entry.namespace}:" if entry.namespace else spaces
            yield from walk(entry.url_patterns, pattern, regex, space)
        else:
            yield f"{spaces}{entry.name or ''}", pattern, regex, entry


def methods(entry: URLPattern) -> tuple[str, ...]:
    """What the view answers to; of a plain function it is known that it reads."""
    view = getattr(entry.callback, "view_class", None)
    if view is None:
        return ("GET", "HEAD")
    known = [name for name in view.http_method_names if hasattr(view, name)]
    found = [name.upper() for name in known if name != "options"]
    return tuple(found + (["HEAD"] if "GET" in found and "HEAD" not in found else []))


def who(name: str, pattern: str) -> str:
    if name in FILES:
        return IN_SCOPE
    if not pattern.startswith("desk/"):
        return EVERYONE
    if name in BEFORE_SIGN_IN:
        return EVERYONE
    if name in DESK_NAMES:
        return IN_SCOPE if "<int:" in pattern else SIGNED_IN
    return SIGNED_IN if name in gate.OPEN or name in gate.REPLACED else NOBODY


def example(name: str, regex: str) -> str:
    """The address filled with what is there; the first record, file, notice of the database."""
    own = name.rpartition(":")[2]
    found = fillings(own)
    if found is None:
        return ""
    template, parameters = normalize(regex)[0]
    return "/" + template % {one: found.get(one, ANY) for one in parameters}


Filling = Callable[[], dict[str, Any] | None]


def record() -> dict[str, Any] | None:
    first = Record.objects.order_by("pk").first()
    return {"pk": first.pk, "before": 1, "after": max(1, first.version)} if first else None


def paper() -> dict[str, Any] | None:
    first = Paper.objects.order_by("pk").first()
    return {"pk": first.pk} if first else None


def file() -> dict[str, Any] | None:
    """One with pictures, where there is one."""
    drawn = File.objects.filter(holding__media_type="application/pdf").order_by("pk")
    first = drawn.first() or File.objects.order_by("pk").first()
    return {"pk": first.pk, "page": 1} if first else None


def receipt() -> dict[str, Any] | None:
    first = Receipt.objects.order_by("pk").first()
    return {"pk": first.pk} if first else None


def notice() -> dict[str, Any] | None:
    """A published one, else a draft: nobody may open that."""
    first = Notice.objects.public().order_by("pk").first() or Notice.objects.first()
    return {"index_no": first.index_no} if first else None


def clock() -> dict[str, Any] | None:
    """Of the first record, so that who may see that one may open this."""
    first = Clock.objects.order_by("record", "pk").first()
    return {"pk": first.pk if first else 1}


def volume() -> dict[str, Any] | None:
    """One of a foreign unit is as closed as the record; where none is bound, one that is not."""
    first = Volume.objects.order_by("pk").first()
    return {"pk": first.pk if first else 1, "code": "notes_sheet"}


def binding() -> dict[str, Any] | None:
    first = bindings().order_by("pk").first()
    return {"pk": first.pk if first else 1}


def hold() -> dict[str, Any] | None:
    first = Hold.objects.order_by("pk").first()
    return {"pk": first.pk if first else 1}


def schedule() -> dict[str, Any] | None:
    first = Schedule.objects.order_by("pk").first()
    return {"code": first.code if first else ANY}


def template() -> dict[str, Any] | None:
    first = Template.objects.defer("content").first()
    return {
        "code": first.code if first else "opinion",
        "version": first.version if first else 1,
    }


def slot() -> dict[str, Any] | None:
    first = ReportSlot.objects.order_by("pk").first()
    return {"pk": first.pk if first else 1, "column": "total"}


FILLED_BY: dict[str, Filling] = {
    "desk_add_file": paper,
    "desk_behind": slot,
    "desk_clock": clock,
    "desk_report_three_way": slot,
    "desk_slot": slot,
    "desk_volume": volume,
    "desk_check_volume": volume,
    "desk_supplement": volume,
    "desk_print": volume,
    "desk_binding": binding,
    "desk_ask_to_lift": hold,
    "desk_lift_hold": hold,
    "desk_schedule": schedule,
    "desk_import": receipt,
    "desk_undo_import": receipt,
    "desk_template": template,
    "desk_template_file": template,
    "desk_template_sample": template,
    "desk_template_release": template,
    "desk_template_withdraw": template,
    "portal_notice": notice,
} | dict.fromkeys(FILES, file)


def fillings(name: str) -> dict[str, Any] | None:
    filled_by = FILLED_BY.get(name)
    if filled_by:
        return filled_by()
    return record() if name in DESK_NAMES else {}
