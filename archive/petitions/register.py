"""Makes petitions known to the records room: facts, facets, numbers, text, flags, corrections."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from archive.organisation.models import Unit, User
from archive.petitions import words
from archive.petitions.confidential import veil_for, veils
from archive.petitions.models import Petition
from archive.petitions.reopening import reopen
from archive.petitions.rules import is_answered_by_opinion
from archive.petitions.vocabulary import OpinionResult, PetitionSource, PetitionState
from archive.records import kinds
from archive.records.models import Letter, Paper, Record
from archive.records.vocabulary import PaperType, RecordKind

PLAIN = (
    "state",
    "channel",
    "source",
    "source_no",
    "received_on",
    "petitioner_name",
    "petitioner_address",
    "id_no_tail",
    "phone_tail",
    "anonymous",
    "unclear",
    "keep_confidential",
    "people_count",
    "representatives",
    "matter_class",
    "appeal_route",
    "matter_place",
    "summary",
    "claims",
    "respondent_text",
    "accepted_on",
    "ground",
    "competent_organ",
    "extension_days",
    "extension_reason",
    "result",
    "findings",
    "opinion",
    "opinion_basis",
    "answers",
    "signed_on",
    "served_on",
    "service_mode",
    "service_witness",
    "sent_as",
    "sent_on",
    "report_due_on",
    "limit_on",
    "review_stage",
    "review_asked_on",
    "reviewed_on",
    "review_organ",
    "review_result",
    "ended_as",
)
PERSONS = (
    "respondent_person",
    "handler",
    "extension_asked_by",
    "extension_approved_by",
    "drafted_by",
    "signed_by",
    "reviewed_by",
)
UNITS = ("respondent_unit", "to_unit")
CORRECTABLE = {
    "petitioner_name": _("petitioner"),
    "petitioner_address": _("address"),
    "people_count": _("number of people"),
    "representatives": _("representatives"),
    "keep_confidential": _("asks for confidentiality"),
    "channel": _("channel"),
    "source": _("source"),
    "source_no": _("number of the sender"),
    "matter_place": _("place of the matter"),
    "summary": _("facts and reasons"),
    "respondent_text": _("respondent as stated"),
}
NEEDED = frozenset({"channel", "source", "people_count", "summary"})
# What of a petition is searched. Its sealed numbers are not in any of these.
SEARCHED = (
    "representatives",
    "matter_place",
    "summary",
    "respondent_text",
    "ground",
    "findings",
    "opinion",
    "opinion_basis",
)
OF_THE_ANSWER = frozenset({"findings", "opinion", "opinion_basis"})


def rows(records: Sequence[Record]) -> Sequence[Any]:
    """One query; `withdrawn` on each says whether the petitioner took it back."""
    found = Petition.objects.filter(pk__in=[record.pk for record in records])
    paper = Paper.objects.filter(record=OuterRef("pk"), type=PaperType.WITHDRAWAL)
    return list(found.select_related(*UNITS, *PERSONS).annotate(withdrawn=Exists(paper)))


def facts(records: Sequence[Record]) -> Mapping[int, kinds.Facts]:
    return {row.pk: facts_of(row) for row in rows(records)}


def facts_of(row: Petition) -> kinds.Facts:
    """Of the sealed numbers only the last characters: a version is kept for ever."""
    said: kinds.Facts = {name: getattr(row, name) for name in PLAIN}
    said |= {name: person_of(getattr(row, name)) for name in PERSONS}
    return said | {name: unit_of(getattr(row, name)) for name in UNITS}


def unit_of(unit: Unit | None) -> dict[str, str] | None:
    return {"code": unit.code, "name": unit.name} if unit else None


def person_of(person: User | None) -> dict[str, str] | None:
    return {"code": person.username, "name": str(person)} if person else None


def facets(records: Sequence[Record]) -> Mapping[int, dict[str, tuple[str, ...]]]:
    return {
        row.pk: {
            "matter_class": (row.matter_class,) if row.matter_class else (),
            "result": (result_of(row, row.withdrawn),),
        }
        for row in rows(records)
    }


# Matters that left the office again; how they ended stands on the row.
WITHOUT_OWN_RESULT = frozenset(
    {PetitionState.TRANSFERRED, PetitionState.ASSIGNED, PetitionState.RETURNED}
)


def result_of(row: Petition, withdrawn: bool) -> str:
    """What was found, else how it ended, else where it is. A closed petition keeps the end it was
    closed with: only a decline leaves a ground, only guidance an organ without one."""
    if row.signed_on:
        return row.result or PetitionState.REPLIED
    if row.state != PetitionState.CLOSED:
        return row.state
    if row.ended_as in WITHOUT_OWN_RESULT:
        return row.ended_as
    if withdrawn:
        return PetitionState.WITHDRAWN
    if row.accepted_on:
        return PetitionState.SETTLED
    if row.ground:
        return PetitionState.DECLINED
    return PetitionState.GUIDED if row.competent_organ else PetitionState.FILED_ONLY


def refs(records: Sequence[Record]) -> Mapping[int, tuple[str, ...]]:
    """The sender's number and the numbers of its letters."""
    found: dict[int, tuple[str, ...]] = {
        row.pk: (row.source_no,) if row.source_no else () for row in rows(records)
    }
    letters = Letter.objects.filter(record__in=found).exclude(number="")
    for pk, number in letters.values_list("record", "number"):
        found[pk] += (number,)
    return found


def text(records: Sequence[Record]) -> Mapping[int, str]:
    return {row.pk: "\n".join(lines_of(row)) for row in rows(records)}


def lines_of(row: Petition) -> Iterator[str]:
    """Names and addresses are searched within one's scope, unless the petitioner asked that they
    be kept confidential; where another line says them, the index draws its veil."""
    if not row.keep_confidential:
        yield from (row.petitioner_name, row.petitioner_address)
    yield row.to_unit.name if row.to_unit else ""
    for name in SEARCHED:
        if name in OF_THE_ANSWER and row.signed_on is None:
            continue  # A draft is found by nobody; who supervises sees none (policy 2.1).
        if name != "representatives" or not row.keep_confidential:
            yield getattr(row, name)
    yield row.respondent_unit.name if row.respondent_unit else ""
    yield from row.claims
    yield from row.answers if row.signed_on else ()


def flags(records: Sequence[Record]) -> Mapping[int, dict[str, Any]]:
    return {row.pk: flags_of(row, row.withdrawn) for row in rows(records)}


def flags_of(row: Petition, withdrawn: bool) -> dict[str, Any]:
    """What the schedule asks (domain 8.2, P-10 to P-30); hearings and reviews come later."""
    answered = row.signed_on is not None
    confirmed = row.is_accusation and row.result == OpinionResult.SUPPORTED
    return {
        "instruction_result": row.source == PetitionSource.INSTRUCTION and answered,
        "collective": row.people_count >= words.words()["collective"],
        "joint_20": row.people_count >= words.words()["joint"],
        "accusation_confirmed": confirmed and answered,
        "route_31_6_opinion": answered and is_opinion(row),
        "no_result": not answered and result_of(row, withdrawn) != PetitionState.SETTLED,
    }


def is_opinion(row: Petition) -> bool:
    on = row.accepted_on
    return on is not None and is_answered_by_opinion(row.matter_class, row.appeal_route, on)


def correct(record: Record, said: Mapping[str, Any]) -> None:
    """Sets fields of the petition row. Raises KeyError for one that is not correctable."""
    row = record.petition
    for name, value in said.items():
        CORRECTABLE[name]
        setattr(row, name, value)
    row.save(update_fields=list(said))


def personal(record: Record) -> dict[str, kinds.Sealed]:
    row, whose = record.petition, record.petition.petitioner_name
    said = {
        "id_no": (_("identity number"), row.id_no_sealed, row.id_no_tail),
        "phone": (_("telephone"), row.phone_sealed, row.phone_tail),
    }
    return {
        name: kinds.Sealed(label, whose, token, tail)
        for name, (label, token, tail) in said.items()
        if token
    }


def register() -> None:
    kinds.register(
        kinds.Kind(
            RecordKind.PETITION,
            facts,
            facets,
            refs,
            correct,
            dict(CORRECTABLE),
            flags=flags,
            text=text,
            personal=personal,
            veils=veils,
            veil_for=veil_for,
            reopen=reopen,
            needed=NEEDED,
        )
    )
