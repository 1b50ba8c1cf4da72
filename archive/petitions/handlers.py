"""The handler of a petition: who may be named, and how one follows another."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from archive.organisation.models import User
from archive.organisation.refusal import Refusal
from archive.petitions.accusations import HANDLING_POSTS, barred_of, cleared_among, holders
from archive.petitions.models import Petition
from archive.records.models import Named, Record
from archive.records.vocabulary import NamedAs

HANDLER_MISSING = _("Name the handler; a matter without one is nobody's.")
NO_POST = _("%(person)s is neither clerk nor leader of %(unit)s today; name somebody who is.")
NOT_ELIGIBLE = _("%(person)s may not handle this matter; name a person who is cleared for it.")


def refusals_of_handler(record: Record, person: User | None, on: dt.date) -> Iterator[Refusal]:
    """Of an accusation it is not said why: that would tell who is barred from it."""
    if person is None:
        yield Refusal("handler_missing", HANDLER_MISSING)
        return
    fact = {"person": str(person), "unit": record.lead_unit.name}
    people = holders(record.lead_unit, HANDLING_POSTS, on).filter(pk=person.pk)
    if not people.exists():
        yield Refusal("handler_without_post", NO_POST, fact)
    elif record.accusation and not cleared_among(people, barred_of(record), on).exists():
        yield Refusal("handler_barred", NOT_ELIGIBLE, fact)


def name_handler(petition: Petition, person: User, on: dt.date) -> None:
    """The one before him has no part in the matter any more."""
    named = petition.record.named.filter(part=NamedAs.HANDLER, until=None)
    named.exclude(person=person).update(until=on)
    if not named.filter(person=person).exists():
        Named.objects.create(
            record=petition.record, person=person, part=NamedAs.HANDLER, since=on
        )
    petition.handler = person
