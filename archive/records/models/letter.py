"""Letters and forms an office issued about a record, each a paper of it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from archive.organisation.models import User
from archive.records.models.paper import Paper
from archive.records.models.record import Record


class Letter(models.Model):
    """What was issued: its kind, its number, and which version of which template made it."""

    record = models.ForeignKey(Record, models.PROTECT, related_name="letters")
    paper = models.OneToOneField(Paper, models.PROTECT, related_name="letter")
    code = models.CharField(_("kind"), max_length=30)
    number = models.CharField(_("number"), max_length=100, blank=True)
    addressee = models.CharField(_("addressee"), max_length=300, blank=True)
    template_version = models.PositiveIntegerField()
    template_sha256 = models.CharField(max_length=64)
    issued_on = models.DateField(_("issued on"))
    issued_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["record", "issued_on", "pk"]

    def __str__(self) -> str:
        return self.number or self.code
