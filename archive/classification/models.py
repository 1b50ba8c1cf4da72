"""Classification schemes and their terms, each with the days on which it is valid."""

from __future__ import annotations

import datetime as dt

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Scheme(models.Model):
    """A list or tree of terms: subject (主题分类), genre (体裁), channel (组配), dispute type."""

    code = models.SlugField(_("code"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=100)
    source = models.CharField(_("source"), max_length=300, blank=True)

    def __str__(self) -> str:
        return self.name


class TermQuerySet(models.QuerySet["Term"]):
    def valid(self, on: dt.date) -> TermQuerySet:
        """Terms that may be given to a matter of that day."""
        begun = Q(valid_from=None) | Q(valid_from__lte=on)
        not_ended = Q(valid_to=None) | Q(valid_to__gte=on)
        return self.filter(begun & not_ended)


class Term(models.Model):
    """One entry of a scheme; `maps_to` joins an old entry to the one that took its place."""

    scheme = models.ForeignKey(Scheme, models.PROTECT, related_name="terms")
    code = models.SlugField(_("code"), max_length=60)
    name = models.CharField(_("name"), max_length=100)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="terms")
    maps_to = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    position = models.PositiveIntegerField(default=0)
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_to = models.DateField(_("valid until"), null=True, blank=True)

    objects = TermQuerySet.as_manager()

    class Meta:
        ordering = ["scheme", "position", "code"]
        constraints = [
            models.UniqueConstraint(fields=["scheme", "code"], name="one_code_per_scheme")
        ]

    def __str__(self) -> str:
        return self.name
