"""Petitions on the record page: what was brought, how far it is, its deadlines and letters."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from archive.organisation.models import User
from archive.organisation.refusal import Refusal
from archive.organisation.standing import standing_of
from archive.organisation.vocabulary import PostKind
from archive.petitions import steps
from archive.petitions.models import Petition
from archive.petitions.rules import is_answered_by_opinion
from archive.petitions.vocabulary import PetitionState
from archive.records.models import Record
from archive.records.vocabulary import RecordKind, RecordState
from desk.clocks import Line, clocks_of, is_running
from desk.faces.letters import contents_card, letter_card
from desk.facts import fact_of, kept_facts, line_of, tells_state
from desk.kinds import Card, DeskKind, Face, Fact, Stage, VerbRow

FIELDS = (
    "channel",
    "source",
    "source_no",
    "received_on",
    "petitioner_name",
    "petitioner_address",
    "people_count",
    "representatives",
    "anonymous",
    "unclear",
    "keep_confidential",
    "matter_class",
    "appeal_route",
    "matter_place",
    "summary",
    "respondent_unit",
    "respondent_text",
    "handler",
    "ground",
    "competent_organ",
)
MUST = frozenset({"channel", "source", "received_on", "petitioner_name", "matter_class", "handler"})
ANSWER = (
    "result",
    "findings",
    "opinion",
    "opinion_basis",
    "drafted_by",
    "signed_by",
    "signed_on",
    "served_on",
    "service_mode",
    "service_witness",
)


def face(record: Record, person: User) -> Face:
    petition = record.petition
    clocks = clocks_of(record)
    return Face(
        facts=[*own_facts(record, petition), *kept_facts(record)],
        stages=stages_of(record, petition, clocks),
        states=[(petition.state, petition.get_state_display(), "")],
        tells_state=tells_state(record),
        side=[
            Card("desk/_clocks.html", {"lines": clocks}),
            *contents_card(record),
            *letter_card(record),
        ],
        main=list(answer_card(record, petition)),
    )


def own_facts(record: Record, petition: Petition) -> Iterator[Fact]:
    for name in FIELDS:
        yield from fact_of(record, petition, name, name not in MUST)
    for number, claim in enumerate(petition.claims, start=1):
        yield Fact(_("Claim %(number)s") % {"number": number}, str(claim))


def stages_of(record: Record, petition: Petition, clocks: list[Line]) -> list[Stage]:
    """The days so far, and the days on which something is due."""
    days: list[tuple[str, dt.date | None, str]] = [
        (_("Received on"), petition.received_on, ""),
        (_("Registered on"), record.registered_on, ""),
        (_("Accepted on"), petition.accepted_on, ""),
        (_("Opinion signed"), petition.signed_on, ""),
        (_("Served on"), petition.served_on, ""),
        (_("Closed on"), record.closed_on, ""),
    ]
    return line_of([*days, *due_days(clocks)])


def due_days(clocks: list[Line]) -> Iterator[tuple[str, dt.date, str]]:
    """The ends of the running clocks; the article says why it is that day."""
    for line in clocks:
        if is_running(line.clock):
            rule = line.clock.rule
            yield _("%(rule)s due") % {"rule": rule.name}, line.clock.due_on, rule.basis


def answer_card(record: Record, petition: Petition) -> Iterator[Card]:
    """The opinion as drafted or signed, each claim with its answer."""
    if petition.opinion or petition.findings:
        facts = [one for name in ANSWER for one in fact_of(record, petition, name, True)]
        claims = petition.claims
        answers = [*petition.answers, *[""] * len(claims)]
        pairs = list(zip(claims, answers, strict=False))
        yield Card("desk/_opinion.html", {"facts": facts, "pairs": pairs, "petition": petition})


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
    S.REGISTERED: ("triage", "withdraw"),
    S.TRIAGED: ("accept", "guide", "decline", "file_only", "withdraw"),
    S.ACCEPTED: WORK,
    S.INVESTIGATING: WORK,
    S.OPINION_ISSUED: ("serve", "close"),
    S.REPLIED: ("serve", "close"),
} | dict.fromkeys(
    (S.GUIDED, S.DECLINED, S.FILED_ONLY, S.SETTLED, S.SERVED, S.WITHDRAWN), ("close",)
)
STEPS: dict[str, tuple[Any, Any, bool]] = {
    "triage": (gettext_lazy("Propose the route"), steps.Triage, False),
    "accept": (gettext_lazy("Accept the petition"), steps.Accept, False),
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
    "serve": (gettext_lazy("Enter the service"), steps.Serve, False),
    "close": (gettext_lazy("Close"), steps.Close, False),
}


# What these refuse, their filled form alone can answer; asking before it would only cost.
QUIET = frozenset(
    {
        "triage",
        "accept",
        "guide",
        "file_only",
        "draft",
        "investigate",
        "ask_extension",
        "settle",
        "withdraw",
        "serve",
        "name_handler",
    }
)
DECISIONS = frozenset({"decline", "sign", "reply", "approve_extension"})


def verbs(record: Record, person: User) -> Iterator[VerbRow]:
    petition = record.petition
    petition.record = record
    if record.state != RecordState.REGISTERED:
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
            if name in QUIET:
                step.refusals = nothing_refused  # type: ignore[method-assign]
            yield label, f"desk_petition_{name}", step, warn


def nothing_refused() -> Iterator[Refusal]:
    """For a verb whose reasons need more queries than a page may ask; its form asks them."""
    yield from ()


def is_near(name: str, petition: Petition) -> bool:
    """Of the two ways to answer the one the law gives; approving only what was asked for."""
    if name == "ask_extension":
        return petition.extension_approved_by_id is None
    if name == "approve_extension":
        return petition.extension_asked_by_id is not None and not petition.extension_approved_by_id
    if name in {"sign", "reply"}:
        on = petition.accepted_on or timezone.localdate()
        opinion = is_answered_by_opinion(petition.matter_class, petition.appeal_route, on)
        return opinion == (name == "sign")
    return True


KIND = DeskKind(
    code=RecordKind.PETITION,
    row=Petition,
    face=face,
    verbs=verbs,
    related=(
        "petition__handler",
        "petition__respondent_unit",
        "petition__drafted_by",
        "petition__signed_by",
    ),
    of_the_form=frozenset(
        {
            "class_missing",
            "route_missing",
            "ground_missing",
            "organ_not_named",
            "handler_missing",
            "result_missing",
            "claim_unanswered",
            "basis_missing",
            "receipt_missing",
            "witness_missing",
            "no_paper",
            "agreement_missing",
            "request_paper_missing",
            "agreement_unperformed",
            "neither_unclear_nor_duplicate",
            "over_30_days",
            "same_matter_open",
        }
    ),
)
