"""One verb, one step: the only way a record changes (design 3).

`run()` holds the one transaction: lock, policy, all refusals, change, version, event, outbox.
"""

from __future__ import annotations

import datetime as dt
from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from typing import Any, ClassVar, Generic, TypeVar

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

import search
from archive.organisation.may import actor_line, may, may_on
from archive.organisation.models import Unit, User
from archive.organisation.refusal import Refusal, Refused
from archive.organisation.standing import scope_of
from archive.organisation.vocabulary import Verb
from archive.records.history import Actor, Entry, write
from archive.records.kinds import Facts
from archive.records.models import Record
from archive.records.newest import as_kept, newest_contents
from archive.records.snapshot import changes, snapshots

Result = TypeVar("Result")
SOURCE = "record"

NOT_YOUR_POST = _("None of your posts may do this here; ask a colleague whose post has it.")
REASON_MISSING = _("Give the reason; it stays with the record.")
CHANGED_MEANWHILE = _("Somebody changed this record meanwhile; look at it again, then repeat.")
NOT_THE_SAME_UNIT = _("These records belong to several units; take those of one unit at a time.")


class NotVisible(LookupError):
    """The person may not know of one of these records; pages answer 404."""


class NotYourPost(Refused):
    """No post of the person has the verb; pages answer 403."""


class Step(ABC, Generic[Result]):
    """A change of records of one unit by one person.

    Raises NotVisible, NotYourPost, or Refused with *all* refusals; then nothing has changed.
    """

    event: ClassVar[str]
    verb: ClassVar[Verb]
    needs_reason: ClassVar[bool] = False

    def __init__(
        self, *, by: User, reason: str = "", via: str = "", at: dt.datetime | None = None
    ) -> None:
        """`at`: when it happened, for old stock that is taken over; else now."""
        self.by = by
        self.reason = reason.strip()
        self.via = via
        self.at = at or timezone.now()

    @property
    def today(self) -> dt.date:
        return timezone.localdate(self.at)

    def run(self) -> Result:
        with transaction.atomic():
            self.lock()
            self.ask_policy()
            refused = [*self.common_refusals(), *self.refusals()]
            if refused:
                raise Refused(refused)
            result = self.apply()
            self.record_history()
            search.crash_point("before_commit")
        search.crash_point("after_commit")
        return result

    def common_refusals(self) -> Iterator[Refusal]:
        if self.needs_reason and not self.reason:
            yield Refusal("reason_missing", REASON_MISSING)

    def actor(self, unit: Unit) -> Actor:
        return Actor(self.by, actor_line(self.by, unit, self.verb), self.via)

    def facts(self, record: Record) -> dict[str, Any]:
        """What the event says beside the changes, as plain data."""
        return {}

    def lock(self) -> None:
        """Locks what the step reads and changes. Nothing where it only makes new records."""

    @abstractmethod
    def ask_policy(self) -> None: ...

    def refusals(self) -> Iterator[Refusal]:
        yield from ()

    @abstractmethod
    def apply(self) -> Result: ...

    @abstractmethod
    def record_history(self) -> None: ...


class NewRecords(Step[list[Record]]):
    """Makes records in one unit; each gets version 1 and an event of its own."""

    def __init__(self, unit: Unit, *, by: User, **options: Any) -> None:
        super().__init__(by=by, **options)
        self.unit = unit
        self.records: list[Record] = []

    def ask_policy(self) -> None:
        if not may(self.by, self.verb, self.unit):
            raise NotYourPost([Refusal("not_your_post", NOT_YOUR_POST)])

    def record_history(self) -> None:
        contents = snapshots(self.records)
        entries = [
            Entry(self.event, record, self.facts(record), contents[record.pk], self.reason)
            for record in self.records
        ]
        write(entries, actor=self.actor(self.unit), at=self.at)
        search.touch_many(SOURCE, [record.pk for record in self.records])


class OnRecords(Step[Result]):
    """Changes records of one unit; each gets a new version and an event with what changed."""

    def __init__(
        self,
        records: Sequence[Record],
        *,
        by: User,
        seen_version: int | None = None,
        **options: Any,
    ) -> None:
        super().__init__(by=by, **options)
        self.asked = [record.pk for record in records]
        self.seen_version = seen_version
        self.records: list[Record] = []
        self.before: dict[int, Facts] = {}

    @property
    def record(self) -> Record:
        """The one record of a step on one."""
        (record,) = self.records
        return record

    def lock(self) -> None:
        rows = Record.objects.select_for_update(of=("self",)).filter(pk__in=self.asked)
        self.records = list(rows.select_related("lead_unit").order_by("pk"))
        self.before = newest_contents(self.asked)

    def ask_policy(self) -> None:
        scope = scope_of(self.by)
        seen = Record.objects.filter(pk__in=self.asked).visible_to(scope).count()
        if seen < len(set(self.asked)):
            raise NotVisible
        if not all(self.allows(record) for record in self.records):
            raise NotYourPost([Refusal("not_your_post", NOT_YOUR_POST)])

    def ask(self, record: Record, before: Facts) -> list[Refusal] | None:
        """What state and facts refuse now, for a page that shows the verb; nothing is locked.

        `record` has been seen by the person, `before` is its newest version. None when no post
        of the person has the verb. What only the filled form can answer is not asked.
        """
        self.records, self.before = [record], {record.pk: before}
        return list(self.refusals()) if self.allows(record) else None

    def allows(self, record: Record) -> bool:
        return may_on(self.by, self.verb, record)

    def common_refusals(self) -> Iterator[Refusal]:
        yield from super().common_refusals()
        if len({record.lead_unit_id for record in self.records}) > 1:
            yield Refusal("not_your_unit", NOT_THE_SAME_UNIT)
        if self.seen_version is not None and self.record.version != self.seen_version:
            yield Refusal("changed_meanwhile", CHANGED_MEANWHILE)

    def record_history(self) -> None:
        if not self.records:
            return
        after = snapshots(self.records)
        entries = [self.entry(record, after[record.pk]) for record in self.records]
        write(entries, actor=self.actor(self.records[0].lead_unit), at=self.at)
        search.touch_many(SOURCE, [record.pk for record in self.records])

    def entry(self, record: Record, after: Facts) -> Entry:
        changed = changes(self.before[record.pk], as_kept(after))
        said = self.facts(record) | {"changes": changed}
        return Entry(self.event, record, said, after, self.reason)
