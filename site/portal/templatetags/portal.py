"""What the portal's templates ask beyond their context."""

from __future__ import annotations

from typing import Any

from django import template
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.safestring import SafeString, mark_safe

from portal import addresses, queries
from search import Snippet

register = template.Library()


@register.simple_tag
def office_name() -> str:
    return queries.office_name()


@register.simple_tag
def address(name: str, *args: str) -> str:
    """The path of a page in the language now spoken."""
    return addresses.address(name, *args)


@register.simple_tag
def page_language() -> str:
    return addresses.TAGS[addresses.language()]


@register.simple_tag(takes_context=True)
def other_language(context: dict[str, Any]) -> dict[str, str]:
    """Code, tag and address of this page in the other language."""
    code, where = addresses.other_language(context["request"], here="here" in context)
    return {"code": code, "tag": addresses.TAGS[code], "address": where}


@register.simple_tag(takes_context=True)
def outside(context: dict[str, Any], path: str) -> str:
    return addresses.public_address(path, context["request"])


@register.simple_tag(takes_context=True)
def not_found_page(context: dict[str, Any]) -> SafeString:
    """The whole page that says there is nothing, in the language of the address asked for."""
    request: HttpRequest = context["request"]
    english = request.path_info.startswith("/en/")
    with translation.override(addresses.ENGLISH if english else addresses.CHINESE):
        return mark_safe(render_to_string("portal/not_found.html", {}, request))


@register.inclusion_tag("portal/_snippet.html")
def snippet(of: Snippet) -> dict[str, Any]:
    return {"parts": of.parts}
