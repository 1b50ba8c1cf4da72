"""Strike 注销: a register entry stands for nothing; number and reason stay (policy 4, 5)."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from archive.organisation.refusal import Refusal
from archive.organisation.vocabulary import Verb
from archive.records import numbers
from archive.records.models import Link, Record
from archive.records.step import OnRecords
from archive.records.vocabulary import LinkReason, RecordKind, RecordState

ALREADY_STRUCK = _("%(record)s is struck already.")
BOUND = _("%(record)s is bound; a bound record is not struck.")
CLOSED = _("%(record)s is closed; only undoing its import can strike it.")
REGISTRAR = _("%(record)s was registered by you; somebody else has to strike it.")
IS_A_MATTER = _("%(record)s was sent to you by another unit; receive it, then object to it.")
RECORD_AROSE = _("%(record)s gave rise to other records; strike those first.")

# A captured row of these came with a petitioner's matter; it is registered, never struck.
MATTERS = frozenset({RecordKind.PETITION})
# What must not rest on a record that is struck.
RESTING = (LinkReason.ARISES_FROM, LinkReason.SETTLES, LinkReason.SUPPLEMENTS)


class Strike(OnRecords[list[Record]]):
    """Strikes records of one unit. The registrar himself may not (four eyes)."""

    event = "record:strike"
    verb = Verb.STRIKE
    needs_reason = True
    from_states = frozenset({RecordState.CAPTURED, RecordState.REGISTERED})
    own_work_allowed = False

    def allows(self, record: Record) -> bool:
        if record.state == RecordState.CAPTURED and record.made_by_id == self.by.pk:
            return True
        return super().allows(record)

    def refusals(self) -> Iterator[Refusal]:
        resting = self.rests_on()
        for record in self.records:
            fact = {"record": str(record)}
            if record.state == RecordState.STRUCK:
                yield Refusal("wrong_state", ALREADY_STRUCK, fact)
            elif record.state == RecordState.BOUND:
                yield Refusal("bound", BOUND, fact)
            elif record.state not in self.from_states:
                yield Refusal("wrong_state", CLOSED, fact)
            if record.state == RecordState.CAPTURED and record.kind in MATTERS:
                yield Refusal("is_a_matter", IS_A_MATTER, fact)
            if self.is_own_work(record):
                yield Refusal("same_person", REGISTRAR, fact)
            if record.pk in resting:
                yield Refusal("record_arose", RECORD_AROSE, fact)

    def is_own_work(self, record: Record) -> bool:
        mine = record.made_by_id == self.by.pk and record.state != RecordState.CAPTURED
        return mine and not self.own_work_allowed

    def rests_on(self) -> set[int]:
        rows = Link.objects.filter(other__in=self.records, reason__in=RESTING)
        standing = rows.exclude(record__state=RecordState.STRUCK)
        return set(standing.exclude(record__in=self.records).values_list("other", flat=True))

    def apply(self) -> list[Record]:
        numbers.void(self.records, self.reason)
        for record in self.records:
            record.state = RecordState.STRUCK
        Record.objects.bulk_update(self.records, ["state"], batch_size=500)
        return self.records
