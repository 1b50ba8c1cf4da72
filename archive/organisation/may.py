"""May this person do this verb, here or on this record (policy 4)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from django.contrib.auth.models import AnonymousUser

from archive.organisation.models import Post, Unit, User
from archive.organisation.policy import MATRIX, OPERATOR_VERBS, Cell
from archive.organisation.standing import Standing, standing_of
from archive.organisation.vocabulary import PostKind, Reach, Verb

Person = User | AnonymousUser
WIDTH = {
    Cell.OWN: Reach.OWN,
    Cell.BELOW: Reach.BELOW,
    Cell.FONDS: Reach.FONDS,
    Cell.TREE: Reach.TREE,
}


class Matter(Protocol):
    """What the policy must know of a record."""

    lead_unit_id: int
    made_by_id: int


def cell(post: Post, verb: Verb) -> Cell:
    return MATRIX[verb][PostKind(post.kind)]


def covers(standing: Standing, post: Post, verb: Verb) -> frozenset[int]:
    """Ids of the units where the post may do the verb: the narrower of cell and reach."""
    width = WIDTH.get(cell(post, verb))
    if width is None:
        return frozenset()
    if width == Reach.OWN:
        return frozenset({post.unit_id})
    return standing.units_of(post, width) & standing.units_of(post)


def units_for(person: Person, verb: Verb) -> frozenset[int]:
    """Ids of the units where the person may do the verb."""
    standing = standing_of(person)
    return frozenset().union(*(covers(standing, post, verb) for post in standing.posts))


def may(person: Person, verb: Verb, unit: Unit | None = None) -> bool:
    """For what makes something new, or concerns no record: only the unit is asked."""
    if isinstance(person, User) and person.is_operator:
        return verb in OPERATOR_VERBS
    units = units_for(person, verb)
    return bool(units) if unit is None else unit.pk in units


def may_on(person: Person, verb: Verb, record: Matter) -> bool:
    """For a record the person sees: by its lead unit, or by having made it where so allowed."""
    if not isinstance(person, User):
        return False
    if person.is_operator:
        return verb in OPERATOR_VERBS
    if record.lead_unit_id in units_for(person, verb):
        return True
    mine = record.made_by_id == person.pk
    return mine and Cell.HANDLING in cells(person, verb)


def cells(person: Person, verb: Verb) -> frozenset[Cell]:
    """The cells of the verb for all posts of the person; ASKS among them means he may ask."""
    return frozenset(cell(post, verb) for post in standing_of(person).posts)


def posts_for(person: User, verb: Verb, unit: Unit) -> Iterable[Post]:
    standing = standing_of(person)
    return (post for post in standing.posts if unit.pk in covers(standing, post, verb))


def actor_line(person: User, unit: Unit, verb: Verb) -> str:
    """The post under which the person acts, as text for the event; empty for the operator."""
    standing = standing_of(person)
    post = next(iter(posts_for(person, verb, unit)), None) or next(iter(standing.posts), None)
    return f"{post.unit} {post.get_kind_display()}" if post else ""


def own_name_unit(unit: Unit) -> Unit | None:
    """The nearest unit at or above that acts outward in its own name."""
    above: Unit | None = unit
    while above is not None and not above.own_name:
        above = above.parent
    return above
