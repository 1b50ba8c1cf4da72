"""A sitting: rights told first, the record signed, the result noted (人民调解法 2010, 22 to 24)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from archive.mediation.models import Session
from archive.mediation.steps.on_dossier import OnDossier, label, missing, too_long
from archive.mediation.vocabulary import SessionResult
from archive.organisation.models import User
from archive.organisation.refusal import Refusal
from archive.organisation.vocabulary import Verb
from archive.records.models import Record

RIGHTS_NOT_TOLD = _(
    "Tell the parties their rights and duties before the first sitting, and give the day."
)
RECORD_UNSIGNED = _("The record of the sitting is not signed by all; have it signed first.")


@dataclass(frozen=True)
class NewSession:
    """调解记录 as it was written: when, where, who, what, and how it ended."""

    held_on: dt.date | None = None
    place: str = ""
    present: str = ""
    note: str = ""
    result: SessionResult | None = None
    signed: bool = False


class HoldSession(OnDossier[Session]):
    """Enters one sitting. rights_told_on: the day the rights were told, with the first one."""

    event = "dossier:mediate"
    verb = Verb.HANDLE

    def __init__(
        self,
        record: Record,
        session: NewSession | None = None,
        *,
        rights_told_on: dt.date | None = None,
        by: User,
        **options: Any,
    ) -> None:
        super().__init__(record, by=by, **options)
        self.session = session or NewSession()
        self.rights_told_on = rights_told_on

    def refusals_of_facts(self) -> Iterator[Refusal]:
        new = self.session
        names = ("held_on", "place", "note", "result")
        yield from missing((field(name).verbose_name, getattr(new, name)) for name in names)
        yield from too_long((field(name), getattr(new, name)) for name in ("place", "present"))
        if not self.rights_told_before():
            yield Refusal("rights_not_told", RIGHTS_NOT_TOLD)
        if not new.signed:
            yield Refusal("record_unsigned", RECORD_UNSIGNED)
        since = (label("accepted_on"), self.dossier.accepted_on)
        yield from self.day_refusals(field("held_on").verbose_name, new.held_on, since)
        received = (label("received_on"), self.dossier.received_on)
        yield from self.day_refusals(label("rights_told_on"), self.rights_told_on, received)

    def rights_told_before(self) -> bool:
        told_on = self.dossier.rights_told_on or self.rights_told_on
        held_on = self.session.held_on or self.today
        return told_on is not None and told_on <= held_on

    def facts(self, record: Record) -> dict[str, Any]:
        return {"held_on": self.session.held_on, "result": self.session.result}

    def apply(self) -> Session:
        new = self.session
        assert new.held_on and new.result
        self.move(rights_told_on=self.dossier.rights_told_on or self.rights_told_on)
        return Session.objects.create(
            dossier=self.dossier,
            held_on=new.held_on,
            place=new.place.strip(),
            present=new.present.strip(),
            note=new.note.strip(),
            result=new.result,
            signed=new.signed,
        )


def field(name: str) -> Any:
    return Session._meta.get_field(name)
