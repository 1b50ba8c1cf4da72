"""May this person do this verb, here or on this record (policy 4)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.utils import translation

from archive.organisation.models import Post, Unit, User
from archive.organisation.policy import (
    ASSISTING,
    HELD,
    LOOKING,
    MAKING,
    MATRIX,
    OPERATOR_VERBS,
    OWN_WORK_ONLY,
    POSTS,
    Cell,
)
from archive.organisation.standing import Standing, standing_of
from archive.organisation.vocabulary import PostKind, Reach, Verb

Person = User | AnonymousUser
WIDTH = {
    Cell.OWN: Reach.OWN,
    Cell.BELOW: Reach.BELOW,
    Cell.FONDS: Reach.FONDS,
    Cell.TREE: Reach.TREE,
}
NO_UNITS: frozenset[int] = frozenset()


class Matter(Protocol):
    """What the policy must know of a record."""

    kind: str
    lead_unit_id: int
    made_by_id: int

    def names(self, person: int) -> bool:
        """Whether the person is named in it with a part."""

    def assisted_by(self) -> frozenset[int]:
        """Ids of the units that assist in it."""


def cell(post: Post, verb: Verb) -> Cell:
    return MATRIX[verb][PostKind(post.kind)]


def covers(standing: Standing, post: Post, verb: Verb) -> frozenset[int]:
    """Ids of the units where the post may do the verb: the narrower of cell and reach.

    A post that reaches only matters its holder is named in covers no unit, but what makes
    something new asks only the unit it is held at.
    """
    width = WIDTH.get(cell(post, verb))
    if width is None:
        return NO_UNITS
    if post.reach == Reach.HANDLING:
        return frozenset({post.unit_id}) if verb in MAKING else NO_UNITS
    if width == Reach.OWN:
        return frozenset({post.unit_id})
    return standing.units_of(post, width) & standing.units_of(post)


def units_for(person: Person, verb: Verb) -> frozenset[int]:
    """Ids of the units where the person may do the verb, as a form offers them."""
    standing = standing_of(person)
    return NO_UNITS.union(*(covers(standing, post, verb) for post in standing.posts))


def may(person: Person, verb: Verb, unit: Unit | None = None) -> bool:
    """For what makes something new, or concerns no record: only the unit is asked.

    Without a unit: whether the person may do it anywhere at all, as a menu asks.
    """
    if isinstance(person, User) and person.is_operator:
        return verb in OPERATOR_VERBS
    if unit is None:
        return bool(cells(person, verb) & HELD)
    return unit.pk in units_for(person, verb)


def may_on(person: Person, verb: Verb, record: Matter) -> bool:
    """For a record the person sees; whether he sees it is the scope's answer, not this one's."""
    if not isinstance(person, User):
        return False
    if person.is_operator:
        return verb in OPERATOR_VERBS
    standing = standing_of(person)
    return any(allows(standing, post, verb, record) for post in standing.posts)


def allows(standing: Standing, post: Post, verb: Verb, record: Matter) -> bool:
    """Whether this one post lets its holder do the verb on a record he sees."""
    kind, width = PostKind(post.kind), cell(post, verb)
    kinds = POSTS[kind].kinds
    if width not in HELD or (kinds is not None and record.kind not in kinds):
        return False
    if verb in LOOKING:
        return True
    mine = record.made_by_id == standing.person.pk
    if (verb, kind) in OWN_WORK_ONLY:
        return mine
    if width == Cell.HANDLING or post.reach == Reach.HANDLING:
        return mine or record.names(standing.person.pk)
    where = covers(standing, post, verb)
    if record.lead_unit_id in where:
        return True
    return verb in ASSISTING and bool(where & record.assisted_by())


def cells(person: Person, verb: Verb) -> frozenset[Cell]:
    """The cells of the verb for all posts of the person; ASKS among them means he may ask."""
    return frozenset(cell(post, verb) for post in standing_of(person).posts)


def posts_for(person: User, verb: Verb, unit: Unit) -> Iterator[Post]:
    standing = standing_of(person)
    return (post for post in standing.posts if unit.pk in covers(standing, post, verb))


def actor_line(person: User, unit: Unit, verb: Verb) -> str:
    """The post under which the person acts, as text for the event; empty for the operator.

    The event keeps it for ever, so it is in the language of the office, not of his screen.
    """
    standing = standing_of(person)
    post = next(iter(posts_for(person, verb, unit)), None) or next(iter(standing.posts), None)
    with translation.override(settings.LANGUAGE_CODE):
        return f"{post.unit} {post.get_kind_display()}" if post else ""


def own_name_unit(unit: Unit) -> Unit | None:
    """The nearest unit at or above that acts outward in its own name."""
    above: Unit | None = unit
    while above is not None and not above.own_name:
        above = above.parent
    return above
