"""What the desk's templates ask for: signs, the menu, states, query strings."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import template
from django.http import HttpRequest
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from archive.organisation.standing import standing_of
from archive.records.models import Record
from archive.retention.vocabulary import Period
from desk import labels
from desk.facts import tells_state
from desk.wagtail_edges import menu

register = template.Library()


@register.simple_tag
def sign(name: str) -> SafeString:
    """A small drawing; it never stands alone, so it is hidden from screen readers."""
    return format_html(
        '<svg class="aj-sign" aria-hidden="true"><use href="{}#{}"></use></svg>',
        static("desk/signs.svg"),
        name,
    )


@register.simple_tag(takes_context=True)
def desk_menu(context: dict[str, Any]) -> list[menu.Entry]:
    return list(menu.entries(context["request"]))


@register.simple_tag(takes_context=True)
def desk_posts(context: dict[str, Any]) -> SafeString:
    """The signed-in person's posts, one a line."""
    posts = standing_of(context["request"].user).posts
    return format_html_join("", "{}<br>", ((str(post),) for post in posts))


@register.simple_tag
def state(value: Any, label: Any = "") -> SafeString:
    """A state as a coloured word."""
    said = label or getattr(value, "label", value)
    return format_html('<span class="aj-state {}">{}</span>', labels.tone(value), said)


@register.simple_tag
def how_far(record: Record) -> SafeString:
    """Where a record is, in the word of its kind where that says more."""
    row = getattr(record, str(record.kind), None) if tells_state(record) else None
    if row is None:
        return state(record.state, record.get_state_display())
    return state(row.state, row.get_state_display())


@register.simple_tag(takes_context=True)
def keep(context: dict[str, Any], **changes: Any) -> str:
    """This page's query string with some values set, or dropped when empty."""
    request: HttpRequest = context["request"]
    query = request.GET.copy()
    for name, value in changes.items():
        if value in ("", None):
            query.pop(name, None)
        else:
            query[name] = str(value)
    return f"?{query.urlencode()}"


@register.filter
def day(value: dt.date | dt.datetime | None) -> str:
    """A date as tables have it: 2026-11-22; times stand in local time beside it."""
    return value.strftime("%Y-%m-%d") if value else ""


@register.filter
def tail(code: str) -> str:
    """The last part of a reference code: the number within its class."""
    return code.rpartition("-")[2]


@register.simple_tag
def period(code: str) -> str:
    """A retention period in words; a code of another schedule as it is."""
    return str(Period(code).label) if code in Period.values else code
