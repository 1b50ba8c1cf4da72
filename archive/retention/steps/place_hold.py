"""Place a hold 暂停处置: a lawsuit, an audit, a petition needs the record (domain 8.3-4)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from archive.organisation.models import User
from archive.organisation.refusal import Refusal
from archive.organisation.vocabulary import Verb
from archive.records.models import Record
from archive.records.step import OnRecords
from archive.records.vocabulary import RecordState
from archive.retention.models import Hold
from archive.retention.steps.words import BASIS_MOST, too_long

NOT_HELD = _("Only a registered record that stands can be held.")
BASIS_MISSING = _("Say what the hold rests on: the paper or the rule.")
UNTIL_PAST = _("The hold would end on %(date)s, before it begins; give a later day or none.")
HOLDABLE = frozenset({RecordState.REGISTERED, RecordState.CLOSED, RecordState.BOUND})


class PlaceHold(OnRecords[Hold]):
    """Until it is lifted or its last day is over, the record is not disposed of."""

    event = "record:hold"
    verb = Verb.PLACE_HOLD
    needs_reason = True

    def __init__(
        self,
        record: Record,
        *,
        basis: str,
        until: dt.date | None = None,
        by: User,
        **options: Any,
    ) -> None:
        super().__init__([record], by=by, **options)
        self.basis = basis.strip()
        self.until = until

    def refusals(self) -> Iterator[Refusal]:
        if self.record.state not in HOLDABLE:
            yield Refusal("wrong_state", NOT_HELD)
        if not self.basis:
            yield Refusal("basis_missing", BASIS_MISSING)
        if self.until and self.until < self.today:
            yield Refusal("date_impossible", UNTIL_PAST, {"date": self.until.isoformat()})
        yield from too_long(self.reason)
        yield from too_long(self.basis, BASIS_MOST)

    def facts(self, record: Record) -> dict[str, Any]:
        return {"basis": self.basis, "until": self.until}

    def apply(self) -> Hold:
        return Hold.objects.create(
            record=self.record,
            reason=self.reason,
            basis=self.basis,
            placed_by=self.by,
            placed_on=self.today,
            until=self.until,
        )
