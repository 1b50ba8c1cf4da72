"""Import: one batch is registered and entered in its receipt, in one transaction."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext_lazy as _

from archive.documents.steps import NewDocument, RegisterDocuments
from archive.holdings.extract.result import Extraction
from archive.holdings.store import Held
from archive.holdings.text import keep_holdings
from archive.intake.models import Receipt, ReceiptItem
from archive.intake.queries import filed_in
from archive.intake.vocabulary import Outcome, ReceiptState
from archive.organisation.models import Unit, User
from archive.organisation.refusal import Refusal
from archive.organisation.vocabulary import Verb
from archive.records.models import Record

RECEIPT_UNDONE = _("This import was undone while it ran; begin a new one.")


@dataclass(frozen=True)
class Arrival:
    """Bytes in the store, and the document they are to become. `name` stands in the receipt."""

    name: str
    held: Held
    document: NewDocument
    text: Extraction | None = None
    note: str = ""

    @property
    def sha256(self) -> str:
        return self.held.sha256


class ImportDocuments(RegisterDocuments):
    """Registers what arrived. What the unit has already by then is entered as skipped."""

    verb = Verb.IMPORT

    def __init__(
        self, receipt: Receipt, arrivals: Sequence[Arrival], *, by: User, **options: Any
    ) -> None:
        super().__init__([], receipt.unit, by=by, via="import", **options)
        self.receipt = receipt
        self.arrivals = arrivals
        self.items: list[ReceiptItem] = []

    def lock(self) -> None:
        """Two imports into one unit take turns, so that each sees what the other has filed."""
        Unit.objects.select_for_update().get(pk=self.unit.pk)
        self.receipt = Receipt.objects.select_for_update().get(pk=self.receipt.pk)
        known = filed_in(self.unit, [arrival.sha256 for arrival in self.arrivals])
        fresh = [arrival for arrival in self.arrivals if arrival.sha256 not in known]
        late = [arrival for arrival in self.arrivals if arrival.sha256 in known]
        self.items = [self.skipped(arrival, known[arrival.sha256]) for arrival in late]
        self.arrivals = fresh
        said = {"receipt": self.receipt.pk}
        self.documents = [
            replace(arrival.document, facts=said | {"file": arrival.name}) for arrival in fresh
        ]

    def refusals(self) -> Iterator[Refusal]:
        if self.receipt.state == ReceiptState.UNDONE:
            yield Refusal("receipt_undone", RECEIPT_UNDONE)
        yield from super().refusals()

    def skipped(self, arrival: Arrival, record: int) -> ReceiptItem:
        return self.item(arrival, Outcome.SKIPPED, reason="duplicate", record_id=record)

    def item(self, arrival: Arrival, outcome: Outcome, **more: Any) -> ReceiptItem:
        return ReceiptItem(
            receipt=self.receipt,
            name=arrival.name,
            sha256=arrival.sha256,
            outcome=outcome,
            note=arrival.note,
            **more,
        )

    def apply(self) -> list[Record]:
        texts = {one.sha256: one.text for one in self.arrivals if one.text}
        keep_holdings([one.held for one in self.arrivals], texts)
        records = super().apply()
        self.items += [
            self.item(arrival, Outcome.DONE, record=record)
            for arrival, record in zip(self.arrivals, records, strict=True)
        ]
        keep_items(self.items)
        return records


def keep_items(items: Sequence[ReceiptItem]) -> None:
    """Enters items; one that failed in an earlier, broken run of the receipt is entered anew."""
    ReceiptItem.objects.bulk_create(
        items,
        update_conflicts=True,
        unique_fields=["receipt", "name"],
        update_fields=["sha256", "outcome", "reason", "note", "record"],
    )


