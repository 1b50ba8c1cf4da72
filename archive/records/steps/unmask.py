"""Unmask 解码: the sealed numbers of one record, shown to one person for a reason (policy 4, 6).

Nothing of the record changes; the event names the fields and the reason, never a value.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from archive.organisation.keys import KeyMissing, unseal
from archive.organisation.may import may_on
from archive.organisation.models import User
from archive.organisation.refusal import Refusal, Refused
from archive.organisation.standing import scope_of
from archive.organisation.vocabulary import Verb
from archive.records.journal import note
from archive.records.kinds import kind_of, veil_for
from archive.records.models import Record
from archive.records.step import NOT_YOUR_POST, NotVisible, NotYourPost, Step

LASTS = dt.timedelta(minutes=5)

REASON_NOT_LISTED = _("Choose one of the reasons of the list.")
NOTHING_SEALED = _("No identity or telephone number is kept with this record.")
CONFIDENTIAL = _(
    "The petitioner asked for confidentiality; the registrar, the handler and the leader who "
    "approves see the numbers."
)
KEY_GONE = _(
    "No key of this system opens these numbers; tell the system administrator, who has the key."
)


class UnmaskReason(TextChoices):
    CONTACT = "contact", _("To reach the person")
    IDENTIFY = "identify", _("To check who the person is")
    LETTER = "letter", _("To address or serve a letter")
    FORM = "form", _("To fill a form that asks for the number")


@dataclass(frozen=True)
class Unmasked:
    """The numbers by name, as the kind's `personal` has them, and until when a page shows them.

    They stand in no repr, so that none comes into a log.
    """

    values: Mapping[str, str] = field(repr=False)
    until: dt.datetime


class Unmask(Step[Unmasked]):
    """One record at a time, never in bulk. Raises as every step does."""

    event = "personal:unmask"
    verb = Verb.UNMASK
    needs_reason = True

    def __init__(
        self, record: Record, why: UnmaskReason | str, *, by: User, **options: Any
    ) -> None:
        super().__init__(by=by, **options | {"reason": str(why)})
        self.asked = record.pk

    def lock(self) -> None:
        """Nothing is changed, so nothing is locked; the record is read anew."""
        self.record = Record.objects.select_related("lead_unit").get(pk=self.asked)
        self.sealed = kind_of(self.record.kind).personal(self.record)

    def ask_policy(self) -> None:
        seen = Record.objects.visible_to(scope_of(self.by)).filter(pk=self.asked)
        if not seen.exists():
            raise NotVisible
        if not may_on(self.by, self.verb, self.record):
            raise NotYourPost([Refusal("not_your_post", NOT_YOUR_POST)])

    def refusals(self) -> Iterator[Refusal]:
        if self.reason and self.reason not in UnmaskReason.values:
            yield Refusal("reason_not_listed", REASON_NOT_LISTED)
        if veil_for(self.record, self.by):
            yield Refusal("confidential", CONFIDENTIAL)
        if not self.sealed:
            yield Refusal("nothing_sealed", NOTHING_SEALED)

    def apply(self) -> Unmasked:
        try:
            values = {name: unseal(one.token) for name, one in self.sealed.items()}
        except KeyMissing as error:
            raise Refused([Refusal("key_missing", KEY_GONE)]) from error
        return Unmasked(values, self.at + LASTS)

    def record_history(self) -> None:
        facts = {
            "record": self.record.uid.hex,
            "fields": sorted(self.sealed),
            "why": self.reason,
        }
        note(self.event, facts, by=self.by, via=self.via)
