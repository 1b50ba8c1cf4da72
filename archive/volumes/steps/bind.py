"""Bind 装订: planned volumes come to be, sealed; their records are bound (policy 5)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

import search
from archive.organisation.models import Unit, User
from archive.organisation.refusal import Refusal
from archive.organisation.vocabulary import Verb
from archive.records.history import write
from archive.records.models import Record
from archive.records.step import SOURCE, OnRecords
from archive.records.vocabulary import RecordState
from archive.retention.resolve import fix
from archive.volumes.models import Volume
from archive.volumes.planning import Planned
from archive.volumes.writing import write_volumes

BOUND = _("%(record)s was bound meanwhile, in %(volume)s, by %(person)s.")
CHANGED = _("%(record)s was changed while it was being bound; look at it, then bind again.")


class Bind(OnRecords[list[Volume]]):
    """One batch of a binding: all its volumes, or none. `bind_year` plans and runs batches.

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

    def lock(self) -> None:
        super().lock()
        search.crash_point("bind_locked")

    def refusals(self) -> Iterator[Refusal]:
        for record in self.records:
            if record.state == RecordState.BOUND:
                yield self.bound_by(record)
            elif record.version != self.ready[record.pk].record.version:
                yield Refusal("changed_meanwhile", CHANGED, {"record": str(record)})

    def bound_by(self, record: Record) -> Refusal:
        volume = Volume.objects.filter(items__record=record).order_by("-pk").first()
        said = {
            "record": str(record),
            "volume": (volume.code or volume.title) if volume else "",
            "person": volume.compiled_by if volume else "",
        }
        return Refusal("bound_by_other", BOUND, said)

    def apply(self) -> list[Volume]:
        written, self.places = write_volumes(self.planned, by=self.by, at=self.at)
        fix({pk: one.resolved for pk, one in self.ready.items()})
        Record.objects.filter(pk__in=self.ready).update(state=RecordState.BOUND)
        search.crash_point("bind_records_moved")
        return [one.volume for one in written]

    def facts(self, record: Record) -> dict[str, Any]:
        return {"volumes": self.places[record.pk]}

    def record_history(self) -> None:
        """Nothing of a record changes but its state; reading it all again would say the same."""
        entries = []
        for record in self.records:
            record.state = RecordState.BOUND
            before = self.before[record.pk]
            after = before | {"record": before["record"] | {"state": RecordState.BOUND}}
            entries.append(self.entry(record, after))
        write(entries, actor=self.actor(self.unit), at=self.at)
        search.touch_many(SOURCE, [record.pk for record in self.records])
