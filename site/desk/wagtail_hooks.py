"""Where Wagtail looks for what the desk adds to its admin."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern
from wagtail import hooks

from desk.wagtail_edges import menu


@hooks.register("register_admin_urls")  # type: ignore[untyped-decorator]
def desk_urls() -> list[URLPattern]:
    from desk.urls import urlpatterns

    return urlpatterns


@hooks.register("construct_main_menu")  # type: ignore[untyped-decorator]
def only_our_menu(request: HttpRequest, items: list[Any]) -> None:
    items[:] = menu.as_wagtail_items(request)
