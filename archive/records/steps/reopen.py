"""Reopen 重新办理: a closed matter is worked on again; one asks, a leader decides (policy 4, 5)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from archive.organisation.may import may
from archive.organisation.models import User
from archive.organisation.refusal import Refusal
from archive.organisation.standing import standing_of
from archive.organisation.vocabulary import PostKind, Verb
from archive.records import later
from archive.records.deciding import Deciders, ask_above, deciders, leaders_over
from archive.records.kinds import Facts, kind_of
from archive.records.models import Event, Record
from archive.records.step import OnRecords
from archive.records.vocabulary import RecordKind, RecordState

ASK, REOPEN = "record:ask_to_reopen", "record:reopen"
CLOSED_BY = ":close"

BOUND = _("%(record)s is bound; what comes late goes to a supplement volume.")
NOT_CLOSED = _("%(record)s is not closed; only a closed matter is reopened.")
IS_DOCUMENT = _(
    "An official document is not reopened; correct the entry, or issue a document that replaces it."
)
IS_REPORT = _("A report that was sent is not reopened; send it back, or correct it.")
ASKED_ALREADY = _("%(person)s has asked for this already; a leader decides.")
NOT_ASKED = _("Nobody asked to reopen this matter; the handler or the archivist asks first.")
SAME_PERSON = _("You closed this matter or asked to reopen it; another leader has to decide.")


def leads(person: User, unit: int) -> bool:
    """Whether he leads that very unit today; then nobody above is asked for."""
    posts = standing_of(person).posts
    return any(post.kind == PostKind.LEADER and post.unit_id == unit for post in posts)


class Reopening(OnRecords[Record]):
    """What asking and deciding have in common: the record, and what was done to it before."""

    def __init__(self, record: Record, *, by: User, **options: Any) -> None:
        super().__init__([record], by=by, **options)

    @cached_property
    def newest(self) -> Sequence[Event]:
        """The last closing and, before it in the list, the request that came after; newest first.

        A request from before an earlier reopening lies behind the last closing.
        """
        told = Q(name=ASK) | Q(name__endswith=CLOSED_BY)
        rows = Event.objects.filter(told, record__in=self.asked).select_related("body", "actor")
        return list(rows.order_by("-seq")[:2])

    @property
    def request(self) -> Event | None:
        return self.newest[0] if self.newest and self.newest[0].name == ASK else None

    @property
    def why_asked(self) -> str:
        """The reason that was given with the request; empty without one."""
        return str(json.loads(self.request.body.content)["reason"]) if self.request else ""

    @property
    def closing(self) -> Event | None:
        return next((one for one in self.newest if one.name != ASK), None)

    @property
    def involved(self) -> frozenset[int]:
        """Ids of who asked and who closed: neither decides."""
        return frozenset(one.actor_id for one in (self.request, self.closing) if one)

    def refusals(self) -> Iterator[Refusal]:
        record = self.record
        fact = {"record": str(record)}
        if record.kind == RecordKind.DOCUMENT:
            yield Refusal("is_document", IS_DOCUMENT)
        elif kind_of(record.kind).reopen is None:
            yield Refusal("is_report", IS_REPORT)
        if record.state == RecordState.BOUND:
            yield Refusal("bound", BOUND, fact)
        elif record.state != RecordState.CLOSED:
            yield Refusal("wrong_state", NOT_CLOSED, fact)
        yield from later.objections(REOPEN, self.records, self.today)[record.pk]


class AskToReopen(Reopening):
    """Says why a closed matter should be worked on again; nothing changes until that is decided."""

    event = ASK
    verb = Verb.ASK_TO_REOPEN
    needs_reason = True

    def refusals(self) -> Iterator[Refusal]:
        yield from super().refusals()
        if self.request:
            yield Refusal("asked_already", ASKED_ALREADY, {"person": self.request.actor_name})

    def apply(self) -> Record:
        besides = self.involved | {self.by.pk}
        ask_above(self.record, deciders(self.record, self.today, besides=besides), self.today)
        return self.record


class Reopen(Reopening):
    """The matter is registered again, back where its kind is worked on; its period is unfixed.

    No clock starts: no rule of the law says that one does.
    """

    event = REOPEN
    verb = Verb.REOPEN

    def __init__(self, record: Record, *, by: User, **options: Any) -> None:
        super().__init__(record, by=by, **options)
        self.taken_back: Facts = {}

    def allows(self, record: Record) -> bool:
        """Who asked or closed gets past here where he leads, so that he is told why not."""
        if not may(self.by, self.verb):
            return False
        if leads(self.by, record.lead_unit_id):
            return True
        return any(self.by.pk in found.people for found in self.deciding(record))

    def deciding(self, record: Record) -> Iterator[Deciders]:
        leaders = leaders_over([record], self.today)
        yield leaders.decide(record)
        yield leaders.decide(record, besides=self.involved)

    def refusals(self) -> Iterator[Refusal]:
        yield from super().refusals()
        if self.request is None:
            yield Refusal("not_asked", NOT_ASKED)
        if self.by.pk in self.involved:
            yield Refusal("same_person", SAME_PERSON)

    def apply(self) -> Record:
        record = self.record
        self.taken_back = later.take_back(record)
        record.state, record.closed_on = RecordState.REGISTERED, None
        record.save(update_fields=["state", "closed_on"])
        reopen = kind_of(record.kind).reopen
        assert reopen is not None  # Refused above.
        reopen(record)
        return record

    def facts(self, record: Record) -> dict[str, Any]:
        assert self.request is not None  # Refused above.
        return {"asked_by": self.request.actor_name} | self.taken_back
