"""What asking through `search.find` costs over a loop written by hand on the same index.

Both give for each question the total, five facets, the twenty best hits inside a scope, their
texts and the marked places. They are asked in turn, each question of one right after the other,
and the ratio of each pair is what counts: what disturbs the machine disturbs both.

    python -m benchmarks search [--small]

With --home the documents and the index stay there and are used again.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from statistics import median, quantiles

from benchmarks.home import ROOT, temporary
from benchmarks.report import Row, finish
from benchmarks.texts import FACETS, UNITS, Documents, questions

QUESTIONS = 300
BOUND = 1.3


# --- The loop by hand -------------------------------------------------------------


class ByHand:
    """The same answer from tantivy and SQL, with nothing between."""

    def __init__(self, folder: Path, documents: Documents) -> None:
        import tantivy

        from search.folding import fold

        self.tantivy, self.fold, self.documents = tantivy, fold, documents
        name = (folder / "current").read_text()
        self.index = tantivy.Index.open(str(folder / name))
        self.schema = self.index.schema
        self.units = [f"unit:{unit}" for unit in UNITS[:30]]

    def query(self, words: str) -> tuple[object, list[re.Pattern[str]]]:
        query, occur = self.tantivy.Query, self.tantivy.Occur
        must, patterns = [], []
        for field, tokens, prefix, pattern in self.terms(self.fold(words)):
            must.append((occur.Must, self.term(field, tokens, prefix)))
            if field == "body":
                in_title = self.term("title", tokens, prefix)
                must.append((occur.Should, query.boost_query(in_title, 2.0)))
            patterns.append(re.compile(pattern))
        scope = query.const_score_query(query.term_set_query(self.schema, "scope", self.units), 0.0)
        return query.boolean_query([*must, (occur.Must, scope)]), patterns

    def terms(self, words: str) -> Iterator[tuple[str, list[str], bool, str]]:
        number = re.fullmatch(r"(\w+)发〔(\d{4})〕(\d+)号", words)
        if number:
            unit, year, serial = number.groups()
            tokens = [unit, "发", f"№{year}x{int(serial)}"]
            yield "ref", tokens, False, rf"{unit}发\W{year}\W0*{serial}号"
            return
        for run in re.findall(r"\w+", words):
            pairs = [run[at : at + 2] for at in range(len(run) - 1)]
            yield "body", pairs or [run], len(run) == 1, re.escape(run)

    def term(self, field: str, tokens: list[str], prefix: bool) -> object:
        query = self.tantivy.Query
        if prefix:
            return query.regex_query(self.schema, field, f"{tokens[0]}.?")
        if len(tokens) == 1:
            return query.term_query(self.schema, field, tokens[0])
        return query.phrase_query(self.schema, field, tokens)

    def find(self, words: str) -> tuple[int, dict[str, object], list[object]]:
        query, patterns = self.query(words)
        self.index.reload()
        searcher = self.index.searcher()
        found = searcher.search(query, 20)
        counts = searcher.aggregate(
            query, {name: {"terms": {"field": name, "size": 1000}} for name in FACETS}
        )
        facets = {
            name: sorted(
                ((one["key"], one["doc_count"]) for one in counts[name]["buckets"]),
                key=lambda one: (-one[1], one[0]),
            )
            for name in FACETS
        }
        keys = searcher.fast_field_values("key", [address for _score, address in found.hits])
        texts = {
            key: (title, text)
            for key, title, text in self.documents.select("key, title, text", keys)
        }
        hits = [(key, *self.marked(*texts[key], patterns)) for key in keys]
        return found.count, facets, hits

    def marked(self, title: str, text: str, patterns: list[re.Pattern[str]]) -> tuple[str, str]:
        return self.snippet(title, patterns, len(title)), self.snippet(text, patterns, 36)

    def snippet(self, text: str, patterns: list[re.Pattern[str]], around: int) -> str:
        """The text around the first marks, with signs about each."""
        folded = self.fold(text)
        spans = sorted(match.span() for one in patterns for match in one.finditer(folded))
        start = max(0, spans[0][0] - around) if spans else 0
        stop = min(len(text), start + 4 * around)
        parts, at = [], start
        for first, last in spans:
            if first >= at and last <= stop:
                parts += [text[at:first], "【", text[first:last], "】"]
                at = last
        return "".join([*parts, text[at:stop]])


# --- The measure ------------------------------------------------------------------


def through_find() -> Callable[[str], object]:
    import search

    clause = search.Clause(frozenset(f"unit:{unit}" for unit in UNITS[:30]))
    scope = search.Scope((clause,))
    return lambda words: search.find(search.Query(words, facets=FACETS), visible_to=scope)


def timed(act: Callable[[str], object], words: str) -> tuple[float, object]:
    began = time.perf_counter()
    answer = act(words)
    return time.perf_counter() - began, answer


def compare(
    asked: Sequence[str], ours: Callable, by_hand: Callable, rounds: int, most: float | None
) -> int:
    """Says the ratios of the pairs; each question is asked first by the one, then by the other."""
    ratios, mine, theirs = [], [], []
    for number in range(rounds):
        for place, words in enumerate(asked):
            first, second = (ours, by_hand) if (place + number) % 2 else (by_hand, ours)
            one, other = timed(first, words), timed(second, words)
            (slow, page), (quick, loop) = (one, other) if first is ours else (other, one)
            if page.total != loop[0]:
                sys.exit(f"{words}: {page.total} hits against {loop[0]}")
            if number:
                ratios.append(slow / quick)
                mine.append(slow * 1000)
                theirs.append(quick * 1000)
    say("search.find, ms", mine)
    say("by hand, ms", theirs)
    say("ratio of pairs", ratios)
    rows = [
        Row("search.find", median(mine), "ms"),
        Row("by hand", median(theirs), "ms"),
        Row("ratio of the pairs", median(ratios), "", most),
    ]
    return finish("Asking, against a loop by hand on the same index", rows)


def say(what: str, values: Sequence[float]) -> None:
    cuts = quantiles(values, n=20)
    tell(
        f"{what:18} median {median(values):7.2f}   p25 {cuts[4]:7.2f}   p75 {cuts[14]:7.2f}   "
        f"p95 {cuts[18]:7.2f}   max {max(values):8.2f}"
    )


def tell(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def prepare(home: Path, many: int) -> Documents:
    """Django on this home, and the documents and their index, if they are not there yet."""
    sys.path[:0] = [str(ROOT), str(ROOT / "site")]
    os.environ |= {"ANJUAN_HOME": str(home), "ANJUAN_SEARCH": "embedded"}
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "project.settings")
    import django

    django.setup()
    import search
    from search import sources

    new = not (home / "bench.sqlite3").exists()
    documents = Documents(home / "bench.sqlite3")
    sources.forget_sources()
    search.register(documents)
    if new:
        began = time.perf_counter()
        documents.fill(many)
        tell(f"{many} documents written in {time.perf_counter() - began:.1f} s")
        began = time.perf_counter()
        search.rebuild()
        took = time.perf_counter() - began
        tell(f"index built in {took:.1f} s, {many / took:.0f} documents a second")
    return documents


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--small", action="store_true", help="5,000 documents instead of 200,000")
    parser.add_argument("--home", type=Path, help="keep documents and index in this folder")
    parser.add_argument("--rounds", type=int, default=4, help="the first only warms up")
    options = parser.parse_args()
    many, asked = (5_000, 120) if options.small else (200_000, QUESTIONS)
    home = options.home or temporary("search")
    home.mkdir(parents=True, exist_ok=True)
    documents = prepare(home, many)
    by_hand = ByHand(home / "index", documents)
    # On few documents what every question costs beside the index weighs more; no bound there.
    most = None if options.small else BOUND
    sys.exit(compare(questions(asked), through_find(), by_hand.find, options.rounds, most))


if __name__ == "__main__":
    main()
