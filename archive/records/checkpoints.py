"""Checkpoints: once a minute, and on demand, the heads of all chains that grew are chained."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable

from django.db import transaction
from django.db.models import F
from django.utils import timezone

import search
from archive.records.canonical import digest
from archive.records.models import ChainHead, Checkpoint, CheckpointHead

# Heads of one checkpoint; a larger change makes several, so that none holds its locks for long.
LIMIT = 2000


def make_checkpoints() -> int:
    """Writes checkpoints until no chain is ahead of them; returns how many."""
    made = 0
    while make_checkpoint(timezone.now()):
        made += 1
    return made


@transaction.atomic
def make_checkpoint(at: dt.datetime) -> Checkpoint | None:
    """One checkpoint over at most LIMIT heads, or None when nothing grew."""
    ahead = ChainHead.objects.select_for_update().filter(seq__gt=F("checkpointed"))
    heads = list(ahead.order_by("chain")[:LIMIT])
    if not heads:
        return None
    checkpoint = next_checkpoint(heads, at)
    CheckpointHead.objects.bulk_create(
        CheckpointHead(checkpoint=checkpoint, chain=head.chain, seq=head.seq, digest=head.digest)
        for head in heads
    )
    search.crash_point("inside_checkpoint")
    for head in heads:
        head.checkpointed = head.seq
    ChainHead.objects.bulk_update(heads, ["checkpointed"], batch_size=500)
    return checkpoint


def next_checkpoint(heads: list[ChainHead], at: dt.datetime) -> Checkpoint:
    last = Checkpoint.objects.select_for_update().order_by("-seq").first()
    checkpoint = Checkpoint(
        seq=last.seq + 1 if last else 1,
        at=at,
        heads_digest=heads_digest(heads),
        previous=last.digest if last else "",
    )
    checkpoint.digest = checkpoint_digest(checkpoint)
    checkpoint.save(force_insert=True)
    return checkpoint


def heads_digest(heads: Iterable[ChainHead | CheckpointHead]) -> str:
    """SHA-256 over lines `chain seq digest`, sorted by chain."""
    lines = sorted(f"{head.chain} {head.seq} {head.digest}\n" for head in heads)
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def checkpoint_digest(checkpoint: Checkpoint) -> str:
    return digest(
        {
            "seq": checkpoint.seq,
            "at": checkpoint.at,
            "heads": checkpoint.heads_digest,
            "previous": checkpoint.previous,
        }
    )
