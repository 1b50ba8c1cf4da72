"""Mediation ends without an agreement: by the committee, or because the parties withdraw."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from archive.clocks import clocks
from archive.mediation.models import Dossier
from archive.mediation.papers import has_file
from archive.mediation.steps.accept import GROUND_MISSING, MED_CLOSE
from archive.mediation.steps.on_dossier import OnDossier, label, too_long
from archive.organisation.models import User
from archive.organisation.refusal import Refusal
from archive.organisation.vocabulary import Verb
from archive.records.models import Record
from archive.records.vocabulary import PaperType

OTHER_WAYS_NOT_TOLD = _(
    "Tell the parties that arbitration, administrative procedure and the court are open to them."
)
REQUEST_PAPER_MISSING = _("File the request to withdraw first, as a paper of that type.")


class Ending(OnDossier[Dossier]):
    """What terminating and withdrawing have in common."""

    verb = Verb.HANDLE

    def __init__(
        self, record: Record, ground: str = "", *, on: dt.date | None = None, by: User, **more: Any
    ) -> None:
        super().__init__(record, by=by, **more)
        self.ground = ground.strip()
        self.on = on or self.today

    def refusals_of_facts(self) -> Iterator[Refusal]:
        yield from too_long([(Dossier._meta.get_field("ground"), self.ground)])
        received = (label("received_on"), self.dossier.received_on)
        accepted = (label("accepted_on"), self.dossier.accepted_on)
        yield from self.day_refusals(label("ended_on"), self.on, received, accepted)

    def end(self, **values: Any) -> Dossier:
        clocks.end(self.record, MED_CLOSE, on=self.on, by=self.event)
        return self.move(ground=self.ground, ended_on=self.on, **values)


class Terminate(Ending):
    """No agreement can be reached; the other ways are told (人民调解法 2010, 26)."""

    event = "dossier:terminate"

    def __init__(
        self,
        record: Record,
        ground: str = "",
        *,
        other_ways_told: bool = False,
        by: User,
        **more: Any,
    ) -> None:
        super().__init__(record, ground, by=by, **more)
        self.other_ways_told = other_ways_told

    def refusals_of_facts(self) -> Iterator[Refusal]:
        if not self.ground:
            yield Refusal("ground_missing", GROUND_MISSING)
        if not self.other_ways_told:
            yield Refusal("other_ways_not_told", OTHER_WAYS_NOT_TOLD)
        yield from super().refusals_of_facts()

    def apply(self) -> Dossier:
        return self.end(other_ways_told=True)


class WithdrawDossier(Ending):
    """The parties take the matter back, with a paper that says so."""

    event = "dossier:withdraw"

    def refusals_of_facts(self) -> Iterator[Refusal]:
        if not has_file(self.record, PaperType.WITHDRAWAL):
            yield Refusal("request_paper_missing", REQUEST_PAPER_MISSING)
        yield from super().refusals_of_facts()

    def apply(self) -> Dossier:
        return self.end()
