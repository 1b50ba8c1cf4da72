"""The papers of records as volumes take them: the newest file of each, its pages, its digest."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from django.db.models import Exists, OuterRef

from archive.records import rows
from archive.records.models import File, Letter, Paper
from archive.records.vocabulary import PaperType
from archive.volumes.rules import Leaf

PDF = "application/pdf"
# Forms that are printed, signed by people and scanned again (司发通〔2010〕239号; 送达回证).
TO_BE_SIGNED = frozenset(
    {
        PaperType.APPLICATION,
        PaperType.ACCEPTANCE_FORM,
        PaperType.RIGHTS_NOTICE,
        PaperType.MEDIATION_RECORD,
        PaperType.AGREEMENT,
        PaperType.ORAL_AGREEMENT,
        PaperType.VISIT_RECORD,
        PaperType.SERVICE_RECEIPT,
    }
)
PAPER = (
    "record",
    "pk",
    "type",
    "position",
    "title",
    "author",
    "number",
    "dated_on",
    "on_paper",
    "printed",
)
FILE = ("paper", "no", "holding", "holding__page_count", "holding__media_type")


class Newest(NamedTuple):
    """The newest file of a paper. pages: None for a pdf whose pages nobody counted yet; what has
    no pages of its own counts as one sheet."""

    no: int
    sha256: str
    pages: int | None


NO_FILE = Newest(0, "", 1)


def leaves_of(ids: Sequence[int]) -> Mapping[int, list[Leaf]]:
    """The papers of these records, by record id, in the order they came in. Two queries."""
    newest = newest_files(ids)
    printed = Exists(Letter.objects.filter(paper=OuterRef("pk")))
    papers = Paper.objects.filter(record__in=rows.among(ids)).annotate(printed=printed)
    found: dict[int, list[Leaf]] = defaultdict(list)
    for record, pk, type_, place, title, author, number, day, sheet, was_printed in (
        papers.order_by("record", "position").values_list(*PAPER)
    ):
        no, sha256, pages = newest.get(pk, NO_FILE)
        unsigned = was_printed and no == 1 and not sheet and type_ in TO_BE_SIGNED
        found[record].append(
            Leaf(pk, type_, place, title, author, number, day, pages, sha256, sheet, unsigned)
        )
    return found


def newest_files(ids: Sequence[int]) -> dict[int, Newest]:
    """By paper id; a paper that has no file is not named."""
    files = File.objects.filter(paper__record__in=rows.among(ids)).order_by("paper", "no")
    return {
        paper: Newest(no, sha256, pages_of(pages, media_type))
        for paper, no, sha256, pages, media_type in files.values_list(*FILE)
    }


def pages_of(counted: int | None, media_type: str) -> int | None:
    return counted or (None if counted is None and media_type == PDF else 1)
