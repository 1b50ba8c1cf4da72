"""One digest of everything that must survive: records, versions, events, files, numbers, terms,
units, people and posts. Jobs, outbox, sessions and passwords are left out, and so is every
database id, so that two databases of different makes can be compared.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from typing import Any

from archive.holdings.models import Holding
from archive.models import (
    Checkpoint,
    Clock,
    Completion,
    Event,
    File,
    Fonds,
    Hold,
    Letter,
    Named,
    Notice,
    NumberGiven,
    NumberSeries,
    PageText,
    Post,
    ReceiptItem,
    Record,
    ReportSlot,
    Retention,
    Schedule,
    Term,
    Unit,
    UnitName,
    User,
    Version,
    Volume,
    VolumeLine,
)
from archive.records.canonical import canonical, digest
from archive.records.snapshot import snapshots
from archive.records.verify import batches
from doc_templates.models import Template

CHUNK = 500

# What identifies a row of each part, in an order that no database id decides.
PARTS: dict[str, tuple[Any, tuple[str, ...]]] = {
    "units": (Unit, ("path", "code", "name", "kind", "own_name", "doc_prefix", "org_code",
                     "fonds__number", "opened_on", "ended_on")),
    "unit_names": (UnitName, ("unit__code", "valid_from", "name", "valid_to")),
    "fonds": (Fonds, ("number", "name", "keeper__code")),
    "people": (User, ("username", "name", "unit__code", "is_active")),
    "posts": (Post, ("person__username", "kind", "unit__code", "begins_on", "rank", "reach",
                     "ends_on", "basis")),
    "terms": (Term, ("scheme__code", "code", "name", "parent__code", "maps_to__code", "position",
                     "valid_from", "valid_to")),
    "series": (NumberSeries, ("unit__code", "code", "year", "next_number", "closed")),
    "numbers": (NumberGiven, ("series__unit__code", "series__code", "series__year", "number",
                              "display", "record__uid", "state", "reason")),
    "holdings": (Holding, ("sha256", "size", "media_type", "extraction")),
    "files": (File, ("paper__record__uid", "paper__position", "no", "holding_id",
                     "original_name", "added_by__username", "added_at")),
    "versions": (Version, ("record__uid", "no", "digest", "body_digest")),
    "events": (Event, ("chain", "seq", "digest", "body_digest")),
    "checkpoints": (Checkpoint, ("seq", "digest")),
    "notices": (Notice, ("index_no", "record__uid", "state", "published_on")),
    "clocks": (Clock, ("record__uid", "rule__code", "started_on", "raw_on", "due_on", "ended_on",
                       "ended_by", "cancelled")),
    "letters": (Letter, ("record__uid", "number", "code", "paper__position", "issued_on",
                         "template_version", "template_sha256")),
    "named": (Named, ("record__uid", "person__username", "part", "since", "until")),
    "completions": (Completion, ("record__uid", "by__username", "at")),
    "volumes": (Volume, ("fonds__number", "unit__code", "form", "category", "year", "period",
                         "number", "code", "title", "pages", "sealed_at", "digest")),
    "volume_lines": (VolumeLine, ("volume__code", "volume__number", "position", "title",
                                  "first_page", "last_page", "sha256")),
    "retentions": (Retention, ("record__uid", "rule__code", "period", "closed_year", "ends_on",
                               "sentence")),
    "holds": (Hold, ("record__uid", "placed_on", "reason", "until", "lifted_on")),
    "schedules": (Schedule, ("code", "approval_no", "approved_on", "valid_from", "valid_to")),
    "slots": (ReportSlot, ("type__code", "unit__code", "period_start", "due_on")),
    "templates": (Template, ("code", "version", "sha256", "released_by")),
    "receipts": (ReceiptItem, ("receipt__unit__code", "receipt__made_at", "name", "sha256",
                               "outcome", "reason", "record__uid")),
}


def fingerprint() -> dict[str, str]:
    """`digest` over all parts, and the digest of each part, so that a difference can be found."""
    parts = {name: of_rows(model, fields) for name, (model, fields) in PARTS.items()}
    parts["records"] = of_lines(record_lines())
    parts["texts"] = of_lines(text_lines())
    return parts | {"digest": digest(parts)}


def of_rows(model: Any, fields: tuple[str, ...]) -> str:
    rows = model.objects.order_by(*fields).values_list(*fields).iterator(chunk_size=CHUNK)
    return of_lines(canonical({"row": [plain(value) for value in row]}) for row in rows)


def plain(value: Any) -> Any:
    return value.hex if hasattr(value, "hex") and hasattr(value, "version") else value


def record_lines() -> Iterator[str]:
    rows = Record.objects.order_by("uid").iterator(chunk_size=CHUNK)
    for some in batches(rows):
        found = snapshots(some)
        yield from (canonical(found[record.pk]) for record in some)


def text_lines() -> Iterator[str]:
    rows = PageText.objects.order_by("holding", "page").values_list("holding", "page", "text")
    for holding, page, text in rows.iterator(chunk_size=CHUNK):
        yield f"{holding} {page} {hashlib.sha256(text.encode()).hexdigest()}"


def of_lines(lines: Iterable[str]) -> str:
    """Order of the rows is the database's sort; the sum of sorted line digests is not."""
    found = sorted(hashlib.sha256(line.encode()).digest() for line in lines)
    return hashlib.sha256(b"".join(found)).hexdigest()
