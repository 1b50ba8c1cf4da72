"""What the schedule may ask of a record, and how a rule's conditions are read. Pure.

The table below is the contract with the rooms: `Kind.flags` of a kind answers with these names.
A flag that is not given counts as False, a date that is not given as unknown.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

Flags = Mapping[str, Any]
Conditions = Mapping[str, Any]

FLAGS: dict[str, dict[str, str]] = {
    "petition": {
        "instruction_result": "source is a leader's instruction, and a result was given",
        "hearing": "a hearing was held",
        "review": "a review or re-check was asked for",
        "collective": "people_count of 5 or more (集体访)",
        "joint_20": "people_count of 20 or more (20人以上联名)",
        "accusation_confirmed": "an accusation that was found true",
        "route_31_6_opinion": "an opinion was issued on route 31(6)",
        "no_result": "guided, declined, filed only, transferred, withdrawn: no result of our own",
    },
    "dossier": {
        "death_or_injury": "somebody died or was seriously injured",
        "group": "a dispute of a group (群体性)",
        "land_or_inheritance": "ownership of land, forest, homestead; inheritance of real estate; "
        "support of minors",
        "confirmed": "the court confirmed the agreement",
        "difficult": "difficult or complex",
        "oral": "the agreement is oral",
        "performed_at_once": "performed on the day of the agreement",
        "failed": "refused, terminated or withdrawn: no agreement",
        "perform_by": "a date: the last day of the term of performance, if one was agreed",
    },
    "report": {
        "annual": "a yearly report of our own (cycle year)",
        "nil": "a nil report",
        "special": "a special report on a major matter",
        "from_below": "received from a lower unit",
    },
    "document": {
        "normative": "our own decision, order, rule, provision, measure, opinion (issued)",
        "plan_or_summary": "our own plan, scheme, summary (issued)",
        "important": "marked as important",
        "notice_to_lower": "our own notice or circular to lower units (issued)",
        "received": "issued by another organ",
    },
}

ANY, AT_LEAST = "any", "at_least"


def holds(conditions: Conditions, flags: Flags) -> bool:
    """Whether all that is asked is so.

    `{"oral": true}` asks for a flag, `{"nil": false}` that it is not so, `{"any": [{…}, {…}]}`
    that one of several holds; `{}` always holds. `at_least` is no condition.
    """
    for name, wanted in conditions.items():
        if name == ANY:
            if not any(holds(one, flags) for one in wanted):
                return False
        elif name != AT_LEAST and bool(flags.get(name)) != wanted:
            return False
    return True


def not_before(conditions: Conditions, flags: Flags) -> dt.date | None:
    """The day before which the period may not end: with `{"at_least": {"perform_by": 3}}` the
    last day of the third year after that date."""
    days = [
        dt.date(flags[name].year + years, 12, 31)
        for name, years in conditions.get(AT_LEAST, {}).items()
        if flags.get(name)
    ]
    return max(days, default=None)
