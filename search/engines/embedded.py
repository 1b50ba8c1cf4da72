"""The embedded engine: tantivy in a folder beside the database; no server.

Each index has a folder of its own; the file `current` names the one in use, and every process
reads it again before it answers. All writers take one file lock.
"""

from __future__ import annotations

import datetime as dt
import fcntl
import os
import re
import secrets
import shutil
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import tantivy
from django.conf import settings

from search.documents import Clause, IndexDocument
from search.engines.base import (
    FACETS,
    KEY_BITS,
    MAX_DEPTH,
    MAX_VALUES,
    Ask,
    Engine,
    EngineUnavailable,
    Found,
    columns,
    newest_key,
    number_key,
    oldest_key,
)
from search.query import BODY, TITLE, Sort, Term

SCHEMA_NAME = "v1"  # Part of the folder's name: a schema that changed is built anew.
HEAP = 128 * 1024 * 1024
TITLE_BOOST = 2.0
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

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.schema = build_schema()
        self.opened: tuple[str, tantivy.Index] | None = None
        self.guard = threading.Lock()

    # --- Folders ---------------------------------------------------------------------------

    @property
    def pointer(self) -> Path:
        return self.folder / "current"

    def current(self) -> str:
        """The folder name of the index in use; empty when there is none."""
        try:
            return self.pointer.read_text().strip()
        except FileNotFoundError:
            return ""

    def point_to(self, name: str) -> None:
        beside = self.folder / f"current.{secrets.token_hex(4)}"
        beside.write_text(name)
        with beside.open("rb") as written:
            os.fsync(written.fileno())
        beside.replace(self.pointer)

    def index(self) -> tantivy.Index:
        """The index in use, opened anew after a swap. Raises EngineUnavailable if it is gone."""
        name = self.current()
        with self.guard:
            if not name.startswith(SCHEMA_NAME) or not (self.folder / name / "meta.json").exists():
                self.opened = None
                raise EngineUnavailable(self.name, f"no index in {self.folder.name}/")
            if self.opened is None or self.opened[0] != name:
                self.opened = (name, self.open(self.folder / name))
            return self.opened[1]

    def open(self, folder: Path) -> tantivy.Index:
        try:
            return tantivy.Index(self.schema, path=str(folder), reuse=True)
        except ValueError as error:
            raise EngineUnavailable(self.name, str(error)) from error

    def make_folder(self) -> str:
        name = f"{SCHEMA_NAME}-{secrets.token_hex(6)}"
        (self.folder / name).mkdir(parents=True)
        self.open(self.folder / name)
        return name

    @contextmanager
    def writing(self) -> Iterator[None]:
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    # --- Writing ---------------------------------------------------------------------------

    def write(self, documents: Sequence[IndexDocument], gone: Sequence[int]) -> None:
        try:
            index = self.index()
        except EngineUnavailable:
            # The folder was removed: what comes is kept in a new one, the check finds the rest.
            self.folder.mkdir(parents=True, exist_ok=True)
            self.point_to(self.make_folder())
            index = self.index()
        self.fill(index, [documents], gone)

    def fill(
        self,
        index: tantivy.Index,
        batches: Iterable[Sequence[IndexDocument]],
        gone: Sequence[int] = (),
    ) -> int:
        count = 0
        writer = index.writer(HEAP, 1)
        for key in gone:
            writer.delete_documents_by_term("key", key)
        for documents in batches:
            for document in documents:
                writer.delete_documents_by_term("key", document.key)
                writer.add_document(self.row(document))
                count += 1
        writer.commit()
        writer.wait_merging_threads()
        return count

    def row(self, document: IndexDocument) -> tantivy.Document:
        facets = {name: list(document.facets.get(name, ())) for name in FACETS}
        values: dict[str, Any] = {
            "key": document.key,
            "stamp": document.stamp,
            "scope": sorted(document.scope),
            "number": number_key(document),
            "newest": newest_key(document),
            "oldest": oldest_key(document),
        }
        filled = {name: found for name, found in facets.items() if found}
        return tantivy.Document.from_dict(columns(document) | values | filled, self.schema)

    def rebuild(self, batches: Iterable[Sequence[IndexDocument]]) -> int:
        self.folder.mkdir(parents=True, exist_ok=True)
        name = self.make_folder()
        try:
            count = self.fill(self.open(self.folder / name), batches)
        except BaseException:
            shutil.rmtree(self.folder / name)
            raise
        self.point_to(name)
        for other in self.folder.iterdir():
            if other.is_dir() and other.name != name:
                shutil.rmtree(other)
        return count

    # --- Asking ----------------------------------------------------------------------------

    def find(self, ask: Ask) -> Found:
        index = self.index()
        index.reload()
        searcher = index.searcher()
        query = self.query(ask)
        hits, total = self.page(searcher, query, ask)
        return Found(hits, total, self.facets(searcher, query, ask))

    def page(
        self, searcher: Any, query: tantivy.Query, ask: Ask
    ) -> tuple[tuple[tuple[int, float], ...], int]:
        size = min(ask.size, max(0, MAX_DEPTH - ask.offset))
        if size <= 0:
            return (), searcher.search(query, 1).count
        options: dict[str, Any] = {"limit": size, "offset": ask.offset, "count": True}
        if ask.sort in ORDERS:
            field, order = ORDERS[ask.sort]
            options |= {"order_by_field": field, "order": order}
        found = searcher.search(query, **options)
        addresses = [address for _order, address in found.hits]
        keys = searcher.fast_field_values("key", addresses)
        scores = [score if ask.sort not in ORDERS else 0.0 for score, _address in found.hits]
        return tuple(zip(keys, scores, strict=True)), found.count

    def facets(self, searcher: Any, query: tantivy.Query, ask: Ask) -> dict[str, dict[str, int]]:
        """All counts in one pass; a facet that is filtered on shows its other values too."""
        plain = [name for name in ask.facets if name not in ask.filters]
        found = self.counts(searcher, query, plain)
        for name in ask.facets:
            if name in ask.filters:
                found |= self.counts(searcher, self.query(ask, leave_out=name), [name])
        return found

    def counts(
        self, searcher: Any, query: tantivy.Query, names: Sequence[str]
    ) -> dict[str, dict[str, int]]:
        if not names:
            return {}
        terms = {name: {"terms": {"field": name, "size": MAX_VALUES}} for name in names}
        answer = searcher.aggregate(query, terms)
        return {
            name: {bucket["key"]: bucket["doc_count"] for bucket in answer[name]["buckets"]}
            for name in names
        }

    def query(self, ask: Ask, leave_out: str = "") -> tantivy.Query:
        must, occur = [], tantivy.Occur
        for term in ask.terms:
            must.append((occur.Must, self.term(term)))
            if term.field == BODY and ask.sort == Sort.RELEVANCE:
                in_title = self.term(term, TITLE)
                must.append((occur.Should, tantivy.Query.boost_query(in_title, TITLE_BOOST)))
        for group in ask.excluded:
            parts = [(occur.Must, self.term(term)) for term in group]
            must.append((occur.MustNot, tantivy.Query.boolean_query(parts)))
        for name, values in ask.filters.items():
            if name != leave_out:
                must.append((occur.Must, self.any_of(name, values)))
        if not ask.everything:
            must.append((occur.Must, self.scope(ask.clauses)))
        if ask.date_from or ask.date_to:
            must.append((occur.Must, self.dates(ask.date_from, ask.date_to)))
        all_of = [(occur.Must, tantivy.Query.const_score_query(tantivy.Query.all_query(), 0.0))]
        return tantivy.Query.boolean_query(must + all_of if not ask.terms else must)

    def term(self, term: Term, field: str = "") -> tantivy.Query:
        field, words = field or term.field, list(term.tokens)
        if term.prefix and len(words) == 1:
            return tantivy.Query.regex_query(self.schema, field, f"{re.escape(words[0])}.?")
        if term.prefix:
            last = f"{re.escape(words[-1])}.?"
            return tantivy.Query.regex_phrase_query(self.schema, field, [*words[:-1], last])
        if len(words) == 1:
            return tantivy.Query.term_query(self.schema, field, words[0])
        return tantivy.Query.phrase_query(self.schema, field, words)

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
            shown.append((occur.Should, tantivy.Query.boolean_query(parts)))
        return tantivy.Query.const_score_query(tantivy.Query.boolean_query(shown), 0.0)

    def dates(self, first: dt.date | None, last: dt.date | None) -> tantivy.Query:
        low = (first or dt.date.min).toordinal() << KEY_BITS
        high = ((last or dt.date.max).toordinal() + 1) << KEY_BITS
        found = tantivy.Query.range_query(
            self.schema, "newest", tantivy.FieldType.Unsigned, low, high, include_upper=False
        )
        return tantivy.Query.const_score_query(found, 0.0)

    def stamps(self) -> Iterator[tuple[int, str]]:
        index = self.index()
        index.reload()
        searcher = index.searcher()
        everything = tantivy.Query.all_query()
        size = 5000
        for offset in range(0, searcher.num_docs, size):
            found = searcher.search(everything, size, offset=offset, count=False)
            for _score, address in found.hits:
                row = searcher.doc(address)
                yield row.get_first("key"), row.get_first("stamp") or ""

    def count(self) -> int:
        index = self.index()
        index.reload()
        return int(index.searcher().num_docs)

    def close(self) -> None:
        self.opened = None


def make() -> Engine:
    return EmbeddedEngine(Path(settings.ANJUAN_INDEX))
