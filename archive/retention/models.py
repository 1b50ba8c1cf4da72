"""The schedule, what it says of each record, and holds that stop everything."""

from __future__ import annotations

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from archive.organisation.models import User
from archive.records.models import Record
from archive.retention.vocabulary import Period


class Schedule(models.Model):
    """归档范围和保管期限表, in a version that the archive authority approved."""

    code = models.CharField(_("code"), max_length=30, unique=True)
    name = models.CharField(_("name"), max_length=200)
    approval_no = models.CharField(_("approval number"), max_length=100, blank=True)
    approved_on = models.DateField(_("approved on"), null=True, blank=True)
    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(_("valid until"), null=True, blank=True)

    def __str__(self) -> str:
        return self.code


class RetentionRule(models.Model):
    """A row of the schedule. Rules are tried in order, the first whose conditions hold counts."""

    schedule = models.ForeignKey(Schedule, models.CASCADE, related_name="rules")
    position = models.PositiveSmallIntegerField()
    code = models.CharField(_("code"), max_length=20)
    kind = models.CharField(_("kind"), max_length=20)
    name = models.CharField(_("name"), max_length=200)
    conditions = models.JSONField(_("conditions"), default=dict, blank=True)
    period = models.CharField(_("period"), max_length=4, choices=Period.choices)
    basis = models.CharField(_("basis"), max_length=300)

    class Meta:
        ordering = ["schedule", "position"]
        constraints = [UniqueConstraint(fields=["schedule", "code"], name="one_rule_per_code")]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class Retention(models.Model):
    """What was fixed for a record when it was bound: rule, period, run, and the sentence why.

    ends_on: the last day of the period; null for what is kept for ever.
    """

    record = models.OneToOneField(
        Record, models.PROTECT, primary_key=True, related_name="retention"
    )
    rule = models.ForeignKey(RetentionRule, models.PROTECT, related_name="+")
    period = models.CharField(_("period"), max_length=4, choices=Period.choices)
    closed_year = models.PositiveSmallIntegerField(_("year of closing"))
    starts_on = models.DateField(_("starts on"))
    ends_on = models.DateField(_("ends on"), null=True, blank=True)
    sentence = models.TextField(_("explanation"))
    raised_from = models.CharField(max_length=4, choices=Period.choices, blank=True)
    raised_reason = models.CharField(_("reason"), max_length=300, blank=True)
    raised_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["ends_on"], name="retention_ends")]

    def __str__(self) -> str:
        return self.sentence


class Hold(models.Model):
    """暂停处置: while it stands, nothing of the record is lowered, handed over or destroyed."""

    record = models.ForeignKey(Record, models.PROTECT, related_name="holds")
    reason = models.CharField(_("reason"), max_length=300)
    basis = models.CharField(_("basis"), max_length=200)
    placed_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    placed_on = models.DateField(_("placed on"))
    until = models.DateField(_("until"), null=True, blank=True)
    asked_to_lift_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+"
    )
    lifted_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    lifted_on = models.DateField(_("lifted on"), null=True, blank=True)
    lifted_reason = models.CharField(_("reason of lifting"), max_length=300, blank=True)

    class Meta:
        constraints = [
            CheckConstraint(
                condition=Q(lifted_by=None) | ~Q(lifted_by=models.F("placed_by")),
                name="who_places_does_not_lift",
            )
        ]
        indexes = [
            models.Index(fields=["record"], name="hold_standing", condition=Q(lifted_on=None))
        ]

    def __str__(self) -> str:
        return self.reason
