"""Proves the log: events, versions, checkpoints, and that each record is what its version says."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby, islice
from typing import Any, TypeVar

from django.utils.translation import gettext_lazy as _

from archive.records.canonical import canonical, salted
from archive.records.chain import event_digest, version_digest
from archive.records.checkpoints import checkpoint_digest, heads_digest
from archive.records.models import ChainHead, Checkpoint, CheckpointHead, Event, Record, Version
from archive.records.snapshot import snapshots

Row = TypeVar("Row")
Progress = Callable[[Iterable[Row]], Iterable[Row]]
BATCH = 500

WORDS = {
    "event_altered": _("The event is not what it was when it was written."),
    "event_body_altered": _("The content of the event was changed."),
    "event_missing": _("An event is missing before this one."),
    "event_unchained": _("The event does not follow the one before it."),
    "version_altered": _("The version is not what it was when it was written."),
    "version_body_altered": _("The content of the version was changed."),
    "version_missing": _("A version is missing before this one."),
    "version_unchained": _("The version does not follow the one before it."),
    "version_without_event": _("No event made this version."),
    "head_differs": _("The end of the chain is missing or was changed."),
    "checkpoint_altered": _("The checkpoint is not what it was when it was written."),
    "checkpoint_missing": _("A checkpoint is missing before this one."),
    "checkpoint_differs": _("The chain is not what the checkpoint found."),
    "record_differs": _("The record is not what its newest version says."),
}


EMPTY: tuple[Any, ...] = (None, "", [], {})


@dataclass(frozen=True)
class Fault:
    """What is wrong, with which record (its number or uid; empty for none), at which sequence."""

    code: str
    record: str
    seq: int
    chain: str = ""

    def as_data(self) -> dict[str, Any]:
        return vars(self) | {"message": str(WORDS[self.code])}


@dataclass
class Report:
    counts: Counter[str] = field(default_factory=Counter)
    faults: list[Fault] = field(default_factory=list)

    @property
    def sound(self) -> bool:
        return not self.faults


def unchanged(rows: Iterable[Row]) -> Iterable[Row]:
    return rows


def verify_log(progress: Progress[Any] = unchanged) -> Report:
    """Reads the whole log once. What is younger than the last checkpoint is the exposure:
    it is proven against its own chain only."""
    report = Report()
    for proof in (events, versions, checkpoints, records):
        for fault in proof(report, progress):
            report.faults.append(fault)
    return report


def events(report: Report, progress: Progress[Any]) -> Iterator[Fault]:
    heads = {head.chain: head for head in ChainHead.objects.iterator(BATCH)}
    rows = Event.objects.select_related("body", "record", "version").order_by("chain", "seq")
    for chain, links in groupby(progress(rows.iterator(BATCH)), key=lambda event: event.chain):
        last = None
        for event in links:
            report.counts["events"] += 1
            yield from event_faults(event, last)
            last = event
        head = heads.pop(chain, None)
        if last and (head is None or (head.seq, head.digest) != (last.seq, last.digest)):
            yield Fault("head_differs", name(last.record), last.seq, chain)
    for head in heads.values():
        if head.seq:
            yield Fault("head_differs", name_of_chain(head.chain), head.seq, head.chain)


def event_faults(event: Event, last: Event | None) -> Iterator[Fault]:
    codes = {
        "event_missing": event.seq != (last.seq + 1 if last else 1),
        "event_unchained": event.previous != (last.digest if last else ""),
        "event_body_altered": event.body_digest != salted(event.body.salt, event.body.content),
        "event_altered": event.digest != event_digest(event)
        or event.version_digest != (event.version.digest if event.version else ""),
    }
    for code, wrong in codes.items():
        if wrong:
            yield Fault(code, name(event.record), event.seq, event.chain)


def versions(report: Report, progress: Progress[Any]) -> Iterator[Fault]:
    made = set(Event.objects.exclude(version=None).values_list("version", flat=True))
    rows = Version.objects.select_related("body", "record").order_by("record", "no")
    for _record, row in groupby(progress(rows.iterator(BATCH)), key=lambda row: row.record_id):
        last = None
        for version in row:
            report.counts["versions"] += 1
            yield from version_faults(version, last, version.pk in made)
            last = version
        if last and last.no != last.record.version:
            yield Fault("record_differs", name(last.record), last.no)


def version_faults(version: Version, last: Version | None, made: bool) -> Iterator[Fault]:
    body = version.body
    codes = {
        "version_missing": version.no != (last.no + 1 if last else 1),
        "version_unchained": version.previous != (last.digest if last else ""),
        "version_body_altered": version.body_digest != salted(body.salt, body.content),
        "version_altered": version.digest != version_digest(version, version.record.uid.hex),
        "version_without_event": not made,
    }
    for code, wrong in codes.items():
        if wrong:
            yield Fault(code, name(version.record), version.no)


def checkpoints(report: Report, progress: Progress[Any]) -> Iterator[Fault]:
    last = None
    for point in Checkpoint.objects.order_by("seq").iterator(BATCH):
        report.counts["checkpoints"] += 1
        if point.seq != (last.seq + 1 if last else 1):
            yield Fault("checkpoint_missing", "", point.seq)
        previous = last.digest if last else ""
        if (point.digest, point.previous) != (checkpoint_digest(point), previous):
            yield Fault("checkpoint_altered", "", point.seq)
        yield from head_faults(point)
        last = point


def head_faults(point: Checkpoint) -> Iterator[Fault]:
    heads = list(CheckpointHead.objects.filter(checkpoint=point))
    if heads_digest(heads) != point.heads_digest:
        yield Fault("checkpoint_altered", "", point.seq)
    for some in batches(heads):
        rows = Event.objects.filter(chain__in=[head.chain for head in some])
        proofs = rows.values_list("chain", "seq", "digest")
        found = {(chain, seq): proof for chain, seq, proof in proofs}
        for head in some:
            if found.get((head.chain, head.seq)) != head.digest:
                yield Fault("checkpoint_differs", name_of_chain(head.chain), head.seq, head.chain)


def records(report: Report, progress: Progress[Any]) -> Iterator[Fault]:
    rows = Record.objects.select_related("lead_unit").order_by("pk")
    for some in batches(progress(rows.iterator(BATCH))):
        report.counts["records"] += len(some)
        found = snapshots(some)
        ids = [record.pk for record in some]
        newest = Version.objects.filter(record__in=ids).select_related("body").order_by("no")
        said = {version.record_id: version.body.content for version in newest}
        for record in some:
            if not same(said.get(record.pk, ""), found[record.pk]):
                yield Fault("record_differs", name(record), record.version)


def same(said: str, found: dict[str, Any]) -> bool:
    """Labels may be renamed after a version was made, and fields may come that say nothing yet;
    codes, fields and digests may not move."""
    if said == canonical(found):
        return True
    try:
        content = json.loads(said)
    except ValueError:
        return False
    now = without_later(json.loads(canonical(found)), content)
    return bool(without_labels(content) == without_labels(now))


def without_later(now: Any, then: Any) -> Any:
    """What a record says, without empty fields that its version did not know yet."""
    if not isinstance(now, dict) or not isinstance(then, dict):
        return now
    kept = {name: said for name, said in now.items() if name in then or said not in EMPTY}
    return {name: without_later(said, then.get(name)) for name, said in kept.items()}


def without_labels(value: Any) -> Any:
    if isinstance(value, dict):
        coded = "code" in value
        return {k: without_labels(v) for k, v in value.items() if not (coded and k == "name")}
    if isinstance(value, list):
        return [without_labels(item) for item in value]
    return value


def name(record: Record | None) -> str:
    return (record.number or record.uid.hex) if record else ""


def name_of_chain(chain: str) -> str:
    if chain.startswith("day:"):
        return ""
    return name(Record.objects.filter(uid=chain).first())


def batches(rows: Iterable[Row]) -> Iterator[list[Row]]:
    source = iter(rows)
    while some := list(islice(source, BATCH)):
        yield some
