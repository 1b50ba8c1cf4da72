"""Strike 注销: a register entry stands for nothing; number and reason stay (policy 4, 5)."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from archive.clocks import clocks
from archive.organisation.refusal import Refusal
from archive.organisation.vocabulary import Verb
from archive.records import later, numbers
from archive.records.models import Letter, Link, Record
from archive.records.step import OnRecords
from archive.records.vocabulary import MATTERS, LinkReason, RecordState

ALREADY_STRUCK = _("%(record)s is struck already.")
BOUND = _("%(record)s is bound; a bound record is not struck.")
CLOSED = _("%(record)s is closed; only undoing its import can strike it.")
REGISTRAR = _("%(record)s was registered by you; somebody else has to strike it.")
IS_A_MATTER = _("%(record)s is a matter somebody brought; register it, it is not struck.")
LETTER_ISSUED = _(
    "A letter was issued in %(record)s; it cannot be struck any more. Write a new letter that says "
    "what was wrong, and close the matter."
)
RECORD_AROSE = _("%(record)s gave rise to other records; strike those first.")

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
        tied = self.tied()
        against = later.objections(self.event, self.records, self.today)
        for record in self.records:
            fact = {"record": str(record)}
            yield from self.refusals_of_state(record)
            if self.is_own_work(record):
                yield Refusal("same_person", REGISTRAR, fact)
            written, rested_on = tied[record.pk]
            if written:
                yield Refusal("letter_issued", LETTER_ISSUED, fact)
            if rested_on:
                yield Refusal("record_arose", RECORD_AROSE, fact)
            yield from against[record.pk]

    def refusals_of_state(self, record: Record) -> Iterator[Refusal]:
        fact = {"record": str(record)}
        if record.state == RecordState.STRUCK:
            yield Refusal("wrong_state", ALREADY_STRUCK, fact)
        elif record.state == RecordState.BOUND:
            yield Refusal("bound", BOUND, fact)
        elif record.state not in self.from_states:
            yield Refusal("wrong_state", CLOSED, fact)
        elif record.state == RecordState.CAPTURED and record.kind in MATTERS:
            yield Refusal("is_a_matter", IS_A_MATTER, fact)

    def is_own_work(self, record: Record) -> bool:
        mine = record.made_by_id == self.by.pk and record.state != RecordState.CAPTURED
        return mine and not self.own_work_allowed

    def tied(self) -> dict[int, tuple[bool, bool]]:
        """By record id: whether a letter left it, and whether another record rests on it. One
        query, for the record page asks it, too.

        A letter that left was written to somebody, or has a number of its own; a form that was
        printed for the dossier bears the dossier's number and binds nobody.
        """
        ids = [record.pk for record in self.records]
        own_number = ~Q(number="") & ~Q(number=F("record__number"))
        letters = Letter.objects.filter(~Q(addressee="") | own_number, record=OuterRef("pk"))
        links = Link.objects.filter(other=OuterRef("pk"), reason__in=RESTING)
        standing = links.exclude(record__state=RecordState.STRUCK).exclude(record__in=ids)
        rows = Record.objects.filter(pk__in=ids).annotate(
            written=Exists(letters), rested_on=Exists(standing)
        )
        return {
            pk: (written, rested_on)
            for pk, written, rested_on in rows.values_list("pk", "written", "rested_on")
        }

    def apply(self) -> list[Record]:
        """What the clocks waited for will not come any more: they stop, all of them."""
        clocks.cancel_of(self.records, on=self.today, by=self.event)
        numbers.void(self.records, self.reason)
        for record in self.records:
            record.state = RecordState.STRUCK
        Record.objects.bulk_update(self.records, ["state"], batch_size=500)
        return self.records
