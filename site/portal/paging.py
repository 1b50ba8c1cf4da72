"""Pages of a list: where one is, and the numbers worth offering."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.paginator import EmptyPage, PageNotAnInteger, Paginator
from django.core.paginator import Page as DjangoPage
from django.db.models import QuerySet
from django.http import Http404

SIZE = 20
AROUND = 2


def page_of(rows: Sequence[Any] | QuerySet[Any], asked: str, size: int = SIZE) -> DjangoPage[Any]:
    """The page asked for; the first where none is. Raises Http404 for one that is not there."""
    try:
        return Paginator(rows, size).page(asked or 1)
    except (PageNotAnInteger, EmptyPage) as error:
        raise Http404 from error


def numbers(page: DjangoPage[Any]) -> list[int | None]:
    """First, last, and those around this one; None stands for what is left out between."""
    last = page.paginator.num_pages
    near = range(max(1, page.number - AROUND), min(last, page.number + AROUND) + 1)
    wanted = sorted({1, *near, last})
    found: list[int | None] = []
    for number in wanted:
        before = found[-1] if found else 0
        if before is not None and number - before == 2:
            found.append(number - 1)
        elif before is not None and number - before > 2:
            found.append(None)
        found.append(number)
    return found
