"""What a person's posts of a day come to: units, scope (policy 2)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from archive.organisation.models import Post, Unit, User
from archive.organisation.policy import POSTS
from archive.organisation.scope import NOTHING, Scope, Sight
from archive.organisation.vocabulary import PostKind, Reach

CACHE = "_standing"


@dataclass(frozen=True)
class Standing:
    """The posts in force of one person on one day, with the trees under their units.

    under: for each post's unit id, ids of the units at or under it, by today's tree.
    kept: for each post's unit id, ids of the units whose fonds it keeps.
    """

    person: User
    day: dt.date
    posts: tuple[Post, ...]
    under: dict[int, frozenset[int]]
    kept: dict[int, frozenset[int]]

    def units_of(self, post: Post, reach: Reach | None = None) -> frozenset[int]:
        """Ids of the units a post covers at that reach; its own reach by default."""
        reach = reach or Reach(post.reach)
        own = frozenset({post.unit_id})
        if reach in {Reach.BELOW, Reach.TREE}:
            return self.under[post.unit_id]
        if reach == Reach.FONDS:
            return own | self.kept[post.unit_id]
        return own

    def scope(self) -> Scope:
        if self.person.is_operator:
            return Scope(open_records=True)
        sights = [self.sight(post) for post in self.posts if POSTS[PostKind(post.kind)].bears_records]
        return Scope(tuple(merge(sights)))

    def sight(self, post: Post) -> Sight:
        kinds = POSTS[PostKind(post.kind)].kinds
        person = self.person.pk
        if post.reach == Reach.HANDLING:
            return Sight(kinds, person=person)
        own = frozenset({post.unit_id})
        writes = post.kind in {PostKind.CLERK, PostKind.LEADER, PostKind.ARCHIVIST}
        return Sight(
            kinds,
            units=own,
            below=self.under[post.unit_id] if post.reach == Reach.BELOW else frozenset(),
            drafts=own if writes else frozenset(),
            keeps=self.kept[post.unit_id] if post.reach == Reach.FONDS else frozenset(),
            person=person,
        )


def merge(sights: list[Sight]) -> list[Sight]:
    """One sight for each set of kinds; the union of what each shows."""
    found: dict[frozenset[str] | None, Sight] = {}
    for sight in sights:
        before = found.get(sight.kinds, Sight(sight.kinds))
        found[sight.kinds] = Sight(
            sight.kinds,
            before.units | sight.units,
            before.below | sight.below,
            before.drafts | sight.drafts,
            before.keeps | sight.keeps,
            sight.person,
        )
    return list(found.values())


def standing_of(person: User | AnonymousUser, on: dt.date | None = None) -> Standing:
    """Asked once a day and request: the answer stays on the user object."""
    day = on or timezone.localdate()
    known = getattr(person, CACHE, None)
    if known is None or known.day != day:
        known = look_up(person, day)
        setattr(person, CACHE, known)
    return known


def forget(person: User) -> None:
    """After a grant: the next question reads the posts anew."""
    person.__dict__.pop(CACHE, None)


def look_up(person: User | AnonymousUser, day: dt.date) -> Standing:
    if not isinstance(person, User) or not person.is_active or person.is_operator:
        return Standing(person, day, (), {}, {})  # type: ignore[arg-type]
    posts = tuple(
        Post.objects.filter(person=person).in_force(day).select_related("unit").order_by("pk")
    )
    units = {post.unit_id: post.unit for post in posts}
    return Standing(person, day, posts, trees(units), kept_by(units))


def trees(units: dict[int, Unit]) -> dict[int, frozenset[int]]:
    if not units:
        return {}
    paths = list(Unit.objects.values_list("pk", "path"))
    return {
        pk: frozenset(other for other, path in paths if path.startswith(unit.path))
        for pk, unit in units.items()
    }


def kept_by(units: dict[int, Unit]) -> dict[int, frozenset[int]]:
    if not units:
        return {}
    rows = list(
        Unit.objects.filter(fonds__keeper__in=units).values_list("fonds__keeper", "pk")
    )
    return {pk: frozenset(unit for keeper, unit in rows if keeper == pk) for pk in units}


def scope_of(person: User | AnonymousUser) -> Scope:
    """What the person may see; nothing for strangers, for visitors and for those who left."""
    if not isinstance(person, User):
        return NOTHING
    if not person.is_active and not person.is_operator:
        return NOTHING
    return standing_of(person).scope()
