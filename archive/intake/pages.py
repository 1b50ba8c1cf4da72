"""Bringing in pages of a web site: a document, and its notice, in one transaction each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from django.db import transaction

from archive.classification.queries import GENRE, SUBJECT, term
from archive.documents.steps import DraftNotice, NewDocument, Publish
from archive.documents.steps.publish import Header
from archive.documents.vocabulary import Direction
from archive.holdings.extract.result import Extraction
from archive.intake.arriving import (
    Source,
    distinct,
    facts_of,
    plain_document,
    readable,
    receive,
    today,
)
from archive.intake.importing import (
    Progress,
    end,
    failed_line,
    full_name,
    may_import,
    not_done,
    open_receipt,
    refused_line,
    without_progress,
)
from archive.intake.models import Receipt
from archive.intake.notice_header import NoticeHeader, read_header
from archive.intake.steps import Arrival, ImportDocuments
from archive.intake.steps.import_documents import keep_items
from archive.organisation.may import may, may_on, own_name_unit
from archive.organisation.models import Unit, User
from archive.organisation.refusal import Refusal, Refused
from archive.organisation.vocabulary import Verb
from archive.records.models import Record
from archive.records.numbers import read_number
from archive.records.step import NOT_YOUR_POST, NotYourPost
from archive.records.vocabulary import Secrecy

# The first line of a page is its title when it is no longer than a title may be.
LONGEST_TITLE = 60
SENTENCE_END = tuple("。；;，,：:！!")


class DraftImported(DraftNotice):
    """The draft of a page that is imported: whoever may import it may (policy 4, "import"). In
    whose name it speaks is asked of whoever publishes it."""

    def allows(self, record: Record) -> bool:
        return may_on(self.by, Verb.IMPORT, record)

    def may_speak(self) -> bool:
        return True


def import_notices(
    files: Sequence[Path],
    unit: Unit,
    *,
    by: User,
    publish: bool = False,
    progress: Progress = without_progress,
) -> Receipt:
    """Each page becomes an official document; one with a statutory header gets its notice too.

    `publish` puts the notices on the portal at once, else they wait as drafts. What the page
    said in public already may be public here: its document is filed as public.
    Raises NotYourPost. Returns the receipt, ended.
    """
    may_import(by, unit)
    if publish and not may(by, Verb.PUBLISH, unit):
        raise NotYourPost([Refusal("not_your_post", NOT_YOUR_POST)])
    receipt = open_receipt("; ".join(map(full_name, files)), unit, by)
    pages = distinct(Source(path, readable(path.name)) for path in files)
    for source in progress(pages, len(pages)):
        import_page(receipt, source, by=by, publish=publish)
    return end(receipt)


def import_page(receipt: Receipt, source: Source, *, by: User, publish: bool) -> None:
    """What a broken run of the receipt has brought in is left alone."""
    if not not_done(receipt, [source]):
        return
    arrivals, refused = receive([source], receipt.unit, page_document)
    keep_items([refused_line(receipt, source, why) for _source, why in refused])
    for arrival in arrivals:
        try:
            bring_in(receipt, arrival, by=by, publish=publish)
        except NotYourPost:
            raise
        except Refused as why:
            keep_items([failed_line(receipt, arrival, why)])


@transaction.atomic
def bring_in(receipt: Receipt, arrival: Arrival, *, by: User, publish: bool) -> None:
    """Document and notice together: what is refused for the one is not done for the other."""
    header = page_header(arrival.text) if arrival.text else None
    for record in ImportDocuments(receipt, [arrival], by=by).run():
        if header:
            make_notice(record, header, by=by, publish=publish)


def make_notice(record: Record, header: NoticeHeader, *, by: User, publish: bool) -> None:
    step = Publish if publish else DraftImported
    publisher = own_name_unit(record.lead_unit) or record.lead_unit
    step(record, notice_header(header), publisher=publisher, by=by, via="import").run()


def page_header(found: Extraction) -> NoticeHeader | None:
    return read_header(found.text, today=today())


def page_document(source: Source, found: Extraction, unit: Unit) -> NewDocument:
    """What the header says goes before what import would read by itself."""
    header = page_header(found)
    if header is None:
        plain = plain_document(source, found, unit)
        return replace(plain, title=found.heading.strip() or first_line(found) or plain.title)
    number = read_number(header.doc_number)
    # Out of force without a day: since when is for a person to find out.
    since_when = not header.abolished or header.abolished_on
    named = {
        "issuer": header.publisher_name,
        "dated_on": header.created_on,
        "valid_until": since_when,
    }
    return NewDocument(
        title=header.name,
        number=str(number) if number else header.doc_number,
        issuer=header.publisher_name,
        dated_on=header.created_on or facts_of(source, found).dated_on,
        direction=issued(unit, number.code if number else ""),
        genre=term(GENRE, header.genre),
        subject=term(SUBJECT, header.subject),
        secrecy=Secrecy.PUBLIC,
        summary=header.summary,
        abolished_on=header.abolished_on,
        undecided=tuple(name for name, said in named.items() if not said),
    )


def issued(unit: Unit, agency: str) -> Direction:
    """The unit's own agency code stands in the number of what it issued itself."""
    own = bool(agency) and agency == unit.doc_prefix
    return Direction.ISSUED if own else Direction.RECEIVED


def first_line(found: Extraction) -> str:
    line = next((line.strip() for line in found.text.splitlines() if line.strip()), "")
    return line if len(line) <= LONGEST_TITLE and not line.endswith(SENTENCE_END) else ""


def notice_header(read: NoticeHeader) -> Header:
    return Header(
        name=read.name,
        text=read.text,
        publisher_name=read.publisher_name,
        summary=read.summary,
        index_no=read.index_no,
        subject=read.subject,
        genre=read.genre,
        channel=read.channel,
        doc_number=read.doc_number,
        created_on=read.created_on,
        published_on=read.published_on,
        abolished_on=read.abolished_on,
    )
