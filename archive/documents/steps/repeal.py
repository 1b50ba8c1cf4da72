"""Repeal 废止: the document is out of force from a day on; it is kept and found (policy 5)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from archive.documents.models import OfficialDocument
from archive.documents.vocabulary import Direction
from archive.organisation.models import User
from archive.organisation.refusal import Refusal
from archive.organisation.vocabulary import Verb
from archive.records.models import Link, Record
from archive.records.step import OnRecords
from archive.records.vocabulary import LinkReason, RecordKind, RecordState

NOT_A_DOCUMENT = _("Only an official document can be repealed.")
NOT_REGISTERED = _("Only a registered document that is not struck can be repealed.")
NOT_OURS = _("This document was issued by another organ; only its issuer repeals it.")
REPEALED = _("This document is repealed already, from %(date)s.")
NOT_ISSUED = _("The document that takes its place is not issued yet.")
DATE_BEFORE = _("It cannot be repealed from a day before its own date, %(date)s.")


class Repeal(OnRecords[OfficialDocument]):
    """Ends the force of a document the unit issued; names the one that takes its place."""

    event = "document:repeal"
    verb = Verb.REPEAL
    needs_reason = True

    def __init__(
        self,
        record: Record,
        *,
        abolished_on: dt.date,
        successor: Record | None = None,
        by: User,
        **options: Any,
    ) -> None:
        super().__init__([record], by=by, **options)
        self.abolished_on = abolished_on
        self.successor = successor

    def refusals(self) -> Iterator[Refusal]:
        if self.record.kind != RecordKind.DOCUMENT:
            yield Refusal("wrong_state", NOT_A_DOCUMENT)
            return
        document = self.record.official_document
        if self.record.state not in {RecordState.CLOSED, RecordState.BOUND}:
            yield Refusal("wrong_state", NOT_REGISTERED)
        if document.direction != Direction.ISSUED:
            yield Refusal("not_our_document", NOT_OURS)
        if document.abolished_on:
            fact = {"date": document.abolished_on.isoformat()}
            yield Refusal("wrong_state", REPEALED, fact)
        if self.record.dated_on and self.abolished_on < self.record.dated_on:
            fact = {"date": self.record.dated_on.isoformat()}
            yield Refusal("date_impossible", DATE_BEFORE, fact)
        if self.successor and self.successor.state not in {RecordState.CLOSED, RecordState.BOUND}:
            yield Refusal("successor_not_issued", NOT_ISSUED)

    def apply(self) -> OfficialDocument:
        document = self.record.official_document
        document.abolished_on = self.abolished_on
        document.superseded_by = self.successor
        document.save(update_fields=["abolished_on", "superseded_by"])
        if self.successor:
            Link.objects.get_or_create(
                record=self.record, other=self.successor, reason=LinkReason.SUPERSEDED_BY
            )
        return document
