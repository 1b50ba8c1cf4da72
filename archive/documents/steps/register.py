"""Register official documents: number, papers, version 1. Registering closes them (design 3)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

from archive.classification.models import Term
from archive.documents.models import OfficialDocument
from archive.documents.vocabulary import Direction
from archive.organisation.models import Unit, User
from archive.organisation.refusal import Refusal, Refused
from archive.organisation.vocabulary import Verb
from archive.records import numbers
from archive.records.models import File, NumberGiven, Paper, Record
from archive.records.step import NewRecords
from archive.records.steps import NewFile
from archive.records.vocabulary import (
    NumberState,
    PaperType,
    RecordKind,
    RecordState,
    Secrecy,
)

TITLE_MISSING = _("A document needs a title.")
ISSUER_MISSING = _("“%(title)s”: say who issued it.")
DATE_IMPOSSIBLE = _("“%(title)s”: the date %(date)s lies in the future; check it.")
UNIT_ENDED = _("%(unit)s has ended; register at the unit that follows it.")
ENDS_BEFORE = _("“%(title)s”: it would lapse before it is in force; check both dates.")
TOO_LONG = _("The field “%(field)s” has more than %(most)s characters.")
# The columns that keep what is said; one database would refuse a longer text, another would not.
COLUMNS: dict[str, Any] = {
    "title": Record._meta.get_field("title"),
    "number": OfficialDocument._meta.get_field("doc_number"),
    "issuer": OfficialDocument._meta.get_field("issuer"),
    "addressee": OfficialDocument._meta.get_field("addressee"),
}


@dataclass(frozen=True)
class NewPaper:
    """A paper to file with a new document, with its files in the order of their versions."""

    title: str
    files: tuple[NewFile, ...]
    type: PaperType = PaperType.MAIN


@dataclass(frozen=True)
class NewDocument:
    """What is known of a document when it comes. `undecided` names the fields to fill in later.

    number: the 发文字号 as printed, or empty. direction issued: it becomes the record's own
    number if the unit's agency code stands in it, and the unit's counter moves past it.
    """

    title: str
    papers: tuple[NewPaper, ...] = ()
    number: str = ""
    issuer: str = ""
    addressee: str = ""
    dated_on: dt.date | None = None
    direction: Direction = Direction.RECEIVED
    genre: Term | None = None
    subject: Term | None = None
    secrecy: Secrecy = Secrecy.INTERNAL
    restricted: bool = False
    summary: str = ""
    effective_on: dt.date | None = None
    valid_until: dt.date | None = None
    abolished_on: dt.date | None = None
    undecided: tuple[str, ...] = ()
    facts: dict[str, Any] = field(default_factory=dict)


class RegisterDocuments(NewRecords):
    """Registers documents of one unit in one transaction, in the order given."""

    event = "document:register"
    verb = Verb.REGISTER

    def __init__(
        self, documents: Sequence[NewDocument], unit: Unit, *, by: User, **options: Any
    ) -> None:
        super().__init__(unit, by=by, **options)
        self.documents = documents
        self.said: dict[int, dict[str, Any]] = {}

    def refusals(self) -> Iterator[Refusal]:
        if self.unit.ended_on and self.unit.ended_on <= self.today:
            yield Refusal("unit_ended", UNIT_ENDED, {"unit": self.unit.name})
        for document in self.documents:
            yield from self.refusals_of(document)

    def refusals_of(self, document: NewDocument) -> Iterator[Refusal]:
        fact = {"title": document.title.strip() or "—"}
        if not document.title.strip():
            yield Refusal("field_missing", TITLE_MISSING)
        if not document.issuer and "issuer" not in document.undecided:
            yield Refusal("issuer_missing", ISSUER_MISSING, fact)
        if document.dated_on and document.dated_on > self.today:
            date = document.dated_on.isoformat()
            yield Refusal("date_impossible", DATE_IMPOSSIBLE, fact | {"date": date})
        begins = document.effective_on or document.dated_on
        ends = [day for day in (document.valid_until, document.abolished_on) if day]
        if begins and ends and min(ends) < begins:
            yield Refusal("date_impossible", ENDS_BEFORE, fact)
        for name, column in COLUMNS.items():
            if len(getattr(document, name)) > column.max_length:
                said = {"field": column.verbose_name, "most": column.max_length}
                yield Refusal("field_too_long", TOO_LONG, said)

    def apply(self) -> list[Record]:
        self.records = [self.new_record(document) for document in self.documents]
        taken = self.number_records()
        Record.objects.bulk_create(self.records)
        numbers.keep(taken)
        OfficialDocument.objects.bulk_create(
            own_row(record, document)
            for record, document in zip(self.records, self.documents, strict=True)
        )
        self.file_papers()
        self.said = {
            record.pk: document.facts
            for record, document in zip(self.records, self.documents, strict=True)
        }
        return self.records

    def facts(self, record: Record) -> dict[str, Any]:
        return self.said[record.pk]

    def new_record(self, document: NewDocument) -> Record:
        day = document.dated_on
        return Record(
            kind=RecordKind.DOCUMENT,
            state=RecordState.CLOSED,
            title=document.title.strip(),
            lead_unit=self.unit,
            year=(day or self.today).year,
            year_assumed=day is None,
            dated_on=day,
            secrecy=document.secrecy,
            restricted=document.restricted,
            undecided=list(document.undecided),
            made_by=self.by,
            made_at=self.at,
            registered_on=self.today,
            closed_on=self.today,
        )

    def number_records(self) -> list[numbers.Taken]:
        """Own numbers are adopted one by one; all others follow in the series 收, in order."""
        wanted = [own_number(document, self.unit) for document in self.documents]
        void = voided(wanted, self.unit)
        pairs = [
            (record, None if own in void else own)
            for record, own in zip(self.records, wanted, strict=True)
        ]
        received = [record for record, own in pairs if own is None]
        taken = numbers.take(received, unit=self.unit, code=numbers.RECEIVED, on=self.today)
        return taken + self.adopt([(record, own) for record, own in pairs if own])

    def adopt(self, pairs: Sequence[tuple[Record, numbers.DocNumber]]) -> list[numbers.Taken]:
        """Own numbers, one by one. Raises Refused with all that are given already, here too."""
        taken: list[numbers.Taken] = []
        refused: list[Refusal] = []
        here: set[numbers.DocNumber] = set()
        for record, own in pairs:
            if own in here:
                refused.append(
                    Refusal("own_number_taken", numbers.NUMBER_TAKEN, {"number": str(own)})
                )
                continue
            here.add(own)
            try:
                taken.append(numbers.adopt(record, own, unit=self.unit))
            except Refused as error:
                refused += error.refusals
        if refused:
            raise Refused(refused)
        return taken

    def file_papers(self) -> None:
        papers, files = [], []
        for record, document in zip(self.records, self.documents, strict=True):
            for position, new in enumerate(document.papers, start=1):
                paper = new_paper(record, document, new, position)
                papers.append(paper)
                files += [self.new_file(paper, no, file) for no, file in enumerate(new.files, 1)]
        Paper.objects.bulk_create(papers)
        for file in files:
            file.paper_id = file.paper.pk
        File.objects.bulk_create(files)

    def new_file(self, paper: Paper, no: int, file: NewFile) -> File:
        return File(
            paper=paper,
            no=no,
            holding=file.holding,
            original_name=file.original_name,
            added_by=self.by,
            added_at=self.at,
        )


def own_number(document: NewDocument, unit: Unit) -> numbers.DocNumber | None:
    """The number as the unit's own register number, when the unit itself gave it."""
    if document.direction != Direction.ISSUED:
        return None
    read = numbers.read_number(document.number)
    return read if read and read.code == unit.doc_prefix else None


def voided(
    wanted: Sequence[numbers.DocNumber | None], unit: Unit
) -> set[numbers.DocNumber | None]:
    """Those of a struck entry: a number is given once, so the document that bears it on paper
    is entered anew among the received, and found by its 发文字号 still."""
    own = {str(number): number for number in wanted if number}
    if not own:
        return set()
    given = NumberGiven.objects.filter(series__unit=unit, display__in=own)
    struck = given.filter(state=NumberState.VOIDED).values_list("display", flat=True)
    return {own[display] for display in struck}


def own_row(record: Record, document: NewDocument) -> OfficialDocument:
    read = numbers.read_number(document.number)
    return OfficialDocument(
        record=record,
        direction=document.direction,
        doc_number=str(read) if read else document.number,
        issuer=document.issuer,
        addressee=document.addressee,
        genre=document.genre,
        subject=document.subject,
        summary=document.summary,
        effective_on=document.effective_on,
        valid_until=document.valid_until,
        abolished_on=document.abolished_on,
    )


def new_paper(record: Record, document: NewDocument, new: NewPaper, position: int) -> Paper:
    main = new.type == PaperType.MAIN
    return Paper(
        record=record,
        position=position,
        type=new.type,
        title=new.title,
        author=document.issuer if main else "",
        number=document.number if main else "",
        dated_on=document.dated_on if main else None,
    )
