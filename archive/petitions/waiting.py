"""What waits for the decision of a leader: to decline, to extend, to sign (policy 1.1)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet, TextChoices
from django.utils.translation import gettext_lazy as _

from archive.organisation.models import Unit, User
from archive.organisation.standing import standing_of
from archive.organisation.vocabulary import PostKind
from archive.petitions.models import Petition
from archive.petitions.queries import triaged_by, visible
from archive.petitions.rules import SENT_ON, WORKED_ON, is_answered_by_opinion
from archive.petitions.vocabulary import PetitionState
from archive.records.deciding import leaders_over
from archive.records.vocabulary import LinkReason, RecordState


class WaitsFor(TextChoices):
    DECLINE = "decline", _("To decline")
    SEND = "send", _("To send on")
    OBJECTION = "objection", _("An objection to decide on")
    EXTEND = "extend", _("To extend")
    SIGN = "sign", _("To sign")


@dataclass(frozen=True)
class Waiting:
    petition: Petition
    what: WaitsFor


MOST = 200
TO_DECLINE = Q(state=PetitionState.TRIAGED) & ~Q(ground="")
TO_SEND = Q(state=PetitionState.TRIAGED) & ~Q(sent_as="")
OBJECTED = Q(
    state__in=SENT_ON,
    record__linked_from__reason=LinkReason.ARISES_FROM,
    record__linked_from__record__petition__state=PetitionState.OBJECTED,
)
WORKED = Q(state__in=WORKED_ON)
TO_EXTEND = WORKED & Q(extension_asked_by__isnull=False, extension_approved_by=None)
TO_SIGN = WORKED & Q(drafted_by__isnull=False, signed_by=None)


def waiting_for(person: User, today: dt.date, *, most: int = MOST) -> list[Waiting]:
    """What this person may decide, the oldest receipt first; of `most` petitions at the most.

    A fixed number of queries.
    """
    asked = TO_DECLINE | TO_SEND | OBJECTED | TO_EXTEND | TO_SIGN
    open_ones = visible(person).filter(asked, record__state=RecordState.REGISTERED)
    rows = led_by(open_ones, person).distinct()
    found = list(rows.order_by("received_on", "record")[:most])
    leaders = leaders_over([one.record for one in found], today)
    proposed = triaged_by(found)
    return [
        Waiting(one, what)
        for one in found
        for what, asker, own_name in asked_of(one, proposed.get(one.pk))
        if person.pk in leaders.decide(one.record, asker=asker, own_name=own_name).people
    ]


def led_by(rows: QuerySet[Petition], person: User) -> QuerySet[Petition]:
    """Of the units he leads and those under them; nobody decides from elsewhere. What a unit
    below decides itself goes out here already, unless its leader asked."""
    led = [post.unit for post in standing_of(person).posts if post.kind == PostKind.LEADER]
    found = Q(record__lead_unit__in=[unit.pk for unit in led])
    for unit in led:
        # To send on and to decide on an objection is of the lead unit's leader alone.
        below = Q(record__lead_unit__path__startswith=unit.path)
        found |= below & (TO_EXTEND | TO_SIGN | (TO_DECLINE & unled(unit)))
    return rows.filter(found)


def unled(unit: Unit) -> Q:
    """Units below with at most one leader: he may have proposed himself, or be missing."""
    under = Unit.objects.at_or_under(unit)
    leading = Q(posts__kind=PostKind.LEADER)
    counted = under.annotate(leaders=Count("posts", filter=leading))
    return Q(record__lead_unit__in=counted.filter(leaders__lte=1).values("pk"))


def asked_of(
    petition: Petition, proposed_by: int | None
) -> Iterator[tuple[WaitsFor, int | None, bool]]:
    """What is asked, by whom, and whether it goes outward in the office's name."""
    if petition.state == PetitionState.TRIAGED:
        if petition.ground:
            yield WaitsFor.DECLINE, proposed_by, False
        elif petition.sent_as:
            yield WaitsFor.SEND, None, False
        return
    if petition.state in SENT_ON:
        yield WaitsFor.OBJECTION, None, False
    if petition.extension_asked_by_id and not petition.extension_approved_by_id:
        yield WaitsFor.EXTEND, petition.extension_asked_by_id, True
    if petition.drafted_by_id and not petition.signed_by_id:
        yield WaitsFor.SIGN, petition.drafted_by_id, by_opinion(petition)


def by_opinion(petition: Petition) -> bool:
    on: Any = petition.accepted_on
    return is_answered_by_opinion(petition.matter_class, petition.appeal_route, on)
