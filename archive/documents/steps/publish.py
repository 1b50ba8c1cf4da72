"""Publish and withdraw a notice: steps of the publisher on the document it comes from (policy 5).

Review by a second person and the gate for personal data come with the publishing room's next
work; until then a draft is published by the publisher himself.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from archive.documents import index_numbers
from archive.documents.models import Notice
from archive.documents.vocabulary import NoticeState
from archive.organisation.models import Unit, User
from archive.organisation.refusal import Refusal
from archive.organisation.vocabulary import Verb
from archive.records.models import File, Paper, Record
from archive.records.step import OnRecords
from archive.records.steps import NewFile
from archive.records.vocabulary import PaperType, RecordState, Secrecy

NOT_CLOSED = _("Register the document first; only a registered document is published.")
NOT_PUBLIC = _("The secrecy of the document is not “public”; correct it first, after review.")
RESTRICTED = _("The document is restricted to named posts; it is not published.")
PUBLISHED = _("This document is published already, under %(number)s.")
INDEX_MISSING = _("The unit has no organisation code; give the index number by hand.")
INDEX_TAKEN = _("The index number %(number)s is taken by another notice.")
HEADER_MISSING = _("The header lacks: %(labels)s.")
DATE_IMPOSSIBLE = _("The day of publication lies in the future.")
NO_NOTICE = _("This document is not published.")

# What a disclosure catalogue must hold: index, name, summary, date of creation (条例 2019, 12).
REQUIRED = {
    "name": _("name of the information"),
    "summary": _("summary"),
    "created_on": _("created on"),
    "publisher_name": _("publisher"),
    "text": _("text"),
}


@dataclass(frozen=True)
class Header:
    """The statutory header of a notice (domain 5.2). Without index_no the next one is given."""

    name: str
    text: str
    publisher_name: str
    summary: str = ""
    index_no: str = ""
    subject: str = ""
    genre: str = ""
    channel: str = ""
    doc_number: str = ""
    created_on: dt.date | None = None
    published_on: dt.date | None = None
    abolished_on: dt.date | None = None


class Publish(OnRecords[Notice]):
    """Puts the notice of a document on the portal; `page` is the public page as captured."""

    event = "notice:publish"
    verb = Verb.PUBLISH

    def __init__(
        self,
        record: Record,
        header: Header,
        *,
        publisher: Unit,
        page: NewFile | None = None,
        by: User,
        **options: Any,
    ) -> None:
        super().__init__([record], by=by, **options)
        self.header = header
        self.publisher = publisher
        self.page = page

    def refusals(self) -> Iterator[Refusal]:
        record = self.record
        if record.state not in {RecordState.CLOSED, RecordState.BOUND}:
            yield Refusal("document_not_closed", NOT_CLOSED)
        if record.secrecy != Secrecy.PUBLIC:
            yield Refusal("secrecy_not_public", NOT_PUBLIC)
        if record.restricted:
            yield Refusal("restricted", RESTRICTED)
        notice = Notice.objects.filter(record=record).first()
        if notice and notice.state == NoticeState.PUBLISHED:
            yield Refusal("wrong_state", PUBLISHED, {"number": notice.index_no})
        yield from self.refusals_of_header()

    def refusals_of_header(self) -> Iterator[Refusal]:
        header = self.header
        missing = [str(label) for name, label in REQUIRED.items() if not getattr(header, name)]
        if missing:
            yield Refusal("header_missing", HEADER_MISSING, {"labels": "、".join(missing)})
        if header.published_on and header.published_on > self.today:
            yield Refusal("date_impossible", DATE_IMPOSSIBLE)
        if not header.index_no and not self.publisher.org_code:
            yield Refusal("index_no_missing", INDEX_MISSING)
        others = Notice.objects.exclude(record=self.record).filter(index_no=header.index_no)
        if header.index_no and others.exists():
            yield Refusal("index_no_taken", INDEX_TAKEN, {"number": header.index_no})

    def apply(self) -> Notice:
        day = self.header.published_on or self.today
        index_no = self.header.index_no or index_numbers.take(self.publisher, day.year)
        index_numbers.pass_over(self.publisher, index_no)
        values = vars(self.header) | {"index_no": index_no, "published_on": day}
        notice, _made = Notice.objects.update_or_create(
            record=self.record,
            defaults=values
            | {
                "publisher": self.publisher,
                "state": NoticeState.PUBLISHED,
                "withdrawn_reason": "",
                "changed_at": self.at,
            },
        )
        if self.page:
            capture_page(self.record, self.page, by=self.by, at=self.at)
        return notice

    def facts(self, record: Record) -> dict[str, Any]:
        return {"index_no": Notice.objects.get(record=record).index_no}


def capture_page(record: Record, page: NewFile, *, by: User, at: dt.datetime) -> File:
    """The public page becomes a paper of the document; a later one is its next file."""
    papers = record.papers.filter(type=PaperType.PUBLISHED_PAGE)
    paper = papers.first() or Paper.objects.create(
        record=record,
        position=(record.papers.aggregate(last=Max("position"))["last"] or 0) + 1,
        type=PaperType.PUBLISHED_PAGE,
        title=str(PaperType.PUBLISHED_PAGE.label),
    )
    last = paper.files.aggregate(last=Max("no"))["last"] or 0
    return File.objects.create(
        paper=paper,
        no=last + 1,
        holding=page.holding,
        original_name=page.original_name,
        added_by=by,
        added_at=at,
    )


class Withdraw(OnRecords[Notice]):
    """Takes a notice from the portal at once; its number and the reason stay."""

    event = "notice:withdraw"
    verb = Verb.WITHDRAW
    needs_reason = True

    def __init__(self, record: Record, *, by: User, **options: Any) -> None:
        super().__init__([record], by=by, **options)

    def refusals(self) -> Iterator[Refusal]:
        if not Notice.objects.public().filter(record=self.record).exists():
            yield Refusal("wrong_state", NO_NOTICE)

    def apply(self) -> Notice:
        notice = Notice.objects.get(record=self.record)
        notice.state = NoticeState.WITHDRAWN
        notice.withdrawn_reason = self.reason
        notice.changed_at = self.at
        notice.save(update_fields=["state", "withdrawn_reason", "changed_at"])
        return notice
