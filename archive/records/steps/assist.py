"""Add assist 协办: a unit takes part in a matter, sees the whole and adds papers (policy 2.1)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from archive.organisation.models import Unit, User
from archive.organisation.refusal import Refusal
from archive.organisation.vocabulary import Verb
from archive.records.models import Participation, Record
from archive.records.snapshot import named
from archive.records.step import OnRecords
from archive.records.vocabulary import Part, RecordState

ITS_OWN = _("%(unit)s leads this matter already; choose another unit.")
TAKES_PART = _("%(unit)s assists or supervises in this matter already.")
UNIT_ENDED = _("%(unit)s has ended; choose the unit that follows it.")
NEVER_ASSISTED = _(
    "In an accusation matter no other unit assists; whoever must work on it is named in it."
)
NOT_OPEN = _("Only a registered record that is neither struck nor bound has units that assist.")
OPEN = frozenset({RecordState.REGISTERED, RecordState.CLOSED})


class AddAssist(OnRecords[Participation]):
    """By a leader of the lead unit. A unit that was only informed assists from now on."""

    event = "record:assist"
    verb = Verb.ADD_ASSIST

    def __init__(self, record: Record, unit: Unit, *, by: User, **options: Any) -> None:
        super().__init__([record], by=by, **options)
        self.unit = unit

    def refusals(self) -> Iterator[Refusal]:
        unit = {"unit": self.unit.name}
        if self.record.state not in OPEN:
            yield Refusal("wrong_state", NOT_OPEN)
        if self.record.accusation:
            yield Refusal("accusation", NEVER_ASSISTED)
        if self.record.lead_unit_id == self.unit.pk:
            yield Refusal("own_unit", ITS_OWN, unit)
        elif self.takes_part():
            yield Refusal("takes_part", TAKES_PART, unit)
        if self.unit.ended_on and self.unit.ended_on <= self.today:
            yield Refusal("unit_ended", UNIT_ENDED, unit)

    def takes_part(self) -> bool:
        parts = self.record.participations.filter(unit=self.unit)
        return parts.exclude(part=Part.INFORMED).exists()

    def facts(self, record: Record) -> dict[str, Any]:
        return {"unit": named(self.unit)}

    def apply(self) -> Participation:
        part, _made = Participation.objects.update_or_create(
            record=self.record,
            unit=self.unit,
            defaults={"part": Part.ASSIST, "since": self.today},
        )
        return part
