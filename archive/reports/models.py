"""统计报表: types, the slots units owe, and what they submitted in versions."""

from __future__ import annotations

from django.db import models
from django.db.models import UniqueConstraint
from django.utils.translation import gettext_lazy as _

from archive.organisation.models import Unit, User
from archive.records.models import Record
from archive.reports.vocabulary import Cycle, ReportState


class ReportType(models.Model):
    """A kind of report; its columns and check rules are data of a form version."""

    code = models.CharField(_("code"), max_length=30, unique=True)
    name = models.CharField(_("name"), max_length=200)
    cycle = models.CharField(_("cycle"), max_length=10, choices=Cycle.choices)
    due_after_days = models.PositiveSmallIntegerField(_("days after the period"), default=5)
    unit_kinds = models.JSONField(_("kinds of unit that owe it"), default=list)
    basis = models.CharField(_("basis"), max_length=200)
    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(_("valid until"), null=True, blank=True)

    def __str__(self) -> str:
        return self.name


class ReportSlot(models.Model):
    """What a unit owes for a period; its state is computed."""

    type = models.ForeignKey(ReportType, models.PROTECT, related_name="slots")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="report_slots")
    period_start = models.DateField(_("period from"))
    period_end = models.DateField(_("period until"))
    due_on = models.DateField(_("due on"))

    class Meta:
        ordering = ["-period_start", "unit"]
        constraints = [
            UniqueConstraint(fields=["type", "unit", "period_start"], name="one_slot_per_period")
        ]
        indexes = [models.Index(fields=["unit", "-period_start"], name="slot_of_unit")]

    def __str__(self) -> str:
        return f"{self.type} {self.unit} {self.period_start:%Y-%m}"


class Report(models.Model):
    """One submission of a slot; a correction is the next `no` with its own record."""

    record = models.OneToOneField(Record, models.PROTECT, primary_key=True, related_name="report")
    slot = models.ForeignKey(ReportSlot, models.PROTECT, related_name="reports")
    no = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(
        _("state"), max_length=10, choices=ReportState.choices, default=ReportState.DRAFT
    )
    nil = models.BooleanField(_("nil report"), default=False)
    filled_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    reviewed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    signed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    signed_on = models.DateField(_("signed on"), null=True, blank=True)
    submitted_on = models.DateField(_("submitted on"), null=True, blank=True)
    # Which versions of the units below went into the roll-up: list of record uid and version.
    children = models.JSONField(default=list, blank=True)
    returned_reason = models.CharField(_("reason of the return"), max_length=500, blank=True)

    class Meta:
        constraints = [UniqueConstraint(fields=["slot", "no"], name="one_report_per_no")]

    def __str__(self) -> str:
        return str(self.record)


class ReportFigure(models.Model):
    """One column of a report: what the cases say, and what was entered by hand, with why."""

    report = models.ForeignKey(Report, models.PROTECT, related_name="figures")
    column = models.CharField(_("column"), max_length=30)
    computed = models.DecimalField(max_digits=16, decimal_places=2, default=0)
    entered = models.DecimalField(max_digits=16, decimal_places=2, null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=300, blank=True)

    class Meta:
        constraints = [UniqueConstraint(fields=["report", "column"], name="one_figure_per_column")]

    def __str__(self) -> str:
        return f"{self.column}: {self.value}"

    @property
    def value(self) -> object:
        return self.computed if self.entered is None else self.entered
