"""The rows of history, and the digests that chain them. Nothing is read or written here.

A row's names are those of the columns. Its times are as the database takes them, so the digest is
given the time as text.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from archive.records.canonical import digest, plain, salted
from archive.records.models import Event, Version


class Head(NamedTuple):
    """The newest link of a chain; `seq` 0 where it has none."""

    seq: int
    digest: str


class NewBody(NamedTuple):
    id: int
    salt: str
    content: str

    @property
    def digest(self) -> str:
        return salted(self.salt, self.content)


class NewVersion(NamedTuple):
    id: int
    record_id: int
    no: int
    body_id: int
    body_digest: str
    previous: str
    digest: str
    made_at: Any
    made_by_id: int
    author: str
    reason: str


class NewEvent(NamedTuple):
    id: int
    chain: str
    seq: int
    record_id: int | None
    name: str
    at: Any
    actor_id: int
    actor_name: str
    actor_post: str
    version_id: int | None
    version_digest: str
    body_id: int
    body_digest: str
    previous: str
    digest: str


def version_digest(version: Version, uid: str) -> str:
    """What the digest of a version must be; `uid` is that of its record, in hex."""
    return digest_of_version(version, uid, plain(version.made_at))


def digest_of_version(version: Version | NewVersion, uid: str, made_at: str) -> str:
    return digest(
        {
            "record": uid,
            "no": version.no,
            "body": version.body_digest,
            "previous": version.previous,
            "made_at": made_at,
            "author": version.author,
            "reason": version.reason,
        }
    )


def event_digest(event: Event) -> str:
    """What the digest of an event must be."""
    return digest_of_event(event, plain(event.at))


def digest_of_event(event: Event | NewEvent, at: str) -> str:
    return digest(
        {
            "chain": event.chain,
            "seq": event.seq,
            "name": event.name,
            "at": at,
            "actor": event.actor_name,
            "post": event.actor_post,
            "version": event.version_digest,
            "body": event.body_digest,
            "previous": event.previous,
        }
    )
