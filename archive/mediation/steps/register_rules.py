"""What must be known of a dispute before it is registered."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from archive.classification.models import Term
from archive.mediation.mediators import refusals_of_mediators
from archive.mediation.models import Dossier, Party
from archive.mediation.patterns import is_minor
from archive.mediation.steps.on_dossier import label, missing, refusals_of_day, too_long
from archive.organisation.models import Unit
from archive.organisation.refusal import Refusal
from archive.organisation.vocabulary import UnitKind
from archive.records.models import Record

if TYPE_CHECKING:
    from archive.mediation.steps.register import NewDossier, NewParty

DISPUTE_TYPE, CASE_SOURCE = "dispute_type", "case_source"
OLDEST = 150
# A number of four characters or less would stand whole in its tail.
SHORTEST = 5

UNIT_ENDED = _("%(unit)s has ended; register at the unit that follows it.")
NOT_A_COMMITTEE = _("%(unit)s is no mediation committee; dossiers are kept by committees.")
PARTIES_UNDER_2 = _("A dispute has at least two parties; %(count)s is entered.")
PARTY_NAME_MISSING = _("Party %(position)s needs a name.")
AGE_IMPOSSIBLE = _("%(name)s: %(age)s is no age; check it.")
NUMBER_TOO_SHORT = _("%(name)s: the %(field)s is too short; check it.")
TYPE_NOT_VALID = _(
    "“%(type)s” is no dispute type of %(date)s; choose one of the list that was in force then."
)
SOURCE_MISSING = _("Say where the case came from: own initiative, application, or who referred it.")
MINOR_NAMED = _("The title names a minor; leave the name out of it.")


def refusals_of(new: NewDossier, unit: Unit, today: dt.date) -> Iterator[Refusal]:
    if unit.ended_on and unit.ended_on <= today:
        yield Refusal("unit_ended", UNIT_ENDED, {"unit": unit.name})
    if unit.kind != UnitKind.MEDIATION_COMMITTEE:
        yield Refusal("not_a_committee", NOT_A_COMMITTEE, {"unit": unit.name})
    yield from refusals_of_fields(new)
    yield from refusals_of_terms(new)
    if new.received_on:
        yield from refusals_of_day(label("received_on"), new.received_on, today)
    yield from refusals_of_parties(new.parties)
    yield from refusals_of_mediators(new.mediators, today)


def refusals_of_fields(new: NewDossier) -> Iterator[Refusal]:
    wanted: list[tuple[Any, Any]] = [
        (label("received_on"), new.received_on),
        (label("dispute_type"), new.dispute_type),
        (label("facts"), new.facts),
    ]
    if new.source and new.source.parent_id:
        wanted.append((label("referrer"), new.referrer))
    yield from missing(wanted)
    title, referrer = Record._meta.get_field("title"), Dossier._meta.get_field("referrer")
    yield from too_long([(title, new.title.strip()), (referrer, new.referrer.strip())])
    minors = [party.name.strip() for party in new.parties if is_minor(party.age)]
    if any(name and name in new.title for name in minors):
        yield Refusal("minor_named", MINOR_NAMED)


def refusals_of_terms(new: NewDossier) -> Iterator[Refusal]:
    """The type must be one of its day; a referral must say who referred it."""
    kind, source = new.dispute_type, new.source
    if kind and new.received_on and not valid_on(kind, new.received_on):
        fact = {"type": kind.name, "date": new.received_on.isoformat()}
        yield Refusal("type_not_valid_that_day", TYPE_NOT_VALID, fact)
    is_source = source and source.scheme.code == CASE_SOURCE and not source.terms.exists()
    if not is_source:
        yield Refusal("source_missing", SOURCE_MISSING)


def valid_on(term: Term, day: dt.date) -> bool:
    """Whether the term stood in the list of dispute types of that day."""
    begun = term.valid_from is None or term.valid_from <= day
    not_ended = term.valid_to is None or term.valid_to >= day
    return term.scheme.code == DISPUTE_TYPE and begun and not_ended


def refusals_of_parties(parties: Sequence[NewParty]) -> Iterator[Refusal]:
    if len(parties) < 2:
        yield Refusal("parties_under_2", PARTIES_UNDER_2, {"count": len(parties)})
    for position, party in enumerate(parties, start=1):
        if not party.name.strip():
            yield Refusal("field_missing", PARTY_NAME_MISSING, {"position": position})
        yield from refusals_of_party(party)


def refusals_of_party(party: NewParty) -> Iterator[Refusal]:
    if party.age is not None and not 0 <= party.age <= OLDEST:
        yield Refusal("field_wrong", AGE_IMPOSSIBLE, {"name": party.name, "age": party.age})
    for field, number in ((_("identity number"), party.id_no), (_("telephone"), party.phone)):
        if 0 < len(number.strip()) < SHORTEST:
            yield Refusal("field_wrong", NUMBER_TOO_SHORT, {"name": party.name, "field": field})
    texts = ("name", "gender", "ethnicity", "occupation", "address")
    yield from too_long((Party._meta.get_field(one), getattr(party, one)) for one in texts)
