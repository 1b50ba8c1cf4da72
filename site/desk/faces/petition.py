"""Petitions on the record page: what was brought, how far it is, its deadlines and letters."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.utils.translation import gettext as _

from archive.organisation.models import User
from archive.organisation.standing import standing_of
from archive.organisation.vocabulary import PostKind
from archive.petitions.models import Petition
from archive.petitions.vocabulary import SentAs
from archive.records.models import Record
from archive.records.vocabulary import RecordKind
from desk.clocks import Line, clocks_of, is_running
from desk.faces.letters import contents_card, letter_card
from desk.faces.petition_verbs import there_of, verbs
from desk.facts import fact_of, kept_facts, line_of, tells_state
from desk.kinds import Card, DeskKind, Face, Fact, Stage

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
    "respondent_person",
    "respondent_text",
    "handler",
    "ground",
    "competent_organ",
    "limit_on",
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
    "review_asked_on",
    "review_organ",
    "reviewed_on",
    "review_result",
)
# What a version says of an answer.
DRAFTED = frozenset(
    f"kind.{name}"
    for name in ("result", "findings", "opinion", "opinion_basis", "answers", "drafted_by")
)


def face(record: Record, person: User) -> Face:
    petition = record.petition
    petition.record = record
    clocks = clocks_of(record)
    return Face(
        facts=[*own_facts(record, petition), *kept_facts(record)],
        stages=stages_of(record, petition, clocks),
        states=[(petition.state, petition.get_state_display(), "")],
        tells_state=tells_state(record),
        side=[
            Card("desk/_clocks.html", {"lines": clocks}),
            *moves_card(petition),
            *contents_card(record),
            *letter_card(record),
            *similar_card(record),
        ],
        main=[] if hidden(record, person) else list(answer_card(record, petition)),
    )


def similar_card(record: Record) -> Iterator[Card]:
    """To dispute cases that are alike; an accusation is compared with nothing."""
    if not record.accusation:
        yield Card("desk/_similar_link.html", {"record": record})


def moves_card(petition: Petition) -> Iterator[Card]:
    """Where it was sent, and how far it is there; of a transferred accusation only that."""
    if petition.sent_on is None:
        return
    told = not petition.record.accusation or petition.sent_as == SentAs.ASSIGN
    where = petition.to_unit or petition.competent_organ
    there = there_of(petition) if told else None
    yield Card("desk/_moves.html", {"petition": petition, "where": where, "there": there})


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
        (_("Sent to another unit on"), petition.sent_on, ""),
        (_("Accepted on"), petition.accepted_on, ""),
        (_("Opinion signed"), petition.signed_on, ""),
        (_("Served on"), petition.served_on, ""),
        (_("Review asked for on"), petition.review_asked_on, ""),
        (_("Reviewed on"), petition.reviewed_on, ""),
        (_("Closed on"), record.closed_on, ""),
    ]
    return line_of([*days, *due_days(clocks)])


def due_days(clocks: list[Line]) -> Iterator[tuple[str, dt.date, str]]:
    """The ends of the running clocks; the article says why it is that day."""
    for line in clocks:
        if is_running(line.clock):
            rule = line.clock.rule
            yield _("%(rule)s due") % {"rule": rule.name}, line.clock.due_on, rule.basis


def sees_answer(petition: Petition, person: User) -> bool:
    """A draft is seen where the matter is handled, and by the leaders above, one of whom is asked
    to sign it; who else supervises sees what was issued (policy 2.1)."""
    record = petition.record
    if petition.signed_on or petition.drafted_by_id is None or record.made_by_id == person.pk:
        return True
    posts = standing_of(person).posts
    path = record.lead_unit.path
    if any(post.kind == PostKind.LEADER and path.startswith(post.unit.path) for post in posts):
        return True
    units = {post.unit_id for post in posts}
    if record.lead_unit_id in units or record.names(person.pk):
        return True
    return bool(units & record.assisted_by())


def hidden(record: Record, person: User) -> frozenset[str]:
    """The paths of an answer that is only drafted, for who may not see it yet. Asked twice for a
    page, answered once."""
    petition = record.petition
    petition.record = record
    known = petition.__dict__
    if "_sees" not in known:
        known["_sees"] = sees_answer(petition, person)
    return frozenset() if known["_sees"] else DRAFTED


def answer_card(record: Record, petition: Petition) -> Iterator[Card]:
    """The opinion as drafted or signed, each claim with its answer."""
    if petition.opinion or petition.findings:
        facts = [one for name in ANSWER for one in fact_of(record, petition, name, True)]
        claims = petition.claims
        answers = [*petition.answers, *[""] * len(claims)]
        pairs = list(zip(claims, answers, strict=False))
        yield Card("desk/_opinion.html", {"facts": facts, "pairs": pairs, "petition": petition})


KIND = DeskKind(
    code=RecordKind.PETITION,
    row=Petition,
    face=face,
    verbs=verbs,
    hides=hidden,
    related=(
        "petition__handler",
        "petition__respondent_unit",
        "petition__respondent_person",
        "petition__to_unit",
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
            "reasons_missing",
            "report_missing",
            "paper_list_differs",
            "papers_missing",
            "limit_missing",
            "agreement_missing",
            "request_paper_missing",
            "agreement_unperformed",
            "neither_unclear_nor_duplicate",
            "over_30_days",
            "same_matter_open",
        }
    ),
)
