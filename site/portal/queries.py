"""Which notices the public sees, and how they stand today (domain 5.8)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Case, CharField, Q, QuerySet, Value, When
from django.utils import timezone

from archive.documents.models import Notice, OfficialDocument
from archive.documents.vocabulary import Validity
from archive.organisation.models import Unit
from archive.records.vocabulary import RecordState, Secrecy

DOCUMENT = "record__official_document"
PARTS_OF_A_ROW = (
    "pk",
    "index_no",
    "name",
    "subject",
    "genre",
    "doc_number",
    "publisher_name",
    "published_on",
    "changed_at",
)


def on_show() -> QuerySet[Notice]:
    """Published, of a document that is public still: a later correction to internal or
    restricted takes the notice off at once, whoever forgot to withdraw it."""
    return Notice.objects.public().filter(
        record__secrecy=Secrecy.PUBLIC,
        record__restricted=False,
        record__state__in=[RecordState.CLOSED, RecordState.BOUND],
    )


def dated(notices: QuerySet[Notice], on: dt.date | None = None) -> QuerySet[Notice]:
    """With `standing`: the validity of that day, from the dates of notice and document."""
    day = on or timezone.localdate()
    abolished = Q(abolished_on__lte=day) | Q(**{f"{DOCUMENT}__abolished_on__lte": day})
    standing = Case(
        When(abolished, then=Value(Validity.ABOLISHED.value)),
        When(**{f"{DOCUMENT}__valid_until__lt": day}, then=Value(Validity.EXPIRED.value)),
        When(**{f"{DOCUMENT}__effective_on__gt": day}, then=Value(Validity.NOT_YET.value)),
        default=Value(Validity.VALID.value),
        output_field=CharField(),
    )
    return notices.annotate(standing=standing)


def newest(notices: QuerySet[Notice]) -> QuerySet[Notice]:
    """As lists show them: without their texts, the newest first."""
    return notices.only(*PARTS_OF_A_ROW).order_by("-published_on", "-pk")


@dataclass(frozen=True)
class Entry:
    """A notice as the catalogue knows it: what filters ask, and no more."""

    pk: int
    subject: str
    genre: str
    channel: str
    year: str
    validity: str


def catalogue() -> list[Entry]:
    """All notices on show, the newest first. One light row each: they are thousands at most."""
    rows = dated(on_show()).order_by("-published_on", "-pk")
    columns = ("pk", "subject", "genre", "channel", "published_on", "standing")
    return [
        Entry(pk, subject, genre, channel, str(day.year) if day else "", standing)
        for pk, subject, genre, channel, day, standing in rows.values_list(*columns)
    ]


def in_order(notices: QuerySet[Notice], keys: Sequence[int]) -> list[Notice]:
    """These notices in the order of their keys; whoever left meanwhile is left out."""
    found = {notice.pk: notice for notice in notices.filter(pk__in=keys)}
    return [found[key] for key in keys if key in found]


def document_of(notice: Notice) -> OfficialDocument | None:
    found: OfficialDocument | None = getattr(notice.record, "official_document", None)
    return found


def successor_of(notice: Notice) -> Notice | None:
    """The notice of the document that took this one's place, if the public may see it."""
    document = document_of(notice)
    if document is None or document.superseded_by_id is None:
        return None
    return on_show().filter(pk=document.superseded_by_id).first()


def office_name() -> str:
    """The name over the door: that of the uppermost unit in force."""
    roots = Unit.objects.in_force(timezone.localdate()).filter(parent=None)
    return roots.order_by("pk").values_list("name", flat=True).first() or ""
