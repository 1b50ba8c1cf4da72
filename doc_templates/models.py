"""Word templates as versioned data; a released version never changes."""

from __future__ import annotations

from django.db import models
from django.db.models import UniqueConstraint
from django.utils.translation import gettext_lazy as _


class Template(models.Model):
    """One version of a template: its bytes, and the names it asks for.

    Versions of a code count from 1; the newest released one that is not withdrawn is filled.
    """

    code = models.CharField(_("code"), max_length=40)
    version = models.PositiveIntegerField(_("version"))
    title = models.CharField(_("title"), max_length=200)
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField()
    names = models.JSONField(_("names"), default=list)
    uploaded_by = models.CharField(_("uploaded by"), max_length=150)
    uploaded_at = models.DateTimeField()
    released_by = models.CharField(_("released by"), max_length=150, blank=True)
    released_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["code", "-version"]
        constraints = [UniqueConstraint(fields=["code", "version"], name="one_template_version")]

    def __str__(self) -> str:
        return f"{self.code} v{self.version}"
