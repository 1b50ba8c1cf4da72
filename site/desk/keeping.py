"""What the pages say of keeping: where a record lies, what holds it, an archivist's verbs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import F, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from archive.organisation.may import may_on
from archive.organisation.models import User
from archive.organisation.vocabulary import Verb
from archive.records.models import Record
from archive.records.step import OnRecords
from archive.records.vocabulary import KEPT_STATES, RecordState
from archive.retention.models import Hold
from archive.retention.steps import AskToLift, LiftHold, PlaceHold, RaisePeriod
from archive.retention.vocabulary import Period
from archive.volumes.models import VolumeItem
from archive.volumes.queries import volumes_of_record, volumes_visible_to
from desk.kinds import Card
from desk.verbs import Offer

# What only the filled form can answer, and what it says when nothing was chosen yet.
OF_THE_FORM = frozenset({"reason_missing", "basis_missing", "date_impossible"})
SHOWN = frozenset({RecordState.REGISTERED, *KEPT_STATES})


@dataclass(frozen=True)
class HoldLine:
    """A hold as the page lists it; `stands` is False once lifted or past its last day."""

    hold: Hold
    stands: bool
    offers: list[Offer]


def keeping_card(record: Record, person: User) -> Iterator[Card]:
    """For the record page: one line each for period, place and holds; the rest is a page away.

    One query, and none before it is bound: period and hold were read with the record.
    """
    if record.state not in SHOWN:
        return
    bound = record.state == RecordState.BOUND
    given = {
        "record": record,
        "retention": getattr(record, "retention", None),
        "places": list(places_of(record, person)) if bound else [],
        "may_hold": may_on(person, Verb.PLACE_HOLD, record),
        "held": getattr(record, "held", False),
    }
    yield Card("desk/_keeping.html", given)


def is_standing(hold: Hold) -> bool:
    return hold.lifted_on is None and (
        hold.until is None or hold.until >= timezone.localdate()
    )


def places_of(record: Record, person: User) -> QuerySet[VolumeItem]:
    """Where it lies, as far as the person may know of the whole volume."""
    seen = volumes_visible_to(person, volumes_of_record(record))
    rows = VolumeItem.objects.filter(record=record, volume__in=seen.order_by().values("pk"))
    return rows.select_related("volume").order_by("volume__pk")


def keeping_offers(record: Record, person: User) -> list[Offer]:
    """Place a hold, raise the period: open, or closed with all reasons."""
    longest = Period.PERMANENT
    steps: list[tuple[Any, str, OnRecords[Any]]] = [
        (_("Place a hold"), "desk_hold", PlaceHold(record, basis="-", by=person, reason="-")),
        (
            _("Raise the retention period"),
            "desk_raise_period",
            RaisePeriod(record, longest, by=person, reason="-"),
        ),
    ]
    return [
        offer(label, reverse(name, args=[record.pk]), refusals)
        for label, name, step in steps
        if (refusals := step.ask(record, {})) is not None
    ]


def offer(label: Any, url: str, refusals: Any) -> Offer:
    return Offer(label, url, [str(one) for one in refusals if one.code not in OF_THE_FORM])


def holds_of(record: Record, person: User) -> list[HoldLine]:
    """All holds there ever were, those that stand first, each with its own verbs."""
    rows = Hold.objects.filter(record=record).select_related(
        "placed_by", "asked_to_lift_by", "lifted_by"
    )
    newest = rows.order_by(F("lifted_on").asc(nulls_first=True), "-placed_on", "-pk")
    return [HoldLine(hold, is_standing(hold), hold_offers(hold, record, person)) for hold in newest]


def hold_offers(hold: Hold, record: Record, person: User) -> list[Offer]:
    if hold.lifted_on:
        return []
    hold.record = record
    steps: list[tuple[Any, str, OnRecords[Any]]] = [
        (_("Ask to lift"), "desk_ask_to_lift", AskToLift(hold, by=person, reason="-")),
        (_("Lift"), "desk_lift_hold", LiftHold(hold, by=person, reason="-")),
    ]
    return [
        offer(label, reverse(name, args=[hold.pk]), refusals)
        for label, name, step in steps
        if (refusals := step.ask(record, {})) is not None
    ]
