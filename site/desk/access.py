"""The choke point: every desk page, and every file, asks here what a person may know of.

The policy answers in this order: what one may not see does not exist (404, one body for all);
a verb none of one's posts has is 403; what state or facts refuse is said on the page, all at once.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest, HttpResponseBase

from archive.organisation.may import may, may_on
from archive.organisation.models import Unit, User
from archive.organisation.refusal import Refusal
from archive.organisation.scope import Scope
from archive.organisation.standing import scope_of
from archive.organisation.vocabulary import Verb
from archive.petitions.letters import organ_of
from archive.records.models import File, Record
from archive.records.models.record import RecordQuerySet
from archive.records.step import NOT_YOUR_POST, NotVisible, NotYourPost
from archive.records.vocabulary import ISSUED, Secrecy
from archive.retention.holds import standing
from desk import veiled
from desk.kinds import related
from desk.wagtail_edges.pages import AdminView, forbidden, not_found


def visible_records(person: User | AnonymousUser) -> RecordQuerySet:
    """The records this person may know of; for a person without a record post there are none."""
    return Record.objects.visible_to(scope_of(person))


def is_visible(person: User | AnonymousUser, path: str, **more: Any) -> Exists:
    """A condition for rows that point to a record: the person may know of the one at `path`, and
    it is so as `more` asks.

    Asked row by row: it costs as much as there are rows, where a set of ids would be read whole.
    """
    return Exists(visible_records(person).filter(pk=OuterRef(path), **more))


def visible_record(person: User | AnonymousUser, pk: int) -> Record:
    """Raises NotVisible for what is not there and for what the person may not see, alike.

    What he may not read of it is covered: the record is to be shown, not to be saved. `held` on it
    says whether a hold stands.
    """
    joined = ("lead_unit", "made_by", "retention", "completion__by", *related())
    held = Exists(standing().filter(record=OuterRef("pk")))
    rows = visible_records(person).select_related(*joined).annotate(held=held)
    found = rows.filter(pk=pk).first()
    if found is None:
        raise NotVisible
    # Every verb of a page asks who is named in it and who assists; the answer is read once.
    found.__dict__["names"] = cache(found.names)
    found.__dict__["assisted_by"] = cache(found.assisted_by)
    return veiled.draw(found, person) if isinstance(person, User) else found


def visible_file(person: User | AnonymousUser, pk: int) -> File:
    """A file of a record the person sees and that is not closed to him, or one that was issued in
    a matter his unit is informed of; else NotVisible."""
    # The petition says whether a veil lies over its files; it is joined, since files are many.
    behind = ("paper__record__lead_unit", "paper__record__petition")
    files = File.objects.select_related("holding", *behind)
    found = files.filter(is_visible(person, "paper__record"), pk=pk).first()
    found = found or told_files(person).filter(pk=pk).first()
    if found is None or (isinstance(person, User) and veiled.is_closed(found, person)):
        raise NotVisible
    return found


def told_files(person: User | AnonymousUser) -> QuerySet[File]:
    """The files of issued papers of the matters the person's units are informed of; of restricted
    matters only what was addressed to them (policy 2.1, 3-2)."""
    scope = scope_of(person)
    own = {unit for sight in scope.sights for unit in sight.units}
    names = {organ_of(unit) for unit in Unit.objects.filter(pk__in=own).select_related("parent")}
    open_ones = Q(paper__record__restricted=False) & ~Q(
        paper__record__secrecy=Secrecy.WORK_SECRET
    )
    rows = File.objects.filter(
        open_ones | Q(paper__letter__addressee__in=names),
        paper__record__in=Record.objects.told_to(scope).values("pk"),
        paper__letter__code__in=ISSUED,
    )
    behind = ("paper__record__lead_unit", "paper__record__petition")
    return rows.select_related("holding", *behind)


def not_your_post() -> NotYourPost:
    return NotYourPost([Refusal("not_your_post", NOT_YOUR_POST)])


class DeskView(AdminView):
    """The base of all desk pages. Wagtail's mount has asked for the sign-in before."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return super().dispatch(request, *args, **kwargs)
        except NotVisible:
            return not_found(request)
        except NotYourPost as refused:
            return forbidden(request, [str(refusal) for refusal in refused.refusals])

    @property
    def person(self) -> User:
        """The signed-in person; the mount lets nobody else in."""
        assert isinstance(self.request.user, User)
        return self.request.user

    @property
    def scope(self) -> Scope:
        return scope_of(self.person)

    def record_for(self, verb: Verb) -> Record:
        """The record of this address, seen and open to the verb; else NotVisible, NotYourPost."""
        record = visible_record(self.person, self.kwargs["pk"])
        if not may_on(self.person, verb, record):
            raise not_your_post()
        return record

    def ask(self, verb: Verb, unit: Unit | None = None) -> None:
        if not may(self.person, verb, unit):
            raise not_your_post()
