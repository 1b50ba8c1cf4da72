"""The outbox: what changed and is not in the index yet."""

from django.db import models


class OutboxRow(models.Model):
    """One key of one source. `sequence` moves on with every touch, so that a change made while
    the row is being indexed is not lost: the row is deleted only if it has not moved."""

    source = models.CharField(max_length=40)
    key = models.BigIntegerField()
    sequence = models.PositiveIntegerField(default=1)
    touched_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "key"], name="one_row_per_key")]

    def __str__(self) -> str:
        return f"{self.source}:{self.key}#{self.sequence}"
