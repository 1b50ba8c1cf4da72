"""Official documents (公文) and the notices published from them (domain 5, 6)."""

from __future__ import annotations

import datetime as dt

from django.db import models
from django.utils.translation import gettext_lazy as _

from archive.classification.models import Term
from archive.documents.vocabulary import Direction, NoticeState, Validity
from archive.organisation.models import Unit
from archive.records.models import Record


class OfficialDocument(models.Model):
    """The kind of record of whatever has no other kind. Closed by being registered."""

    record = models.OneToOneField(
        Record, models.PROTECT, primary_key=True, related_name="official_document"
    )
    direction = models.CharField(
        _("direction"), max_length=10, choices=Direction.choices, default=Direction.RECEIVED
    )
    doc_number = models.CharField(_("document number"), max_length=100, blank=True)
    issuer = models.CharField(_("issuer"), max_length=200, blank=True)
    addressee = models.CharField(_("addressee"), max_length=300, blank=True)
    genre = models.ForeignKey(
        Term, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("genre")
    )
    subject = models.ForeignKey(
        Term, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("subject")
    )
    summary = models.TextField(_("summary"), blank=True)
    effective_on = models.DateField(_("in force from"), null=True, blank=True)
    valid_until = models.DateField(_("in force until"), null=True, blank=True)
    abolished_on = models.DateField(_("abolished on"), null=True, blank=True)
    superseded_by = models.ForeignKey(
        Record, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        indexes = [models.Index(fields=["doc_number"], name="document_number")]

    def __str__(self) -> str:
        return str(self.record)

    def validity(self, on: dt.date) -> Validity:
        """Whether the document is in force on that day (domain 5.8)."""
        if self.abolished_on and self.abolished_on <= on:
            return Validity.ABOLISHED
        if self.valid_until and self.valid_until < on:
            return Validity.EXPIRED
        if self.effective_on and self.effective_on > on:
            return Validity.NOT_YET
        return Validity.VALID


class NoticeQuerySet(models.QuerySet["Notice"]):
    def public(self) -> NoticeQuerySet:
        """What a visitor may read; withdrawn ones are gone, abolished ones stay, marked."""
        return self.filter(state=NoticeState.PUBLISHED)


class Notice(models.Model):
    """政务公开: the public page of an official document, with the statutory header (domain 5.2)."""

    record = models.OneToOneField(
        Record, models.PROTECT, primary_key=True, related_name="notice"
    )
    state = models.CharField(
        _("state"), max_length=10, choices=NoticeState.choices, default=NoticeState.DRAFT
    )
    publisher = models.ForeignKey(Unit, models.PROTECT, related_name="notices")
    index_no = models.CharField(_("index number"), max_length=60, unique=True)
    name = models.CharField(_("name of the information"), max_length=500)
    subject = models.CharField(_("subject category"), max_length=200, blank=True)
    genre = models.CharField(_("genre"), max_length=100, blank=True)
    channel = models.CharField(_("channel"), max_length=200, blank=True)
    doc_number = models.CharField(_("document number"), max_length=100, blank=True)
    publisher_name = models.CharField(_("publisher"), max_length=200)
    created_on = models.DateField(_("created on"), null=True, blank=True)
    published_on = models.DateField(_("published on"), null=True, blank=True)
    abolished_on = models.DateField(_("abolished on"), null=True, blank=True)
    summary = models.TextField(_("summary"), blank=True)
    text = models.TextField(_("text"))
    withdrawn_reason = models.CharField(_("reason of withdrawal"), max_length=500, blank=True)
    changed_at = models.DateTimeField()

    objects = NoticeQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["state", "-published_on"], name="notice_newest")]

    def __str__(self) -> str:
        return self.name

    def validity(self, on: dt.date) -> Validity:
        if self.abolished_on and self.abolished_on <= on:
            return Validity.ABOLISHED
        return Validity.VALID
