"""Is the contents of a closed record complete: every lack at once, each with what to do."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from archive.records.models import Record
from archive.volumes.leaves import leaves_of
from archive.volumes.matters import Answers, answers_of, matters_of
from archive.volumes.models import ContentsLine, ContentsTemplate
from archive.volumes.rules import Leaf, Line, Matter, in_order, line_of, missing_lines

LINE_MISSING = _("“%(line)s” is missing: file it, or say why it does not apply.")
ONE_OF_MISSING = _("One of these is missing: %(lines)s. File it, or say why it does not apply.")
EMPTY = _("“%(paper)s” has neither a file nor a sheet of paper behind it: add the scan.")
UNSIGNED = _("“%(paper)s” was printed to be signed: scan the signed sheet onto the same paper.")
NOT_SIGNED_BY = _("The agreement is not signed by %(names)s: enter the day they signed.")
SITTING_UNSIGNED = _("The record of a sitting is not signed by all: have it signed, then enter it.")
DATE_BEFORE = _("“%(paper)s” is dated %(date)s, before the case began on %(began)s: check both.")
DATE_AHEAD = _("“%(paper)s” is dated %(date)s, which lies in the future: check it.")
AGREEMENT = "agreement"
MEDIATION_RECORD = "mediation_record"


@dataclass(frozen=True)
class Lack:
    """What a line of the contents lacks. `code` is that of policy 5: line_missing, unsigned,
    scan_missing, inconsistent; `line` is empty where no line names the paper."""

    line: str
    title: str
    sentence: Any
    code: str = "line_missing"

    def __str__(self) -> str:
        return str(self.sentence)


def lack(
    code: str, line: Line | None, message: Any, title: str = "", /, **facts: object
) -> Lack:
    said = str(message) % {name: str(value) for name, value in facts.items()}
    return Lack(line.code if line else "", title or (line.title if line else ""), said, code)


def check_contents(record: Record) -> list[Lack]:
    """All that is missing or inconsistent in the contents of a record, in the order of its lines.
    Empty where nothing is, and for kinds that no template speaks of."""
    return lacks_of([record])[record.pk]


def lacks_of(records: Sequence[Record]) -> dict[int, list[Lack]]:
    """By record id; a fixed number of queries whatever the number of records."""
    ids = [record.pk for record in records]
    return lacks_among(records, leaves_of(ids), answers_of(ids), Templates())


def lacks_among(
    records: Sequence[Record],
    leaves: Mapping[int, Sequence[Leaf]],
    answered: Answers,
    templates: Templates,
) -> dict[int, list[Lack]]:
    """The same, where papers and answers of the records are read already."""
    matters = matters_of(records, answered)
    found: dict[int, list[Lack]] = {}
    for record in records:
        lines = templates.lines(record)
        matter = matters.get(record.pk, Matter())
        mine = leaves.get(record.pk, [])
        found[record.pk] = list(check(mine, lines, matter)) if lines else []
        if matter.sitting_unsigned and lines:
            found[record.pk].append(sitting_lack(lines))
    return found


class Templates:
    """The contents templates in force; asked once for many records."""

    def __init__(self) -> None:
        rows = ContentsLine.objects.select_related("template")
        self.known: dict[ContentsTemplate, list[Line]] = {}
        for row in rows.order_by("-template__valid_from", "template", "position"):
            self.known.setdefault(row.template, []).append(read_line(row))

    def titles(self) -> dict[str, str]:
        """The title of each line that any of them has, by its code."""
        return {line.code: line.title for lines in self.known.values() for line in lines}

    def lines(self, record: Record) -> list[Line]:
        """The lines for a record of its kind and day; empty where no template speaks of it."""
        day = record.closed_on or record.registered_on or dt.date.max
        for template, lines in self.known.items():
            ended = template.valid_to is not None and template.valid_to < day
            if template.kind == record.kind and template.valid_from <= day and not ended:
                return lines
        return []


def read_line(row: ContentsLine) -> Line:
    return Line(row.code, row.title, row.need, row.group, frozenset(row.paper_types))


def check(leaves: Sequence[Leaf], lines: Sequence[Line], matter: Matter) -> Iterator[Lack]:
    by_code = {line.code: line for line in lines}
    filled = {line.code for leaf in leaves if (line := line_of(leaf, lines))}
    for group in missing_lines(lines, filled, matter):
        yield missing(group)
    if matter.unsigned_by:
        names = "、".join(matter.unsigned_by)
        yield lack("unsigned", by_code.get(AGREEMENT), NOT_SIGNED_BY, names=names)
    for leaf in in_order(leaves, lines):
        yield from faults_of(leaf, line_of(leaf, lines), matter)


def missing(group: tuple[Line, ...]) -> Lack:
    titles = "、".join(line.title for line in group)
    if len(group) == 1:
        return lack("line_missing", group[0], LINE_MISSING, line=titles)
    return lack("line_missing", group[0], ONE_OF_MISSING, titles, lines=titles)


def faults_of(leaf: Leaf, line: Line | None, matter: Matter) -> Iterator[Lack]:
    paper = leaf.title
    if leaf.is_empty:
        yield lack("scan_missing", line, EMPTY, paper=paper)
    if leaf.unsigned:
        yield lack("unsigned", line, UNSIGNED, paper=paper)
    if leaf.dated_on and leaf.dated_on > timezone.localdate():
        yield lack("inconsistent", line, DATE_AHEAD, paper=paper, date=leaf.dated_on)
    if line and line.code == AGREEMENT and is_before(leaf.dated_on, matter.began_on):
        yield lack(
            "inconsistent",
            line,
            DATE_BEFORE,
            paper=paper,
            date=leaf.dated_on,
            began=matter.began_on,
        )


def is_before(one: dt.date | None, other: dt.date | None) -> bool:
    return one is not None and other is not None and one < other


def sitting_lack(lines: Sequence[Line]) -> Lack:
    line = next((line for line in lines if line.code == MEDIATION_RECORD), None)
    return lack("unsigned", line, SITTING_UNSIGNED)


