"""The menu: our entries only, drawn by the server so that nothing moves after the page is there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem

from archive.organisation.may import may
from archive.organisation.standing import standing_of
from archive.organisation.vocabulary import UnitKind, Verb
from archive.records.templating import may_change

# label, address, key, the verb without which it is not shown, icon, pages that belong to it
ENTRIES: tuple[tuple[Any, str, str, Verb | None, str, frozenset[str]], ...] = (
    (_("Today"), "wagtailadmin_home", "g h", None, "home", frozenset()),
    (_("Search records"), "desk_search", "g s", Verb.VIEW, "search", frozenset()),
    (_("Register book"), "desk_records", "g r", Verb.VIEW, "book", frozenset({"desk_record"})),
    (_("Register a document"), "desk_register", "n", Verb.REGISTER, "plus", frozenset()),
    (
        _("Register a petition"),
        "desk_register_petition",
        "g p",
        Verb.TRIAGE,
        "plus",
        frozenset(),
    ),
    (
        _("Register a dispute"),
        "desk_register_dossier",
        "g d",
        Verb.REFUSE,
        "plus",
        frozenset(),
    ),
    (
        _("Reports"),
        "desk_reports",
        "g b",
        Verb.FILL_REPORT,
        "book",
        frozenset(
            {"desk_slot", "desk_behind", "desk_report_year", "desk_report_three_way"}
        ),
    ),
    (_("Deadlines"), "desk_deadlines", "g t", Verb.HANDLE, "book", frozenset()),
    (_("Similar cases"), "desk_dossier_similar", "g c", Verb.HANDLE, "search", frozenset()),
    (
        _("Volumes"),
        "desk_volumes",
        "g v",
        Verb.VIEW,
        "book",
        frozenset(
            {
                "desk_volume",
                "desk_bind",
                "desk_binding",
                "desk_check_volume",
                "desk_supplement",
                "desk_due",
                "desk_holds",
                "desk_schedules",
                "desk_schedule",
            }
        ),
    ),
    (
        _("Templates"),
        "desk_templates",
        "g m",
        None,
        "print",
        frozenset({"desk_template", "desk_template_release", "desk_template_withdraw"}),
    ),
    (_("Imports"), "desk_imports", "g i", Verb.IMPORT, "tray", frozenset({"desk_import"})),
)


@dataclass(frozen=True)
class Entry:
    """A menu entry as the template draws it."""

    label: str
    url: str
    icon: str
    key: str
    current: bool


def entries(request: HttpRequest) -> Iterator[Entry]:
    """The entries this person may use; Wagtail's own lead to pages that are closed."""
    here = getattr(request.resolver_match, "view_name", "")
    for label, name, key, verb, icon, pages in ENTRIES:
        if is_shown(name, verb, request):
            yield Entry(label, reverse(name), icon, key, here == name or here in pages)


def is_shown(name: str, verb: Verb | None, request: HttpRequest) -> bool:
    """Disputes are registered where a committee is, and nowhere above it (policy 2.1); templates
    are changed at the root and where a unit speaks in its own name."""
    if name == "desk_templates":
        return may_change(request.user)
    if verb is not None and not may(request.user, verb):
        return False
    if name != "desk_register_dossier":
        return True
    posts = standing_of(request.user).posts
    return any(post.unit.kind == UnitKind.MEDIATION_COMMITTEE for post in posts)


def as_wagtail_items(request: HttpRequest) -> list[Any]:
    """The same entries for a page of Wagtail that draws its menu itself."""
    return [MenuItem(entry.label, entry.url, name=entry.icon) for entry in entries(request)]
