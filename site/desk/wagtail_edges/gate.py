"""Which addresses under the admin answer: ours, and the few of Wagtail's that are needed.

Wagtail's own pages (explorer, images, snippets, reports, choosers, API …) know nothing of the
policy. A list of what is closed would grow stale with each version; so the open ones are named.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.urls import ResolverMatch
from django.utils.module_loading import import_string

from desk.wagtail_edges.pages import not_found

OPEN = frozenset(
    {
        "wagtailadmin_login",
        "wagtailadmin_logout",
        "wagtailadmin_sprite",
        "wagtailadmin_javascript_catalog",
        "wagtailadmin_dismissibles",
    }
)
# Wagtail's addresses that show a page of ours.
REPLACED = {
    "wagtailadmin_home": "desk.views.dashboard.dashboard",
    "wagtailadmin_account": "desk.wagtail_edges.account.account",
}

View = Callable[..., HttpResponseBase]


def is_admin(match: ResolverMatch) -> bool:
    """True for every address under the mount of the admin."""
    return match.route.startswith("desk/")


def is_open(match: ResolverMatch) -> bool:
    from desk.urls import NAMES  # The views behind the names import this package.

    return match.view_name in OPEN or match.view_name in NAMES


def answer(match: ResolverMatch) -> View | None:
    """What answers instead of the view that was found; None when that view may answer."""
    if is_open(match):
        return None
    path = REPLACED.get(match.view_name)
    return import_string(path) if path else closed


def closed(request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponseBase:
    return not_found(request)
