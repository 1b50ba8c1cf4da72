"""Elasticsearch: the engine of every office that outgrows one machine.

The index is searched through an alias and never by its own name. Tokens come ready made, so the
whitespace analyzer is all it needs. Written for 8.19; `elasticsearch.dsl` builds the questions.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from elasticsearch import ApiError, Elasticsearch, NotFoundError, TransportError, helpers
from elasticsearch.dsl import Q, Search
from elasticsearch.dsl.query import Query as Condition

from search.documents import Clause, IndexDocument
from search.engines.base import (
    FACETS,
    MAX_DEPTH,
    MAX_VALUES,
    Ask,
    Engine,
    EngineUnavailable,
    Found,
    date_bounds,
    row,
)
from search.engines.folder import IndexFolder
from search.query import BODY, TITLE, Sort, Term

TIMEOUT = 10  # Seconds. A person waits no longer; the outbox tries again.
TITLE_BOOST = 2.0
EXPANSIONS = 100_000  # A rare character outside the first plane is not served by its prefix.
ORDERS: dict[Sort, list[dict[str, Any]]] = {
    Sort.NEWEST: [{"newest": "desc"}],
    Sort.OLDEST: [{"oldest": "asc"}],
    Sort.NUMBER: [{"number": "asc"}],
    Sort.RELEVANCE: [{"_score": "desc"}, {"newest": "desc"}],
}
TOKENS = {
    "type": "text",
    "analyzer": "whitespace",
    # A Han character begins thousands of pairs; with its prefix indexed none is left out.
    "index_prefixes": {"min_chars": 1, "max_chars": 1},
}
MAPPING: dict[str, Any] = {
    "dynamic": "strict",
    "_source": {"includes": ["key", "stamp"]},
    "properties": {
        "key": {"type": "long"},
        "stamp": {"type": "keyword", "index": False},
        "scope": {"type": "keyword"},
        "number": {"type": "keyword"},
        "newest": {"type": "long"},
        "oldest": {"type": "long"},
        **{name: {"type": "keyword"} for name in FACETS},
        **dict.fromkeys(("title", "names", "body", "ref"), TOKENS),
    },
}
SETTINGS = {"max_result_window": MAX_DEPTH, "index.mapping.coerce": False}


class ElasticEngine(Engine):
    name = "elasticsearch"

    def __init__(self, hosts: Sequence[str], alias: str) -> None:
        self.client = Elasticsearch(
            list(hosts), request_timeout=TIMEOUT, max_retries=1, retry_on_timeout=False
        )
        self.alias = alias

    @contextmanager
    def speaking(self) -> Iterator[None]:
        """What the server or the way to it refuses, as our own word."""
        try:
            yield
        except NotFoundError as error:
            raise EngineUnavailable(self.name, f"no index behind {self.alias}") from error
        except (ApiError, TransportError, helpers.BulkIndexError) as error:
            raise EngineUnavailable(self.name, str(error)[:300]) from error

    def writing(self, *, wait: bool = True) -> AbstractContextManager[bool]:
        """One drainer and one rebuild at a time."""
        return IndexFolder(Path(settings.ANJUAN_INDEX), self.name).lock(wait=wait)

    def exists(self) -> bool:
        with self.speaking():
            return bool(self.client.indices.exists_alias(name=self.alias))

    def begin(self) -> None:
        with self.speaking():
            self.client.indices.put_alias(index=self.make_index(), name=self.alias)

    # --- Writing ---------------------------------------------------------------------------

    def make_index(self) -> str:
        name = f"{self.alias}-{time.time_ns()}"
        self.client.indices.create(index=name, mappings=MAPPING, settings=SETTINGS)
        return name

    def write(self, documents: Sequence[IndexDocument], gone: Sequence[int]) -> None:
        with self.speaking():
            # Without its alias the server would make an index of its own guess of that name.
            self.bulk(self.alias, documents, gone, require_alias=True)
            self.client.indices.refresh(index=self.alias)

    def bulk(
        self,
        index: str,
        documents: Sequence[IndexDocument],
        gone: Sequence[int],
        **options: bool,
    ) -> None:
        puts = [
            {"_op_type": "index", "_index": index, "_id": str(document.key), **row(document)}
            for document in documents
        ]
        drops = [{"_op_type": "delete", "_index": index, "_id": str(key)} for key in gone]
        helpers.bulk(self.client, puts, **options)
        # Dropping what is not there is no fault.
        helpers.bulk(self.client, drops, ignore_status=(404,), **options)

    def rebuild(self, batches: Iterable[Sequence[IndexDocument]]) -> int:
        with self.speaking():
            name, count = self.make_index(), 0
            try:
                for documents in batches:
                    self.bulk(name, documents, ())
                    count += len(documents)
                self.client.indices.refresh(index=name)
                self.swap(name)
            except BaseException:
                self.client.indices.delete(index=name, ignore_unavailable=True)
                raise
        return count

    def swap(self, name: str) -> None:
        """One atomic change of the alias; the indexes it pointed to are dropped after."""
        old = list(self.client.indices.get(index=f"{self.alias}-*", expand_wildcards="open"))
        has = self.client.indices.exists_alias(name=self.alias)
        drop = [{"remove": {"index": "*", "alias": self.alias}}] if has else []
        add = {"add": {"index": name, "alias": self.alias}}
        self.client.indices.update_aliases(actions=[*drop, add])
        for other in old:
            if other != name:
                self.client.indices.delete(index=other, ignore_unavailable=True)

    # --- Asking ----------------------------------------------------------------------------

    def find(self, ask: Ask) -> Found:
        size = min(ask.size, max(0, MAX_DEPTH - ask.offset))
        search = Search(using=self.client, index=self.alias).query(self.query(ask))
        search = search.extra(track_total_hits=True).sort(*ORDERS[ask.sort])
        search = search.source(["key"]).extra(from_=min(ask.offset, MAX_DEPTH - size), size=size)
        self.count_facets(search, ask)
        with self.speaking():
            answer: Any = search.execute()
        hits = tuple((hit.key, float(hit.meta.score or 0.0)) for hit in answer)
        return Found(hits, answer.hits.total.value, read_facets(answer, ask))

    def count_facets(self, search: Any, ask: Ask) -> None:
        """A facet that is filtered on is counted under all other filters."""
        if not ask.facets:
            return
        for name in ask.facets:
            inside = search.aggs
            if name in ask.filters:
                inside = inside.bucket(f"all_{name}", "global").bucket(
                    f"in_{name}", "filter", filter=self.query(ask, leave_out=name)
                )
            inside.bucket(name, "terms", field=name, size=MAX_VALUES)

    def query(self, ask: Ask, leave_out: str = "") -> Condition:
        filters = [] if ask.everything else [self.scope(ask.clauses)]
        filters += [
            Q("terms", **{name: sorted(values)})
            for name, values in ask.filters.items()
            if name != leave_out
        ]
        if bounds := date_bounds(ask):
            filters.append(Q("range", newest={"gte": bounds[0], "lt": bounds[1]}))
        by_text = ask.sort == Sort.RELEVANCE
        return Q(
            "bool",
            must=[condition(term) for term in ask.terms],
            should=[
                Q("bool", must=[condition(term, TITLE)], boost=TITLE_BOOST)
                for term in ask.terms
                if by_text and term.field == BODY
            ],
            must_not=[
                Q("bool", must=[condition(term) for term in group]) for group in ask.excluded
            ],
            filter=filters,
        )

    def scope(self, clauses: Sequence[Clause]) -> Condition:
        if not clauses:
            return Q("match_none")
        shown = []
        for clause in clauses:
            parts = [Q("terms", scope=sorted(clause.tokens))]
            if clause.kinds is not None:
                parts.append(Q("terms", kind=sorted(clause.kinds)))
            shown.append(Q("bool", filter=parts, must_not=barring(clause)))
        return Q("bool", should=shown, minimum_should_match=1)

    def stamps(self) -> Iterator[tuple[int, str]]:
        with self.speaking():
            for hit in helpers.scan(self.client, index=self.alias, size=2000):
                yield hit["_source"]["key"], hit["_source"].get("stamp", "")

    def count(self) -> int:
        with self.speaking():
            return int(self.client.count(index=self.alias)["count"])

    def close(self) -> None:
        self.client.close()


def condition(term: Term, field: str = "") -> Condition:
    field, words = field or term.field, " ".join(term.tokens)
    if not term.prefix:
        return Q("match_phrase", **{field: words})
    if len(term.tokens) == 1:
        return Q("prefix", **{field: {"value": words, "rewrite": "constant_score"}})
    found = {"query": words, "max_expansions": EXPANSIONS}
    return Q("constant_score", filter=Q("match_phrase_prefix", **{field: found}))


def read_facets(answer: Any, ask: Ask) -> dict[str, dict[str, int]]:
    found = {}
    for name in ask.facets:
        inside = answer.aggregations
        if name in ask.filters:
            inside = inside[f"all_{name}"][f"in_{name}"]
        found[name] = {bucket.key: bucket.doc_count for bucket in inside[name].buckets}
    return found


def make() -> Engine:
    hosts = [host.strip() for host in settings.ANJUAN_SEARCH.split(",") if host.strip()]
    return ElasticEngine(hosts, settings.ANJUAN_SEARCH_INDEX)


def barring(clause: Clause) -> list[Condition]:
    return [Q("terms", scope=sorted(clause.without))] if clause.without else []
