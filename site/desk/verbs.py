"""What may be done with a record now: open verbs as buttons, closed ones with all their reasons."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from archive.holdings.models import Holding
from archive.organisation.models import User
from archive.records.kinds import kind_of
from archive.records.models import Record
from archive.records.steps import (
    AddAssist,
    AddPaper,
    AskToReopen,
    Correct,
    NewFile,
    Reopen,
    Share,
    Strike,
)
from archive.records.vocabulary import RecordKind, RecordState
from desk.kinds import VerbRow, desk_kind

# Refusals about what stands in the form; they are no reason before it is filled in.
OF_THE_FORM = frozenset(
    {
        "field_missing",
        "not_your_unit",
        "nothing_changed",
        "own_unit",
        "reason_missing",
    }
)


# Kinds that are handled step by step: their own next step comes before filing and correcting.
HANDLED = frozenset({RecordKind.PETITION, RecordKind.DOSSIER, RecordKind.REPORT})


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
    of_the_form = OF_THE_FORM | desk_kind(record.kind).of_the_form
    for label, name, step, warn in steps_on(record, person):
        refusals = step.ask(record, before)
        if refusals is not None:
            reasons = [str(one) for one in refusals if one.code not in of_the_form]
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


def steps_on(record: Record, person: User) -> Iterator[VerbRow]:
    """In the order of daily work: an open entry first, then the kind's own, striking last."""
    own = list(desk_kind(record.kind).verbs(record, person))
    leading = [row for row in own if not row[3]] if record.kind in HANDLED else []
    yield from leading
    yield from shared_verbs(record, person)
    yield from (row for row in own if row not in leading)
    yield from reopening(record, person)
    yield _("Strike"), "desk_strike", Strike([record], by=person), True


def reopening(record: Record, person: User) -> Iterator[VerbRow]:
    """Only of matters that were closed; a bound one says why it stays so."""
    ended = record.state in {RecordState.CLOSED, RecordState.BOUND}
    if ended and kind_of(record.kind).reopen is not None:
        ask, decide = AskToReopen(record, by=person), Reopen(record, by=person)
        # Both read what was done before; it is read once.
        decide.newest = ask.newest
        yield _("Ask to reopen"), "desk_ask_to_reopen", ask, False
        yield _("Reopen"), "desk_reopen", decide, True


def shared_verbs(record: Record, person: User) -> Iterator[VerbRow]:
    correct = _("Complete the entry") if record.undecided else _("Correct")
    paper = AddPaper(record, NewFile(Holding(), ""), title="-", by=person)
    rows: list[VerbRow] = [
        (_("Add a paper"), "desk_add_paper", paper, False),
        (correct, "desk_correct", Correct(record, {}, by=person), False),
    ]
    yield from reversed(rows) if record.undecided else rows
    yield _("Share with a unit"), "desk_share", Share(record, record.lead_unit, by=person), False
    if record.kind in HANDLED and record.state == RecordState.REGISTERED and not record.accusation:
        assist = AddAssist(record, record.lead_unit, by=person)
        yield _("Have a unit assist"), "desk_assist", assist, False
