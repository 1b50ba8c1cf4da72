"""Raise a period: an office may keep longer than its schedule says, never shorter (domain 8.1)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from archive.organisation.models import User
from archive.organisation.refusal import Refusal
from archive.organisation.vocabulary import Verb
from archive.records.kinds import Facts, kind_of
from archive.records.models import Record
from archive.records.step import OnRecords
from archive.records.vocabulary import RecordState
from archive.retention.models import Retention
from archive.retention.resolve import Resolved, by_rule, resolve
from archive.retention.rules import is_longer
from archive.retention.steps.words import too_long
from archive.retention.vocabulary import Period

NOT_CLOSED = _("The period is raised once the matter is closed.")
SEALED = _("It is bound under a reference code that names the period; a new code is needed.")
UNRESOLVED = _("No rule of the schedule fits this record; complete its facts first.")
NOT_LONGER = _("It is kept %(now)s already; only a longer period can be chosen.")


class RaisePeriod(OnRecords[Retention]):
    """Fixes the rule of the record with a longer period; before it is bound (domain 8.3-3)."""

    event = "record:raise_period"
    verb = Verb.RAISE_PERIOD
    needs_reason = True

    def __init__(self, record: Record, period: Period, *, by: User, **options: Any) -> None:
        super().__init__([record], by=by, **options)
        self.period = period
        self.found: Resolved | None = None

    def lock(self) -> None:
        super().lock()
        self.found = resolve(self.records).get(self.asked[0])

    def ask(self, record: Record, before: Facts) -> list[Refusal] | None:
        self.found = resolve([record]).get(record.pk)
        return super().ask(record, before)

    def refusals(self) -> Iterator[Refusal]:
        if self.record.state == RecordState.BOUND:
            yield Refusal("sealed", SEALED)
        elif self.record.state != RecordState.CLOSED:
            yield Refusal("wrong_state", NOT_CLOSED)
        elif self.found is None:
            yield Refusal("period_unresolved", UNRESOLVED)
        if self.found and not is_longer(self.period, self.found.period):
            now = Period(self.found.period).label
            yield Refusal("not_longer", NOT_LONGER, {"now": now})
        yield from too_long(self.reason)

    def facts(self, record: Record) -> dict[str, Any]:
        assert self.found
        return {"from": self.found.period, "to": self.period.value, "rule": self.found.rule.code}

    def apply(self) -> Retention:
        assert self.found
        flags = kind_of(self.record.kind).flags([self.record])[self.record.pk]
        raised = by_rule(self.found.rule, self.found.closed_year, flags, self.period)
        row, _made = Retention.objects.update_or_create(
            record=self.record, defaults=self.values(raised)
        )
        return row

    def values(self, raised: Resolved) -> dict[str, Any]:
        return vars(raised) | {
            "raised_from": raised.rule.period,
            "raised_reason": self.reason,
            "raised_by": self.by,
        }
