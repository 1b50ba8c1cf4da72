"""What the facts of a petition or a dossier ask of its contents."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from django.db.models import Exists, OuterRef, Value

from archive.mediation.models import Dossier, DossierMediator, Party, Session, Visit
from archive.mediation.vocabulary import AgreementForm, Confirmation
from archive.petitions.models import Petition
from archive.petitions.vocabulary import Channel
from archive.records.models import Record
from archive.records.rows import among
from archive.records.vocabulary import PaperType, RecordKind
from archive.volumes.models import NotApplicable
from archive.volumes.rules import Matter

AGREEMENT_LINES = {
    AgreementForm.WRITTEN: PaperType.AGREEMENT,
    AgreementForm.ORAL: PaperType.ORAL_AGREEMENT,
}


# What was said not to apply: by record id the lines, in the order they were answered, and why.
Answers = Mapping[int, Mapping[str, str]]


def answers_of(ids: Sequence[int]) -> Answers:
    found: dict[int, dict[str, str]] = defaultdict(dict)
    rows = NotApplicable.objects.filter(record__in=among(ids)).order_by("record", "pk")
    for record, line, reason in rows.values_list("record", "line", "reason"):
        found[record][line] = reason
    return found


def matters_of(records: Sequence[Record], answered: Answers) -> Mapping[int, Matter]:
    """By record id. Three queries at the most; records of other kinds say nothing of themselves."""
    found = {pk: Matter(answered=frozenset(lines)) for pk, lines in answered.items()}
    for kind, matters in ((RecordKind.DOSSIER, dossiers), (RecordKind.PETITION, petitions)):
        ids = [record.pk for record in records if record.kind == kind]
        found |= matters(ids, answered) if ids else {}
    return found


def dossiers(ids: Sequence[int], answered: Answers) -> dict[int, Matter]:
    mine = OuterRef("pk")
    rows = Dossier.objects.filter(pk__in=among(ids)).annotate(
        visited=Exists(Visit.objects.filter(dossier=mine)),
        sitting_unsigned=Exists(Session.objects.filter(dossier=mine, signed=False)),
    )
    unsigned = unsigned_of(ids)
    return {
        row.pk: Matter(
            agreed=row.agreed_on is not None,
            demanded=frozenset(demands_of_dossier(row, row.visited)),
            began_on=row.accepted_on,
            unsigned_by=tuple(unsigned[row.pk]) if is_written(row) else (),
            sitting_unsigned=row.sitting_unsigned,
            answered=frozenset(answered.get(row.pk, ())),
        )
        for row in rows
    }


def is_written(row: Dossier) -> bool:
    return row.agreed_on is not None and row.agreement_form == AgreementForm.WRITTEN


def demands_of_dossier(row: Dossier, visited: bool) -> Iterator[str]:
    """人民调解法 2010, 28-31, 33: what was done must lie in the dossier."""
    if row.agreed_on and row.agreement_form in AGREEMENT_LINES:
        yield AGREEMENT_LINES[AgreementForm(row.agreement_form)]
    if visited:
        yield PaperType.VISIT_RECORD
    if row.confirmation != Confirmation.NONE:
        yield PaperType.CONFIRMATION


def unsigned_of(ids: Sequence[int]) -> Mapping[int, list[str]]:
    """Whose signature under a written agreement is not entered (人民调解法 2010, 29): the parties,
    then the mediators."""
    parties, mediators = (
        model._default_manager.filter(dossier__in=among(ids), signed_on=None)
        .order_by()
        .annotate(place=Value(place))
        .values_list("dossier", "name", "place", "pk")
        for place, model in enumerate((Party, DossierMediator))
    )
    found: dict[int, list[str]] = defaultdict(list)
    for dossier, name, _place, _pk in parties.union(mediators, all=True).order_by("place", "pk"):
        found[dossier].append(name)
    return found


def petitions(ids: Sequence[int], answered: Answers) -> dict[int, Matter]:
    return {
        row.pk: Matter(
            demanded=frozenset(demands_of_petition(row)),
            began_on=row.received_on,
            answered=frozenset(answered.get(row.pk, ())),
        )
        for row in Petition.objects.filter(pk__in=among(ids))
    }


def demands_of_petition(row: Petition) -> Iterator[str]:
    """信访工作条例 2022, 23, 32-34; no notice where name or address is unclear."""
    reachable = not (row.unclear or row.anonymous)
    if row.channel == Channel.LETTER:
        yield PaperType.PETITION_LETTER
    if row.accepted_on and reachable:
        yield PaperType.ACCEPT_NOTICE
    if row.extension_approved_by_id and reachable:
        yield PaperType.EXTENSION_NOTICE
    if row.result:
        yield PaperType.OPINION
    if row.served_on:
        yield PaperType.SERVICE_RECEIPT
