"""Accept or refuse a dispute: it is mediated only while no party refuses (人民调解法 2010, 17)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from archive.clocks import clocks
from archive.mediation.mediators import NewMediator, name_mediators, refusals_of_mediators
from archive.mediation.models import Dossier
from archive.mediation.steps.on_dossier import OnDossier, label, too_long
from archive.organisation.models import User
from archive.organisation.refusal import Refusal
from archive.organisation.vocabulary import Verb
from archive.records.models import Record

MED_CLOSE = "MED_CLOSE"

MEDIATOR_MISSING = _("Name at least one mediator.")
PARTY_REFUSES = _(
    "%(party)s refuses mediation; nobody is mediated against his will. Refuse the dispute instead."
)
NOT_MEDIABLE = _("This dispute may not be mediated: %(why)s. Refuse it instead.")
GROUND_MISSING = _("Say why; the ground stays in the dossier.")


class Accept(OnDossier[Dossier]):
    """Takes the dispute on with named mediators; the clock of 30 days starts on that day.

    refused_by: the party that clearly refuses, if one does. not_mediable: why the law keeps the
    dispute from mediation, if it does. Both make the step refuse, and say what to do instead.
    """

    event = "dossier:accept"
    verb = Verb.ACCEPT

    def __init__(
        self,
        record: Record,
        mediators: Sequence[NewMediator] = (),
        *,
        on: dt.date | None = None,
        refused_by: str = "",
        not_mediable: str = "",
        by: User,
        **options: Any,
    ) -> None:
        super().__init__(record, by=by, **options)
        self.mediators = mediators
        self.on = on or self.today
        self.refused_by = refused_by.strip()
        self.not_mediable = not_mediable.strip()

    def refusals_of_facts(self) -> Iterator[Refusal]:
        if self.refused_by:
            yield Refusal("party_refuses", PARTY_REFUSES, {"party": self.refused_by})
        if self.not_mediable:
            yield Refusal("not_mediable", NOT_MEDIABLE, {"why": self.not_mediable})
        if not self.mediators and not self.dossier.mediators.exists():
            yield Refusal("mediator_missing", MEDIATOR_MISSING)
        yield from refusals_of_mediators(self.mediators, self.today)
        since = (label("received_on"), self.dossier.received_on)
        yield from self.day_refusals(label("accepted_on"), self.on, since)

    def apply(self) -> Dossier:
        name_mediators(self.dossier, self.mediators, since=self.today)
        clocks.start(self.record, MED_CLOSE, self.on)
        return self.move(accepted_on=self.on)

    def facts(self, record: Record) -> dict[str, Any]:
        return {"mediators": [one.shown for one in self.mediators]}


class Refuse(OnDossier[Dossier]):
    """The committee does not mediate; who referred the dispute is told."""

    event = "dossier:refuse"
    verb = Verb.REFUSE

    def __init__(
        self,
        record: Record,
        ground: str = "",
        *,
        on: dt.date | None = None,
        referrer_told_on: dt.date | None = None,
        by: User,
        **options: Any,
    ) -> None:
        super().__init__(record, by=by, **options)
        self.ground = ground.strip()
        self.on = on or self.today
        self.referrer_told_on = referrer_told_on

    def refusals_of_facts(self) -> Iterator[Refusal]:
        if not self.ground:
            yield Refusal("ground_missing", GROUND_MISSING)
        yield from too_long([(Dossier._meta.get_field("ground"), self.ground)])
        yield from self.referrer_refusals(self.referrer_told_on)
        since = (label("received_on"), self.dossier.received_on)
        yield from self.day_refusals(label("ended_on"), self.on, since)

    def apply(self) -> Dossier:
        told_on = self.referrer_told_on or self.dossier.referrer_told_on
        return self.move(ground=self.ground, ended_on=self.on, referrer_told_on=told_on)
