"""Serve 送达: the day the petitioner had the answer in hand; a review can be asked for from then
on (信访工作条例 2022, 35)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import cached_property
from typing import Any

from django.utils.translation import gettext_lazy as _

from archive.clocks import clocks
from archive.organisation.models import User
from archive.organisation.refusal import Refusal
from archive.organisation.vocabulary import Verb
from archive.petitions.models import Petition
from archive.petitions.papers import NewPaper, file_signed
from archive.petitions.rules import RECHECK_WINDOW, REVIEW_WINDOW, REVIEWED
from archive.petitions.steps.on_petition import (
    OnPetition,
    label,
    missing,
    refusals_of_day,
    too_long,
)
from archive.petitions.vocabulary import PetitionState, ServiceMode
from archive.records.models import Record
from archive.records.vocabulary import PaperType

RECEIPT_MISSING = _("Give the day on the receipt, or file the receipt with its date.")
WITNESS_MISSING = _("What is left behind needs a witness; name him.")
BEFORE_ISSUE = _("The answer was signed on %(signed)s; it cannot have been served on %(date)s.")


# What may be asked for once the answer is served; after a re-check nothing more.
OPENS: dict[str, str] = {
    PetitionState.OPINION_ISSUED: REVIEW_WINDOW,
    PetitionState.REVIEW_OPINION: RECHECK_WINDOW,
}


class Serve(OnPetition[Petition]):
    """The answer was served. The day comes from `served_on`, else from the receipt's own date."""

    event = "petition:serve"
    verb = Verb.ISSUE_LETTER

    def __init__(
        self,
        record: Record,
        served_on: dt.date | None = None,
        *,
        mode: ServiceMode | str = "",
        witness: str = "",
        receipt: NewPaper | None = None,
        by: User,
        **options: Any,
    ) -> None:
        super().__init__(record, by=by, **options)
        self.served_on, self.mode, self.witness = served_on, mode, witness.strip()
        self.receipt = receipt

    @cached_property
    def day(self) -> dt.date | None:
        if self.served_on:
            return self.served_on
        if self.receipt and self.receipt.dated_on:
            return self.receipt.dated_on
        # Not the form we printed ourselves: its date is the day it was printed.
        filed = self.record.papers.filter(type=PaperType.SERVICE_RECEIPT, letter=None)
        dated = filed.exclude(dated_on=None).order_by("-position")
        return dated.values_list("dated_on", flat=True).first()

    def refusals_of_facts(self) -> Iterator[Refusal]:
        yield from missing([(label("service_mode"), self.mode)])
        if self.mode == ServiceMode.LEFT and not self.witness:
            yield Refusal("witness_missing", WITNESS_MISSING)
        yield from too_long({"service_witness": self.witness})
        if self.day is None:
            yield Refusal("receipt_missing", RECEIPT_MISSING)
            return
        yield from refusals_of_day(label("served_on"), self.day, self.today)
        one = self.petition
        signed = one.reviewed_on if one.state in REVIEWED else one.signed_on
        if signed and self.day < signed:
            fact = {"signed": signed.isoformat(), "date": self.day.isoformat()}
            yield Refusal("before_issue", BEFORE_ISSUE, fact)

    def apply(self) -> Petition:
        assert self.day is not None  # Refused above.
        if self.receipt:
            file_signed(self.record, self.receipt, by=self.by, at=self.at)
        window = OPENS.get(self.petition.state)
        if window:
            clocks.start(self.record, window, self.day)
        return self.move(
            served_on=self.day, service_mode=self.mode, service_witness=self.witness
        )
