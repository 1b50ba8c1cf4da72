"""A dispute described as plain data, as scripts and other systems hand it in.

The same description is printed as a JSON Schema (2020-12) and read; one table says both.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from archive.classification.models import Term
from archive.classification.queries import term
from archive.mediation.mediators import NewMediator
from archive.mediation.steps.register import NewDossier, NewParty
from archive.mediation.steps.register_rules import CASE_SOURCE, DISPUTE_TYPE
from archive.mediation.vocabulary import PartyKind, Side
from archive.organisation.models import User
from archive.organisation.refusal import Refusal, Refused

TEXT: dict[str, Any] = {"type": "string"}
FLAG: dict[str, Any] = {"type": "boolean"}
DAY: dict[str, Any] = {"type": "string", "format": "date"}
FULL_DATE = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)

PARTY_FIELDS: dict[str, dict[str, Any]] = {
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
PARTY: dict[str, Any] = {
    "type": "object",
    "properties": PARTY_FIELDS,
    "required": ["name", "side"],
    "additionalProperties": False,
}
FIELDS: dict[str, dict[str, Any]] = {
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
JSON_TYPES = {"string": str, "boolean": bool, "array": list, "object": dict, "integer": int}

UNKNOWN_FIELD = _("There is no field “%(field)s”; the schema lists the fields.")
WRONG_KIND = _("The field “%(field)s” must be: %(wanted)s.")
TOO_LONG = _("The field “%(field)s” has more than %(most)s characters.")
NO_SUCH_DAY = _("“%(value)s” in the field “%(field)s” is not a day; write it as 2026-11-24.")
NO_SUCH_TERM = _("“%(value)s” is no term of the scheme “%(scheme)s”.")


def schema() -> dict[str, Any]:
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "dossier",
        "type": "object",
        "properties": FIELDS,
        "required": list(REQUIRED),
        "additionalProperties": False,
    }


def read_dossier(said: Mapping[str, Any]) -> NewDossier:
    """The dispute. Raises Refused with all faults; what is missing the step says."""
    faults = [*faults_of(said, FIELDS), *faults_of_rows(said)]
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


def faults_of(said: Mapping[str, Any], fields: Mapping[str, dict[str, Any]]) -> Iterator[Refusal]:
    for name, given in said.items():
        if name not in fields:
            yield Refusal("field_unknown", UNKNOWN_FIELD, {"field": name})
        else:
            yield from faults_of_value(name, given, fields[name])


def faults_of_value(name: str, given: Any, rule: dict[str, Any]) -> Iterator[Refusal]:
    fact: dict[str, Any] = {"field": name, "value": given}
    if "enum" in rule:
        if given not in rule["enum"]:
            yield Refusal("field_wrong", WRONG_KIND, fact | {"wanted": "、".join(rule["enum"])})
    elif not is_a(rule["type"], given):
        yield Refusal("field_wrong", WRONG_KIND, fact | {"wanted": rule["type"]})
    elif len(str(given)) > rule.get("maxLength", 10**6):
        yield Refusal("field_wrong", TOO_LONG, fact | {"most": rule["maxLength"]})
    elif rule.get("format") == "date" and day(given) is None:
        yield Refusal("date_impossible", NO_SUCH_DAY, fact)
    elif name in SCHEMES and found_term(name, given, None) is None:
        yield Refusal("term_unknown", NO_SUCH_TERM, fact | {"scheme": SCHEMES[name]})


def is_a(kind: str, given: Any) -> bool:
    """Python takes a boolean for a number; JSON does not."""
    return isinstance(given, JSON_TYPES[kind]) and (kind == "boolean") == isinstance(given, bool)


def faults_of_rows(said: Mapping[str, Any]) -> Iterator[Refusal]:
    parties, mediators = said.get("parties", []), said.get("mediators", [])
    for party in parties if isinstance(parties, list) else []:
        if not isinstance(party, dict):
            yield Refusal("field_wrong", WRONG_KIND, {"field": "parties", "wanted": "object"})
            continue
        yield from faults_of({"name": "", "side": ""} | party, PARTY_FIELDS)
    for name in mediators if isinstance(mediators, list) else []:
        if not isinstance(name, str):
            yield Refusal("field_wrong", WRONG_KIND, {"field": "mediators", "wanted": "string"})


def found_term(name: str, said: str, on: dt.date | None) -> Term | None:
    """The term of that day; one of another day is left to the step to refuse by its name."""
    return term(SCHEMES[name], said, on) or term(SCHEMES[name], said)


def day(text: str) -> dt.date | None:
    """A full date of RFC 3339, as the schema promises."""
    try:
        return dt.date.fromisoformat(text) if FULL_DATE.fullmatch(text) else None
    except ValueError:
        return None


def read_party(said: Mapping[str, Any]) -> NewParty:
    values = dict(said)
    kind = PartyKind(values.pop("kind", PartyKind.PERSON))
    return NewParty(**values | {"side": Side(values["side"]), "kind": kind})


def read_mediator(name: str) -> NewMediator:
    return NewMediator(name.strip(), User.objects.filter(username=name.strip()).first())
