"""The parties agree: in writing with all signatures and the seal, or orally (人民调解法 2010,
28 to 30)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from archive.clocks import clocks
from archive.mediation.models import Dossier
from archive.mediation.rules import DONE, effective_on, needs_writing
from archive.mediation.steps.accept import MED_CLOSE
from archive.mediation.steps.on_dossier import OnDossier, label, missing
from archive.mediation.vocabulary import AgreementForm, Performance
from archive.organisation.models import User
from archive.organisation.refusal import Refusal
from archive.organisation.vocabulary import Verb
from archive.records.models import Record

MED_CONFIRM = "MED_CONFIRM"
MOST_AMOUNT = Decimal("999999999999.99")

SIGNATURE_MISSING = _("%(who)s has not signed; the agreement takes effect when all have.")
SEAL_MISSING = _("The seal of the committee is missing on the agreement.")
WRITTEN_REQUIRED = _(
    "This agreement must be in writing: it is not performed at once, the dispute is difficult, "
    "or a party asks for it."
)
TERMS_UNDATED = _("Say until when it is to be performed; terms without a day cannot be followed.")
SESSION_MISSING = _("Enter the record of a sitting first; an agreement comes out of one.")
AMOUNT_IMPOSSIBLE = _("The amount %(amount)s is not possible; check it.")


@dataclass(frozen=True)
class NewAgreement:
    """What was agreed. Signatures: the day each party (by position) and mediator (by name) signed.

    amount in yuan. asked_for_writing: a party wants it in writing.
    """

    form: AgreementForm | None = None
    agreed_on: dt.date | None = None
    terms: str = ""
    performance: Performance | None = None
    perform_by: dt.date | None = None
    amount: Decimal | None = None
    parties_signed: Mapping[int, dt.date] = field(default_factory=dict)
    mediators_signed: Mapping[str, dt.date] = field(default_factory=dict)
    sealed: bool = False
    asked_for_writing: bool = False

    @property
    def is_written(self) -> bool:
        return self.form == AgreementForm.WRITTEN

    @property
    def signatures(self) -> list[dt.date]:
        return [*self.parties_signed.values(), *self.mediators_signed.values()]


class Agree(OnDossier[Dossier]):
    """Ends the time for mediating; from the effective day the 30 days for a joint application to
    the court run (人民调解法 2010, 33)."""

    event = "dossier:agree"
    verb = Verb.HANDLE

    def __init__(
        self, record: Record, agreement: NewAgreement | None = None, *, by: User, **options: Any
    ) -> None:
        super().__init__(record, by=by, **options)
        self.agreement = agreement or NewAgreement()

    def refusals_of_facts(self) -> Iterator[Refusal]:
        new = self.agreement
        said = {
            "agreement_form": new.form,
            "agreed_on": new.agreed_on,
            "terms": new.terms,
            "performance": new.performance,
        }
        yield from missing((label(name), value) for name, value in said.items())
        if not self.dossier.sessions.exists():
            yield Refusal("session_missing", SESSION_MISSING)
        yield from self.form_refusals()
        yield from self.signature_refusals()
        yield from self.date_refusals()
        if new.amount is not None and not 0 <= new.amount <= MOST_AMOUNT:
            yield Refusal("field_wrong", AMOUNT_IMPOSSIBLE, {"amount": new.amount})

    def form_refusals(self) -> Iterator[Refusal]:
        new = self.agreement
        if new.performance is None:
            return
        written = needs_writing(
            new.performance, difficult=self.dossier.difficult, asked=new.asked_for_writing
        )
        if new.form == AgreementForm.ORAL and written:
            yield Refusal("written_required", WRITTEN_REQUIRED)
        if new.performance not in DONE and new.perform_by is None:
            yield Refusal("terms_undated", TERMS_UNDATED)

    def signature_refusals(self) -> Iterator[Refusal]:
        """Of an oral agreement the mediator keeps the record, and signs it alone."""
        new = self.agreement
        parties = list(self.dossier.parties.all()) if new.is_written else []
        unsigned = [one.name for one in parties if one.position not in new.parties_signed]
        mediators = self.dossier.mediators.order_by("pk")
        unsigned += [one.name for one in mediators if one.name not in new.mediators_signed]
        for who in unsigned if new.form else []:
            yield Refusal("signature_missing", SIGNATURE_MISSING, {"who": who})
        if new.is_written and not new.sealed:
            yield Refusal("seal_missing", SEAL_MISSING)

    def date_refusals(self) -> Iterator[Refusal]:
        new = self.agreement
        accepted = (label("accepted_on"), self.dossier.accepted_on)
        yield from self.day_refusals(label("agreed_on"), new.agreed_on, accepted)
        for day in sorted(set(new.signatures)):
            yield from self.day_refusals(_("signed on"), day, accepted)
        agreed = (label("agreed_on"), new.agreed_on)
        if new.perform_by and new.agreed_on and new.perform_by < new.agreed_on:
            yield from self.day_refusals(label("perform_by"), new.perform_by, agreed)

    def apply(self) -> Dossier:
        new = self.agreement
        assert new.form and new.agreed_on and new.performance
        starts = effective_on(new.form, new.agreed_on, new.signatures)
        self.sign()
        clocks.end(self.record, MED_CLOSE, on=new.agreed_on, by=self.event)
        clocks.start(self.record, MED_CONFIRM, starts)
        return self.move(
            agreement_form=new.form,
            agreed_on=new.agreed_on,
            effective_on=starts,
            terms=new.terms.strip(),
            perform_by=new.perform_by,
            amount=new.amount,
            performance=new.performance,
            performed_on=new.agreed_on if new.performance == Performance.PERFORMED else None,
            ended_on=new.agreed_on,
        )

    def sign(self) -> None:
        new = self.agreement
        for position, day in new.parties_signed.items():
            self.dossier.parties.filter(position=position).update(signed_on=day)
        for name, day in new.mediators_signed.items():
            self.dossier.mediators.filter(name=name).update(signed_on=day)
