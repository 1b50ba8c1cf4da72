"""Similar cases: what else speaks of the same things, by its words, within one's scope.

Matters are compared, never the people in them: no name of a petitioner is a word of the question.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

import search
from archive.organisation.models import User
from archive.organisation.standing import scope_of
from archive.petitions import words
from archive.petitions.models import Petition
from archive.records.models import Record
from archive.records.scope import search_scope
from archive.records.vocabulary import RecordKind

# Questions asked of the engine at the most, and the hits of each that are weighed.
MOST_WORDS = 6
HITS = 30
SHORTEST, LONGEST = 2, 6
HAN = re.compile(r"[\u4e00-\u9fff]+")
KINDS = (RecordKind.PETITION, RecordKind.DOSSIER)


def similar(petition: Petition, person: User, *, limit: int = 10) -> list[Record]:
    """Petitions and dossiers that share most of its words, the best first; never itself."""
    scope = search_scope(scope_of(person))
    found: Counter[int] = Counter()
    for word in words_of(petition):
        query = search.Query(word, filters={"kind": KINDS}, size=HITS)
        found.update(hit.key for hit in search.find(query, visible_to=scope).hits)
    del found[petition.pk]
    best = [key for key, _shared in found.most_common(limit)]
    # The index may lag behind the rows, so the rows have the last word on who sees what.
    rows = Record.objects.visible_to(scope_of(person)).standing().in_bulk(best)
    return [rows[key] for key in best if key in rows]


def words_of(petition: Petition) -> list[str]:
    """Pieces of title and claims between the words every matter has, the longest first."""
    said = [petition.record.title, *petition.claims]
    pieces = {piece for text in said for piece in pieces_of(text, petition.petitioner_name)}
    return sorted(pieces, key=lambda piece: (-len(piece), piece))[:MOST_WORDS]


def pieces_of(text: str, name: str) -> Iterator[str]:
    without_name = text.replace(name, " ") if name else text
    for run in HAN.findall(without_name):
        for piece in parting().split(run):
            if len(piece) >= SHORTEST:
                yield piece[:LONGEST]


def parting() -> re.Pattern[str]:
    """The words that part the pieces, the longest first, so that 关于 is not read as 于."""
    passed_over = sorted(words.words()["passed_over"], key=len, reverse=True)
    return re.compile("|".join(map(re.escape, passed_over)))
