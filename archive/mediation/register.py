"""Makes mediation dossiers known to the records room: facts, facets, numbers, corrections."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from django.utils.translation import gettext_lazy as _

from archive.mediation.figures import comparable
from archive.mediation.flags import flags
from archive.mediation.models import Dossier, DossierMediator, Party, Session, Visit
from archive.mediation.reopening import reopen
from archive.mediation.vocabulary import DossierState
from archive.records import kinds
from archive.records.models import Paper, Record
from archive.records.vocabulary import PaperType, RecordKind

PLAIN = (
    "state",
    "referrer",
    "referrer_told_on",
    "difficult",
    "received_on",
    "facts",
    "requests",
    "accepted_on",
    "rights_told_on",
    "extension_consent",
    "agreement_form",
    "agreed_on",
    "effective_on",
    "terms",
    "perform_by",
    "performance",
    "performed_on",
    "confirmation",
    "ended_on",
    "ground",
    "other_ways_told",
)
PARTY = (
    "position",
    "side",
    "kind",
    "name",
    "gender",
    "ethnicity",
    "age",
    "occupation",
    "address",
    "id_no_tail",
    "phone_tail",
    "signed_on",
)
SESSION = ("held_on", "place", "present", "note", "result", "signed")
VISIT = ("visited_on", "visitor", "note")
CORRECTABLE = {
    "dispute_type": _("dispute type"),
    "source": _("source of the case"),
    "referrer": _("who referred it"),
    "difficult": _("difficult or complex"),
    "facts": _("facts of the dispute"),
    "requests": _("what is asked"),
}
NEEDED = frozenset({"dispute_type", "source", "facts"})
Child = TypeVar("Child", Party, DossierMediator, Session, Visit)


def rows(records: Sequence[Record]) -> list[Dossier]:
    found = Dossier.objects.filter(pk__in=[record.pk for record in records])
    return list(found.select_related("dispute_type__maps_to", "source"))


def facts(records: Sequence[Record]) -> Mapping[int, kinds.Facts]:
    """All fields, parties, mediators, sessions and visits; of sealed numbers the tails alone."""
    found = rows(records)
    ids = [row.pk for row in found]
    parties = by_dossier(Party.objects.filter(dossier__in=ids))
    people = DossierMediator.objects.filter(dossier__in=ids).select_related("person")
    mediators = by_dossier(people.order_by("dossier", "pk"))
    sessions = by_dossier(Session.objects.filter(dossier__in=ids))
    visits = by_dossier(Visit.objects.filter(dossier__in=ids))
    return {
        row.pk: facts_of(row)
        | {
            "parties": [values(party, PARTY) for party in parties[row.pk]],
            "mediators": [mediator_facts(one) for one in mediators[row.pk]],
            "sessions": [values(session, SESSION) for session in sessions[row.pk]],
            "visits": [values(visit, VISIT) for visit in visits[row.pk]],
        }
        for row in found
    }


def facts_of(row: Dossier) -> kinds.Facts:
    said = values(row, PLAIN)
    for name in ("dispute_type", "source"):
        term = getattr(row, name)
        said[name] = {"code": term.code, "name": term.name}
    return said | {"amount": f"{row.amount:.2f}" if row.amount is not None else None}


def values(row: Any, names: Iterable[str]) -> kinds.Facts:
    return {name: getattr(row, name) for name in names}


def mediator_facts(one: DossierMediator) -> kinds.Facts:
    username = one.person.username if one.person else ""
    return {"name": one.name, "username": username, "signed_on": one.signed_on}


def by_dossier(found: Iterable[Child]) -> dict[int, list[Child]]:
    """The rows of each dossier, in the order they are read."""
    groups: dict[int, list[Child]] = defaultdict(list)
    for row in found:
        groups[row.dossier_id].append(row)
    return groups


def facets(records: Sequence[Record]) -> Mapping[int, dict[str, tuple[str, ...]]]:
    """The dispute type as today's list has it, and how it ended or where it is."""
    papers = Paper.objects.filter(record__in=records, type=PaperType.WITHDRAWAL)
    withdrawn = set(papers.values_list("record", flat=True))
    return {
        row.pk: {
            "dispute_type": (comparable(row.dispute_type),),
            "result": (result_of(row, row.pk in withdrawn),),
        }
        for row in rows(records)
    }


def result_of(row: Dossier, withdrawn: bool) -> str:
    """A closed dossier keeps the result it was closed with."""
    if row.agreed_on:
        return DossierState.AGREED
    if row.state != DossierState.CLOSED:
        return row.state
    if row.other_ways_told:
        return DossierState.TERMINATED
    return DossierState.WITHDRAWN if withdrawn else DossierState.REFUSED


def text(records: Sequence[Record]) -> Mapping[int, str]:
    """What the entry itself says: names, facts, requests, terms, sittings, visits. Five queries
    at the most; the sealed numbers are not among it."""
    return {pk: "\n".join(lines_of(said)) for pk, said in facts(records).items()}


def lines_of(said: kinds.Facts) -> Iterator[str]:
    yield " ".join(party["name"] for party in said["parties"])
    for name in ("referrer", "facts", "requests", "terms", "ground"):
        yield said[name]
    for one in (*said["sessions"], *said["visits"]):
        yield one["note"]


def refs(records: Sequence[Record]) -> Mapping[int, tuple[str, ...]]:
    return {record.pk: () for record in records}


def correct(record: Record, said: Mapping[str, Any]) -> None:
    """Sets fields of the dossier row. Raises KeyError for one that is not correctable."""
    row = record.dossier
    for name, value in said.items():
        CORRECTABLE[name]
        setattr(row, name, value)
    row.save(update_fields=list(said))


def personal(record: Record) -> dict[str, kinds.Sealed]:
    """The sealed numbers of the parties, by what and whose they are."""
    found: dict[str, kinds.Sealed] = {}
    for party in Party.objects.filter(dossier=record.pk):
        said = (
            ("id_no", _("identity number"), party.id_no_sealed, party.id_no_tail),
            ("phone", _("telephone"), party.phone_sealed, party.phone_tail),
        )
        for name, label, token, tail in said:
            if token:
                key = f"party-{party.position}-{name}"
                found[key] = kinds.Sealed(label, party.name, token, tail)
    return found


def register() -> None:
    kinds.register(
        kinds.Kind(
            RecordKind.DOSSIER,
            facts,
            facets,
            refs,
            correct,
            dict(CORRECTABLE),
            flags=flags,
            text=text,
            personal=personal,
            reopen=reopen,
            needed=NEEDED,
        )
    )
