"""Send back 退回: the unit above returns a report that is not in its own sum yet."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from archive.clocks import clocks
from archive.organisation.models import Post, User
from archive.organisation.refusal import Refusal
from archive.organisation.vocabulary import PostKind, Verb
from archive.records.models import Record
from archive.records.vocabulary import RecordState
from archive.reports.models import Report
from archive.reports.rollup import sent_with
from archive.reports.slots import REPORT_DUE
from archive.reports.steps.on_report import OnReport

ROLLED_UP = _("It is in the sum of “%(report)s”, which was sent; have it corrected instead.")
REASON_TOO_LONG = _("The reason has more than %(most)s characters.")
NO_DAYS = _("Give it at least one day to come again.")
CORRECTED = _("“%(report)s” corrects it; send that one back when it comes.")


class SendBackReport(OnReport[Report]):
    """The report goes back to its unit and counts as missing after the new last day.

    days: how long it has; by default as long as a report of its type has after its period.
    """

    event = "report:send_back"
    verb = Verb.SEND_BACK_REPORT
    needs_reason = True
    posts = frozenset({PostKind.CLERK, PostKind.LEADER})

    def __init__(
        self, record: Record, *, days: int | None = None, by: User, **options: Any
    ) -> None:
        super().__init__(record, by=by, **options)
        self.days = days

    def may_as(self, post: Post, record: Record) -> bool:
        """A post of a unit above; nobody sends his own unit's report back."""
        return super().may_as(post, record) and post.unit_id != record.lead_unit_id

    @property
    def limit(self) -> int:
        return self.report.slot.type.due_after_days if self.days is None else self.days

    def refusals_of_facts(self) -> Iterator[Refusal]:
        above = sent_with(self.report)
        if above:
            yield Refusal("rolled_up_and_sent", ROLLED_UP, {"report": str(above.record)})
        later = self.report.slot.reports.filter(no__gt=self.report.no)
        newer = later.exclude(record__state=RecordState.STRUCK).select_related("record").first()
        if newer:
            yield Refusal("wrong_state", CORRECTED, {"report": str(newer.record)})
        if self.limit < 1:
            yield Refusal("limit_missing", NO_DAYS)
        most = Report._meta.get_field("returned_reason").max_length or 0
        if len(self.reason) > most:
            yield Refusal("field_too_long", REASON_TOO_LONG, {"most": most})

    def apply(self) -> Report:
        self.record.state, self.record.closed_on = RecordState.CAPTURED, None
        self.record.save(update_fields=["state", "closed_on"])
        clocks.start(self.record, REPORT_DUE, self.today, limit=self.limit)
        return self.move(submitted_on=None, returned_reason=self.reason)
