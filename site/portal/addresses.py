"""Addresses of the public's pages, in either language, and as they stand outside.

Chinese stands at the root, English under `/en/`: an address says its language itself, so that
no page needs a cookie and every copy on the way is the right one.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import translation

CHINESE, ENGLISH = "zh-hans", "en"
# As HTML names them (BCP 47).
TAGS = {CHINESE: "zh-Hans", ENGLISH: "en"}
LOCAL = frozenset({"localhost", "127.0.0.1", "::1"})


def language() -> str:
    """The language of the page being made."""
    return ENGLISH if translation.get_language() == ENGLISH else CHINESE


def address(name: str, *args: str, language_code: str = "") -> str:
    """The path of a page in the language now spoken, or in the one named."""
    space = "en:" if (language_code or language()) == ENGLISH else ""
    return reverse(f"{space}portal_{name}", args=args)


def other_language(request: HttpRequest, *, here: bool = True) -> tuple[str, str]:
    """The other language and the same page in it, with what was asked; the first page where
    there is none `here`: what was not found is not repeated."""
    other = CHINESE if language() == ENGLISH else ENGLISH
    match = request.resolver_match
    if not here or match is None or not (match.url_name or "").startswith("portal_"):
        return other, address("home", language_code=other)
    name = str(match.url_name).removeprefix("portal_")
    values = [str(value) for key, value in match.kwargs.items() if key != "language"]
    asked = request.META.get("QUERY_STRING", "")
    return other, address(name, *values, language_code=other) + (f"?{asked}" if asked else "")


def public_address(path: str, request: HttpRequest | None = None) -> str:
    """The whole address of a path, as the office's public would type it.

    An installation that was not told its own name (it is still the local one) is known by the
    name it was called by.
    """
    base = settings.WAGTAILADMIN_BASE_URL.rstrip("/")
    if request is not None and urlsplit(base).hostname in LOCAL:
        return str(request.build_absolute_uri(path))
    return f"{base}{path}"
