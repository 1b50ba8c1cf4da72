"""Asking: words and filters in, a page of hits out, inside one scope."""

from __future__ import annotations

import re
import time
from collections.abc import Sequence

from django.utils.translation import gettext as _

from search.documents import Scope, TextPage
from search.engines import the_engine
from search.engines.base import Ask, EngineUnavailable, Found
from search.highlight import patterns, snippets, whole
from search.query import BODY, REF, TITLE, Query, Sort, Term, Understood, read
from search.results import FacetCount, Hit, Page
from search.sources import the_source


def find(query: Query, *, visible_to: Scope) -> Page:
    """One page of hits with total, facets and snippets, all inside the scope.

    An engine that is down gives an empty page whose `degraded` says so; never an error.
    """
    began = time.perf_counter()
    understood = read(query.words)
    if understood.impossible or not (visible_to.clauses or visible_to.everything):
        return Page(understood=understood, facets={name: [] for name in query.facets})
    try:
        found = the_engine().find(to_ask(query, understood, visible_to))
    except EngineUnavailable:
        return Page(understood=understood, degraded=degraded())
    hits = make_hits(found, understood.terms)
    took = (time.perf_counter() - began) * 1000
    return Page(hits, found.total, sorted_facets(found), took, understood)


def degraded() -> str:
    return _(
        "Full-text search is not available at the moment. Filing goes on, and nothing is lost: "
        "what is filed meanwhile is found once search works again."
    )


def to_ask(query: Query, understood: Understood, scope: Scope) -> Ask:
    """Without words there is no relevance: the newest come first."""
    sort = query.sort
    if sort == Sort.RELEVANCE and not understood.terms:
        sort = Sort.NEWEST
    filters = {name: values for name, values in query.filters.items() if values}
    for name, values in understood.filters.items():
        filters[name] = (*filters.get(name, ()), *values)
    return Ask(
        terms=understood.terms,
        excluded=understood.excluded,
        filters=filters,
        clauses=scope.clauses,
        everything=scope.everything,
        date_from=query.date_from,
        date_to=query.date_to,
        sort=sort,
        offset=max(0, query.page - 1) * query.size,
        size=query.size,
        facets=query.facets,
    )


def make_hits(found: Found, terms: Sequence[Term]) -> tuple[Hit, ...]:
    """Hits whose source is gone meanwhile are left out; the outbox drops them next."""
    source = the_source()
    keys = [key for key, _score in found.hits]
    documents = source.texts(keys)
    in_title = patterns([term for term in terms if term.field in {BODY, TITLE, REF}])
    in_text = patterns([term for term in terms if term.field in {BODY, REF}])
    return tuple(
        make_hit(key, score, documents[key], in_title, in_text)
        for key, score in found.hits
        if key in documents
    )


def make_hit(
    key: int,
    score: float,
    pages: Sequence[TextPage],
    in_title: Sequence[re.Pattern[str]],
    in_text: Sequence[re.Pattern[str]],
) -> Hit:
    title, *texts = pages
    return Hit(key, score, whole(title.text, in_title), snippets(texts, in_text))


def sorted_facets(found: Found) -> dict[str, list[FacetCount]]:
    """The most frequent values first, equal ones by value, on every engine."""
    return {
        name: [
            FacetCount(value, count)
            for value, count in sorted(counts.items(), key=lambda one: (-one[1], one[0]))
        ]
        for name, counts in found.facets.items()
    }
