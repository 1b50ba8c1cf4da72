"""What may be done with a record now: open verbs as buttons, closed ones with all their reasons."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from archive.documents.models import Notice
from archive.documents.steps import Publish, Repeal, Withdraw
from archive.documents.steps.publish import Header
from archive.documents.vocabulary import Direction, NoticeState
from archive.holdings.models import Holding
from archive.organisation.models import User
from archive.records.models import Record
from archive.records.step import OnRecords
from archive.records.steps import AddPaper, Correct, NewFile, Share, Strike

# Refusals about what stands in the form; they are no reason before it is filled in.
OF_THE_FORM = frozenset(
    {
        "field_missing",
        "header_missing",
        "index_no_missing",
        "not_your_unit",
        "nothing_changed",
        "own_unit",
        "reason_missing",
    }
)


@dataclass(frozen=True)
class Offer:
    """A verb on the record page; `reasons` says why it is closed, all at once."""

    label: Any
    url: str
    reasons: list[str]
    main: bool = False
    warn: bool = False


def offers(record: Record, person: User, before: dict[str, Any]) -> list[Offer]:
    """The verbs the person's posts have on this record, the one to do next first filled."""
    found = []
    for label, name, step, warn in steps_on(record, person):
        refusals = step.ask(record, before)
        if refusals is not None:
            reasons = [str(one) for one in refusals if one.code not in OF_THE_FORM]
            found.append(Offer(label, reverse(name, args=[record.pk]), reasons, warn=warn))
    return mark_main(found)


def mark_main(found: Iterable[Offer]) -> list[Offer]:
    """The first open verb is the filled button; the rows stand in the order of daily work."""
    offered, marked = [], False
    for offer in found:
        main = not marked and not offer.reasons and not offer.warn
        marked = marked or main
        offered.append(Offer(offer.label, offer.url, offer.reasons, main, offer.warn))
    return offered


def steps_on(
    record: Record, person: User
) -> Iterator[tuple[Any, str, OnRecords[Any], bool]]:
    """Label, address, step, and whether it takes something away; as they stand on the page."""
    correct = _("Complete the entry") if record.undecided else _("Correct")
    paper = AddPaper(record, NewFile(Holding(), ""), title="-", by=person)
    rows: list[tuple[Any, str, OnRecords[Any], bool]] = [
        (_("Add a paper"), "desk_add_paper", paper, False),
        (correct, "desk_correct", Correct(record, {}, by=person), False),
        (_("Share with a unit"), "desk_share", Share(record, record.lead_unit, by=person), False),
    ]
    yield from reversed(rows[:2]) if record.undecided else rows[:2]
    yield from rows[2:]
    yield from notice_steps(record, person)
    if record.official_document.direction == Direction.ISSUED:
        repeal = Repeal(record, abolished_on=timezone.localdate(), by=person)
        yield _("Repeal"), "desk_repeal", repeal, True
    yield _("Strike"), "desk_strike", Strike([record], by=person), True


def notice_steps(
    record: Record, person: User
) -> Iterator[tuple[Any, str, OnRecords[Any], bool]]:
    notice: Notice | None = getattr(record, "notice", None)
    if notice is not None and notice.state == NoticeState.PUBLISHED:
        yield _("Withdraw from the portal"), "desk_withdraw", Withdraw(record, by=person), True
        return
    header = Header(name="", text="", publisher_name="")
    publish = Publish(record, header, publisher=record.lead_unit, by=person)
    yield _("Publish on the portal"), "desk_publish", publish, False
