"""Writes versions and events onto their chains. The only writer of those tables (design 3)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import F

from archive.organisation.models import User
from archive.records import rows
from archive.records.canonical import canonical, digest, new_salt, salted
from archive.records.models import Body, ChainHead, Event, Record, Version

# Columns, in the order in which the rows below give their values.
BODY = ("id", "salt", "content")
VERSION = (
    "id",
    "record_id",
    "no",
    "body_id",
    "body_digest",
    "previous",
    "digest",
    "made_at",
    "made_by_id",
    "author",
    "reason",
)
EVENT = (
    "id",
    "chain",
    "seq",
    "record_id",
    "name",
    "at",
    "actor_id",
    "actor_name",
    "actor_post",
    "version_id",
    "version_digest",
    "body_id",
    "body_digest",
    "previous",
    "digest",
)


@dataclass(frozen=True)
class Actor:
    """Who acts, with his post as text: the event keeps it when the person is long gone."""

    person: User
    post: str = ""
    via: str = ""

    @property
    def line(self) -> str:
        return f"{self.person}（{self.post}）" if self.post else str(self.person)


@dataclass
class Entry:
    """One event to write; with `content` it also makes the record's next version."""

    name: str
    record: Record | None
    facts: dict[str, Any] = field(default_factory=dict)
    content: dict[str, Any] | None = None
    reason: str = ""


def write(entries: Sequence[Entry], *, actor: Actor, at: dt.datetime) -> list[Event]:
    """Appends the entries in order, inside the caller's transaction.

    Each record may stand once among entries that make a version. Raises
    TransactionManagementError outside of a transaction: half a history is none.
    """
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("History is written inside a transaction.")
    chains = [chain_of(entry, at) for entry in entries]
    heads = lock_heads(set(chains))
    versions = write_versions([entry for entry in entries if entry.content], actor, at)
    events = [
        make_event(entry, heads[chain], versions, actor, at)
        for entry, chain in zip(entries, chains, strict=True)
    ]
    keep_events(events, rows.moment(at))
    save_heads(heads)
    return events


def chain_of(entry: Entry, at: dt.datetime) -> str:
    return entry.record.uid.hex if entry.record else f"day:{at.astimezone():%Y-%m-%d}"


def lock_heads(chains: set[str]) -> dict[str, ChainHead]:
    """The heads of these chains, locked; a chain that has none begins here."""
    found = ChainHead.objects.select_for_update().filter(pk__in=chains).order_by("pk")
    heads = {head.chain: head for head in found}
    missing = sorted(chains - heads.keys())
    if missing:
        fresh = [ChainHead(chain=chain, seq=0, digest="") for chain in missing]
        ChainHead.objects.bulk_create(fresh, ignore_conflicts=True)
        locked = ChainHead.objects.select_for_update().filter(pk__in=missing).order_by("pk")
        heads |= {head.chain: head for head in locked}
    return heads


def save_heads(heads: dict[str, ChainHead]) -> None:
    moved = ((head.seq, head.digest, head.chain) for head in heads.values())
    rows.update(ChainHead, ("seq", "digest"), "chain", moved)


def write_versions(entries: Sequence[Entry], actor: Actor, at: dt.datetime) -> dict[int, Version]:
    """The next version of each entry's record, by record id; the records' counters move on."""
    records = [entry.record for entry in entries if entry.record]
    last = newest_digests([record.pk for record in records if record.version])
    versions = {}
    for entry in entries:
        if entry.record and entry.content:
            previous = last.get(entry.record.pk, "")
            versions[entry.record.pk] = make_version(entry, entry.record, previous, actor, at)
    keep_versions(list(versions.values()), rows.moment(at))
    for record in records:
        record.version += 1
    save_counters(records)
    return versions


def newest_digests(ids: Sequence[int]) -> dict[int, str]:
    """The digest of each record's newest version, by record id."""
    if not ids:
        return {}
    newest = Version.objects.filter(record__in=ids, no=F("record__version"))
    return dict(newest.values_list("record", "digest"))


def save_counters(records: Sequence[Record]) -> None:
    """One statement where all stand at the same version, as in an import."""
    by_no: dict[int, list[int]] = {}
    for record in records:
        by_no.setdefault(record.version, []).append(record.pk)
    for no, ids in by_no.items():
        Record.objects.filter(pk__in=ids).update(version=no)


def make_version(
    entry: Entry, record: Record, previous: str, actor: Actor, at: dt.datetime
) -> Version:
    body = Body(salt=new_salt(), content=canonical(entry.content or {}))
    version = Version(
        record=record,
        no=record.version + 1,
        body=body,
        body_digest=salted(body.salt, body.content),
        previous=previous,
        made_at=at,
        made_by=actor.person,
        author=actor.line,
        reason=entry.reason,
    )
    version.digest = version_digest(version, record.uid.hex)
    return version


def version_digest(version: Version, uid: str) -> str:
    return digest(
        {
            "record": uid,
            "no": version.no,
            "body": version.body_digest,
            "previous": version.previous,
            "made_at": version.made_at,
            "author": version.author,
            "reason": version.reason,
        }
    )


def make_event(
    entry: Entry,
    head: ChainHead,
    versions: dict[int, Version],
    actor: Actor,
    at: dt.datetime,
) -> Event:
    """The next link of the chain; moves the head on."""
    said = entry.facts | {"reason": entry.reason} | ({"via": actor.via} if actor.via else {})
    body = Body(salt=new_salt(), content=canonical(said))
    version = versions.get(entry.record.pk) if entry.record and entry.content else None
    event = Event(
        chain=head.chain,
        seq=head.seq + 1,
        record=entry.record,
        name=entry.name,
        at=at,
        actor=actor.person,
        actor_name=str(actor.person),
        actor_post=actor.post,
        version=version,
        version_digest=version.digest if version else "",
        body=body,
        body_digest=salted(body.salt, body.content),
        previous=head.digest,
    )
    event.digest = event_digest(event)
    head.seq, head.digest = event.seq, event.digest
    return event


def event_digest(event: Event) -> str:
    return digest(
        {
            "chain": event.chain,
            "seq": event.seq,
            "name": event.name,
            "at": event.at,
            "actor": event.actor_name,
            "post": event.actor_post,
            "version": event.version_digest,
            "body": event.body_digest,
            "previous": event.previous,
        }
    )


def keep_versions(versions: Sequence[Version], at: object) -> None:
    keep_bodies(versions)
    for version, pk in zip(versions, rows.reserve(Version, len(versions)), strict=True):
        version.pk = pk
    rows.insert(
        Version,
        VERSION,
        (
            (
                version.pk,
                version.record_id,
                version.no,
                version.body_id,
                version.body_digest,
                version.previous,
                version.digest,
                at,
                version.made_by_id,
                version.author,
                version.reason,
            )
            for version in versions
        ),
    )


def keep_events(events: Sequence[Event], at: object) -> None:
    keep_bodies(events)
    for event, pk in zip(events, rows.reserve(Event, len(events)), strict=True):
        event.pk = pk
    rows.insert(
        Event,
        EVENT,
        (
            (
                event.pk,
                event.chain,
                event.seq,
                event.record_id,
                event.name,
                at,
                event.actor_id,
                event.actor_name,
                event.actor_post,
                event.version_id,
                event.version_digest,
                event.body_id,
                event.body_digest,
                event.previous,
                event.digest,
            )
            for event in events
        ),
    )


def keep_bodies(owners: Sequence[Version | Event]) -> None:
    """Saves what they say, and tells each where it stands."""
    ids = rows.reserve(Body, len(owners))
    said = [
        (pk, owner.body.salt, owner.body.content) for pk, owner in zip(ids, owners, strict=True)
    ]
    rows.insert(Body, BODY, said)
    for pk, owner in zip(ids, owners, strict=True):
        owner.body_id = pk
