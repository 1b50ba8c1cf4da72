"""Draft, publish and withdraw a notice, on the document it comes from (policy 5).

Review by a second person and the gate for personal data come with the publishing room's next
work; until then a draft is published by the publisher himself.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from archive.documents import index_numbers, publishing
from archive.documents.models import Notice
from archive.documents.vocabulary import NoticeState
from archive.organisation.may import may, may_on
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
INDEX_FIXED = _("This notice has the index number %(number)s; it never changes. Leave it empty.")
INDEX_FORM = _("“%(number)s” is not an index number: letters, digits, “-” and “/” inside, a digit.")
HEADER_MISSING = _("The header lacks: %(labels)s.")
DATE_IMPOSSIBLE = _("The day of publication lies in the future.")
NO_NOTICE = _("This document is not published.")
NOT_A_DRAFT = _("This document has a notice already, %(number)s; only a draft is replaced.")
NAME_MISSING = _("A draft needs the name of the information.")
NOT_YOUR_UNIT = _("You cannot publish in the name of %(unit)s.")

# The number is a part of the notice's address: no blanks, no signs that mean something there.
INDEX_NUMBER = re.compile(r"(?=.*\d)\w[\w〔〕.-]*(?:/\w[\w〔〕.-]*)*")

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


class OnNotice(OnRecords[Notice]):
    """What drafting and publishing a notice have in common: header, publisher, number."""

    verb = Verb.PUBLISH

    def __init__(
        self, record: Record, header: Header, *, publisher: Unit, by: User, **options: Any
    ) -> None:
        super().__init__([record], by=by, **options)
        self.header = header
        self.publisher = publisher

    @property
    def notice(self) -> Notice | None:
        """The notice of the document as it stands, whatever its state."""
        return Notice.objects.filter(record=self.record).first()

    def may_speak(self) -> bool:
        return may(self.by, self.verb, self.publisher)

    def refusals(self) -> Iterator[Refusal]:
        if self.record.state not in {RecordState.CLOSED, RecordState.BOUND}:
            yield Refusal("document_not_closed", NOT_CLOSED)
        if self.record.restricted:
            yield Refusal("restricted", RESTRICTED)
        if not self.may_speak():
            yield Refusal("not_your_unit", NOT_YOUR_UNIT, {"unit": self.publisher.name})
        if self.header.published_on and self.header.published_on > self.today:
            yield Refusal("date_impossible", DATE_IMPOSSIBLE)
        yield from self.refusals_of_number(self.notice)

    def refusals_of_number(self, notice: Notice | None) -> Iterator[Refusal]:
        asked = self.header.index_no
        if not asked and not notice and not self.publisher.org_code:
            yield Refusal("index_no_missing", INDEX_MISSING)
        if asked and not INDEX_NUMBER.fullmatch(asked):
            yield Refusal("index_no_malformed", INDEX_FORM, {"number": asked})
        if asked and notice and notice.index_no != asked:
            yield Refusal("index_no_fixed", INDEX_FIXED, {"number": notice.index_no})
        others = Notice.objects.exclude(record=self.record).filter(index_no=asked)
        if asked and others.exists():
            yield Refusal("index_no_taken", INDEX_TAKEN, {"number": asked})

    def keep(self, state: NoticeState, published_on: dt.date | None) -> Notice:
        """The notice's row, with its number: kept, adopted, or the next of the publisher."""
        values = vars(self.header) | {
            "index_no": self.index_no((published_on or self.today).year),
            "published_on": published_on,
            "publisher": self.publisher,
            "state": state,
            "withdrawn_reason": "",
            "changed_at": self.at,
        }
        notice, _made = Notice.objects.update_or_create(record=self.record, defaults=values)
        return notice

    def index_no(self, year: int) -> str:
        given = self.notice
        if given:
            return given.index_no
        if not self.header.index_no:
            return self.next_number(year)
        index_numbers.pass_over(self.publisher, self.header.index_no)
        return self.header.index_no

    def next_number(self, year: int) -> str:
        """One that another publisher adopted by hand is passed over."""
        number = index_numbers.take(self.publisher, year)
        while Notice.objects.filter(index_no=number).exists():
            number = index_numbers.take(self.publisher, year)
        return number

    def facts(self, record: Record) -> dict[str, Any]:
        return {"index_no": Notice.objects.get(record=record).index_no}


class DraftNotice(OnNotice):
    """Keeps a notice for review: nobody outside sees it, its index number is given.

    A draft may lack parts of the header, and the document may still be internal: publishing
    asks for both. Repeating it replaces the draft. The operator drafts what he imports.
    """

    event = "notice:draft"

    def allows(self, record: Record) -> bool:
        return may_on(self.by, self.asked_verb, record)

    def may_speak(self) -> bool:
        return may(self.by, self.asked_verb, self.publisher)

    @property
    def asked_verb(self) -> Verb:
        return Verb.IMPORT if self.by.is_operator else Verb.PUBLISH

    def refusals(self) -> Iterator[Refusal]:
        yield from super().refusals()
        notice = self.notice
        if notice and notice.state != NoticeState.DRAFT:
            yield Refusal("wrong_state", NOT_A_DRAFT, {"number": notice.index_no})
        if not self.header.name.strip():
            yield Refusal("field_missing", NAME_MISSING)

    def apply(self) -> Notice:
        return self.keep(NoticeState.DRAFT, self.header.published_on)


class Publish(OnNotice):
    """Puts the notice of a document on the portal and files its public page as a paper.

    `page` makes that page out of the notice; by default what the portal registered does.
    A draft, or a notice that was withdrawn, keeps its index number.
    """

    event = "notice:publish"

    def __init__(
        self,
        record: Record,
        header: Header,
        *,
        publisher: Unit,
        page: publishing.Capture | None = None,
        by: User,
        **options: Any,
    ) -> None:
        super().__init__(record, header, publisher=publisher, by=by, **options)
        self.page = page or publishing.capture()

    def refusals(self) -> Iterator[Refusal]:
        yield from super().refusals()
        if self.record.secrecy != Secrecy.PUBLIC:
            yield Refusal("secrecy_not_public", NOT_PUBLIC)
        notice = self.notice
        if notice and notice.state == NoticeState.PUBLISHED:
            yield Refusal("wrong_state", PUBLISHED, {"number": notice.index_no})
        missing = [str(label) for name, label in REQUIRED.items() if not self.said(name)]
        if missing:
            yield Refusal("header_missing", HEADER_MISSING, {"labels": "、".join(missing)})

    def said(self, name: str) -> str:
        return str(getattr(self.header, name) or "").strip()

    def apply(self) -> Notice:
        notice = self.keep(NoticeState.PUBLISHED, self.header.published_on or self.today)
        if self.page:
            capture_page(self.record, self.page(notice), by=self.by, at=self.at)
        return notice


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
