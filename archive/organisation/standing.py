"""What a person's posts of a day come to: units, scope (policy 2)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from archive.organisation.models import Clearance, Post, Unit, User
from archive.organisation.policy import POSTS
from archive.organisation.scope import NOTHING, Scope, Sight
from archive.organisation.vocabulary import ClearanceKind, PostKind, Reach

CACHE = "_standing"
REACHES_DOWN = frozenset({Reach.BELOW, Reach.TREE})
# Captured rows are seen by these posts of the same unit, never by a superior (policy 2).
SEES_DRAFTS = frozenset({PostKind.CLERK, PostKind.LEADER, PostKind.ARCHIVIST})


@dataclass(frozen=True)
class Standing:
    """The posts in force of one person on one day, with the trees under their units.

    under: for each post's unit id, ids of the units at or under it, by today's tree; the unit
        alone where no post there reaches down.
    kept: for each post's unit id, ids of the units whose fonds it keeps; none but for archivists.
    """

    person: User
    day: dt.date
    posts: tuple[Post, ...]
    under: dict[int, frozenset[int]]
    kept: dict[int, frozenset[int]]
    cleared: bool = False

    def units_of(self, post: Post, reach: Reach | None = None) -> frozenset[int]:
        """Ids of the units a post covers at that reach; its own reach by default."""
        reach = reach or Reach(post.reach)
        own = frozenset({post.unit_id})
        if reach in REACHES_DOWN:
            return self.under[post.unit_id]
        if reach == Reach.FONDS:
            return own | self.kept[post.unit_id]
        return own

    def scope(self) -> Scope:
        if self.person.is_operator:
            return Scope(open_records=True)
        bearing = [post for post in self.posts if POSTS[PostKind(post.kind)].bears_records]
        sights = [self.sight(post) for post in bearing]
        if not self.cleared:
            return Scope(tuple(merge(sights)))
        leaders = [post for post in self.posts if post.kind == PostKind.LEADER]
        keepers = [post for post in self.posts if post.kind == PostKind.ARCHIVIST]
        return Scope(
            tuple(merge(sights)),
            cleared=self.person.pk,
            leads=frozenset(post.unit_id for post in leaders),
            keeps=frozenset().union(*(self.units_of(post, Reach.FONDS) for post in keepers)),
            held_at=frozenset(post.unit_id for post in self.posts),
        )

    def sight(self, post: Post) -> Sight:
        kinds = POSTS[PostKind(post.kind)].kinds
        person = self.person.pk
        if post.reach == Reach.HANDLING:
            return Sight(kinds, person=person)
        own = frozenset({post.unit_id})
        return Sight(
            kinds,
            units=own,
            below=self.under[post.unit_id] if post.reach == Reach.BELOW else frozenset(),
            drafts=own if post.kind in SEES_DRAFTS else frozenset(),
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
    """Asked once a day and request: today's answer stays on the user object."""
    today = timezone.localdate()
    if on is not None and on != today:
        return look_up(person, on)
    known: Standing | None = getattr(person, CACHE, None)
    if known is None or known.day != today:
        known = look_up(person, today)
        setattr(person, CACHE, known)
    return known


def forget(person: User) -> None:
    """After a grant: the next question reads the posts anew."""
    person.__dict__.pop(CACHE, None)


def look_up(person: User | AnonymousUser, day: dt.date) -> Standing:
    """One query for the posts; one more for the tree, one for the fonds, where a post needs it."""
    if not isinstance(person, User) or not person.is_active or person.is_operator:
        return Standing(person, day, (), {}, {})  # type: ignore[arg-type]
    posts = tuple(
        Post.objects.filter(person=person).in_force(day).select_related("unit").order_by("pk")
    )
    return Standing(person, day, posts, trees(posts), kept_by(posts), is_cleared(person, day))


def is_cleared(person: User, day: dt.date) -> bool:
    grants = Clearance.objects.filter(person=person, kind=ClearanceKind.ACCUSATION)
    in_force = grants.filter(begins_on__lte=day).exclude(ends_on__lt=day)
    return in_force.exists()


def trees(posts: tuple[Post, ...]) -> dict[int, frozenset[int]]:
    """For the unit of each post, itself; with those under it where the post reaches them."""
    found = {post.unit_id: frozenset({post.unit_id}) for post in posts}
    tops = {post.unit_id: post.unit.path for post in posts if post.reach in REACHES_DOWN}
    paths = list(Unit.objects.values_list("pk", "path")) if tops else []
    for pk, top in tops.items():
        found[pk] = frozenset(other for other, path in paths if path.startswith(top))
    return found


def kept_by(posts: tuple[Post, ...]) -> dict[int, frozenset[int]]:
    """For the unit of each post, the units whose fonds it keeps; read for archivists alone."""
    keepers = {post.unit_id for post in posts if post.kind == PostKind.ARCHIVIST}
    units = Unit.objects.filter(fonds__keeper__in=keepers)
    rows = list(units.values_list("fonds__keeper", "pk")) if keepers else []
    return {
        post.unit_id: frozenset(unit for keeper, unit in rows if keeper == post.unit_id)
        for post in posts
    }


def scope_of(person: User | AnonymousUser) -> Scope:
    """What the person may see; nothing for strangers, for visitors and for those who left."""
    if not isinstance(person, User):
        return NOTHING
    if not person.is_active and not person.is_operator:
        return NOTHING
    return standing_of(person).scope()
