"""Number series: one locked counter per series and year; a number is given once."""

from __future__ import annotations

from django.db import models
from django.db.models import UniqueConstraint
from django.utils.translation import gettext_lazy as _

from archive.organisation.models import Unit
from archive.records.models.record import Record
from archive.records.vocabulary import NumberState


class NumberSeries(models.Model):
    """The counter of one unit, code and year; `next_number` moves only under a row lock."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="series")
    code = models.CharField(max_length=40)
    year = models.PositiveSmallIntegerField()
    next_number = models.PositiveIntegerField(default=1)
    closed = models.BooleanField(_("closed"), default=False)

    class Meta:
        constraints = [
            UniqueConstraint(fields=["unit", "code", "year"], name="one_counter_per_series")
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.year}"


class NumberGiven(models.Model):
    """One number of a series: whose it is, or why it was voided. Never deleted."""

    series = models.ForeignKey(NumberSeries, models.PROTECT, related_name="given")
    number = models.PositiveIntegerField()
    display = models.CharField(max_length=100)
    record = models.ForeignKey(Record, models.PROTECT, null=True, related_name="numbers")
    state = models.CharField(
        max_length=10, choices=NumberState.choices, default=NumberState.GIVEN
    )
    reason = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            UniqueConstraint(fields=["series", "number"], name="a_number_is_given_once")
        ]

    def __str__(self) -> str:
        return self.display
