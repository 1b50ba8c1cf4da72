"""Papers come onto an open record, and new files onto a paper; old files stay (design 3)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from archive.holdings.models import Holding
from archive.organisation.may import units_for
from archive.organisation.models import Post, User
from archive.organisation.refusal import Refusal
from archive.organisation.vocabulary import Verb
from archive.records.kinds import veils
from archive.records.models import File, Paper, Record
from archive.records.step import OnRecords
from archive.records.vocabulary import ISSUED, PaperType, RecordState

STRUCK = _("This record is struck; no paper can be added.")
SEALED = _("This record is bound; late papers go to a supplement volume.")
SAME_BYTES = _("The newest file of this paper has exactly these bytes; nothing was changed.")
NOT_YOUR_PAPER = _(
    "This paper is not of your unit; a unit that assists revises its own papers and adds new ones."
)
LETTER_OF_LEAD = _("Letters are issued by the lead unit; a unit that assists files other papers.")
TITLE_MISSING = _("Give the paper a title.")


@dataclass(frozen=True)
class NewFile:
    """Bytes that the store already holds, and the name they came under."""

    holding: Holding
    original_name: str


class OntoRecord(OnRecords[File]):
    """What adding a paper and adding a file have in common."""

    verb = Verb.CAPTURE

    def __init__(self, record: Record, file: NewFile, *, by: User, **options: Any) -> None:
        super().__init__([record], by=by, **options)
        self.file = file

    @property
    def only_assists(self) -> bool:
        """Whether the person is here because his unit assists, and has no other part in it."""
        leads = self.record.lead_unit_id in units_for(self.by, self.verb)
        mine = self.record.made_by_id == self.by.pk or self.record.names(self.by.pk)
        return not leads and not mine

    def refusals(self) -> Iterator[Refusal]:
        if self.record.state in {RecordState.STRUCK, RecordState.DESTROYED}:
            yield Refusal("wrong_state", STRUCK)
        if self.record.state == RecordState.BOUND:
            yield Refusal("sealed", SEALED)

    def facts(self, record: Record) -> dict[str, Any]:
        return {"file": self.file.original_name, "sha256": self.file.holding.pk}

    def put(self, paper: Paper, no: int) -> File:
        return File.objects.create(
            paper=paper,
            no=no,
            holding=self.file.holding,
            original_name=self.file.original_name,
            added_by=self.by,
            added_at=self.at,
        )


class AddFile(OntoRecord):
    """The next file of a paper: it is shown from now on, the ones before are kept."""

    event = "paper:add_file"

    def __init__(self, paper: Paper, file: NewFile, *, by: User, **options: Any) -> None:
        super().__init__(paper.record, file, by=by, **options)
        self.paper = paper

    def refusals(self) -> Iterator[Refusal]:
        yield from super().refusals()
        newest = self.paper.files.order_by("-no").first()
        if newest and newest.holding_id == self.file.holding.pk:
            yield Refusal("same_bytes_here", SAME_BYTES)
        if self.only_assists and not self.is_ours():
            yield Refusal("not_your_paper", NOT_YOUR_PAPER)

    def is_ours(self) -> bool:
        """Whether all files of the paper came from people of the units the person assists with."""
        units = units_for(self.by, self.verb) & self.record.assisted_by()
        added_by = set(self.paper.files.values_list("added_by", flat=True))
        posts = Post.objects.filter(unit__in=units, person__in=added_by)
        return added_by <= set(posts.values_list("person", flat=True))

    def facts(self, record: Record) -> dict[str, Any]:
        return super().facts(record) | {"paper": self.paper.title}

    def apply(self) -> File:
        last = self.paper.files.aggregate(last=Max("no"))["last"] or 0
        return self.put(self.paper, last + 1)


class AddPaper(OntoRecord):
    """One more paper at the end of the record's contents, with its first file."""

    event = "paper:add"

    def __init__(
        self,
        record: Record,
        file: NewFile,
        *,
        title: str,
        type: PaperType = PaperType.ATTACHMENT,
        dated_on: dt.date | None = None,
        by: User,
        **options: Any,
    ) -> None:
        super().__init__(record, file, by=by, **options)
        self.title = title.strip()
        self.type = type
        self.dated_on = dated_on

    def refusals(self) -> Iterator[Refusal]:
        yield from super().refusals()
        if not self.title:
            yield Refusal("field_missing", TITLE_MISSING)
        if self.type in ISSUED and self.only_assists:
            yield Refusal("letter_of_lead", LETTER_OF_LEAD)

    def facts(self, record: Record) -> dict[str, Any]:
        return super().facts(record) | {"paper": self.shown_title()}

    def apply(self) -> File:
        last = self.record.papers.aggregate(last=Max("position"))["last"] or 0
        paper = Paper.objects.create(
            record=self.record,
            position=last + 1,
            type=self.type,
            title=self.shown_title(),
            dated_on=self.dated_on,
        )
        return self.put(paper, 1)

    def shown_title(self) -> str:
        """Titles go into lists and volumes, where everybody reads them."""
        veil = veils([self.record.pk]).get(self.record.pk)
        return veil.over(self.title) if veil else self.title
