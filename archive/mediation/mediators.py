"""Mediators of a dossier: persons of the system with the post, or named by the committee."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from archive.mediation.models import Dossier, DossierMediator
from archive.organisation.models import Post, User
from archive.organisation.refusal import Refusal
from archive.organisation.vocabulary import PostKind
from archive.records.models import Named
from archive.records.vocabulary import NamedAs

NAME_MISSING = _("A mediator needs a name.")
NAME_TOO_LONG = _("A mediator's name has at most %(most)s characters.")
NO_POST = _("%(name)s holds no post as a mediator; name somebody who does.")
TWICE = _("%(name)s is named twice; name each mediator once.")


@dataclass(frozen=True)
class NewMediator:
    """A mediator to be named: with an account, or by name alone (人民调解法 2010, 19)."""

    name: str = ""
    person: User | None = None

    @property
    def shown(self) -> str:
        return str(self.person) if self.person else self.name.strip()


def refusals_of_mediators(mediators: Sequence[NewMediator], on: dt.date) -> Iterator[Refusal]:
    most = DossierMediator._meta.get_field("name").max_length or 80
    seen: set[str] = set()
    for one in mediators:
        fact = {"name": one.shown, "most": most}
        if not one.shown:
            yield Refusal("field_missing", NAME_MISSING)
        if len(one.shown) > most:
            yield Refusal("field_too_long", NAME_TOO_LONG, fact)
        if one.shown in seen:
            yield Refusal("mediator_twice", TWICE, fact)
        if one.person is not None and not is_mediator(one.person, on):
            yield Refusal("mediator_without_post", NO_POST, fact)
        seen.add(one.shown)


def is_mediator(person: User, on: dt.date) -> bool:
    posts = Post.objects.filter(person=person, kind=PostKind.MEDIATOR)
    return posts.in_force(on).exists()


def name_mediators(
    dossier: Dossier, mediators: Sequence[NewMediator], *, since: dt.date
) -> None:
    """Adds those who are not named yet; persons of the system get a part in the matter."""
    known = set(dossier.mediators.values_list("name", flat=True))
    fresh = [one for one in mediators if one.shown not in known]
    DossierMediator.objects.bulk_create(
        DossierMediator(dossier=dossier, person=one.person, name=one.shown) for one in fresh
    )
    Named.objects.bulk_create(
        Named(record=dossier.record, person=one.person, part=NamedAs.MEDIATOR, since=since)
        for one in fresh
        if one.person is not None
    )
