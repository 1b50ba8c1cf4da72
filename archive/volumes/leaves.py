"""The papers of records as volumes take them: the newest file of each, its pages, its digest."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence

from django.db.models import Exists, OuterRef

from archive.records import rows
from archive.records.models import Letter, Paper
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
COLUMNS = (
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
    "files__no",
    "files__holding",
    "files__holding__page_count",
    "files__holding__media_type",
)


def leaves_of(ids: Sequence[int]) -> Mapping[int, list[Leaf]]:
    """The papers of these records, by record id, in the order they came in. One query."""
    printed = Exists(Letter.objects.filter(paper=OuterRef("pk")))
    papers = Paper.objects.filter(record__in=rows.among(ids)).annotate(printed=printed)
    # A paper comes once for each of its files; what its newest says stands in the end.
    newest: dict[int, dict[int, Leaf]] = defaultdict(dict)
    for record, *said in papers.order_by("record", "position", "files__no").values_list(*COLUMNS):
        newest[record][said[0]] = leaf(*said)
    found: dict[int, list[Leaf]] = defaultdict(list)
    found.update((record, list(leaves.values())) for record, leaves in newest.items())
    return found


def leaf(
    paper: int,
    type_: str,
    position: int,
    title: str,
    author: str,
    number: str,
    day: dt.date | None,
    on_paper: bool,
    printed: bool,
    no: int | None,
    sha256: str | None,
    pages: int | None,
    media_type: str | None,
) -> Leaf:
    """A pdf whose pages nobody counted has None; what has no pages of its own is one sheet."""
    counted = pages or (None if pages is None and media_type == PDF else 1)
    unsigned = printed and no == 1 and not on_paper and type_ in TO_BE_SIGNED
    said = (paper, type_, position, title, author, number, day)
    return Leaf(*said, counted, sha256 or "", on_paper, unsigned)
