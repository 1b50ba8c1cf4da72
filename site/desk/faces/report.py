"""Statistical reports on the record page: the figures as sent, and who said so."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from archive.organisation.models import User
from archive.records.models import Record
from archive.records.vocabulary import RecordKind
from archive.reports import steps
from archive.reports.forms import form_of
from archive.reports.models import Report
from archive.reports.vocabulary import ReportState
from archive.reports.words import period_label
from desk.clocks import clocks_of
from desk.faces.letters import letter_card
from desk.facts import fact_of, kept_facts, line_of, tells_state
from desk.kinds import Card, DeskKind, Face, Fact, VerbRow

FIELDS = ("filled_by", "reviewed_by", "signed_by", "signed_on", "submitted_on", "returned_reason")
S = ReportState
NEAR: dict[str, tuple[str, ...]] = {
    S.DRAFT: ("review",),
    S.REVIEWED: ("sign",),
    S.SIGNED: ("submit",),
    S.SUBMITTED: ("correct", "send_back"),
    S.RETURNED: (),
}
STEPS: dict[str, tuple[Any, Any, bool]] = {
    "review": (gettext_lazy("Review"), steps.ReviewReport, False),
    "sign": (gettext_lazy("Sign"), steps.SignReport, False),
    "submit": (gettext_lazy("Send"), steps.SubmitReport, False),
    "send_back": (gettext_lazy("Send back"), steps.SendBackReport, True),
    "correct": (gettext_lazy("Correct the report"), steps.CorrectReport, False),
}


def face(record: Record, person: User) -> Face:
    report = record.report
    clocks = clocks_of(record)
    days = [
        (_("Period until"), report.slot.period_end, ""),
        (_("Due on"), report.slot.due_on, ""),
        (_("Signed on"), report.signed_on, ""),
        (_("Sent on"), report.submitted_on, ""),
    ]
    side = [Card("desk/_clocks.html", {"lines": clocks})] if clocks else []
    return Face(
        facts=[*own_facts(record, report), *kept_facts(record)],
        stages=line_of(days),
        states=[(report.state, report.get_state_display(), "")],
        tells_state=tells_state(record),
        side=[*side, *letter_card(record)],
        main=[figures_card(report)],
    )


def own_facts(record: Record, report: Report) -> Iterator[Fact]:
    slot = report.slot
    yield Fact(_("Report"), slot.type.name)
    yield Fact(_("Period"), str(period_label(slot.type.cycle, slot.period_start)))
    if report.nil:
        yield Fact(_("Nil report"), _("yes"))
    for name in FIELDS:
        yield from fact_of(record, report, name, name not in {"filled_by"})


def figures_card(report: Report) -> Card:
    form = form_of(report.slot.type.code)
    rows = {row.column: row for row in report.figures.all()}
    shown = [
        (column, form.column(column)["name"], rows[column])
        for column in form.columns
        if column in rows
    ]
    return Card("desk/_figures.html", {"rows": shown, "slot": report.slot, "report": report})


def verbs(record: Record, person: User) -> Iterator[VerbRow]:
    report = record.report
    for name in NEAR.get(report.state, ()):
        label, step_class, warn = STEPS[name]
        step = step_class(record, by=person)
        if name == "correct":
            # Whether a figure moved is counted on the page of the correction; here it is dear.
            step.refusals = step.refusals_of_slot
        else:
            step.report = report
        yield label, f"desk_report_{name}", step, warn


KIND = DeskKind(
    code=RecordKind.REPORT,
    row=Report,
    face=face,
    verbs=verbs,
    related=(
        "report__slot__type",
        "report__slot__unit",
        "report__filled_by",
        "report__reviewed_by",
        "report__signed_by",
    ),
)
