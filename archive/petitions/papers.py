"""Papers that come onto a petition inside its steps."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, Max

from archive.organisation.models import User
from archive.records.models import File, Paper, Record
from archive.records.steps import NewFile
from archive.records.vocabulary import PaperType


@dataclass(frozen=True)
class NewPaper:
    """A paper to file, with its files in the order of their versions; none where it is only on
    paper. dated_on: the date written on it."""

    type: PaperType
    files: tuple[NewFile, ...] = ()
    title: str = ""
    dated_on: dt.date | None = None

    @property
    def shown_title(self) -> str:
        return self.title.strip() or str(self.type.label)


def file_paper(record: Record, new: NewPaper, *, by: User, at: dt.datetime) -> Paper:
    """The next line of the contents, with its files."""
    last = record.papers.aggregate(last=Max("position"))["last"] or 0
    paper = Paper.objects.create(
        record=record,
        position=last + 1,
        type=new.type,
        title=new.shown_title,
        dated_on=new.dated_on,
        on_paper=not new.files,
    )
    add_files(paper, new, by=by, at=at)
    return paper


def add_files(
    paper: Paper, new: NewPaper, *, by: User, at: dt.datetime, after: int = 0
) -> None:
    File.objects.bulk_create(
        File(
            paper=paper,
            no=no,
            holding=file.holding,
            original_name=file.original_name,
            added_by=by,
            added_at=at,
        )
        for no, file in enumerate(new.files, start=after + 1)
    )


def file_signed(record: Record, new: NewPaper, *, by: User, at: dt.datetime) -> Paper:
    """A signed sheet goes onto the form that was printed for it and did not come back yet; where
    there is none it is a paper of its own."""
    printed = record.papers.filter(type=new.type, letter__isnull=False)
    waiting = printed.annotate(count=Count("files")).filter(count=1).order_by("-position").first()
    if waiting is None or not new.files:
        return file_paper(record, new, by=by, at=at)
    add_files(waiting, new, by=by, at=at, after=1)
    return waiting


def has_paper(record: Record, *types: PaperType) -> bool:
    return record.papers.filter(type__in=types).exists()
