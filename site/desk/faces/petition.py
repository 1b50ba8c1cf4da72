"""Petitions on the record page: what was brought, how far it is, its deadlines and letters."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.utils.translation import gettext as _

from archive.organisation.models import User
from archive.petitions.models import Petition
from archive.records.models import Record
from desk.clocks import Line, clocks_of, is_running
from desk.faces.letters import letter_card
from desk.facts import fact_of, kept_facts, line_of
from desk.kinds import Card, Face, Fact, Stage

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
        side=[Card("desk/_clocks.html", {"lines": clocks}), *letter_card(record)],
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
