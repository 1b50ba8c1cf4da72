"""Words and colours for what the archive says in codes: states, events, fields, facets."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from archive.classification import queries
from archive.documents.vocabulary import Direction, NoticeState, Validity
from archive.intake.vocabulary import Outcome, ReceiptState
from archive.records.steps.correct import OWN_FIELDS
from archive.records.vocabulary import (
    JobState,
    LinkReason,
    PaperType,
    Part,
    RecordKind,
    RecordState,
    Secrecy,
)
from desk.field_words import field_label, figure_label

TONES: dict[str, str] = {
    RecordState.CAPTURED: "amber",
    RecordState.REGISTERED: "blue",
    RecordState.CLOSED: "green",
    RecordState.BOUND: "green",
    RecordState.DESTROYED: "grey",
    RecordState.STRUCK: "red",
    Validity.VALID: "green",
    Validity.NOT_YET: "amber",
    Validity.EXPIRED: "grey",
    Validity.ABOLISHED: "red",
    NoticeState.DRAFT: "amber",
    NoticeState.PUBLISHED: "green",
    NoticeState.WITHDRAWN: "grey",
    Outcome.DONE: "green",
    Outcome.SKIPPED: "amber",
    Outcome.FAILED: "red",
    ReceiptState.OPEN: "blue",
    ReceiptState.ENDED: "green",
    ReceiptState.UNDONE: "grey",
    JobState.WAITING: "grey",
    JobState.RUNNING: "blue",
    JobState.DONE: "green",
    JobState.FAILED: "red",
}

# Finer states of petitions, dossiers and reports; the same word has the same colour in each.
TONES |= {
    "registered": "blue",
    "triaged": "amber",
    "sent": "amber",
    "transferred": "grey",
    "assigned": "amber",
    "objected": "red",
    "review_requested": "blue",
    "review_opinion": "amber",
    "recheck_requested": "blue",
    "recheck_opinion": "amber",
    "accepted": "blue",
    "investigating": "blue",
    "mediating": "blue",
    "opinion_issued": "amber",
    "replied": "amber",
    "served": "green",
    "settled": "green",
    "agreed": "green",
    "guided": "grey",
    "declined": "grey",
    "refused": "grey",
    "filed_only": "grey",
    "terminated": "grey",
    "pending": "amber",
    "partly": "amber",
    "performed": "green",
    "not_needed": "green",
    "missing": "red",
    "drafted": "blue",
    "nil": "green",
    "filed": "green",
    "late": "amber",
    "corrected": "green",
    "submitted": "green",
    "returned": "red",
    "reviewed": "blue",
    "signed": "blue",
}

EVENTS: dict[str, Any] = {
    "template:propose": _("Template proposed"),
    "template:release": _("Template released"),
    "template:withdraw": _("Template withdrawn"),
    "record:correct": _("Corrected"),
    "record:share": _("Shared"),
    "record:assist": _("Unit assists"),
    "record:strike": _("Struck"),
    "record:ask_to_reopen": _("Asked to reopen"),
    "record:reopen": _("Reopened"),
    "paper:add": _("Paper added"),
    "paper:add_file": _("New file of a paper"),
    "document:register": _("Registered"),
    "document:repeal": _("Repealed"),
    "document:import": _("Imported"),
    "notice:draft": _("Notice drafted"),
    "notice:publish": _("Published"),
    "notice:withdraw": _("Withdrawn from the portal"),
    "petition:register": _("Registered"),
    "petition:triage": _("Route proposed"),
    "petition:accept": _("Accepted"),
    "petition:guide": _("Guided to the competent organ"),
    "petition:decline": _("Declined"),
    "petition:file_only": _("Filed only"),
    "petition:transfer": _("Transferred"),
    "petition:assign": _("Assigned"),
    "petition:receive": _("Received from another unit"),
    "petition:object": _("Objected to"),
    "petition:take_back": _("Taken back"),
    "petition:keep": _("Kept to"),
    "petition:report_back": _("Reported back"),
    "petition:investigate": _("Investigated"),
    "petition:settle": _("Settled"),
    "petition:withdraw": _("Withdrawn"),
    "petition:ask_extension": _("Extension asked for"),
    "petition:extend": _("Extended"),
    "petition:draft_opinion": _("Answer drafted"),
    "petition:give_opinion": _("Opinion signed"),
    "petition:reply": _("Reply signed"),
    "petition:serve": _("Served"),
    "petition:request_review": _("Review asked for"),
    "petition:review": _("Review opinion given"),
    "petition:request_recheck": _("Re-check asked for"),
    "petition:recheck": _("Re-check opinion given"),
    "petition:close": _("Closed"),
    "record:reassign": _("Handler named"),
    "dossier:register": _("Registered"),
    "dossier:accept": _("Accepted"),
    "dossier:refuse": _("Refused"),
    "dossier:mediate": _("Sitting held"),
    "dossier:extend": _("Extended"),
    "dossier:agree": _("Agreement reached"),
    "dossier:terminate": _("Ended without agreement"),
    "dossier:withdraw": _("Withdrawn"),
    "dossier:perform": _("Performance entered"),
    "dossier:visit": _("Return visit entered"),
    "dossier:confirm": _("Judicial confirmation"),
    "dossier:close": _("Closed"),
    "dossier:print_form": _("Form printed"),
    "record:complete": _("Contents complete"),
    "record:send_back": _("Contents sent back"),
    "record:say_not_applicable": _("Said not to apply"),
    "record:raise_period": _("Retention period raised"),
    "volume:bind": _("Bound"),
    "volume:check": _("Volume checked"),
    "volume:supplement": _("Supplement made"),
    "report:fill": _("Report filled"),
    "report:nil": _("Nil report"),
    "report:review": _("Report reviewed"),
    "report:sign": _("Report signed"),
    "report:submit": _("Report submitted"),
    "report:send_back": _("Report sent back"),
    "report:correct": _("Report corrected"),
    "letter:issue": _("Letter issued"),
    "record:hold": _("Hold placed"),
    "record:ask_to_lift": _("Lifting of the hold asked for"),
    "record:lift_hold": _("Hold lifted"),
    "personal:unmask": _("Numbers looked at"),
    "rule:release": _("Retention schedule approved"),
    "account:unlock": _("Account unlocked"),
}

# Fields of a version that no form shows, by their path in the snapshot.
PATHS: dict[str, Any] = {
    "record.kind": _("kind"),
    "record.state": _("state"),
    "record.number": _("number"),
    "record.year_assumed": _("year assumed"),
    "record.undecided": _("to be completed"),
    "record.registered_on": _("registered on"),
    "record.closed_on": _("closed on"),
    "record.lead_unit": _("lead unit"),
    "kind.direction": _("direction"),
    "kind.abolished_on": _("abolished on"),
    "kind.superseded_by": _("superseded by"),
    "kind.notice": _("public notice"),
    "participation": _("units taking part"),
    "links": _("links"),
    "papers": _("papers"),
}
# Fields of the record page whose label stands under another path.
FACT_PATHS = {"direction": "kind.direction", "abolished_on": "kind.abolished_on"}
NOTICE_PATHS: dict[str, Any] = {
    "state": _("state"),
    "index_no": _("index number"),
    "name": _("name of the information"),
    "subject": _("subject category"),
    "genre": _("genre"),
    "channel": _("channel"),
    "doc_number": _("document number"),
    "publisher": _("publisher"),
    "publisher_name": _("publisher"),
    "created_on": _("created on"),
    "published_on": _("published on"),
    "abolished_on": _("abolished on"),
    "summary": _("summary"),
    "text": _("text"),
    "withdrawn_reason": _("reason of withdrawal"),
}

FIGURES = "kind.figures."

# Codes in a snapshot, by the last word of their path.
CODES: dict[str, dict[str, Any]] = {
    "record.kind": dict(RecordKind.choices),
    "record.state": dict(RecordState.choices),
    "record.secrecy": dict(Secrecy.choices),
    "kind.direction": dict(Direction.choices),
    "kind.notice.state": dict(NoticeState.choices),
}
PARTS: dict[str, Any] = dict(Part.choices)
LINKS: dict[str, Any] = dict(LinkReason.choices)
# The same link as the other record says it.
LINKS_BACK: dict[str, Any] = {
    LinkReason.SAME_MATTER: _("Same matter"),
    LinkReason.ARISES_FROM: _("Gave rise to"),
    LinkReason.SETTLES: _("Settled by"),
    LinkReason.SUPERSEDED_BY: _("Supersedes"),
    LinkReason.SUPPLEMENTS: _("Supplemented by"),
}
PAPERS: dict[str, Any] = dict(PaperType.choices)

FACETS: dict[str, Any] = {
    "kind": _("Kind"),
    "unit": _("Unit"),
    "year": _("Year"),
    "genre": _("Genre"),
    "subject": _("Subject"),
    "state": _("State"),
    "secrecy": _("Secrecy"),
    "matter_class": _("Class of petition"),
    "dispute_type": _("Dispute type"),
    "result": _("Result"),
    "period": _("Retention period"),
}


def tone(value: Any) -> str:
    """The colour class of a state; grey for what has none."""
    return TONES.get(str(value), "grey")


# The scheme whose terms a field takes.
SCHEMES = {
    "genre": queries.GENRE,
    "subject": queries.SUBJECT,
    "dispute_type": "dispute_type",
}


def event_label(name: str) -> Any:
    return EVENTS.get(name, name)


def path_label(path: str, kind: str = RecordKind.DOCUMENT) -> Any:
    """The label of a field by its path in a version, `record.title` or `kind.notice.name`."""
    if path in PATHS:
        return PATHS[path]
    front, _dot, name = path.rpartition(".")
    if front == "kind.notice":
        return NOTICE_PATHS.get(name, name)
    if front.startswith(FIGURES):
        return figure_label(front.removeprefix(FIGURES), name)
    own = None if front == "kind" else OWN_FIELDS.get(name)
    return own or field_label(kind, name) or name
