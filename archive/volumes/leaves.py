"""The papers of records as volumes take them: the newest file of each, its pages, its digest."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from django.db.models import Exists, F, OuterRef, Subquery

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
FIELDS = (
    "record",
    "pk",
    "type",
    "position",
    "title",
    "author",
    "number",
    "dated_on",
    "on_paper",
    "sha256",
    "no",
    "printed",
)


def leaves_of(ids: Sequence[int]) -> Mapping[int, list[Leaf]]:
    """The papers of these records, by record id, in the order they came in. Two queries."""
    newest = File.objects.filter(paper=OuterRef("pk")).order_by("-no")
    rows = (
        Paper.objects.filter(record__in=ids)
        .annotate(
            sha256=Subquery(newest.values("holding")[:1]),
            no=Subquery(newest.values("no")[:1]),
            printed=Exists(Letter.objects.filter(paper=OuterRef("pk"))),
        )
        .order_by("record", "position")
    )
    counts = page_counts(ids)
    found: dict[int, list[Leaf]] = defaultdict(list)
    for record, pk, type_, position, title, author, number, day, sheet, sha256, no, printed in (
        rows.values_list(*FIELDS)
    ):
        unsigned = printed and no == 1 and not sheet and type_ in TO_BE_SIGNED
        pages = counts.get(sha256, 1) if sha256 else 1
        leaf = Leaf(
            pk, type_, position, title, author, number, day, pages, sha256 or "", sheet, unsigned
        )
        found[record].append(leaf)
    return found


def page_counts(ids: Sequence[int]) -> dict[str, int | None]:
    """By digest: pages where they are known, None for a pdf whose pages nobody counted yet.
    What has no pages of its own is not named; it counts as one sheet."""
    files = File.objects.filter(paper__record__in=ids)
    counted = files.filter(holding__page_count__gt=0)
    found: dict[str, int | None] = dict(
        counted.values_list("holding", F("holding__page_count")).distinct()
    )
    unknown = files.filter(holding__page_count=None, holding__media_type=PDF)
    return found | dict.fromkeys(unknown.values_list("holding", flat=True), None)
