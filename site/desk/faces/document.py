"""Official documents and their notices on the record page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from archive.documents.models import Notice, OfficialDocument
from archive.documents.steps import Publish, Repeal, Withdraw
from archive.documents.steps.publish import Header
from archive.documents.vocabulary import Direction, NoticeState
from archive.organisation.models import User
from archive.records.models import Record
from archive.records.vocabulary import RecordKind, RecordState
from desk.facts import fact_of, kept_facts, line_of
from desk.kinds import Card, DeskKind, Face, Fact, Stage, VerbRow

# In the order a reader asks; the long summary stands last.
FIELDS = (
    "doc_number",
    "issuer",
    "addressee",
    "dated_on",
    "direction",
    "genre",
    "subject",
    "secrecy",
    "effective_on",
    "valid_until",
    "abolished_on",
    "summary",
)
# Nothing is missed when these are empty, so no line says so.
QUIET = frozenset({"effective_on", "valid_until", "abolished_on", "addressee", "summary"})
GONE = frozenset({RecordState.STRUCK, RecordState.DESTROYED})


def face(record: Record, person: User) -> Face:
    document: OfficialDocument = record.official_document
    notice: Notice | None = getattr(record, "notice", None)
    side = [Card("desk/_notice.html", notice_card(notice))] if notice else []
    return Face(
        facts=[*own_facts(record, document), *kept_facts(record)],
        stages=stages_of(record, document, notice),
        states=list(states(record, document)),
        side=side,
    )


def notice_card(notice: Notice) -> dict[str, object]:
    return {"notice": notice, "is_public": notice.state == NoticeState.PUBLISHED}


def states(record: Record, document: OfficialDocument) -> Iterator[tuple[object, object, str]]:
    if record.state not in GONE:
        validity = document.validity(timezone.localdate())
        yield validity, validity.label, ""
    notice: Notice | None = getattr(record, "notice", None)
    if notice is not None and notice.state == NoticeState.PUBLISHED:
        yield "", _("On the portal"), f"/notices/{notice.index_no}/"


def own_facts(record: Record, document: OfficialDocument) -> Iterator[Fact]:
    for name in FIELDS:
        yield from fact_of(record, document, name, name in QUIET)


def stages_of(record: Record, document: OfficialDocument, notice: Notice | None) -> list[Stage]:
    """The days the record has, in their order."""
    days: list[tuple[str, dt.date | None, str]] = [
        (_("Date of the document"), record.dated_on, ""),
        (_("Registered on"), record.registered_on, ""),
        (_("In force from"), document.effective_on, ""),
        (_("Published on"), published_on(notice), ""),
        (_("In force until"), document.valid_until, ""),
        (_("Abolished on"), document.abolished_on, ""),
    ]
    return line_of(days)


def published_on(notice: Notice | None) -> dt.date | None:
    shown = notice is not None and notice.state == NoticeState.PUBLISHED
    return notice.published_on if notice and shown else None


def verbs(record: Record, person: User) -> Iterator[VerbRow]:
    yield from notice_verbs(record, person)
    if record.official_document.direction == Direction.ISSUED:
        repeal = Repeal(record, abolished_on=timezone.localdate(), by=person)
        yield gettext_lazy("Repeal"), "desk_repeal", repeal, True


def notice_verbs(record: Record, person: User) -> Iterator[VerbRow]:
    notice: Notice | None = getattr(record, "notice", None)
    if notice is not None and notice.state == NoticeState.PUBLISHED:
        withdraw = Withdraw(record, by=person)
        yield gettext_lazy("Withdraw from the portal"), "desk_withdraw", withdraw, True
        return
    header = Header(name="", text="", publisher_name="")
    publish = Publish(record, header, publisher=record.lead_unit, by=person)
    yield gettext_lazy("Publish on the portal"), "desk_publish", publish, False


KIND = DeskKind(
    code=RecordKind.DOCUMENT,
    row=OfficialDocument,
    face=face,
    verbs=verbs,
    related=("notice", "official_document__genre", "official_document__subject"),
    of_the_form=frozenset({"header_missing", "index_no_missing"}),
)
