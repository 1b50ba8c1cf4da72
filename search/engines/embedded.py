"""The embedded engine: tantivy in a folder beside the database; no server.

Every process reads again which index is in use before it answers; all writers take one lock.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path
from typing import Any

import tantivy
from django.conf import settings

from search.crash_points import crash_point
from search.documents import Clause, IndexDocument
from search.engines.base import (
    FACETS,
    MAX_DEPTH,
    MAX_VALUES,
    Ask,
    Engine,
    Found,
    date_bounds,
    row,
)
from search.engines.folder import IndexFolder, Reader, speaking
from search.engines.ties import Ranked, page_of
from search.query import BODY, TITLE, Sort, Term

SCHEMA_NAME = "v3"
HEAP = 128 * 1024 * 1024
TITLE_BOOST = 2.0
# A term that ends in a prefix has no weight of its own; it counts as one of the other engine's
# does, which leaves the factor k1 + 1 out of BM25.
PREFIX_SCORE = 2.2
Scored = tuple[tuple[int, float], ...]
ORDERS = {
    Sort.NEWEST: ("newest", tantivy.Order.Desc),
    Sort.OLDEST: ("oldest", tantivy.Order.Asc),
    Sort.NUMBER: ("number", tantivy.Order.Asc),
}


def build_schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("key", stored=True, indexed=True, fast=True)
    builder.add_text_field("stamp", stored=True, tokenizer_name="raw", index_option="basic")
    for name in ("title", "names", "body", "ref"):
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="position")
    for name in FACETS:
        builder.add_text_field(name, fast=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("scope", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("number", fast=True, tokenizer_name="raw", index_option="basic")
    builder.add_unsigned_field("newest", indexed=True, fast=True)
    builder.add_unsigned_field("oldest", fast=True)
    return builder.build()


class EmbeddedEngine(Engine):
    name = "embedded"

    def __init__(self, path: Path) -> None:
        self.folder = IndexFolder(path, SCHEMA_NAME)
        self.schema = build_schema()
        self.reader = Reader(self.folder, self.open)

    def exists(self) -> bool:
        return bool(self.folder.current())

    def begin(self) -> None:
        name = self.folder.new()
        self.open(name)
        self.folder.point_to(name)

    def open(self, name: str) -> tantivy.Index:
        return tantivy.Index(self.schema, path=str(self.folder.path / name), reuse=True)

    def index(self) -> tantivy.Index:
        """The index in use as it stands now."""
        with speaking(self.name):
            index: tantivy.Index = self.reader.index()
        return index

    def writing(self, *, wait: bool = True) -> AbstractContextManager[bool]:
        return self.folder.lock(wait=wait)

    # --- Writing ---------------------------------------------------------------------------

    def write(self, documents: Sequence[IndexDocument], gone: Sequence[int]) -> None:
        old = [*gone, *(document.key for document in documents)]
        self.fill(self.index(), [documents], old)

    def fill(
        self,
        index: tantivy.Index,
        batches: Iterable[Sequence[IndexDocument]],
        gone: Sequence[int] = (),
    ) -> int:
        """Drops, then adds, in one commit; a fault leaves the index as it was."""
        count = 0
        with speaking(self.name):
            writer = index.writer(HEAP, 1)
            if gone:
                # By query: a deletion by term does not find unsigned numbers.
                old = tantivy.Query.term_set_query(self.schema, "key", list(gone))
                writer.delete_documents_by_query(old)
        for documents in batches:
            with speaking(self.name):
                for document in documents:
                    writer.add_document(tantivy.Document.from_dict(row(document), self.schema))
            count += len(documents)
        with speaking(self.name):
            writer.commit()
            writer.wait_merging_threads()
        return count

    def rebuild(self, batches: Iterable[Sequence[IndexDocument]]) -> int:
        name = self.folder.new()
        try:
            count = self.fill(self.open(name), batches)
        except BaseException:
            self.folder.drop(name)
            raise
        crash_point("before_swap")
        self.folder.point_to(name)
        self.folder.drop_all_but(name)
        return count

    # --- Asking ----------------------------------------------------------------------------

    def find(self, ask: Ask) -> Found:
        """The total comes with the counts: the search for the best need not see every hit."""
        searcher, plain = self.index().searcher(), self.query(ask)
        with speaking(self.name):
            total, facets = self.facets(searcher, plain, ask)
            hits = self.page(searcher, plain, ask, total)
        return Found(hits, total, facets)

    def page(self, searcher: Any, plain: tantivy.Query, ask: Ask, total: int) -> Scored:
        size = min(ask.size, max(0, MAX_DEPTH - ask.offset))
        if size <= 0 or ask.offset >= total:
            return ()
        if ask.sort in ORDERS:
            found = self.ordered(searcher, plain, ask.sort, ask.offset, size)
            return tuple((key, 0.0) for key in found)
        if all(term.prefix for term in ask.terms):
            return self.by_title(searcher, plain, ask, size)
        return self.ranked(searcher, self.weighed(plain, ask), ask.offset, size)

    def ordered(
        self, searcher: Any, query: tantivy.Query, sort: Sort, offset: int, size: int
    ) -> list[int]:
        field, order = ORDERS[sort]
        found = searcher.search(query, size, False, field, offset, order)
        return list(searcher.fast_field_values("key", [where for _by, where in found.hits]))

    def by_title(self, searcher: Any, plain: tantivy.Query, ask: Ask, size: int) -> Scored:
        """Prefixes weigh the same everywhere: the more of them a title has the higher, then the
        newest first. One question for each number of terms in the title."""
        in_title = [self.term(term, TITLE) for term in ask.terms if term.field == BODY]
        hits: Scored = ()
        skip = ask.offset
        for many in range(len(in_title), -1, -1):
            query = at_level(plain, in_title, many)
            found = self.ordered(searcher, query, Sort.NEWEST, skip, size - len(hits))
            score = PREFIX_SCORE * (len(ask.terms) + TITLE_BOOST * many)
            hits += tuple((key, score) for key in found)
            if len(hits) == size or not many:
                break
            skip = 0 if found else max(0, skip - searcher.search(query, 1).count)
        return hits

    def ranked(self, searcher: Any, query: tantivy.Query, offset: int, size: int) -> Scored:
        def fetch(first: int, many: int) -> Ranked:
            return list(searcher.search(query, many, False, None, first).hits)

        hits = page_of(fetch, partial(searcher.fast_field_values, "newest"), offset, size)
        keys = searcher.fast_field_values("key", [address for _score, address in hits])
        return tuple(zip(keys, [score for score, _address in hits], strict=True))

    def facets(
        self, searcher: Any, query: tantivy.Query, ask: Ask
    ) -> tuple[int, dict[str, dict[str, int]]]:
        """All counts in one pass; a facet that is filtered on shows its other values too."""
        plain = [name for name in ask.facets if name not in ask.filters]
        total, found = self.counts(searcher, query, plain)
        for name in ask.facets:
            if name in ask.filters:
                found |= self.counts(searcher, self.query(ask, leave_out=name), [name])[1]
        return total, found

    def counts(
        self, searcher: Any, query: tantivy.Query, names: Sequence[str]
    ) -> tuple[int, dict[str, dict[str, int]]]:
        terms: dict[str, Any] = {
            name: {"terms": {"field": name, "size": MAX_VALUES}} for name in names
        }
        answer = searcher.aggregate(query, terms | {"": {"value_count": {"field": "key"}}})
        found = {
            name: {bucket["key"]: bucket["doc_count"] for bucket in answer[name]["buckets"]}
            for name in names
        }
        return int(answer[""]["value"]), found

    def weighed(self, plain: tantivy.Query, ask: Ask) -> tantivy.Query:
        """With more weight for those that have the terms in the title."""
        parts = [(tantivy.Occur.Must, plain)]
        for term in ask.terms:
            if term.field == BODY:
                in_title = tantivy.Query.boost_query(self.term(term, TITLE), TITLE_BOOST)
                parts.append((tantivy.Occur.Should, in_title))
        return tantivy.Query.boolean_query(parts)

    def query(self, ask: Ask, leave_out: str = "") -> tantivy.Query:
        occur = tantivy.Occur
        must = [(occur.Must, self.term(term)) for term in ask.terms]
        for group in ask.excluded:
            parts = [(occur.Must, self.term(term)) for term in group]
            must.append((occur.MustNot, tantivy.Query.boolean_query(parts)))
        for name, values in ask.filters.items():
            if name != leave_out:
                must.append((occur.Must, self.any_of(name, values)))
        if not ask.everything:
            must.append((occur.Must, self.scope(ask.clauses)))
        if bounds := date_bounds(ask):
            must.append((occur.Must, self.dates(*bounds)))
        all_of = [(occur.Must, tantivy.Query.const_score_query(tantivy.Query.all_query(), 0.0))]
        return tantivy.Query.boolean_query(must + all_of if not ask.terms else must)

    def term(self, term: Term, field: str = "") -> tantivy.Query:
        field, words = field or term.field, list(term.tokens)
        if term.prefix:
            return tantivy.Query.const_score_query(self.prefixed(field, words), PREFIX_SCORE)
        if len(words) == 1:
            return tantivy.Query.term_query(self.schema, field, words[0])
        return tantivy.Query.phrase_query(self.schema, field, [*words])

    def prefixed(self, field: str, words: list[str]) -> tantivy.Query:
        """The last word, of one character, begins a pair or is the last of its run."""
        last = f"{re.escape(words[-1])}.?"
        if len(words) == 1:
            return tantivy.Query.regex_query(self.schema, field, last)
        return tantivy.Query.regex_phrase_query(self.schema, field, [*words[:-1], last])

    def any_of(self, field: str, values: Iterable[str]) -> tantivy.Query:
        found = tantivy.Query.term_set_query(self.schema, field, sorted(values))
        return tantivy.Query.const_score_query(found, 0.0)

    def scope(self, clauses: Sequence[Clause]) -> tantivy.Query:
        if not clauses:
            return tantivy.Query.empty_query()
        occur = tantivy.Occur
        shown = []
        for clause in clauses:
            parts = [(occur.Must, self.any_of("scope", clause.tokens))]
            if clause.kinds is not None:
                parts.append((occur.Must, self.any_of("kind", clause.kinds)))
            if clause.without:
                parts.append((occur.MustNot, self.any_of("scope", clause.without)))
            shown.append((occur.Should, tantivy.Query.boolean_query(parts)))
        return tantivy.Query.const_score_query(tantivy.Query.boolean_query(shown), 0.0)

    def dates(self, low: int, high: int) -> tantivy.Query:
        found = tantivy.Query.range_query(
            self.schema, "newest", tantivy.FieldType.Unsigned, low, high, include_upper=False
        )
        return tantivy.Query.const_score_query(found, 0.0)

    def stamps(self) -> Iterator[tuple[int, str]]:
        searcher = self.index().searcher()
        everything, size = tantivy.Query.all_query(), 5000
        for offset in range(0, searcher.num_docs, size):
            found = searcher.search(everything, size, False, None, offset)
            for _score, address in found.hits:
                stored = searcher.doc(address).to_dict()
                yield stored["key"][0], stored["stamp"][0]

    def count(self) -> int:
        return int(self.index().searcher().num_docs)


def at_level(query: tantivy.Query, parts: Sequence[tantivy.Query], many: int) -> tantivy.Query:
    """The documents of the query that have exactly so many of the parts."""
    occur, boolean = tantivy.Occur, tantivy.Query.boolean_query
    shoulds = [(occur.Should, part) for part in parts]
    found = [(occur.Must, query)]
    if many:
        found.append((occur.Must, boolean(shoulds, many)))
    if many < len(parts):
        found.append((occur.MustNot, boolean(shoulds, many + 1)))
    return boolean(found)


def make() -> Engine:
    return EmbeddedEngine(Path(settings.ANJUAN_INDEX))
