"""The public's pages. Whoever asks sees what is on show, and nothing of the rest."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse

from archive.documents.models import Notice
from archive.documents.steps.publish import INDEX_NUMBER
from archive.documents.vocabulary import NoticeState
from portal import find
from portal.addresses import CHINESE, address, public_address
from portal.answers import page, spoken, tagged
from portal.filters import Filters
from portal.paging import numbers, page_of
from portal.queries import Entry, catalogue, dated, in_order, newest, on_show
from portal.sheet import sheet

AT_HOME = 10
GONE = 410
# The staff's desk, papers and questions are no matter for a crawler.
HIDDEN = ("/desk/", "/files/", "/search/", "/en/search/")
ROBOTS = "\n".join(["User-agent: *", *(f"Disallow: {path}" for path in HIDDEN), ""])


@spoken
def home(request: HttpRequest) -> HttpResponse:
    shown = on_show()
    subjects = shown.exclude(subject="").order_by().values_list("subject").annotate(n=Count("pk"))
    years = shown.order_by().values_list("published_on__year").annotate(n=Count("pk"))
    context = {
        "notices": newest(dated(shown))[:AT_HOME],
        "total": shown.count(),
        "subjects": sorted(subjects, key=lambda one: (-one[1], one[0])),
        "years": sorted(((year, n) for year, n in years if year), reverse=True),
    }
    return page(request, "home", context)


@spoken
def notices(request: HttpRequest) -> HttpResponse:
    """The catalogue: filters, counts and pages stand in the address."""
    context = listing(request, Filters(request.GET), catalogue())
    rows = in_order(newest(dated(on_show())), list(context["rows"].object_list))
    return page(request, "notices", context | {"notices": rows})


def listing(request: HttpRequest, filters: Filters, entries: Sequence[Entry]) -> dict[str, Any]:
    """One page of what passes the filters, as keys, with all that stands around a list."""
    choices = filters.choices(entries)
    keys = [entry.pk for entry in filters.passing(entries)]
    rows = page_of(keys, request.GET.get("page", ""))
    return {
        "filters": filters,
        "choices": choices,
        "chosen": [(one, filters.without(one.name)) for one in choices if one.chosen],
        "rows": rows,
        "numbers": numbers(rows),
        "question": filters.query(),
    }


@spoken
def search(request: HttpRequest) -> HttpResponse:
    answer = find.find(request.GET.get("q", ""))
    filters = Filters(request.GET, answer.understood.filters)
    entries = {entry.pk: entry for entry in catalogue()} if answer.keys else {}
    found = [entries[key] for key in answer.keys if key in entries]
    context = listing(request, filters, found)
    rows = in_order(dated(on_show()), list(context["rows"].object_list))
    hits = [find.hit(notice, answer.understood.terms) for notice in rows]
    return page(request, "search", context | {"understood": answer.understood, "hits": hits})


@spoken
def notice(request: HttpRequest, index_no: str) -> HttpResponse:
    """A draft is not there, as if its number had never been given; what was on show and is not
    any more is gone, without a word of what stood there or why."""
    if not INDEX_NUMBER.fullmatch(index_no):
        raise Http404
    found = on_show().filter(index_no=index_no).select_related("record__official_document").first()
    if found is None:
        return gone(request, index_no)
    where = public_address(address("notice", index_no, language_code=CHINESE), request)
    context = sheet(found, where)
    return page(request, "notice", context, changed=context["changed_at"])


def gone(request: HttpRequest, index_no: str) -> HttpResponse:
    was = Notice.objects.exclude(state=NoticeState.DRAFT).filter(index_no=index_no)
    if not was.exists():
        raise Http404
    return page(request, "gone", {"index_no": index_no}, status=GONE)


@spoken
def robots(request: HttpRequest) -> HttpResponse:
    return tagged(request, HttpResponse(ROBOTS, content_type="text/plain; charset=utf-8"))
