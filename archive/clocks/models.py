"""The working-day calendar, the rules of deadlines as dated data, and the clocks of records."""

from __future__ import annotations

from django.db import models
from django.db.models import Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from archive.clocks.vocabulary import DayKind, LimitUnit


class CalendarYear(models.Model):
    """A year whose days off were announced; a year that has no row is provisional."""

    year = models.PositiveSmallIntegerField(primary_key=True)
    source = models.CharField(_("source"), max_length=300)

    def __str__(self) -> str:
        return str(self.year)


class CalendarDay(models.Model):
    """A day off on a weekday or weekend, or a weekend day that is worked (调休补班)."""

    date = models.DateField(primary_key=True)
    kind = models.CharField(_("kind"), max_length=6, choices=DayKind.choices)
    year = models.ForeignKey(CalendarYear, models.CASCADE, related_name="days")

    def __str__(self) -> str:
        return f"{self.date} {self.get_kind_display()}"


class DeadlineRule(models.Model):
    """A limit as the law of its time had it. A later version has its own row and validity.

    basis: statute and article. starts: the event it runs from, in words. rolls: whether a last
    day that is no working day moves to the next one (民法典 203).
    """

    code = models.CharField(_("code"), max_length=30)
    name = models.CharField(_("name"), max_length=100)
    limit = models.PositiveSmallIntegerField(_("limit"), null=True, blank=True)
    unit = models.CharField(_("unit"), max_length=2, choices=LimitUnit.choices)
    rolls = models.BooleanField(_("rolls to the next working day"), default=True)
    starts = models.CharField(_("starts"), max_length=200)
    basis = models.CharField(_("basis"), max_length=200)
    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(_("valid until"), null=True, blank=True)

    class Meta:
        ordering = ["code", "valid_from"]
        constraints = [UniqueConstraint(fields=["code", "valid_from"], name="one_rule_per_start")]

    def __str__(self) -> str:
        return f"{self.code} {self.valid_from}"


class ClockQuerySet(models.QuerySet["Clock"]):
    def running(self) -> ClockQuerySet:
        return self.filter(ended_on=None, cancelled=False)


class Clock(models.Model):
    """A deadline of a record: the rule as it was when it started, its raw and its rolled end.

    `extends` is the clock whose raw end this one counts on from. provisional: some day of it lies
    in a year without official calendar; it is recomputed when that calendar comes.
    """

    record = models.ForeignKey("archive.Record", models.PROTECT, related_name="clocks")
    rule = models.ForeignKey(DeadlineRule, models.PROTECT, related_name="+")
    extends = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="extensions"
    )
    limit = models.PositiveSmallIntegerField(_("limit"))
    started_on = models.DateField(_("started on"))
    raw_on = models.DateField(_("raw end"))
    due_on = models.DateField(_("due on"))
    provisional = models.BooleanField(_("provisional"), default=False)
    ended_on = models.DateField(_("ended on"), null=True, blank=True)
    ended_by = models.CharField(_("ended by"), max_length=60, blank=True)
    cancelled = models.BooleanField(_("cancelled"), default=False)

    objects = ClockQuerySet.as_manager()

    class Meta:
        ordering = ["record", "started_on", "pk"]
        indexes = [
            models.Index(
                fields=["due_on"],
                name="clock_running",
                condition=Q(ended_on=None, cancelled=False),
            )
        ]

    def __str__(self) -> str:
        return f"{self.rule.code} {self.due_on}"


class ClockPause(models.Model):
    """Days that do not count, with why (a hearing in a re-check, 信访工作条例 2022, 36)."""

    clock = models.ForeignKey(Clock, models.PROTECT, related_name="pauses")
    begins_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=300)
    basis = models.CharField(_("basis"), max_length=200)

    def __str__(self) -> str:
        return f"{self.begins_on} – {self.ends_on or ''}"
