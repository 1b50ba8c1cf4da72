"""The base of our views in Wagtail's admin, and the answers they share."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.defaults import page_not_found
from django.views.generic.base import View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

NOT_FOUND = "wagtailadmin/404.html"
FORBIDDEN = "desk/forbidden.html"


class AdminView(WagtailAdminTemplateMixin, View):  # type: ignore[misc]
    """A plain view with the furniture of the admin."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What the view says itself counts; Wagtail would put its own title and crumbs over it."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | kwargs

    def render_to_response(self, context: dict[str, Any], **options: Any) -> HttpResponse:
        response: HttpResponse = super().render_to_response(context, **options)
        return response


def not_found(request: HttpRequest) -> HttpResponse:
    """One body for what does not exist and for what one may not know of (policy, answer 1)."""
    return page_not_found(request, Http404(), template_name=NOT_FOUND)


def forbidden(request: HttpRequest, reasons: list[str]) -> HttpResponse:
    """No post of the person has the verb (policy, answer 2)."""
    return render(request, FORBIDDEN, {"reasons": reasons}, status=403)
