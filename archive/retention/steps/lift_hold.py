"""Lift a hold: asked by the archivist, decided by a leader who did not place it (policy 4)."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from archive.organisation.refusal import Refusal
from archive.organisation.vocabulary import Verb
from archive.retention.models import Hold
from archive.retention.steps.on_hold import OnHold
from archive.retention.steps.words import too_long

PLACER = _("You placed this hold; another leader lifts it.")
ASKER = _("You asked for it; another person decides.")
NOT_ASKED = _("The archivist must ask first that this hold be lifted.")


class LiftHold(OnHold):
    """The periods of the record go on as if it had not been held."""

    event = "record:lift_hold"
    verb = Verb.LIFT_HOLD
    needs_reason = True

    def refusals(self) -> Iterator[Refusal]:
        yield from super().refusals()
        if self.hold.placed_by_id == self.by.pk:
            yield Refusal("same_person", PLACER)
        if self.hold.asked_to_lift_by_id is None:
            yield Refusal("not_asked", NOT_ASKED)
        elif self.hold.asked_to_lift_by_id == self.by.pk:
            yield Refusal("same_person", ASKER)
        yield from too_long(self.reason)

    def apply(self) -> Hold:
        self.hold.lifted_by = self.by
        self.hold.lifted_on = self.today
        self.hold.lifted_reason = self.reason
        self.hold.save(update_fields=["lifted_by", "lifted_on", "lifted_reason"])
        return self.hold
