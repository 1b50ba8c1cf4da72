"""From which state each verb leads where, and what the law asks of a petition. Pure."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence

from archive.organisation.vocabulary import UnitKind
from archive.petitions.limits import law_of
from archive.petitions.vocabulary import AppealRoute, MatterClass, PetitionState
from archive.records.vocabulary import PaperType

S = PetitionState
WORKED_ON = frozenset({S.ACCEPTED, S.INVESTIGATING})
ANSWERED = frozenset({S.OPINION_ISSUED, S.REPLIED})
REVIEWED = frozenset({S.REVIEW_OPINION, S.RECHECK_OPINION})
UNDER_REVIEW = REVIEWED | {S.REVIEW_REQUESTED, S.RECHECK_REQUESTED}
SENT_ON = frozenset({S.TRANSFERRED, S.ASSIGNED})
ENDED = SENT_ON | {
    S.GUIDED,
    S.DECLINED,
    S.FILED_ONLY,
    S.SETTLED,
    S.SERVED,
    S.WITHDRAWN,
    S.RETURNED,
}
UNDER_WAY = WORKED_ON | {S.REGISTERED, S.TRIAGED}

# Event: the states it may start from, and the state it leads to; None leaves the state.
TRANSITIONS: Mapping[str, tuple[frozenset[PetitionState], PetitionState | None]] = {
    "petition:triage": (frozenset({S.REGISTERED}), S.TRIAGED),
    "petition:guide": (frozenset({S.TRIAGED}), S.GUIDED),
    "petition:decline": (frozenset({S.TRIAGED}), S.DECLINED),
    "petition:file_only": (frozenset({S.TRIAGED}), S.FILED_ONLY),
    "petition:accept": (frozenset({S.TRIAGED}), S.ACCEPTED),
    "petition:transfer": (frozenset({S.TRIAGED}), S.TRANSFERRED),
    "petition:assign": (frozenset({S.TRIAGED}), S.ASSIGNED),
    # At the receiver; what he objects to, the sender decides on his own record.
    "petition:receive": (frozenset({S.SENT}), S.REGISTERED),
    "petition:object": (frozenset({S.REGISTERED, S.TRIAGED}), S.OBJECTED),
    "petition:take_back": (SENT_ON, S.TRIAGED),
    "petition:keep": (SENT_ON, None),
    "petition:report_back": (ANSWERED | ENDED - {S.RETURNED}, None),
    "record:reassign": (UNDER_WAY | ANSWERED | UNDER_REVIEW | ENDED | {S.OBJECTED}, None),
    "petition:investigate": (WORKED_ON, S.INVESTIGATING),
    "petition:ask_extension": (WORKED_ON, None),
    "petition:extend": (WORKED_ON, None),
    "petition:settle": (WORKED_ON, S.SETTLED),
    "petition:draft_opinion": (WORKED_ON, None),
    "petition:give_opinion": (WORKED_ON, S.OPINION_ISSUED),
    "petition:reply": (WORKED_ON, S.REPLIED),
    "petition:serve": (ANSWERED | REVIEWED, S.SERVED),
    "petition:request_review": (frozenset({S.SERVED}), S.REVIEW_REQUESTED),
    "petition:review": (frozenset({S.REVIEW_REQUESTED}), S.REVIEW_OPINION),
    "petition:request_recheck": (frozenset({S.SERVED}), S.RECHECK_REQUESTED),
    "petition:recheck": (frozenset({S.RECHECK_REQUESTED}), S.RECHECK_OPINION),
    "petition:withdraw": (UNDER_WAY, S.WITHDRAWN),
    # An answer that can be served to nobody is closed as it was issued; see `may_close`.
    "petition:close": (ENDED | ANSWERED, S.CLOSED),
}

BETWEEN_NAMES = re.compile(r"[、，,;；\s]+")

TRIAGE, NOTIFY = "PET_TRIAGE", "PET_NOTIFY_DIRECT"
HANDLE, EXTEND, REVIEW_WINDOW = "PET_HANDLE", "PET_EXTEND", "PET_REVIEW_REQ"
NOTIFY_ASSIGNED, OBJECT, FEEDBACK = "PET_NOTIFY_ASSIGNED", "PET_OBJECT", "PET_ASSIGN_FEEDBACK"
# What runs from receipt until the petitioner is told where his matter goes.
FROM_RECEIPT = (TRIAGE, NOTIFY, NOTIFY_ASSIGNED)
# In these a right may be used; when they are over, nobody is late.
RECHECK_WINDOW, REVIEW, RECHECK = "PET_RECHECK_REQ", "PET_REVIEW", "PET_RECHECK"
WINDOWS = frozenset({OBJECT, REVIEW_WINDOW, RECHECK_WINDOW})

LONGEST_TITLE = 60
SENTENCE_END = re.compile(r"[。！？!?\n]")


def first_clock(kind: str, *, reachable: bool) -> str | None:
    """The clock of receipt (信访工作条例 2022, 22 and 23; 信访条例 2005, 21 and 22).

    None where nobody has to be told: an organ that is no petition office, and a name or an
    address that is unclear.
    """
    if kind == UnitKind.PETITION_OFFICE:
        return TRIAGE
    return NOTIFY if reachable else None


def route_needed(matter_class: str, received_on: dt.date) -> bool:
    """The six routes came in 2022 (31); before, appeals were not told apart."""
    return matter_class == MatterClass.APPEAL and bool(law_of(received_on)["routes"])


def is_answered_by_opinion(matter_class: str, route: str, accepted_on: dt.date) -> bool:
    """Whether the 60 days, the written opinion and the review belong to this matter.

    Under the rules of 2005 (33 to 35) to every accepted matter, under those of 2022 (31(6), 34 to
    36) only to an appeal on the last route.
    """
    if not law_of(accepted_on)["routes"]:
        return True
    return matter_class == MatterClass.APPEAL and route == AppealRoute.PETITION


def representatives(said: str) -> list[str]:
    return [name for name in BETWEEN_NAMES.split(said.strip()) if name]


def unanswered(claims: Sequence[str], answers: Sequence[str]) -> list[int]:
    """The numbers, from 1, of claims without an answer."""
    padded = [*answers, *[""] * len(claims)]
    return [no for no, answer in enumerate(padded[: len(claims)], start=1) if not answer.strip()]


def title_of(summary: str) -> str:
    """The first sentence of the facts, cut to what a list shows."""
    first = SENTENCE_END.split(summary.strip(), maxsplit=1)[0].strip()
    return first if len(first) <= LONGEST_TITLE else f"{first[: LONGEST_TITLE - 1]}…"


def may_close(state: str, *, reachable: bool) -> bool:
    return state in ENDED or (state in ANSWERED and not reachable)


def letters_due(state: str, *, accepted: bool, opinion: bool) -> list[PaperType]:
    """The letters a reachable petitioner must have got before his matter is closed
    (信访工作条例 2022, 23 and 32)."""
    own = {
        S.GUIDED: [PaperType.FORWARD_NOTICE],
        S.TRANSFERRED: [PaperType.FORWARD_NOTICE],
        S.ASSIGNED: [PaperType.FORWARD_NOTICE],
        S.DECLINED: [PaperType.DECLINE_NOTICE],
        S.SERVED: [PaperType.OPINION] if opinion else [],
    }
    return [PaperType.ACCEPT_NOTICE] * accepted + own.get(PetitionState(state), [])
