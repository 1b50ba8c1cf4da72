"""Complete 齐全, and what leads there: 不适用 with a reason, and the archivist's 退回."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from archive.organisation.models import User
from archive.organisation.refusal import Refusal
from archive.organisation.vocabulary import Verb
from archive.records.models import Record
from archive.records.step import OnRecords
from archive.records.vocabulary import RecordState
from archive.volumes.contents import Lack, Templates, lacks_of
from archive.volumes.leaves import leaves_of
from archive.volumes.models import Completion, NotApplicable
from archive.volumes.rules import Line, line_of

NOT_CLOSED = _("%(record)s is not closed; close it first.")
SEALED = _("%(record)s is bound; its contents no longer changes.")
COMPLETE_ALREADY = _("%(record)s is complete already.")
AT_ONCE = _("%(record)s needs no completion: nothing but its closing is asked of this kind.")
NOT_COMPLETE = _("%(record)s is not marked as complete; nothing is to be sent back.")
LINE_UNKNOWN = _("The contents of %(record)s has no line “%(line)s”.")
LINE_FILLED = _("“%(line)s” is filled by a paper; it cannot be said not to apply.")
ANSWERED = _("“%(line)s” is said not to apply already.")


class OnContents(OnRecords[list[Record]]):
    """What the steps on a contents have in common: closed, not bound."""

    verb = Verb.COMPLETE

    def refusals(self) -> Iterator[Refusal]:
        for record in self.records:
            fact = {"record": str(record)}
            if record.state in {RecordState.BOUND, RecordState.DESTROYED}:
                yield Refusal("sealed", SEALED, fact)
            elif record.state != RecordState.CLOSED:
                yield Refusal("wrong_state", NOT_CLOSED, fact)

    @property
    def completed(self) -> set[int]:
        rows = Completion.objects.filter(record__in=self.records)
        return set(rows.values_list("record", flat=True))


class Complete(OnContents):
    """Says that the contents of closed records is complete; from then on they can be bound.

    Refuses with every lack of every record. Documents and reports are complete at once and are
    refused here (policy 5).
    """

    event = "record:complete"

    def __init__(self, records: Record | Sequence[Record], *, by: User, **options: Any) -> None:
        super().__init__([records] if isinstance(records, Record) else records, by=by, **options)

    def refusals(self) -> Iterator[Refusal]:
        yield from super().refusals()
        templates, completed = Templates(), self.completed
        for record in self.records:
            if not templates.lines(record):
                yield Refusal("wrong_state", AT_ONCE, {"record": str(record)})
            if record.pk in completed:
                yield Refusal("wrong_state", COMPLETE_ALREADY, {"record": str(record)})
        for lacks in lacks_of(self.records).values():
            yield from map(refusal, lacks)

    def apply(self) -> list[Record]:
        Completion.objects.bulk_create(
            Completion(record=record, by=self.by, at=self.at) for record in self.records
        )
        return self.records


def refusal(one: Lack) -> Refusal:
    return Refusal(one.code, "%(sentence)s", {"sentence": one.sentence, "line": one.line})


class SendBack(OnContents):
    """退回: the archivist takes the mark of completeness away, with what has to be mended."""

    event = "record:send_back"
    verb = Verb.BIND
    needs_reason = True

    def __init__(self, record: Record, *, by: User, **options: Any) -> None:
        super().__init__([record], by=by, **options)

    def refusals(self) -> Iterator[Refusal]:
        yield from super().refusals()
        if not self.completed:
            yield Refusal("wrong_state", NOT_COMPLETE, {"record": str(self.record)})

    def apply(self) -> list[Record]:
        Completion.objects.filter(record=self.record).delete()
        return self.records


class SayNotApplicable(OnContents):
    """Says of a line of the contents that this case has no paper for it, and why."""

    event = "record:say_not_applicable"
    needs_reason = True

    def __init__(self, record: Record, line: str, reason: str, *, by: User, **options: Any) -> None:
        super().__init__([record], by=by, reason=reason, **options)
        self.line = line

    def refusals(self) -> Iterator[Refusal]:
        yield from super().refusals()
        fact = {"record": str(self.record), "line": self.line}
        lines = Templates().lines(self.record)
        line = next((one for one in lines if one.code == self.line), None)
        if line is None:
            yield Refusal("line_unknown", LINE_UNKNOWN, fact)
            return
        if self.is_filled(line, lines):
            yield Refusal("line_filled", LINE_FILLED, fact | {"line": line.title})
        if self.record.not_applicable.filter(line=self.line).exists():
            yield Refusal("nothing_changed", ANSWERED, fact | {"line": line.title})

    def is_filled(self, line: Line, lines: Sequence[Line]) -> bool:
        leaves = leaves_of([self.record.pk]).get(self.record.pk, [])
        return any(line_of(leaf, lines) == line for leaf in leaves)

    def facts(self, record: Record) -> dict[str, Any]:
        return {"line": self.line}

    def apply(self) -> list[Record]:
        NotApplicable.objects.create(
            record=self.record,
            line=self.line,
            reason=self.reason[:300],
            said_by=self.by,
            said_at=self.at,
        )
        return self.records
