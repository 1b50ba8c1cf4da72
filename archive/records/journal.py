"""Events that belong to no record: sign-ins, grants, backups, runs of the operator (policy 6)."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from archive.organisation.models import User
from archive.records.history import Actor, Entry, chain_of, lock_heads, write


@transaction.atomic
def note(name: str, facts: dict[str, Any], *, by: User, via: str = "") -> None:
    """Writes one event on the chain of the day."""
    write([Entry(name, None, facts)], actor=Actor(by, via=via), at=timezone.now())


def lock_day() -> None:
    """Locks the chain of the day until the transaction ends: what is read of it then stands."""
    lock_heads({chain_of(Entry("", None), timezone.now())})
