"""The search page: the whole question stands in the address."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

import search
from archive.classification.models import Term
from archive.mediation.vocabulary import DossierState
from archive.organisation.models import Unit
from archive.petitions.vocabulary import MatterClass, OpinionResult, PetitionState
from archive.records.index import FACETS, newest_files
from archive.records.models import File, Record
from archive.records.scope import search_scope
from archive.records.vocabulary import RecordKind, RecordState, Secrecy
from archive.reports.vocabulary import SlotState
from archive.retention.vocabulary import Period
from desk import labels
from desk.access import DeskView, visible_records
from desk.listing import PageOf, whole

SIZE = 20
# The engine is asked no deeper than this; a narrower question leads further than a deeper page.
DEEPEST = 5000
SHOWN_FACETS = FACETS
# The words behind the codes of a facet. A result is an opinion's or a mediation's, else where the
# matter is; the same code has the same word in each.
WORDS = {
    "kind": (RecordKind,),
    "state": (RecordState,),
    "secrecy": (Secrecy,),
    "matter_class": (MatterClass,),
    "result": (PetitionState, DossierState, SlotState, OpinionResult),
    "period": (Period,),
}


@dataclass(frozen=True)
class Place:
    """Where a snippet stands: the file and page, and the record page opened there."""

    snippet: search.Snippet
    file: str
    url: str


@dataclass(frozen=True)
class Found:
    """A hit with the row it stands for, seen by this person when the page was drawn."""

    record: Record
    title: search.Snippet
    places: list[Place]
    url: str


@dataclass(frozen=True)
class Choice:
    value: str
    label: str
    count: int
    chosen: bool


@dataclass(frozen=True)
class Facet:
    name: str
    label: str
    choices: list[Choice]


def read_query(query: QueryDict) -> search.Query:
    """The question in an address. Unknown orders and impossible pages give the usual ones."""
    asked = query.get("sort")
    sort = search.Sort(asked) if asked in search.Sort.values else search.Sort.RELEVANCE
    filters = {name: tuple(query.getlist(name)) for name in FACETS if query.getlist(name)}
    page = min(max(1, whole(query.get("page")) or 1), DEEPEST // SIZE)
    words = query.get("q", "").strip()
    return search.Query(words, filters, sort=sort, page=page, size=SIZE, facets=SHOWN_FACETS)


class SearchView(DeskView):
    template_name = "desk/search.html"
    page_title = _("Search records")

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        here = {"url": reverse("desk_search"), "label": self.page_title}
        return [*super().get_breadcrumbs_items(), here]

    def get(self, request: HttpRequest) -> HttpResponse:
        query = read_query(request.GET)
        asked = bool(query.words or query.filters)
        context: dict[str, Any] = {"query": query, "asked": asked, "sorts": search.Sort.choices}
        if asked:
            page = search.find(query, visible_to=search_scope(self.scope))
            context |= {
                "found": self.found(page, query.words),
                "facets": facets_of(page, query),
                "result": page,
                "page": pages_of(page, query),
            }
        return self.render_to_response(self.get_context_data(**context))

    def found(self, page: search.Page, words: str) -> list[Found]:
        """The hits whose rows the person sees now: the index may be seconds behind."""
        keys = [hit.key for hit in page.hits]
        seen = visible_records(self.person).select_related("lead_unit").in_bulk(keys)
        files = newest_files(list(seen))
        return [
            found_of(hit, seen[hit.key], files.get(hit.key, []), words)
            for hit in page.hits
            if hit.key in seen
        ]


def found_of(hit: search.Hit, record: Record, files: list[File], words: str) -> Found:
    url = reverse("desk_record", args=[record.pk])
    by_name = {file.original_name: file.pk for file in files}
    places = [place_of(snippet, by_name, url, words) for snippet in hit.snippets[:2]]
    return Found(record, hit.title, places, f"{url}?{urlencode({'q': words})}" if words else url)


def place_of(snippet: search.Snippet, files: dict[str, int], url: str, words: str) -> Place:
    """The record page opened at the file and page the snippet stands on."""
    at = {"file": files.get(snippet.source), "page": snippet.page, "q": words}
    query = urlencode({name: value for name, value in at.items() if value})
    return Place(snippet, snippet.source, f"{url}?{query}#preview")


def pages_of(page: search.Page, query: search.Query) -> PageOf[Record]:
    pages = max(1, -(-min(page.total, DEEPEST) // SIZE))
    return PageOf([], page.total, page.total > DEEPEST, min(query.page, pages), pages)


def facets_of(page: search.Page, query: search.Query) -> list[Facet]:
    """The facets that have something to choose; a chosen value stays, even when it leaves none."""
    found = []
    names = value_labels(page, query)
    for name in SHOWN_FACETS:
        counts = {one.value: one.count for one in page.facets.get(name, [])}
        chosen = query.filters.get(name, ())
        counts |= {value: 0 for value in chosen if value not in counts}
        if counts:
            choices = [
                Choice(value, names[name].get(value, value), count, value in chosen)
                for value, count in counts.items()
            ]
            found.append(Facet(name, str(labels.FACETS[name]), ordered(name, choices)))
    return found


def ordered(name: str, choices: list[Choice]) -> list[Choice]:
    if name == "year":
        return sorted(choices, key=lambda choice: choice.value, reverse=True)
    return sorted(choices, key=lambda choice: (-choice.count, choice.label))


def value_labels(page: search.Page, query: search.Query) -> dict[str, dict[str, str]]:
    """Names of the codes in the facets: units and terms from their tables, the rest from words."""
    found: dict[str, dict[str, str]] = {name: {} for name in SHOWN_FACETS}
    for name, words in WORDS.items():
        found[name] = {code: str(label) for choices in words for code, label in choices.choices}
    codes = {
        name: {one.value for one in page.facets.get(name, [])} | set(query.filters.get(name, ()))
        for name in ("unit", "genre", "subject", "dispute_type")
    }
    found["unit"] = dict(Unit.objects.filter(code__in=codes["unit"]).values_list("code", "name"))
    wanted = codes["genre"] | codes["subject"] | codes["dispute_type"]
    terms = Term.objects.filter(code__in=wanted)
    by_scheme = {scheme: name for name, scheme in labels.SCHEMES.items()}
    for scheme, code, name in terms.values_list("scheme__code", "code", "name"):
        if scheme in by_scheme:
            found[by_scheme[scheme]][code] = name
    return found
