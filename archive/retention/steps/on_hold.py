"""What the two steps on a hold have in common: the hold is read again under the record's lock."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from archive.organisation.models import User
from archive.organisation.refusal import Refusal
from archive.records.models import Record
from archive.records.step import OnRecords
from archive.retention.models import Hold

LIFTED = _("This hold was lifted on %(date)s already.")


class OnHold(OnRecords[Hold]):
    """A step on one hold of a record."""

    def __init__(self, hold: Hold, *, by: User, **options: Any) -> None:
        super().__init__([hold.record], by=by, **options)
        self.hold = hold

    def lock(self) -> None:
        super().lock()
        self.hold.refresh_from_db()

    def refusals(self) -> Iterator[Refusal]:
        if self.hold.lifted_on:
            yield Refusal("wrong_state", LIFTED, {"date": self.hold.lifted_on.isoformat()})

    def facts(self, record: Record) -> dict[str, Any]:
        return {"hold": {"reason": self.hold.reason, "placed_on": self.hold.placed_on}}
