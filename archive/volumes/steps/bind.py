"""Bind 装订: planned volumes come to be, sealed; their records are bound (policy 5)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import F
from django.utils.translation import gettext_lazy as _

import search
from archive.organisation.models import Unit, User
from archive.organisation.refusal import Refusal
from archive.organisation.standing import scope_of
from archive.organisation.vocabulary import Verb
from archive.records.history import Entry, write
from archive.records.models import Record, Version
from archive.records.rows import among
from archive.records.snapshot import with_state
from archive.records.step import NOT_YOUR_POST, SOURCE, NotVisible, NotYourPost, OnRecords
from archive.records.vocabulary import RecordState
from archive.retention.resolve import fix
from archive.volumes.models import Volume
from archive.volumes.planning import Planned
from archive.volumes.writing import write_volumes

LOCKED = ("pk", "state", "version")
BOUND = _("%(record)s was bound meanwhile, in %(volume)s, by %(person)s.")
CHANGED = _("%(record)s was changed while it was being bound; look at it, then bind again.")


class Bind(OnRecords[list[int]]):
    """One batch of a binding: all its volumes, or none; returns their ids. `bind_year` plans and
    runs batches.

    Refuses with bound_by_other where somebody bound one of the records, and with
    changed_meanwhile where one is not as it was planned.
    """

    event = "volume:bind"
    verb = Verb.BIND

    def __init__(self, unit: Unit, planned: Sequence[Planned], *, by: User, **options: Any) -> None:
        self.planned = planned
        self.ready = {e.record.pk: e.ready for one in planned for e in one.entries}
        super().__init__([one.record for one in self.ready.values()], by=by, **options)
        self.unit = unit
        self.places: dict[int, list[dict[str, Any]]] = {}
        self.moved: dict[int, str] = {}

    def lock(self) -> None:
        """Only whether a record is still as it was planned is read; it was read to be planned."""
        rows = Record.objects.select_for_update().filter(pk__in=among(self.asked)).order_by("pk")
        now = {pk: (state, version) for pk, state, version in rows.values_list(*LOCKED)}
        self.records = [one.record for pk, one in sorted(self.ready.items())]
        self.moved = {
            record.pk: now[record.pk][0]
            for record in self.records
            if now[record.pk] != (record.state, record.version)
        }
        search.crash_point("bind_locked")

    def ask_policy(self) -> None:
        """The records are those of one unit, so one of each kind answers for its kind."""
        asked = Record.objects.filter(pk__in=among(self.asked))
        seen = asked.visible_to(scope_of(self.by)).count()
        if seen < len(self.records):
            raise NotVisible
        kinds = {record.kind: record for record in self.records}
        if not all(self.allows(record) for record in kinds.values()):
            raise NotYourPost([Refusal("not_your_post", NOT_YOUR_POST)])

    def refusals(self) -> Iterator[Refusal]:
        for record in self.records:
            if self.moved.get(record.pk) == RecordState.BOUND:
                yield self.bound_by(record)
            elif record.pk in self.moved:
                yield Refusal("changed_meanwhile", CHANGED, {"record": str(record)})

    def bound_by(self, record: Record) -> Refusal:
        volume = Volume.objects.filter(items__record=record).order_by("-pk").first()
        said = {
            "record": str(record),
            "volume": (volume.code or volume.title) if volume else "",
            "person": volume.compiled_by if volume else "",
        }
        return Refusal("bound_by_other", BOUND, said)

    def apply(self) -> list[int]:
        written, self.places = write_volumes(self.planned, by=self.by, at=self.at)
        fix({pk: one.resolved for pk, one in self.ready.items()})
        Record.objects.filter(pk__in=among(self.asked)).update(state=RecordState.BOUND)
        search.crash_point("bind_records_moved")
        return [one.row.id for one in written]

    def record_history(self) -> None:
        """Nothing of a record changes but its state: its newest version, bound, is the next."""
        newest = Version.objects.filter(record__in=among(self.asked), no=F("record__version"))
        said = dict(newest.values_list("record", "body__content"))
        entries = [self.entry_of(record, said[record.pk]) for record in self.records]
        write(entries, actor=self.actor(self.unit), at=self.at)
        search.touch_many(SOURCE, self.asked)

    def entry_of(self, record: Record, said: str) -> Entry:
        before, record.state = record.state, RecordState.BOUND
        change = {"path": "record.state", "before": before, "after": record.state}
        facts = self.facts(record) | {"changes": [change]}
        return Entry(self.event, record, facts, with_state(said, before, record.state))

    def facts(self, record: Record) -> dict[str, Any]:
        return {"volumes": self.places[record.pk]}
