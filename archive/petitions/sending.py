"""A matter that moves between units: where it may go, and the second record that arises there
(policy 2.1 and 3-1; 信访工作条例 2022, 22)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from django.db.models import Max, OuterRef, Subquery
from django.utils.translation import gettext_lazy as _

from archive.clocks.models import Clock
from archive.organisation.models import Unit, User
from archive.organisation.refusal import Refusal
from archive.petitions import accusations
from archive.petitions.accusations import HANDLING_POSTS, Bar, holders
from archive.petitions.models import Petition
from archive.petitions.rules import OBJECT
from archive.petitions.vocabulary import PetitionSource, PetitionState
from archive.records.models import File, Letter, Link, Named, Paper, Participation, Record
from archive.records.vocabulary import (
    LinkReason,
    NamedAs,
    PaperType,
    Part,
    RecordKind,
    RecordState,
)

OWN_UNIT = _("%(unit)s has this matter already; choose another unit.")
UNIT_ENDED = _("%(unit)s has ended; send the matter to the unit that follows it.")
BARRED = _(
    "%(unit)s may know nothing of this accusation: it is the accused unit, stands under it, or is "
    "headed by the accused. Choose another unit, or send it to the discipline inspection."
)
NOT_CLEARED = _(
    "%(unit)s has no leader or clerk who is cleared for accusation matters; have one cleared "
    "first, or choose another unit."
)
NOBODY_THERE = _("%(unit)s has no clerk and no leader who could receive it; choose another unit.")

# What the second record takes over from the first. The route is for the receiver to say.
TAKEN_OVER = (
    "channel",
    "petitioner_name",
    "petitioner_address",
    "id_no_sealed",
    "id_no_tail",
    "phone_sealed",
    "phone_tail",
    "anonymous",
    "unclear",
    "keep_confidential",
    "people_count",
    "representatives",
    "matter_class",
    "matter_place",
    "summary",
    "claims",
    "respondent_unit",
    "respondent_person",
    "respondent_text",
)


def bar_today(petition: Petition, on: dt.date) -> Bar:
    """Who is barred: who was when it was registered, and who would be by today's tree and posts."""
    if not petition.record.accusation:
        return accusations.NOBODY
    then = accusations.barred_of(petition.record)
    now = accusations.barred_by(petition.respondent_unit, petition.respondent_person, on=on)
    return Bar(then.units | now.units, then.people | now.people)


def refusals_of_target(petition: Petition, unit: Unit, on: dt.date) -> Iterator[Refusal]:
    """Whether the matter may go to that unit of ours, and somebody there could receive it."""
    fact = {"unit": unit.name}
    if unit.pk == petition.record.lead_unit_id:
        yield Refusal("own_unit", OWN_UNIT, fact)
    if unit.opened_on > on or (unit.ended_on and unit.ended_on <= on):
        yield Refusal("unit_ended", UNIT_ENDED, fact)
    if not petition.record.accusation:
        if not holders(unit, HANDLING_POSTS, on).exists():
            yield Refusal("target_without_clerk", NOBODY_THERE, fact)
        return
    bar = bar_today(petition, on)
    if unit.pk in bar.units:
        yield Refusal("target_barred", BARRED, fact)
    if not accusations.cleared_among(holders(unit, HANDLING_POSTS, on), bar, on).exists():
        yield Refusal("target_without_clearance", NOT_CLEARED, fact)


def papers_to_send(record: Record) -> list[Paper]:
    """What came to us with the matter: no drafts, nothing that we issued ourselves."""
    papers = record.papers.filter(letter=None).exclude(type=PaperType.DRAFT)
    return list(papers.order_by("position"))


def arise(
    petition: Petition,
    unit: Unit,
    *,
    letter: Letter,
    papers: Sequence[Paper],
    part: Part,
    source: PetitionSource,
    by: User,
    at: dt.datetime,
    on: dt.date,
) -> Record:
    """The second record, at the receiver: the same facts, the same bytes, no number before it is
    received. The sender takes part in it from now on."""
    record = second_record(petition.record, unit, by=by, at=at, on=on)
    taken = {name: getattr(petition, name) for name in TAKEN_OVER}
    Petition.objects.create(
        record=record,
        state=PetitionState.SENT,
        source=source,
        source_no=letter.number,
        received_on=on,
        limit_on=petition.report_due_on,
        **taken,
    )
    Link.objects.create(record=record, other=petition.record, reason=LinkReason.ARISES_FROM)
    sender = petition.record.lead_unit
    Participation.objects.create(record=record, unit=sender, part=part, since=on)
    copy_papers([*papers, letter.paper], record)
    if record.accusation:
        protect(petition, record, by=by, on=on)
    return record


def second_record(first: Record, unit: Unit, *, by: User, at: dt.datetime, on: dt.date) -> Record:
    return Record.objects.create(
        kind=RecordKind.PETITION,
        state=RecordState.CAPTURED,
        title=first.title,
        lead_unit=unit,
        year=on.year,
        dated_on=on,
        secrecy=first.secrecy,
        restricted=first.restricted,
        accusation=first.accusation,
        made_by=by,
        made_at=at,
    )


def protect(petition: Petition, record: Record, *, by: User, on: dt.date) -> None:
    bar = bar_today(petition, on)
    accusations.keep(record, bar)
    for person in accusations.first_named(record.lead_unit, by, bar, on):
        Named.objects.create(record=record, person=person, part=NamedAs.HANDLER, since=on)


def copy_papers(papers: Sequence[Paper], to: Record) -> list[Paper]:
    """The same lines with the same bytes at the end of another record's contents."""
    last = to.papers.aggregate(last=Max("position"))["last"] or 0
    return [copy_paper(paper, to, place) for place, paper in enumerate(papers, start=last + 1)]


def copy_paper(paper: Paper, to: Record, position: int) -> Paper:
    names = ("type", "title", "author", "number", "dated_on", "on_paper")
    copied = {name: getattr(paper, name) for name in names}
    made = Paper.objects.create(record=to, position=position, **copied)
    File.objects.bulk_create(
        File(
            paper=made,
            no=file.no,
            holding_id=file.holding_id,
            original_name=file.original_name,
            added_by_id=file.added_by_id,
            added_at=file.added_at,
        )
        for file in paper.files.order_by("no")
    )
    return made


def arisen_from(record: Record) -> Petition | None:
    """Where a matter was sent: the newest record that arose there and was not returned; with it
    the day until which the receiver may object, see `window_of`."""
    rows = Petition.objects.filter(
        record__links__other=record, record__links__reason=LinkReason.ARISES_FROM
    )
    standing = rows.exclude(state=PetitionState.RETURNED).exclude(
        record__state=RecordState.STRUCK
    )
    found = standing.exclude(ended_as=PetitionState.RETURNED).order_by("-record")
    running = Clock.objects.running().filter(record=OuterRef("pk"), rule__code=OBJECT)
    found = found.annotate(objects_until=Subquery(running.values("due_on")[:1]))
    return found.select_related("record__lead_unit").first()


def window_of(there: Petition) -> dt.date | None:
    """Until when the receiver may object; None where he cannot (any more)."""
    found: dt.date | None = getattr(there, "objects_until", None)
    return found


def sender_of(record: Record) -> Petition | None:
    """The sender's record, for a matter that came from a unit of ours."""
    rows = Petition.objects.filter(
        record__linked_from__record=record, record__linked_from__reason=LinkReason.ARISES_FROM
    )
    return rows.select_related("record__lead_unit").first()
