"""The contents of one record line by line: what is there, what lacks, what does not apply."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from archive.records.models import Record
from archive.volumes.contents import Lack, check, sitting_lack
from archive.volumes.leaves import leaves_of
from archive.volumes.matters import answers_of, matters_of
from archive.volumes.models import NotApplicable
from archive.volumes.rules import Leaf, Line, Matter, in_order, line_of


@dataclass(frozen=True)
class Row:
    """A line of the contents; None for what no line names."""

    line: Line | None
    papers: Sequence[Leaf]
    lacks: Sequence[Lack]
    answer: NotApplicable | None = None


def sheet_of(record: Record, lines: Sequence[Line]) -> list[Row]:
    """The lines in their order, at the end what no line names. All lacks of `check_contents` stand
    in it, each once; the papers are read once for both."""
    leaves = leaves_of([record.pk]).get(record.pk, [])
    matter = matters_of([record], answers_of([record.pk])).get(record.pk, Matter())
    lacks = list(check(leaves, lines, matter))
    if matter.sitting_unsigned:
        lacks.append(sitting_lack(lines))
    said = {one.line: one for one in record.not_applicable.select_related("said_by")}
    papers: dict[str, list[Leaf]] = {}
    for leaf in in_order(leaves, lines):
        line = line_of(leaf, lines)
        papers.setdefault(line.code if line else "", []).append(leaf)
    rows = [
        Row(line, papers.get(line.code, []), of(lacks, line.code), said.get(line.code))
        for line in lines
    ]
    rest = Row(None, papers.get("", []), of(lacks, ""))
    return [*rows, rest] if rest.papers or rest.lacks else rows


def of(lacks: Sequence[Lack], line: str) -> list[Lack]:
    return [lack for lack in lacks if lack.line == line]
