"""What the forms of a dossier say: the dossier's data under the names the templates ask for.

司发通〔2010〕239号: application, acceptance form, rights notice, record, agreement, visit record.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from archive.mediation.models import Dossier, Party, Session, Visit
from archive.mediation.patterns import patterns
from archive.mediation.vocabulary import Side
from archive.organisation.keys import unseal
from archive.records.vocabulary import PaperType

HIDDEN = "*"
DRAFT: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Form:
    """many: a dossier may hold several, one for each sitting or visit. numbered: it bears the
    dossier's number. day: the field of the dossier that dates it. draft: what may be filled in
    before the dossier knows it, for a form is printed first and signed then."""

    many: bool = False
    numbered: bool = False
    day: str = ""
    draft: frozenset[str] = DRAFT


AGREEMENT = frozenset({"terms", "agreed_on", "perform_by", "amount", "performance"})
SITTING = frozenset({"held_on", "place", "present", "note", "result"})
FORMS: dict[str, Form] = {
    PaperType.APPLICATION: Form(day="received_on"),
    PaperType.ACCEPTANCE_FORM: Form(day="accepted_on"),
    PaperType.RIGHTS_NOTICE: Form(day="rights_told_on"),
    PaperType.MEDIATION_RECORD: Form(many=True, day="held_on", draft=SITTING),
    PaperType.AGREEMENT: Form(numbered=True, day="agreed_on", draft=AGREEMENT),
    PaperType.ORAL_AGREEMENT: Form(numbered=True, day="agreed_on", draft=AGREEMENT),
    PaperType.VISIT_RECORD: Form(
        many=True,
        numbered=True,
        day="visited_on",
        draft=frozenset({"visited_on", "visitor", "note"}),
    ),
    PaperType.TERMINATION: Form(day="ended_on", draft=frozenset({"ground"})),
}


def values(
    dossier: Dossier, item: Session | Visit | None, *, on: dt.date, shows_numbers: bool
) -> dict[str, Any]:
    """All that any form of the dossier asks for; what is not known yet is None, and left blank.

    shows_numbers: the forms ask for the telephone; without the right to it the tail is printed.
    """
    parties = [party_values(one, shows_numbers) for one in dossier.parties.all()]
    mediators = [one.name for one in dossier.mediators.order_by("pk")]
    return (
        own_values(dossier)
        | {"parties": parties, "party_names": "、".join(one["name"] for one in parties)}
        | {"applicants": of_side(parties, Side.APPLICANT)}
        | {"respondents": [one for one in parties if one["side_code"] != Side.APPLICANT]}
        | {"mediators": mediators, "mediator_names": "、".join(mediators)}
        | {"copies": len(parties) + 1, "printed_on": on, "issued_on": on}
        | item_values(item)
    )


def own_values(dossier: Dossier) -> dict[str, Any]:
    record = dossier.record
    names = ("facts", "referrer", "terms", "perform_by", "agreed_on", "effective_on")
    days = ("received_on", "accepted_on", "rights_told_on", "ended_on", "performed_on")
    return {name: getattr(dossier, name) for name in (*names, *days)} | {
        "committee": record.lead_unit.name,
        "organ": record.lead_unit.name,
        "number": record.number,
        "title": record.title,
        "year": record.year,
        "dispute_type": dossier.dispute_type.name,
        "source": dossier.source.name,
        "requests": [one for one in dossier.requests.splitlines() if one.strip()],
        "difficult": dossier.difficult,
        "amount": amount(dossier.amount),
        "performance": str(dossier.get_performance_display()),
        "ground": dossier.ground,
        "registered_on": record.registered_on,
        "registrar": str(record.made_by),
    }


def amount(yuan: Decimal | None) -> str:
    """As a form has it: without cents where there are none; empty without an amount."""
    if yuan is None:
        return ""
    shown = f"{yuan:.2f}".removesuffix(".00")
    return str(patterns()["amount"].format(amount=shown))


def party_values(party: Party, shows_numbers: bool) -> dict[str, Any]:
    names = ("position", "name", "gender", "ethnicity", "age", "occupation", "address")
    return {name: getattr(party, name) for name in names} | {
        "side": str(party.get_side_display()),
        "side_code": party.side,
        "kind": party.kind,
        "phone": number(party.phone_sealed, party.phone_tail, shows_numbers),
    }


def number(token: str, tail: str, shown: bool) -> str:
    if not token:
        return ""
    return unseal(token) if shown else HIDDEN * 7 + tail


def of_side(parties: list[dict[str, Any]], side: Side) -> list[dict[str, Any]]:
    return [one for one in parties if one["side_code"] == side]


def item_values(item: Session | Visit | None) -> dict[str, Any]:
    blank: Mapping[str, Any] = dict.fromkeys(
        ("held_on", "place", "present", "note", "result", "visited_on", "visitor")
    )
    if isinstance(item, Session):
        said = {name: getattr(item, name) for name in ("held_on", "place", "present", "note")}
        # The words of the form, for other results of other kinds share the English ones.
        return {**blank, **said, "result": patterns()["session_results"][item.result]}
    if isinstance(item, Visit):
        names = ("visited_on", "visitor", "note")
        return {**blank, **{name: getattr(item, name) for name in names}}
    return dict(blank)
