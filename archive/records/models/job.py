"""Long work is a row; a task queue only wakes a worker that takes it (design 3)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from archive.organisation.models import User
from archive.records.vocabulary import JobState


class Job(models.Model):
    """`held_until` is the lease of the worker; past it the sweep gives the job back."""

    kind = models.CharField(_("kind"), max_length=40)
    arguments = models.JSONField(default=dict)
    state = models.CharField(
        _("state"), max_length=10, choices=JobState.choices, default=JobState.WAITING
    )
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    held_by = models.CharField(max_length=80, blank=True)
    held_until = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveIntegerField(default=0)
    progress = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(null=True, blank=True)
    result = models.JSONField(default=dict)
    error = models.TextField(blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["id"],
                condition=Q(state__in=[JobState.WAITING, JobState.RUNNING]),
                name="job_to_do",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"
