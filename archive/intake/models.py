"""The receipt of an import: what was asked, and what became of each file."""

from __future__ import annotations

from django.db import models
from django.db.models import UniqueConstraint
from django.utils.translation import gettext_lazy as _

from archive.intake.vocabulary import Outcome, ReceiptState
from archive.organisation.models import Unit, User
from archive.records.models import Record


class Receipt(models.Model):
    """One import into one unit. Undoing it strikes its records; nothing is deleted."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="receipts")
    source = models.TextField(_("source"))
    state = models.CharField(
        _("state"), max_length=10, choices=ReceiptState.choices, default=ReceiptState.OPEN
    )
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.source} ({self.made_at:%Y-%m-%d %H:%M})"


class ReceiptItem(models.Model):
    """One file of an import. `reason` is the code of why it was skipped or refused."""

    receipt = models.ForeignKey(Receipt, models.PROTECT, related_name="items")
    name = models.TextField(_("file"))
    sha256 = models.CharField(max_length=64, blank=True)
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome.choices)
    reason = models.CharField(_("reason"), max_length=40, blank=True)
    note = models.TextField(_("note"), blank=True)
    record = models.ForeignKey(Record, models.PROTECT, null=True, related_name="receipt_items")

    class Meta:
        constraints = [UniqueConstraint(fields=["receipt", "name"], name="one_item_per_file")]

    def __str__(self) -> str:
        return self.name
