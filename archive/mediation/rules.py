"""From which state each verb leads where, and what the law asks of an agreement. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

from archive.mediation.vocabulary import (
    AgreementForm,
    Confirmation,
    DossierState,
    Performance,
)

S = DossierState
OPEN = frozenset({S.ACCEPTED, S.MEDIATING})
# After an agreement, closed or not, its performance goes on.
AFTER_AGREEMENT = frozenset({S.AGREED, S.CLOSED})
ENDED = frozenset({S.REFUSED, S.AGREED, S.TERMINATED, S.WITHDRAWN})

# Event: the states it may start from, and the state it leads to; None leaves the state.
TRANSITIONS: Mapping[str, tuple[frozenset[DossierState], DossierState | None]] = {
    "dossier:accept": (frozenset({S.REGISTERED}), S.ACCEPTED),
    "dossier:refuse": (frozenset({S.REGISTERED}), S.REFUSED),
    "dossier:mediate": (OPEN, S.MEDIATING),
    "dossier:extend": (OPEN, S.MEDIATING),
    "dossier:agree": (frozenset({S.MEDIATING}), S.AGREED),
    "dossier:terminate": (OPEN, S.TERMINATED),
    "dossier:withdraw": (OPEN | {S.REGISTERED}, S.WITHDRAWN),
    "dossier:perform": (AFTER_AGREEMENT, None),
    "dossier:visit": (AFTER_AGREEMENT, None),
    "dossier:confirm": (AFTER_AGREEMENT, None),
    "dossier:close": (ENDED, S.CLOSED),
}

DONE = frozenset({Performance.PERFORMED, Performance.NOT_NEEDED})
OUTCOMES: Mapping[Confirmation, frozenset[Confirmation]] = {
    Confirmation.NONE: frozenset({Confirmation.APPLIED}),
    Confirmation.APPLIED: frozenset(
        {Confirmation.CONFIRMED, Confirmation.DISMISSED, Confirmation.WITHDRAWN}
    ),
}


def needs_writing(performance: Performance, *, difficult: bool, asked: bool) -> bool:
    """Whether the agreement must be in writing: a party asks for it, it is not performed at once,
    or the dispute is difficult or complex (宁波市人民调解条例 2015, 24)."""
    return asked or difficult or performance not in DONE


def effective_on(
    form: AgreementForm, agreed_on: dt.date, signatures: Iterable[dt.date]
) -> dt.date:
    """An oral agreement counts from the day it is reached, a written one when the last has signed
    (人民调解法 2010, 29 and 30)."""
    if form == AgreementForm.ORAL:
        return agreed_on
    return max([agreed_on, *signatures])


def may_follow(before: str, after: str) -> bool:
    """Whether a confirmation may go from one outcome to the other."""
    return Confirmation(after) in OUTCOMES.get(Confirmation(before), frozenset())
