"""A dispute described as plain data, as scripts and other systems hand it in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

from archive.classification.models import Term
from archive.classification.queries import term
from archive.mediation.mediators import NewMediator
from archive.mediation.steps.register import NewDossier, NewParty
from archive.mediation.steps.register_rules import CASE_SOURCE, DISPUTE_TYPE
from archive.mediation.vocabulary import PartyKind, Side
from archive.organisation.models import User
from archive.organisation.refusal import Refusal, Refused
from archive.records.described import (
    DAY,
    FLAG,
    NO_SUCH_TERM,
    TEXT,
    WRONG_KIND,
    Rule,
    day,
    faults_of,
    object_of,
    schema_of,
)

PARTY_FIELDS: dict[str, Rule] = {
    "name": TEXT | {"maxLength": 200},
    "side": {"enum": list(Side.values)},
    "kind": {"enum": list(PartyKind.values)},
    "gender": TEXT | {"maxLength": 10},
    "ethnicity": TEXT | {"maxLength": 30},
    "age": {"type": "integer"},
    "occupation": TEXT | {"maxLength": 100},
    "address": TEXT | {"maxLength": 300},
    "id_no": TEXT | {"maxLength": 40, "description": "sealed; never shown again but by right"},
    "phone": TEXT | {"maxLength": 40, "description": "sealed; never shown again but by right"},
}
PARTY = object_of(PARTY_FIELDS, ["name", "side"])
FIELDS: dict[str, Rule] = {
    "parties": {"type": "array", "items": PARTY, "description": "at least two"},
    "dispute_type": TEXT | {"description": "code or name, of the list in force on received_on"},
    "source": TEXT | {"description": "code or name in the scheme case_source"},
    "referrer": TEXT | {"maxLength": 200},
    "received_on": DAY,
    "facts": TEXT,
    "requests": TEXT | {"description": "one a line"},
    "difficult": FLAG,
    "restricted": FLAG,
    "title": TEXT | {"maxLength": 500, "description": "the usual one is made without it"},
    "mediators": {
        "type": "array",
        "items": TEXT,
        "description": "user names of mediators, or names of those without an account",
    },
}
REQUIRED = ("parties", "dispute_type", "source", "received_on", "facts")
SCHEMES = {"dispute_type": DISPUTE_TYPE, "source": CASE_SOURCE}


def schema() -> dict[str, Any]:
    return schema_of("dossier", FIELDS, REQUIRED)


def read_dossier(said: Mapping[str, Any]) -> NewDossier:
    """The dispute. Raises Refused with all faults; what is missing the step says."""
    faults = [*faults_of(said, FIELDS, known), *faults_of_parties(said.get("parties"))]
    if faults:
        raise Refused(faults)
    values = dict(said)
    received_on = day(values.get("received_on", ""))
    parties = tuple(read_party(one) for one in values.pop("parties", []))
    mediators = tuple(read_mediator(one) for one in values.pop("mediators", []))
    for name in SCHEMES:
        values[name] = found_term(name, values.get(name, ""), received_on)
    values["received_on"] = received_on
    return NewDossier(**values, parties=parties, mediators=mediators)


def known(name: str, given: Any) -> Iterator[Refusal]:
    """A term must be one of its scheme, whatever its day."""
    if name in SCHEMES and found_term(name, given, None) is None:
        fact = {"field": name, "value": given, "scheme": SCHEMES[name]}
        yield Refusal("term_unknown", NO_SUCH_TERM, fact)


def faults_of_parties(parties: Any) -> Iterator[Refusal]:
    """Each party is an object with its own fields; that they are a list is said elsewhere."""
    for party in parties if isinstance(parties, list) else []:
        if isinstance(party, dict):
            yield from faults_of({"name": "", "side": ""} | party, PARTY_FIELDS)
        else:
            yield Refusal("field_wrong", WRONG_KIND, {"field": "parties", "wanted": "object"})


def found_term(name: str, said: str, on: dt.date | None) -> Term | None:
    """The term of that day; one of another day is left to the step to refuse by its name."""
    return term(SCHEMES[name], said, on) or term(SCHEMES[name], said)


def read_party(said: Mapping[str, Any]) -> NewParty:
    values = dict(said)
    kind = PartyKind(values.pop("kind", PartyKind.PERSON))
    return NewParty(**values | {"side": Side(values["side"]), "kind": kind})


def read_mediator(name: str) -> NewMediator:
    return NewMediator(name.strip(), User.objects.filter(username=name.strip()).first())
