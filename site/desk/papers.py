"""The papers of a record as the record page lists them: newest file, older ones, a small card."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath

from archive.holdings.models import Holding
from archive.holdings.renditions import has_pictures
from archive.holdings.types import DOCX, HTML, MARKDOWN, PDF, PPTX, TEXT, XLSX
from archive.records.models import File, Paper, Record
from archive.records.veil import Veil
from desk import veiled

# What stands on the card of a file that has no picture; and the class that colours it.
CARDS = {
    PDF: ("PDF", ""),
    DOCX: ("DOCX", ""),
    XLSX: ("XLSX", "sheet"),
    PPTX: ("PPTX", "other"),
    TEXT: ("TXT", ""),
    MARKDOWN: ("MD", ""),
    HTML: ("HTML", ""),
}
# A page of these could not be drawn; the reason stands on the page instead of a broken picture.
NOT_DRAWN = frozenset({"encrypted", "damaged"})
LONGEST_SUFFIX = 5
READ = "_paper_lines"


@dataclass(frozen=True)
class Line:
    """One paper with its files, the newest first; a paper that is only on a shelf has none.

    closed: it has files that this person may not open; they are not among `files`.
    """

    paper: Paper
    files: Sequence[File]
    closed: bool = False

    @property
    def newest(self) -> File | None:
        return self.files[0] if self.files else None

    @property
    def has_picture(self) -> bool:
        return self.newest is not None and is_drawn(self.newest.holding)

    @property
    def card(self) -> tuple[str, str]:
        return card_of(self.newest) if self.newest else ("—", "other")


def is_drawn(holding: Holding) -> bool:
    """Whether pictures of its pages can be shown."""
    return has_pictures(holding.media_type) and holding.extraction_note not in NOT_DRAWN


def card_of(file: File) -> tuple[str, str]:
    """Label and colour class of the card of a file."""
    known = CARDS.get(file.holding.media_type)
    if known:
        return known
    suffix = PurePath(file.original_name).suffix.lstrip(".").upper()
    return (suffix if 0 < len(suffix) <= LONGEST_SUFFIX else "…", "other")


def lines_of(record: Record) -> list[Line]:
    """All papers in the order of the contents. Two queries, whatever their number, behind a veil
    one more; the face of a kind and the page ask for the same, so that what was read stays with
    the row of this request.
    """
    known: list[Line] | None = record.__dict__.get(READ)
    if known is None:
        known = record.__dict__[READ] = read_lines(record)
    return known


def read_lines(record: Record) -> list[Line]:
    files: dict[int, list[File]] = defaultdict(list)
    rows = File.objects.filter(paper__record=record).select_related("holding", "added_by")
    for file in rows.order_by("paper", "-no"):
        files[file.paper_id].append(file)
    papers = Paper.objects.filter(record=record).order_by("position")
    lines = [Line(paper, files[paper.pk]) for paper in papers]
    veil = veiled.veil_of(record)
    return lines if veil is None else behind(lines, veil)


def behind(lines: Sequence[Line], veil: Veil) -> list[Line]:
    """The lines as they stand behind a veil: titles and names covered, closed files left out."""
    for line in lines:
        for file in line.files:
            file.paper = line.paper
    shut = veiled.closed((file for line in lines for file in line.files), veil)
    found = []
    for line in lines:
        left = [file for file in line.files if file.pk not in shut]
        for row in (line.paper, *left):
            veiled.cover(row, veil)
        found.append(Line(line.paper, left, closed=len(left) < len(line.files)))
    return found


def newest_of(lines: Sequence[Line]) -> list[File]:
    return [line.newest for line in lines if line.newest]


def all_of(lines: Sequence[Line]) -> dict[int, File]:
    return {file.pk: file for line in lines for file in line.files}
