"""The verbs of petitions on the record page, in the order of daily work."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy

from archive.organisation.models import User
from archive.organisation.refusal import Refusal
from archive.organisation.standing import standing_of
from archive.organisation.vocabulary import PostKind
from archive.petitions import steps
from archive.petitions.models import Petition
from archive.petitions.rules import SENT_ON, is_answered_by_opinion
from archive.petitions.sending import arisen_from, sender_of
from archive.petitions.vocabulary import PetitionSource, PetitionState, ReviewStage
from archive.petitions.waiting import by_opinion
from archive.records.models import Record
from archive.records.vocabulary import RecordState
from desk.kinds import VerbRow

S = PetitionState
WORK = (
    "draft",
    "sign",
    "reply",
    "approve_extension",
    "investigate",
    "ask_extension",
    "settle",
    "name_handler",
    "withdraw",
)
NEAR: dict[PetitionState, tuple[str, ...]] = {
    S.SENT: ("receive",),
    S.REGISTERED: ("triage", "object", "withdraw"),
    S.TRIAGED: (
        "accept",
        "transfer",
        "assign",
        "guide",
        "decline",
        "file_only",
        "object",
        "withdraw",
    ),
    S.TRANSFERRED: ("take_back", "keep", "report_back", "close"),
    S.ASSIGNED: ("take_back", "keep", "report_back", "close"),
    S.RETURNED: ("close",),
    S.ACCEPTED: WORK,
    S.INVESTIGATING: WORK,
    S.OPINION_ISSUED: ("serve", "report_back", "close"),
    S.REPLIED: ("serve", "report_back", "close"),
    S.SERVED: ("request_review", "request_recheck", "report_back", "close"),
    S.REVIEW_REQUESTED: ("review",),
    S.REVIEW_OPINION: ("serve",),
    S.RECHECK_REQUESTED: ("recheck",),
    S.RECHECK_OPINION: ("serve",),
} | dict.fromkeys(
    (S.GUIDED, S.DECLINED, S.FILED_ONLY, S.SETTLED, S.WITHDRAWN), ("report_back", "close")
)
STEPS: dict[str, tuple[Any, Any, bool]] = {
    "triage": (gettext_lazy("Propose the route"), steps.Triage, False),
    "accept": (gettext_lazy("Accept the petition"), steps.Accept, False),
    "transfer": (gettext_lazy("Transfer"), steps.Transfer, False),
    "assign": (gettext_lazy("Assign to a unit"), steps.Assign, False),
    "receive": (gettext_lazy("Receive the matter"), steps.Receive, False),
    "object": (gettext_lazy("Object to the matter"), steps.Object, True),
    "take_back": (gettext_lazy("Take the matter back"), steps.TakeBack, False),
    "keep": (gettext_lazy("Keep to the decision"), steps.Keep, False),
    "report_back": (gettext_lazy("Report back"), steps.ReportBack, False),
    "guide": (gettext_lazy("Guide"), steps.Guide, False),
    "decline": (gettext_lazy("Decline"), steps.Decline, True),
    "file_only": (gettext_lazy("File only"), steps.FileOnly, False),
    "draft": (gettext_lazy("Draft the answer"), steps.DraftOpinion, False),
    "sign": (gettext_lazy("Sign the opinion"), steps.SignOpinion, False),
    "reply": (gettext_lazy("Sign the reply"), steps.Reply, False),
    "ask_extension": (gettext_lazy("Ask for an extension"), steps.AskExtension, False),
    "approve_extension": (
        gettext_lazy("Approve the extension"),
        steps.ApproveExtension,
        False,
    ),
    "investigate": (gettext_lazy("Record an investigation"), steps.Investigate, False),
    "settle": (gettext_lazy("Enter the settlement"), steps.Settle, False),
    "withdraw": (gettext_lazy("Withdraw"), steps.Withdraw, True),
    "request_review": (gettext_lazy("Enter a request for review"), steps.RequestReview, False),
    "review": (gettext_lazy("Enter the review opinion"), steps.Review, False),
    "request_recheck": (
        gettext_lazy("Enter a request for re-check"),
        steps.RequestRecheck,
        False,
    ),
    "recheck": (gettext_lazy("Enter the re-check opinion"), steps.Recheck, False),
    "serve": (gettext_lazy("Enter the service"), steps.Serve, False),
    "close": (gettext_lazy("Close"), steps.Close, False),
}


# Of these a unit of ours, or another office, was the sender.
SENT_SOURCES = frozenset({PetitionSource.TRANSFERRED, PetitionSource.ASSIGNED})
# What these refuse, their filled form alone can answer; asking before it would only cost.
QUIET = frozenset(
    {
        "triage",
        "accept",
        "transfer",
        "assign",
        "receive",
        "guide",
        "file_only",
        "draft",
        "investigate",
        "ask_extension",
        "settle",
        "withdraw",
        "serve",
        "request_review",
        "review",
        "request_recheck",
        "recheck",
        "name_handler",
    }
)
DECISIONS = frozenset({"decline", "sign", "reply", "approve_extension"})


def verbs(record: Record, person: User) -> Iterator[VerbRow]:
    petition = record.petition
    petition.record = record
    if record.state != RecordState.REGISTERED and petition.state != S.SENT:
        return
    # Only leaders decide; which of them is asked of the step, which looks up the tree.
    leads = any(post.kind == PostKind.LEADER for post in standing_of(person).posts)
    for name in NEAR.get(PetitionState(petition.state), ()):
        if name == "name_handler":
            handler = steps.NameHandler(record, petition.handler or person, by=person)
            step, label, warn = handler, gettext_lazy("Name another handler"), False
        else:
            label, step_class, warn = STEPS[name]
            step = step_class(record, by=person)
        if is_near(name, petition) and (name not in DECISIONS or leads):
            # All verbs of the page read the same row; each would ask for it anew.
            step.petition = petition
            lend(step, petition)
            if name in QUIET:
                step.refusals = nothing_refused  # type: ignore[method-assign]
            yield label, f"desk_petition_{name}", step, warn


def lend(step: Any, petition: Petition) -> None:
    """The record at the other unit, which the page has read already."""
    if isinstance(step, (steps.TakeBack, steps.Keep)):
        step.other = there_of(petition)
    elif isinstance(step, steps.Object):
        step.other = sent_by(petition)
    elif isinstance(step, steps.Close):
        step.there = there_of(petition)


def nothing_refused() -> Iterator[Refusal]:
    """For a verb whose reasons need more queries than a page may ask; its form asks them."""
    yield from ()


def is_near(name: str, petition: Petition) -> bool:
    """Of the two ways to answer the one the law gives; approving only what was asked for."""
    if name == "ask_extension":
        return petition.extension_approved_by_id is None
    if name == "approve_extension":
        return petition.extension_asked_by_id is not None and not petition.extension_approved_by_id
    if name in {"take_back", "keep"}:
        there = there_of(petition)
        return there is not None and there.state == S.OBJECTED
    if name == "close":  # While an objection waits, that is what is to be decided.
        return petition.state not in SENT_ON or not is_near("keep", petition)
    if name == "request_review":
        return not petition.review_stage and by_opinion(petition)
    if name == "request_recheck":
        return petition.review_stage == ReviewStage.REVIEW
    if name == "object":
        return sent_by(petition) is not None
    if name == "report_back":
        return petition.limit_on is not None
    if name in {"sign", "reply"}:
        on = petition.accepted_on or timezone.localdate()
        opinion = is_answered_by_opinion(petition.matter_class, petition.appeal_route, on)
        return opinion == (name == "sign")
    return True


def there_of(petition: Petition) -> Petition | None:
    """The record that arose at the receiver; read once for a page."""
    known = petition.__dict__
    if "_there" not in known:
        known["_there"] = arisen_from(petition.record) if petition.to_unit_id else None
    found: Petition | None = known["_there"]
    return found


def sent_by(petition: Petition) -> Petition | None:
    """The sender's record; read once for a page."""
    known = petition.__dict__
    if "_sent_by" not in known:
        asked = petition.source in SENT_SOURCES
        known["_sent_by"] = sender_of(petition.record) if asked else None
    found: Petition | None = known["_sent_by"]
    return found
