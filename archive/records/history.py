"""Writes versions and events onto their chains. The only writer of those tables (design 3)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db import transaction
from django.db.models import F

from archive.organisation.models import User
from archive.records import rows
from archive.records.canonical import canonical, new_salts, plain
from archive.records.chain import (
    Head,
    NewBody,
    NewEvent,
    NewVersion,
    digest_of_event,
    digest_of_version,
)
from archive.records.models import Body, ChainHead, Event, Record, Version


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
    """One event to write; with `content` it also makes the record's next version.

    content: plain data, or the canonical text of it where the caller has that already.
    """

    name: str
    record: Record | None
    facts: dict[str, Any] = field(default_factory=dict)
    content: dict[str, Any] | str | None = None
    reason: str = ""


@dataclass(frozen=True)
class Stamp:
    """Who and when, in the forms that rows and digests take; made once for all entries."""

    actor: Actor
    at: dt.datetime

    @cached_property
    def row_at(self) -> Any:
        return rows.moment(self.at)

    @cached_property
    def said_at(self) -> str:
        return plain(self.at)

    @cached_property
    def person(self) -> int:
        return self.actor.person.pk

    @cached_property
    def name(self) -> str:
        return str(self.actor.person)

    @cached_property
    def author(self) -> str:
        return self.actor.line


def write(entries: Sequence[Entry], *, actor: Actor, at: dt.datetime) -> None:
    """Appends the entries in order, inside the caller's transaction.

    Each record may stand once among entries that make a version. Raises
    TransactionManagementError outside of a transaction: half a history is none.
    """
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("History is written inside a transaction.")
    stamp = Stamp(actor, at)
    chains = [chain_of(entry, at) for entry in entries]
    heads = lock_heads(set(chains))
    versions = write_versions([entry for entry in entries if entry.content], stamp)
    write_events(entries, chains, heads, versions, stamp)
    save_heads(heads)


def chain_of(entry: Entry, at: dt.datetime) -> str:
    return entry.record.uid.hex if entry.record else f"day:{at.astimezone():%Y-%m-%d}"


def lock_heads(chains: set[str]) -> dict[str, Head]:
    """The heads of these chains, locked; a chain that has none begins here."""
    heads = lock_known(chains)
    missing = sorted(chains - heads.keys())
    if missing:
        fresh = [(chain, 0, "", 0) for chain in missing]
        columns = ("chain", "seq", "digest", "checkpointed")
        rows.insert(ChainHead, columns, fresh, keep_known=True)
        heads |= lock_known(missing)
    return heads


def lock_known(chains: Collection[str]) -> dict[str, Head]:
    found = ChainHead.objects.select_for_update().filter(pk__in=rows.among(chains)).order_by("pk")
    said = found.values_list("chain", "seq", "digest")
    return {chain: Head(seq, digest_) for chain, seq, digest_ in said}


def save_heads(heads: Mapping[str, Head]) -> None:
    moved = ((head.seq, head.digest, chain) for chain, head in heads.items())
    rows.update(ChainHead, ("seq", "digest"), "chain", moved)


def write_versions(entries: Sequence[Entry], stamp: Stamp) -> dict[int, NewVersion]:
    """The next version of each entry's record, by record id; the records' counters move on."""
    records = [entry.record for entry in entries if entry.record]
    last = newest_digests([record.pk for record in records if record.version])
    bodies = write_bodies([said(entry.content) for entry in entries])
    ids = rows.reserve(Version, len(records))
    versions = {
        record.pk: new_version(pk, record, entry.reason, body, last.get(record.pk, ""), stamp)
        for pk, record, entry, body in zip(ids, records, entries, bodies, strict=True)
    }
    rows.insert(Version, NewVersion._fields, versions.values())
    for record in records:
        record.version += 1
    save_counters(records)
    return versions


def said(content: dict[str, Any] | str | None) -> str:
    return content if isinstance(content, str) else canonical(content or {})


def newest_digests(ids: Sequence[int]) -> dict[int, str]:
    """The digest of each record's newest version, by record id."""
    if not ids:
        return {}
    newest = Version.objects.filter(record__in=rows.among(ids), no=F("record__version"))
    return dict(newest.values_list("record", "digest"))


def save_counters(records: Sequence[Record]) -> None:
    """One statement where all stand at the same version, as in an import."""
    by_no: dict[int, list[int]] = {}
    for record in records:
        by_no.setdefault(record.version, []).append(record.pk)
    for no, ids in by_no.items():
        Record.objects.filter(pk__in=rows.among(ids)).update(version=no)


def new_version(
    pk: int, record: Record, reason: str, body: NewBody, previous: str, stamp: Stamp
) -> NewVersion:
    made = NewVersion(
        id=pk,
        record_id=record.pk,
        no=record.version + 1,
        body_id=body.id,
        body_digest=body.digest,
        previous=previous,
        digest="",
        made_at=stamp.row_at,
        made_by_id=stamp.person,
        author=stamp.author,
        reason=reason,
    )
    return made._replace(digest=digest_of_version(made, record.uid.hex, stamp.said_at))


def write_events(
    entries: Sequence[Entry],
    chains: Sequence[str],
    heads: dict[str, Head],
    versions: Mapping[int, NewVersion],
    stamp: Stamp,
) -> None:
    """The next links of the chains, in order; moves their heads on."""
    bodies = write_bodies([canonical(event_facts(entry, stamp)) for entry in entries])
    ids = rows.reserve(Event, len(entries))
    made = []
    for pk, entry, chain, body in zip(ids, entries, chains, bodies, strict=True):
        version = versions.get(entry.record.pk) if entry.record and entry.content else None
        event = new_event(pk, entry, chain, heads[chain], version, body, stamp)
        heads[chain] = Head(event.seq, event.digest)
        made.append(event)
    rows.insert(Event, NewEvent._fields, made)


def event_facts(entry: Entry, stamp: Stamp) -> dict[str, Any]:
    via = {"via": stamp.actor.via} if stamp.actor.via else {}
    return entry.facts | {"reason": entry.reason} | via


def new_event(
    pk: int,
    entry: Entry,
    chain: str,
    head: Head,
    version: NewVersion | None,
    body: NewBody,
    stamp: Stamp,
) -> NewEvent:
    made = NewEvent(
        id=pk,
        chain=chain,
        seq=head.seq + 1,
        record_id=entry.record.pk if entry.record else None,
        name=entry.name,
        at=stamp.row_at,
        actor_id=stamp.person,
        actor_name=stamp.name,
        actor_post=stamp.actor.post,
        version_id=version.id if version else None,
        version_digest=version.digest if version else "",
        body_id=body.id,
        body_digest=body.digest,
        previous=head.digest,
        digest="",
    )
    return made._replace(digest=digest_of_event(made, stamp.said_at))


def write_bodies(texts: Sequence[str]) -> list[NewBody]:
    """Keeps what versions or events say, each text with a salt of its own."""
    ids, salts = rows.reserve(Body, len(texts)), new_salts(len(texts))
    bodies = [NewBody(*row) for row in zip(ids, salts, texts, strict=True)]
    rows.insert(Body, NewBody._fields, bodies)
    return bodies
