"""Versions and events: append-only, hash-chained per record, held by checkpoints (design 3).

Guards (`archive.records.guards`) refuse update and delete of every table here but ChainHead.
The chain runs over salted digests; the contents lie in Body, which only Destroy may erase.
"""

from __future__ import annotations

from django.db import models
from django.db.models import UniqueConstraint

from archive.organisation.models import User
from archive.records.models.record import Record


class Body(models.Model):
    """What a version or an event says: canonical JSON, and the salt of its digest."""

    salt = models.CharField(max_length=32)
    content = models.TextField()

    def __str__(self) -> str:
        return f"Body {self.pk}"


class Version(models.Model):
    """A record's fields and papers as they stood after one step."""

    record = models.ForeignKey(Record, models.PROTECT, related_name="versions")
    no = models.PositiveIntegerField()
    body = models.OneToOneField(Body, models.PROTECT, related_name="version")
    body_digest = models.CharField(max_length=64)
    previous = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    author = models.CharField(max_length=200)
    reason = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["record", "no"]
        constraints = [UniqueConstraint(fields=["record", "no"], name="one_version_per_no")]

    def __str__(self) -> str:
        return f"{self.record_id} v{self.no}"


class Event(models.Model):
    """`subject:verb`, with the actor's name and post copied in as data.

    `chain` is the record's uid, or `day:YYYY-MM-DD` for what happened to no record.
    """

    chain = models.CharField(max_length=40)
    seq = models.PositiveIntegerField()
    record = models.ForeignKey(Record, models.PROTECT, null=True, related_name="events")
    name = models.CharField(max_length=40)
    at = models.DateTimeField()
    actor = models.ForeignKey(User, models.PROTECT, related_name="+")
    actor_name = models.CharField(max_length=200)
    actor_post = models.CharField(max_length=300, blank=True)
    version = models.ForeignKey(Version, models.PROTECT, null=True, related_name="events")
    version_digest = models.CharField(max_length=64, blank=True)
    body = models.OneToOneField(Body, models.PROTECT, related_name="event")
    body_digest = models.CharField(max_length=64)
    previous = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ["chain", "seq"]
        constraints = [UniqueConstraint(fields=["chain", "seq"], name="one_event_per_seq")]
        indexes = [
            models.Index(fields=["record", "-seq"], name="event_of_record"),
            models.Index(fields=["-at"], name="event_newest"),
        ]

    def __str__(self) -> str:
        return f"{self.chain}#{self.seq} {self.name}"


class ChainHead(models.Model):
    """The newest link of a chain, locked by whoever writes the next one."""

    chain = models.CharField(max_length=40, primary_key=True)
    seq = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    checkpointed = models.PositiveIntegerField(default=0)

    class Meta:
        indexes = [
            models.Index(
                fields=["chain"],
                condition=models.Q(seq__gt=models.F("checkpointed")),
                name="head_to_checkpoint",
            )
        ]

    def __str__(self) -> str:
        return f"{self.chain}#{self.seq}"


class Checkpoint(models.Model):
    """Chains the heads of all chains that grew since the checkpoint before."""

    seq = models.PositiveIntegerField(unique=True)
    at = models.DateTimeField()
    heads_digest = models.CharField(max_length=64)
    previous = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"Checkpoint {self.seq}"


class CheckpointHead(models.Model):
    """A head as one checkpoint found it."""

    checkpoint = models.ForeignKey(Checkpoint, models.PROTECT, related_name="heads")
    chain = models.CharField(max_length=40, db_index=True)
    seq = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"{self.chain}#{self.seq}"
