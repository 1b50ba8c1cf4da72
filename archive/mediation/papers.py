"""The papers of a dossier, as its steps ask for them."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import OuterRef, QuerySet, Subquery

from archive.records.models import File, Paper, Record
from archive.records.vocabulary import PaperType

# A form as it was filled; what comes back signed is a scan or a picture, never this.
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def papers(record: Record, *types: PaperType) -> QuerySet[Paper]:
    """The papers of these types, with the media type of their newest file as `newest`."""
    newest = File.objects.filter(paper=OuterRef("pk")).order_by("-no")
    found = Paper.objects.filter(record=record, type__in=types).order_by("position")
    return found.annotate(newest=Subquery(newest.values("holding__media_type")[:1]))


def has_file(record: Record, *types: PaperType) -> bool:
    return Paper.objects.filter(record=record, type__in=types, files__isnull=False).exists()


def is_signed(paper: Paper) -> bool:
    """Whether the newest file is something that can bear a signature."""
    newest: str | None = paper.newest  # type: ignore[attr-defined]
    return newest is not None and newest != WORD


def any_signed(found: Iterable[Paper]) -> bool:
    return any(is_signed(paper) for paper in found)
