"""Makes official documents known to the records room: facts, facets, numbers, corrections."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from archive.documents.flags import flags
from archive.documents.models import Notice, OfficialDocument
from archive.organisation.refusal import Refusal
from archive.records import kinds, later
from archive.records.models import Record
from archive.records.vocabulary import RecordKind

PUBLISHED = _("%(record)s is published; withdraw its notice first.")
WITHDRAW_FIRST = _(
    "This document is on the portal as %(number)s. Withdraw the notice, correct the entry, then "
    "publish it anew; the index number stays."
)
PLAIN = (
    "direction",
    "doc_number",
    "issuer",
    "addressee",
    "summary",
    "effective_on",
    "valid_until",
    "abolished_on",
)
NOTICE = (
    "state",
    "index_no",
    "name",
    "subject",
    "genre",
    "channel",
    "doc_number",
    "publisher_name",
    "created_on",
    "published_on",
    "abolished_on",
    "summary",
    "text",
    "withdrawn_reason",
)
CORRECTABLE = {
    "doc_number": _("document number"),
    "issuer": _("issuer"),
    "addressee": _("addressee"),
    "genre": _("genre"),
    "subject": _("subject"),
    "summary": _("summary"),
    "effective_on": _("in force from"),
    "valid_until": _("in force until"),
}


def rows(records: Sequence[Record]) -> Sequence[OfficialDocument]:
    found = OfficialDocument.objects.filter(pk__in=[record.pk for record in records])
    return list(found.select_related("genre", "subject", "superseded_by"))


def facts(records: Sequence[Record]) -> Mapping[int, kinds.Facts]:
    found = {row.pk: facts_of(row) for row in rows(records)}
    for notice in Notice.objects.filter(pk__in=found).select_related("publisher"):
        said = {name: getattr(notice, name) for name in NOTICE}
        found[notice.pk]["notice"] = said | {"publisher": notice.publisher.code}
    return found


def facts_of(row: OfficialDocument) -> kinds.Facts:
    said = {name: getattr(row, name) for name in PLAIN}
    for name in ("genre", "subject"):
        term = getattr(row, name)
        said[name] = {"code": term.code, "name": term.name} if term else None
    return said | {"superseded_by": row.superseded_by.uid.hex if row.superseded_by else None}


def facets(records: Sequence[Record]) -> Mapping[int, dict[str, tuple[str, ...]]]:
    return {
        row.pk: {
            "genre": (row.genre.code,) if row.genre else (),
            "subject": (row.subject.code,) if row.subject else (),
        }
        for row in rows(records)
    }


def refs(records: Sequence[Record]) -> Mapping[int, tuple[str, ...]]:
    found: dict[int, tuple[str, ...]] = {
        row.pk: (row.doc_number,) if row.doc_number else () for row in rows(records)
    }
    for pk, index_no in Notice.objects.filter(pk__in=found).values_list("pk", "index_no"):
        found[pk] += (index_no,)
    return found


def correct(record: Record, values: Mapping[str, Any]) -> None:
    """Sets fields of the document row. Raises KeyError for one that is not correctable."""
    row = record.official_document
    for name, value in values.items():
        CORRECTABLE[name]
        setattr(row, name, value)
    row.save(update_fields=list(values))


def published_among(records: Sequence[Record]) -> dict[int, str]:
    """Index numbers of the notices the public may read, by record id. Other kinds ask nothing."""
    ids = [record.pk for record in records if record.kind == RecordKind.DOCUMENT]
    rows = Notice.objects.public().filter(record__in=ids) if ids else Notice.objects.none()
    return dict(rows.values_list("pk", "index_no"))


def against_striking(records: Sequence[Record], on: dt.date) -> Iterator[tuple[int, Refusal]]:
    public = published_among(records)
    for record in records:
        if record.pk in public:
            yield record.pk, Refusal("published", PUBLISHED, {"record": str(record)})


def against_correcting(records: Sequence[Record], on: dt.date) -> Iterator[tuple[int, Refusal]]:
    """The register entry and the public page may not come to say different things."""
    for pk, number in published_among(records).items():
        yield pk, Refusal("published", WITHDRAW_FIRST, {"number": number})


def register() -> None:
    later.object_to("record:strike", against_striking)
    later.object_to("record:correct", against_correcting)
    kinds.register(
        kinds.Kind(RecordKind.DOCUMENT, facts, facets, refs, correct, dict(CORRECTABLE), flags)
    )
