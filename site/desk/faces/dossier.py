"""Mediation dossiers on the record page: parties, sittings, agreement, what comes next."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from archive.mediation.models import Dossier
from archive.mediation.steps import (
    Accept,
    Agree,
    CloseDossier,
    ExtendMediation,
    HoldSession,
    RecordConfirmation,
    RecordPerformance,
    RecordVisit,
    Refuse,
    Terminate,
    WithdrawDossier,
)
from archive.mediation.vocabulary import DossierState
from archive.organisation.models import User
from archive.records.models import Record
from archive.records.vocabulary import RecordKind, RecordState
from desk.clocks import Line, clocks_of, is_running
from desk.faces.dossier_forms import forms_card
from desk.faces.letters import contents_card
from desk.facts import fact_of, kept_facts, line_of, tells_state
from desk.kinds import Card, DeskKind, Face, Fact, Stage, VerbRow

FIELDS = (
    "dispute_type",
    "source",
    "referrer",
    "referrer_told_on",
    "difficult",
    "received_on",
    "facts",
    "requests",
    "rights_told_on",
    "extension_consent",
    "ground",
    "other_ways_told",
)
MUST = frozenset({"dispute_type", "source", "received_on", "facts"})
AGREEMENT = (
    "agreement_form",
    "agreed_on",
    "effective_on",
    "terms",
    "amount",
    "perform_by",
    "performance",
    "performed_on",
    "confirmation",
)
LOADED = ("parties", "mediators", "sessions", "visits")
S = DossierState
# The verbs that stand near in each state, as (label, address, step, takes away).
NEAR: dict[str, tuple[str, ...]] = {
    S.REGISTERED: ("accept", "refuse", "withdraw"),
    S.ACCEPTED: ("session", "agree", "extend", "terminate", "withdraw"),
    S.MEDIATING: ("agree", "session", "extend", "terminate", "withdraw"),
    S.AGREED: ("close", "perform", "visit", "confirm"),
    S.REFUSED: ("close",),
    S.TERMINATED: ("close",),
    S.WITHDRAWN: ("close",),
    S.CLOSED: ("visit", "perform", "confirm"),
}
STEPS: dict[str, tuple[Any, Any, bool]] = {
    "accept": (gettext_lazy("Accept the dispute"), Accept, False),
    "refuse": (gettext_lazy("Refuse"), Refuse, True),
    "session": (gettext_lazy("Enter a sitting"), HoldSession, False),
    "agree": (gettext_lazy("Enter the agreement"), Agree, False),
    "extend": (gettext_lazy("Extend"), ExtendMediation, False),
    "terminate": (gettext_lazy("End without agreement"), Terminate, True),
    "withdraw": (gettext_lazy("Withdraw"), WithdrawDossier, True),
    "perform": (gettext_lazy("Enter the performance"), RecordPerformance, False),
    "visit": (gettext_lazy("Enter a return visit"), RecordVisit, False),
    "confirm": (gettext_lazy("Judicial confirmation"), RecordConfirmation, False),
    "close": (gettext_lazy("Close"), CloseDossier, False),
}


def loaded(record: Record) -> Dossier:
    """The dossier with its rows, read once for the face and for all verbs."""
    dossier: Dossier = record.dossier
    prefetch_related_objects([dossier], *LOADED)
    return dossier


def face(record: Record, person: User) -> Face:
    dossier = loaded(record)
    clocks = clocks_of(record)
    return Face(
        facts=[*own_facts(record, dossier), *kept_facts(record)],
        stages=stages_of(record, dossier, clocks),
        states=[(dossier.state, dossier.get_state_display(), "")],
        tells_state=tells_state(record),
        side=[
            Card("desk/_clocks.html", {"lines": clocks}),
            *contents_card(record),
            Card("desk/_similar_link.html", {"record": record}),
        ],
        main=[*main_cards(record, dossier), *forms_card(record, dossier, person)],
    )


def own_facts(record: Record, dossier: Dossier) -> Iterator[Fact]:
    for name in FIELDS:
        yield from fact_of(record, dossier, name, name not in MUST)
    mediators = "、".join(one.name for one in dossier.mediators.all())
    yield Fact(_("Mediators"), mediators)


def stages_of(record: Record, dossier: Dossier, clocks: list[Line]) -> list[Stage]:
    days: list[tuple[str, dt.date | None, str]] = [
        (_("Received on"), dossier.received_on, ""),
        (_("Registered on"), record.registered_on, ""),
        (_("Accepted on"), dossier.accepted_on, ""),
        (_("Agreed on"), dossier.agreed_on, ""),
        (_("Ended on"), dossier.ended_on if not dossier.agreed_on else None, ""),
        (_("To be performed by"), dossier.perform_by, ""),
        (_("Performed on"), dossier.performed_on, ""),
        (_("Closed on"), record.closed_on, ""),
    ]
    for line in clocks:
        if is_running(line.clock):
            rule = line.clock.rule
            days.append((_("%(rule)s due") % {"rule": rule.name}, line.clock.due_on, rule.basis))
    return line_of(days)


def main_cards(record: Record, dossier: Dossier) -> Iterator[Card]:
    yield Card("desk/_parties.html", {"parties": list(dossier.parties.all())})
    sessions, visits = list(dossier.sessions.all()), list(dossier.visits.all())
    if sessions or visits:
        yield Card("desk/_sessions.html", {"sessions": sessions, "visits": visits})
    if dossier.agreed_on:
        facts = [one for name in AGREEMENT for one in fact_of(record, dossier, name, True)]
        yield Card("desk/_agreement.html", {"facts": facts, "dossier": dossier})


def verbs(record: Record, person: User) -> Iterator[VerbRow]:
    dossier = record.dossier
    if record.state not in {RecordState.REGISTERED, RecordState.CLOSED}:
        return
    for name in NEAR.get(dossier.state, ()):
        label, step_class, warn = STEPS[name]
        step = step_class(record, by=person)
        # All verbs of the page read the same row; each would ask for it anew.
        step.dossier = dossier
        if name == "confirm":
            # Whether the 30 days are over is asked of the filled form; here it is dear.
            step.window = no_clock
        yield label, f"desk_dossier_{name}", step, warn


def no_clock() -> None:
    """Of a page that does not ask for it."""


KIND = DeskKind(
    code=RecordKind.DOSSIER,
    row=Dossier,
    face=face,
    verbs=verbs,
    related=("dossier__dispute_type", "dossier__source"),
    of_the_form=frozenset(
        {
            "ground_missing",
            "other_ways_not_told",
            "mediator_missing",
            "consent_missing",
            "rights_not_told",
            "record_unsigned",
            "signature_missing",
            "seal_missing",
            "written_required",
            "terms_undated",
            "referrer_not_told",
            "not_joint",
            "performance_open",
        }
    ),
)
