"""How every page of the portal is answered: its language, its tag, no cookie, nothing stale."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from functools import wraps
from hashlib import sha256
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, quote_etag
from django.views.decorators.http import require_safe

from portal.addresses import CHINESE, TAGS, language

View = Callable[..., HttpResponse]
# A copy may be kept, but is asked about each time: what is withdrawn is gone at once.
CACHING = "public, no-cache"


def spoken(view: View) -> View:
    """The page speaks the language of its address, whatever the browser prefers."""

    @require_safe
    @wraps(view)
    def answer(request: HttpRequest, *args: Any, language: str = CHINESE, **kwargs: Any) -> Any:
        with translation.override(language):
            return view(request, *args, **kwargs)

    return answer


def page(
    request: HttpRequest,
    template: str,
    context: Mapping[str, Any],
    *,
    status: int = 200,
    changed: dt.datetime | None = None,
) -> HttpResponse:
    """A page with its tag; 304 when the visitor has it. `changed`: when what it shows did."""
    response = render(
        request, f"portal/{template}.html", dict(context) | {"here": template}, status=status
    )
    response["Content-Language"] = TAGS[language()]
    return tagged(request, response, changed)


def tagged(
    request: HttpRequest, response: HttpResponse, changed: dt.datetime | None = None
) -> HttpResponse:
    """The tag is that of the bytes: whatever moves on the page moves it."""
    response["Cache-Control"] = CACHING
    if response.status_code != 200:
        return response
    etag = quote_etag(sha256(response.content).hexdigest()[:32])
    response["ETag"] = etag
    moment = int(changed.timestamp()) if changed else None
    if moment is not None:
        response["Last-Modified"] = http_date(moment)
    answer = get_conditional_response(request, etag, moment, response)
    assert isinstance(answer, HttpResponse)
    return answer
