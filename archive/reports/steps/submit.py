"""Submit 报送: the report gets its number and its form, and the versions below are fixed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

import doc_templates
from archive.clocks import clocks
from archive.organisation.refusal import Refusal
from archive.organisation.vocabulary import PostKind, Verb
from archive.records import numbers
from archive.records.models import Record
from archive.records.steps.letter import issue_letter
from archive.records.vocabulary import RecordState
from archive.reports import printing
from archive.reports.models import Report, ReportSlot
from archive.reports.rollup import explained_in
from archive.reports.slots import REPORT_DUE
from archive.reports.steps.on_report import NOTHING_EXPLAINED, OnReport, with_children
from archive.reports.three_way import counts
from archive.reports.words import series

NO_TEMPLATE = _("No template for the form of a report is released; have one released first.")


class SubmitReport(OnReport[Report]):
    """Sends a signed report up. The record is closed with it; what comes later is a correction.

    The slots right below are locked with its own, so that none is sent back meanwhile.
    """

    event = "report:submit"
    verb = Verb.FILL_REPORT
    posts = frozenset({PostKind.CLERK, PostKind.LEADER})

    def slots_to_lock(self, slot: ReportSlot) -> list[int]:
        return with_children(slot)

    def refusals_of_facts(self) -> Iterator[Refusal]:
        yield from self.moved_refusals()
        yield from self.missing_refusals(NOTHING_EXPLAINED)
        try:
            doc_templates.newest(printing.REPORT_FORM)
        except doc_templates.NoTemplate:
            yield Refusal("template_withdrawn", NO_TEMPLATE)

    def facts(self, record: Record) -> dict[str, Any]:
        """三统一: what was reported, registered and filed on the day it was sent (domain 3.5)."""
        return {"three_way": counts(self.report.slot, self.report)}

    def apply(self) -> Report:
        children = self.now.facts(explained_in(self.report.children))
        self.close_record()
        self.move(submitted_on=self.today, children=children)
        self.report.record = self.record
        clocks.end(self.record, REPORT_DUE, on=self.today, by=self.event)
        issue_letter(
            self.record,
            printing.REPORT_FORM,
            printing.values(self.report),
            series="",
            addressee=self.addressee(),
            by=self.by,
            at=self.at,
        )
        return self.report

    def close_record(self) -> None:
        """A report that came back keeps its number: numbers are given once."""
        record, day = self.record, self.today
        taken = []
        if not record.number:
            taken = numbers.take([record], unit=record.lead_unit, code=series(), on=day)
            record.registered_on = day
        record.state, record.dated_on, record.closed_on = RecordState.CLOSED, day, day
        record.save()
        numbers.keep(taken)

    def addressee(self) -> str:
        above = self.record.lead_unit.parent
        return above.name if above else ""
