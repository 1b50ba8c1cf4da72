"""Review 审核: somebody else than the filler has looked at the figures (统计法 24)."""

from __future__ import annotations

from collections.abc import Iterator

from archive.organisation.refusal import Refusal
from archive.organisation.vocabulary import Verb
from archive.records.vocabulary import NamedAs
from archive.reports.models import Report
from archive.reports.steps.on_report import SAME_PERSON, OnReport, name_person


class ReviewReport(OnReport[Report]):
    """The reviewer is not the filler."""

    event = "report:review"
    verb = Verb.REVIEW_REPORT

    def refusals_of_facts(self) -> Iterator[Refusal]:
        if self.report.filled_by_id == self.by.pk:
            yield Refusal("same_person", SAME_PERSON)

    def apply(self) -> Report:
        name_person(self.record, self.by, NamedAs.REVIEWER, self.today)
        return self.move(reviewed_by=self.by)
