"""The choke point: every desk page, and every file, asks here what a person may know of.

The policy answers in this order: what one may not see does not exist (404, one body for all);
a verb none of one's posts has is 403; what state or facts refuse is said on the page, all at once.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponseBase

from archive.organisation.may import may, may_on
from archive.organisation.models import Unit, User
from archive.organisation.refusal import Refusal
from archive.organisation.scope import Scope
from archive.organisation.standing import scope_of
from archive.organisation.vocabulary import Verb
from archive.records.models import File, Record
from archive.records.models.record import RecordQuerySet
from archive.records.step import NOT_YOUR_POST, NotVisible, NotYourPost
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
    """Raises NotVisible for what is not there and for what the person may not see, alike."""
    rows = visible_records(person).select_related("lead_unit", "made_by", *related())
    found = rows.filter(pk=pk).first()
    if found is None:
        raise NotVisible
    # Every verb of a page asks whether the person is named in it; the answer is read once.
    found.__dict__["names"] = cache(found.names)
    return found


def visible_file(person: User | AnonymousUser, pk: int) -> File:
    """A file of a record the person sees; raises NotVisible otherwise."""
    files = File.objects.select_related("holding", "paper__record")
    found = files.filter(is_visible(person, "paper__record"), pk=pk).first()
    if found is None:
        raise NotVisible
    return found


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
