"""A verb of one unit that moves the record of another as well."""

from __future__ import annotations

from abc import abstractmethod
from functools import cached_property
from typing import Any

import search
from archive.organisation.models import Unit, User
from archive.petitions.models import Petition
from archive.petitions.papers import NewPaper
from archive.petitions.sending import sender_of
from archive.petitions.steps.on_petition import OnPetition, Result
from archive.records.history import Entry, write
from archive.records.kinds import Facts
from archive.records.models import Record
from archive.records.snapshot import changes, named, snapshots
from archive.records.step import SOURCE


class Between(OnPetition[Result]):
    """Both records are locked, in the order of their ids, so that two who meet do not wait for
    each other; each gets a version and an event of this verb."""

    @abstractmethod
    def find_other(self) -> Petition | None:
        """The petition at the other unit, read before the locks; it is read again under them."""

    @cached_property
    def other(self) -> Petition | None:
        return self.find_other()

    @property
    def the_other(self) -> Petition:
        """Where a refusal has made sure that there is one."""
        assert self.other is not None
        return self.other

    def lock(self) -> None:
        self.records = list(Record.objects.filter(pk__in=self.asked).select_related("lead_unit"))
        found = self.find_other() if self.records else None
        ids = {*self.asked, *([found.pk] if found else [])}
        rows = Record.objects.select_for_update(of=("self",)).filter(pk__in=ids).order_by("pk")
        locked = {row.pk: row for row in rows.select_related("lead_unit")}
        self.records = [locked[pk] for pk in self.asked if pk in locked]
        self.other = self.read_again(locked[found.pk]) if found else None
        self.before = snapshots(list(locked.values()))

    def read_again(self, record: Record) -> Petition:
        petition = Petition.objects.get(pk=record.pk)
        petition.record = record
        return petition

    def unit_of_other(self) -> Unit | None:
        return self.other.record.lead_unit if self.other else None

    def facts(self, record: Record) -> dict[str, Any]:
        """Each record's event names the unit of the other one."""
        unit = self.unit_of_other() if record.pk == self.record.pk else self.record.lead_unit
        return {"unit": named(unit)} if unit else {}

    def record_history(self) -> None:
        super().record_history()
        if self.other is None:
            return
        one = self.other.record
        entry = self.entry_of_other(one, snapshots([one])[one.pk])
        write([entry], actor=self.actor(self.record.lead_unit), at=self.at)
        search.touch_many(SOURCE, [one.pk])

    def entry_of_other(self, one: Record, after: Facts) -> Entry:
        said = self.facts(one)
        if one.pk in self.before:
            said["changes"] = changes(self.before[one.pk], after)
        return Entry(self.event, one, said, after, self.reason)


class ToSender(Between[Result]):
    """What the receiver says to the unit that sent him the matter; on a paper, if there is one."""

    def __init__(
        self, record: Record, paper: NewPaper | None = None, *, by: User, **options: Any
    ) -> None:
        super().__init__(record, by=by, **options)
        self.paper = paper

    def find_other(self) -> Petition | None:
        return sender_of(self.record)
