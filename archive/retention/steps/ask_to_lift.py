"""Ask to lift a hold: the archivist says it is not needed any more; a leader decides."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from archive.organisation.refusal import Refusal
from archive.organisation.vocabulary import Verb
from archive.retention.models import Hold
from archive.retention.steps.on_hold import OnHold

ASKED = _("It was asked already; the leader decides.")


class AskToLift(OnHold):
    """Puts the hold before the leader."""

    event = "record:ask_to_lift"
    verb = Verb.ASK_TO_LIFT
    needs_reason = True

    def refusals(self) -> Iterator[Refusal]:
        yield from super().refusals()
        if self.hold.asked_to_lift_by_id and not self.hold.lifted_on:
            yield Refusal("wrong_state", ASKED)

    def apply(self) -> Hold:
        self.hold.asked_to_lift_by = self.by
        self.hold.save(update_fields=["asked_to_lift_by"])
        return self.hold
