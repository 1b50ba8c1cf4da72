"""What all verbs on a dossier have in common: whose they are, from which state, what days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any, ClassVar, TypeVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from archive.mediation.models import Dossier
from archive.mediation.rules import TRANSITIONS
from archive.mediation.vocabulary import DossierState
from archive.organisation.may import allows
from archive.organisation.models import User
from archive.organisation.refusal import Refusal
from archive.organisation.standing import standing_of
from archive.organisation.vocabulary import PostKind
from archive.records.models import Record
from archive.records.step import OnRecords
from archive.records.vocabulary import RecordKind, RecordState

Result = TypeVar("Result")
Label = str | Promise

NOT_A_DOSSIER = _("Only a mediation dossier has this step.")
SEALED = _("This dossier is bound; what comes late goes to a supplement volume.")
GONE = _("This dossier is struck; register the dispute anew.")
WRONG_STATE = _("The dossier is “%(state)s”; this step needs: %(wanted)s.")
NO_AGREEMENT = _("This dispute ended without an agreement; there is nothing of it to follow.")
FIELDS_MISSING = _("Fill in: %(fields)s.")
FUTURE = _("%(field)s: %(date)s lies in the future; check it.")
TOO_EARLY = _("%(field)s: %(date)s lies before %(first)s, the day of %(what)s; check both.")
TOO_LONG = _("The field “%(field)s” has more than %(most)s characters.")
REFERRER_NOT_TOLD = _(
    "Tell %(referrer)s, who referred the dispute, how it ended, and give the day you did."
)


class OnDossier(OnRecords[Result]):
    """A verb on one dossier, of the mediators named in it unless `posts` says more (policy 5).

    Its states are those of `rules.TRANSITIONS`. Nobody above the committee accepts, agrees or
    closes for it (人民调解法 2010, 5 and 7).
    """

    posts: ClassVar[frozenset[PostKind]] = frozenset({PostKind.MEDIATOR})
    after_agreement: ClassVar[bool] = False

    def __init__(self, record: Record, *, by: User, **options: Any) -> None:
        super().__init__([record], by=by, **options)

    @cached_property
    def dossier(self) -> Dossier:
        return Dossier.objects.select_related("dispute_type", "source").get(pk=self.record.pk)

    def allows(self, record: Record) -> bool:
        standing = standing_of(self.by)
        posts = [post for post in standing.posts if post.kind in self.posts]
        return any(allows(standing, post, self.verb, record) for post in posts)

    def refusals(self) -> Iterator[Refusal]:
        """A dossier that is not where the step begins is told so, and nothing else."""
        standing_still = list(self.refusals_of_state())
        yield from standing_still or self.refusals_of_facts()

    def refusals_of_state(self) -> Iterator[Refusal]:
        gone = list(self.refusals_of_record())
        yield from gone
        if gone:
            return
        if self.dossier.state not in TRANSITIONS[self.event][0]:
            yield Refusal("wrong_state", WRONG_STATE, self.states_said())
        elif self.after_agreement and self.dossier.agreed_on is None:
            yield Refusal("wrong_state", NO_AGREEMENT)

    def refusals_of_record(self) -> Iterator[Refusal]:
        if self.record.kind != RecordKind.DOSSIER:
            yield Refusal("wrong_state", NOT_A_DOSSIER)
        elif self.record.state == RecordState.BOUND:
            yield Refusal("sealed", SEALED)
        elif self.record.state in {RecordState.STRUCK, RecordState.DESTROYED}:
            yield Refusal("wrong_state", GONE)

    def states_said(self) -> dict[str, str]:
        wanted = TRANSITIONS[self.event][0]
        labels = [str(state.label) for state in DossierState if state in wanted]
        return {"state": str(self.dossier.get_state_display()), "wanted": "、".join(labels)}

    def refusals_of_facts(self) -> Iterator[Refusal]:
        yield from ()

    def move(self, **values: Any) -> Dossier:
        """Sets the values and the state the step leads to."""
        target = TRANSITIONS[self.event][1]
        if target is not None:
            values["state"] = target
        for name, value in values.items():
            setattr(self.dossier, name, value)
        self.dossier.save(update_fields=list(values))
        return self.dossier

    def day_refusals(
        self, field: Label, day: dt.date | None, *since: tuple[Label, dt.date | None]
    ) -> Iterator[Refusal]:
        """A day may not lie in the future, nor before the days it follows."""
        if day is not None:
            yield from refusals_of_day(field, day, self.today, *since)

    def referrer_refusals(self, told_on: dt.date | None) -> Iterator[Refusal]:
        """Who entrusted the dispute learns how it ended (宁波市人民调解条例 2015, 19)."""
        if self.dossier.referrer and not (told_on or self.dossier.referrer_told_on):
            yield Refusal(
                "referrer_not_told", REFERRER_NOT_TOLD, {"referrer": self.dossier.referrer}
            )
        yield from self.day_refusals(
            label("referrer_told_on"), told_on, (label("received_on"), self.dossier.received_on)
        )


def refusals_of_day(
    field: Label, day: dt.date, today: dt.date, *since: tuple[Label, dt.date | None]
) -> Iterator[Refusal]:
    said = {"field": field, "date": day.isoformat()}
    if day > today:
        yield Refusal("date_impossible", FUTURE, said)
    for what, first in since:
        if first is not None and day < first:
            more = {"first": first.isoformat(), "what": what}
            yield Refusal("date_impossible", TOO_EARLY, said | more)


def missing(fields: Iterable[tuple[Label, Any]]) -> Iterator[Refusal]:
    """One refusal that names all fields which say nothing."""
    names = [str(field) for field, said in fields if not (str(said).strip() if said else said)]
    if names:
        yield Refusal("field_missing", FIELDS_MISSING, {"fields": "、".join(names)})


def too_long(fields: Iterable[tuple[Any, str]]) -> Iterator[Refusal]:
    """One database would refuse a longer text, another would not."""
    for field, said in fields:
        if field.max_length and len(said) > field.max_length:
            fact = {"field": field.verbose_name, "most": field.max_length}
            yield Refusal("field_too_long", TOO_LONG, fact)


def label(name: str) -> Label:
    found: Label = Dossier._meta.get_field(name).verbose_name  # type: ignore[union-attr]
    return found
