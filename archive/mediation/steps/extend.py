"""Extend the time for mediating, when every party consents (宁波市人民调解条例 2015, 27)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from archive.clocks import clocks
from archive.clocks.models import Clock
from archive.mediation.models import Dossier
from archive.mediation.steps.on_dossier import OnDossier
from archive.organisation.models import User
from archive.organisation.refusal import Refusal
from archive.organisation.vocabulary import Verb
from archive.records.models import Record

MED_EXTEND = "MED_EXTEND"
MOST_DAYS = 365

CONSENT_MISSING = _("%(party)s has not consented; the time is extended only if all parties agree.")
DAYS_MISSING = _("Say by how many days, from 1 to %(most)s.")
CLOCK_NOT_RUNNING = _("The time for mediating does not run; there is nothing to extend.")


class ExtendMediation(OnDossier[Clock]):
    """A new clock counts on from the raw end of the one that runs. No leader is asked.

    consent: positions of the parties that agreed to it.
    """

    event = "dossier:extend"
    verb = Verb.ASK_EXTENSION
    needs_reason = True

    def __init__(
        self,
        record: Record,
        days: int = 0,
        consent: Sequence[int] = (),
        *,
        by: User,
        **options: Any,
    ) -> None:
        super().__init__(record, by=by, **options)
        self.days = days
        self.consent = frozenset(consent)

    def running(self) -> Clock | None:
        ours = [one for one in clocks.running(self.record) if "MED_CLOSE" in clocks.codes(one)]
        return ours[0] if ours else None

    def refusals_of_facts(self) -> Iterator[Refusal]:
        if not 1 <= self.days <= MOST_DAYS:
            yield Refusal("field_missing", DAYS_MISSING, {"most": MOST_DAYS})
        for party in self.dossier.parties.all():
            if party.position not in self.consent:
                yield Refusal("consent_missing", CONSENT_MISSING, {"party": party.name})
        if self.running() is None:
            yield Refusal("clock_not_running", CLOCK_NOT_RUNNING)

    def facts(self, record: Record) -> dict[str, Any]:
        return {"days": self.days, "consent": self.names()}

    def names(self) -> list[str]:
        return [party.name for party in self.dossier.parties.all()]

    def apply(self) -> Clock:
        clock = self.running()
        assert clock is not None
        most = Dossier._meta.get_field("extension_consent").max_length
        self.move(extension_consent="、".join(self.names())[:most])
        return clocks.extend(clock, MED_EXTEND, self.days)
