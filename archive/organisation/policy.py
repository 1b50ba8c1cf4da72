"""The policy as data: posts, what excludes what, and who may do which verb (policy 1 and 4).

One table, asked by every page, step, list, count and search. There are no other rights.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from archive.organisation.vocabulary import PostKind, Reach, UnitKind, Verb


@dataclass(frozen=True)
class PostRule:
    """What a post is: reaches it may have (the first is the default), kinds, where it is held.

    kinds None: all kinds of record. bears_records False: the post shows no record at all.
    """

    reaches: tuple[Reach, ...]
    kinds: frozenset[str] | None = None
    bears_records: bool = True
    unit_kinds: frozenset[UnitKind] | None = None
    needs_fonds: bool = False
    needs_own_name: bool = False
    at_root_only: bool = False


OFFICER = PostRule((Reach.TREE,), frozenset(), bears_records=False, at_root_only=True)

POSTS: dict[PostKind, PostRule] = {
    PostKind.CLERK: PostRule((Reach.OWN, Reach.BELOW, Reach.HANDLING)),
    PostKind.MEDIATOR: PostRule(
        (Reach.HANDLING, Reach.OWN),
        frozenset({"dossier", "dispute", "report", "document"}),
        unit_kinds=frozenset({UnitKind.MEDIATION_COMMITTEE}),
    ),
    PostKind.LEADER: PostRule((Reach.BELOW, Reach.OWN)),
    PostKind.ARCHIVIST: PostRule((Reach.FONDS, Reach.OWN, Reach.BELOW), needs_fonds=True),
    PostKind.PUBLISHER: PostRule(
        (Reach.BELOW, Reach.OWN), frozenset({"document", "notice"}), needs_own_name=True
    ),
    PostKind.SYSTEM_ADMINISTRATOR: OFFICER,
    PostKind.SECURITY_OFFICER: OFFICER,
    PostKind.AUDIT_OFFICER: OFFICER,
}

# 三员分立: hard, no setting (实施条例 2024, 34; policy 1.1).
OFFICERS = (
    PostKind.SYSTEM_ADMINISTRATOR,
    PostKind.SECURITY_OFFICER,
    PostKind.AUDIT_OFFICER,
)
# A small office may let an officer be clerk or publisher too, never leader or archivist.
ALLOWED_BESIDE_OFFICER = frozenset({PostKind.CLERK, PostKind.PUBLISHER})


def excludes(one: PostKind, other: PostKind, *, small_office: bool = False) -> bool:
    """True when one person may not hold both posts."""
    if one == other or not {one, other} & set(OFFICERS):
        return False
    if one in OFFICERS and other in OFFICERS:
        return True
    plain = other if one in OFFICERS else one
    return not (small_office and plain in ALLOWED_BESIDE_OFFICER)


class Cell(StrEnum):
    """How far a post may do a verb (policy 4). ASKS drafts or asks; another decides."""

    HANDLING = "h"
    OWN = "o"
    BELOW = "b"
    FONDS = "f"
    TREE = "t"
    NAMED = "n"
    ASKS = "r"
    NEVER = "-"


# The columns of the table, in its order.
COLUMNS = (
    PostKind.CLERK,
    PostKind.MEDIATOR,
    PostKind.LEADER,
    PostKind.ARCHIVIST,
    PostKind.PUBLISHER,
    PostKind.SYSTEM_ADMINISTRATOR,
    PostKind.SECURITY_OFFICER,
    PostKind.AUDIT_OFFICER,
)
#                      CL ME LD AR PB SY SE AU
ROWS: dict[Verb, str] = {
    Verb.CAPTURE: "     o  o  o  f  o  -  -  -",
    Verb.REGISTER: "    o  o  o  f  o  -  -  -",
    Verb.CORRECT: "     o  h  -  f  o  -  -  -",
    Verb.VIEW: "        o  h  b  f  b  -  -  -",
    Verb.VIEW_FILE: "   o  h  b  f  b  -  -  -",
    Verb.SHARE: "       o  r  o  -  o  -  -  -",
    Verb.ADD_ASSIST: "  r  r  o  -  -  -  -  -",
    Verb.STRIKE: "      r  r  o  r  -  -  -  -",
    Verb.ASK_TO_REOPEN: "h  h  o  f  -  -  -  -",
    Verb.REOPEN: "      -  -  o  -  -  -  -  -",
    Verb.REPEAL: "      -  -  o  -  -  -  -  -",
    Verb.UNMASK: "      h  h  o  f  -  -  -  -",
    Verb.NAME_HANDLER: "r  r  o  -  -  -  -  -",
    Verb.TRIAGE: "      o  -  o  -  -  -  -  -",
    Verb.ASSIGN: "      r  r  o  -  -  -  -  -",
    Verb.ACCEPT: "      o  h  o  -  -  -  -  -",
    Verb.DECLINE: "     r  -  o  -  -  -  -  -",
    Verb.REFUSE: "      r  h  o  -  -  -  -  -",
    Verb.HANDLE: "      h  h  o  -  -  -  -  -",
    Verb.ASK_EXTENSION: "h  h  o  -  -  -  -  -",
    Verb.APPROVE_EXTENSION: "r r o - -  -  -  -",
    Verb.ISSUE_LETTER: "h  h  o  -  -  -  -  -",
    Verb.SIGN: "        -  -  o  -  -  -  -  -",
    Verb.CLOSE: "       h  h  o  -  -  -  -  -",
    Verb.COMPLETE: "    h  h  -  f  -  -  -  -",
    Verb.BIND: "        -  -  -  f  -  -  -  -",
    Verb.CHECK_VOLUME: "o  -  o  f  -  -  -  -",
    Verb.PLACE_HOLD: "  r  r  b  f  -  -  -  -",
    Verb.ASK_TO_LIFT: " -  -  -  f  -  -  -  -",
    Verb.LIFT_HOLD: "   -  -  b  -  -  -  -  -",
    Verb.RAISE_PERIOD: "-  -  o  f  -  -  -  -",
    Verb.FILL_REPORT: " o  o  o  -  -  -  -  -",
    Verb.REVIEW_REPORT: "o o  o  -  -  -  -  -",
    Verb.SIGN_REPORT: " -  -  o  -  -  -  -  -",
    Verb.SEND_BACK_REPORT: "b - b  -  -  -  -  -",
    Verb.MANAGE_RULES: "-  -  o  r  -  -  -  -",
    Verb.PROPOSE_TEMPLATE: "- - - o  -  -  -  -",
    Verb.RELEASE_TEMPLATE: "- - o -  -  -  -  -",
    Verb.IMPORT: "      o  -  -  f  b  -  -  -",
    Verb.PUBLISH: "     -  -  -  -  b  -  -  -",
    Verb.WITHDRAW: "    -  -  b  -  b  -  -  -",
    Verb.MANAGE_UNITS: "-  -  r  -  -  t  -  -",
    Verb.GRANT_POSTS: " -  -  r  -  -  -  t  -",
    Verb.UNLOCK: "      -  -  -  -  -  -  t  -",
    Verb.READ_LOG: "    -  -  b  f  -  -  t  t",
    Verb.VERIFY_LOG: "  -  -  -  f  -  t  -  t",
    Verb.BACK_UP: "     -  -  -  -  -  t  r  -",
    Verb.REPAIR: "      -  -  -  -  -  t  -  -",
}
MATRIX: dict[Verb, dict[PostKind, Cell]] = {
    verb: dict(zip(COLUMNS, map(Cell, row.split()), strict=True)) for verb, row in ROWS.items()
}

# The system account behind commands without --as (policy 1.1).
OPERATOR_VERBS = frozenset({Verb.IMPORT, Verb.REPAIR, Verb.BACK_UP, Verb.VERIFY_LOG})

# Cells with which the person acts himself.
HELD = frozenset({Cell.HANDLING, Cell.OWN, Cell.BELOW, Cell.FONDS, Cell.TREE})
# Verbs that make something new ask only the unit; the others ask the record as well.
MAKING = frozenset({Verb.CAPTURE, Verb.REGISTER, Verb.IMPORT, Verb.FILL_REPORT})
# For these the reach of the post counts, and so whoever sees the record may do them.
LOOKING = frozenset({Verb.VIEW, Verb.VIEW_FILE})
# What a unit that assists may do beside looking: add papers, revise its own (policy 2.1). A unit
# that supervises or is informed looks only; what it decides, it decides on its own record.
ASSISTING = frozenset({Verb.CAPTURE})
# Narrower than the cell: only what the person made himself (policy 4, "PB own drafts").
OWN_WORK_ONLY = frozenset({(Verb.CORRECT, PostKind.PUBLISHER)})

# Who enters a grant (policy 1.1, 建制): the security officer, but his own successor is entered
# by the system administrator. Before there ever was a security officer the latter enters all.
GRANTERS: dict[PostKind, PostKind] = dict.fromkeys(PostKind, PostKind.SECURITY_OFFICER) | {
    PostKind.SECURITY_OFFICER: PostKind.SYSTEM_ADMINISTRATOR
}

# Kinds of unit that act outward in their own name unless said otherwise (policy 1.1).
OWN_NAME_BY_DEFAULT = frozenset({UnitKind.JUSTICE_BUREAU, UnitKind.PETITION_OFFICE})


@dataclass(frozen=True)
class SignIn:
    """So many wrong passwords in a row, within that time, lock an account for that time."""

    failures: int
    locked_for: dt.timedelta


# Policy 6, a default of this system; no law names the figures.
SIGN_IN = SignIn(failures=5, locked_for=dt.timedelta(minutes=15))


@dataclass(frozen=True)
class Protection:
    """What beats scope (policy 3): who still sees such a record, and what it rests on."""

    seen_from_above: bool
    seen_by_part: bool
    seen_by_keeper: bool
    basis: str


# Rows 2 and 6 of policy 3; the names are those of Record's fields and values.
PROTECTIONS = {
    "restricted": Protection(False, True, True, "信访工作条例 2022, 30; 人民调解法 2010, 23(3)"),
    "work_secret": Protection(False, True, True, "保守国家秘密法 2024, 64; 实施条例 2024, 73"),
}
