"""Share 知会: a unit outside the scope is informed of a record (policy 2.1)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from archive.organisation.models import Unit, User
from archive.organisation.refusal import Refusal
from archive.organisation.vocabulary import Verb
from archive.records.models import Participation, Record
from archive.records.step import OnRecords
from archive.records.vocabulary import Part, RecordState

ITS_OWN = _("%(unit)s leads this matter already; choose another unit.")
TAKES_PART = _("%(unit)s takes part in this matter already.")
UNIT_ENDED = _("%(unit)s has ended; share with the unit that follows it.")
NEVER_SHARED = _("An accusation matter is never shared; whoever must know of it is named in it.")
NOT_REGISTERED = _("Only a registered record that is not struck can be shared.")


class Share(OnRecords[Participation]):
    """The unit is informed: of a document it sees the whole, of other kinds its line."""

    event = "record:share"
    verb = Verb.SHARE

    def __init__(self, record: Record, unit: Unit, *, by: User, **options: Any) -> None:
        super().__init__([record], by=by, **options)
        self.unit = unit

    def refusals(self) -> Iterator[Refusal]:
        unit = {"unit": self.unit.name}
        if self.record.state in {RecordState.CAPTURED, RecordState.STRUCK, RecordState.DESTROYED}:
            yield Refusal("wrong_state", NOT_REGISTERED)
        if self.record.accusation:
            yield Refusal("accusation", NEVER_SHARED)
        if self.record.lead_unit_id == self.unit.pk:
            yield Refusal("own_unit", ITS_OWN, unit)
        elif self.record.participations.filter(unit=self.unit).exists():
            yield Refusal("takes_part", TAKES_PART, unit)
        if self.unit.ended_on and self.unit.ended_on <= self.today:
            yield Refusal("unit_ended", UNIT_ENDED, unit)

    def facts(self, record: Record) -> dict[str, Any]:
        return {"unit": {"code": self.unit.code, "name": self.unit.name}}

    def apply(self) -> Participation:
        return Participation.objects.create(
            record=self.record, unit=self.unit, part=Part.INFORMED, since=self.today
        )
