"""要求保密: who asked that his name be kept is 信访人（要求保密） to all but few (policy 3-3;
上海市信访条例 14(5), 浙江省信访条例 26(4))."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from django.utils import timezone

from archive.organisation.models import User
from archive.organisation.standing import Standing, standing_of
from archive.organisation.vocabulary import PostKind, Reach
from archive.petitions import words
from archive.petitions.models import Petition
from archive.petitions.rules import representatives
from archive.records.deciding import leaders_over
from archive.records.models import Record, Version
from archive.records.veil import Veil
from archive.records.vocabulary import PaperType, RecordState

NAMING = ("petitioner_name", "representatives", "petitioner_address")
# The handwriting tells who wrote it, whatever was read of it.
CLOSED = frozenset({PaperType.PETITION_LETTER, PaperType.WITHDRAWAL})
FIELDS = frozenset({*NAMING, "keep_confidential"})
# Shorter ones stand in any text: 王 is half of the names there are.
SHORTEST_NAME, SHORTEST_ADDRESS = 2, 5


def veil_over(said: Collection[Mapping[str, Any]]) -> Veil:
    """The veil over whatever was entered as name, representatives or address."""
    found = {word for one in said for word in words_of(one)}
    return Veil(tuple(sorted(found)), words.said("confidential"), CLOSED, FIELDS)


def words_of(said: Mapping[str, Any]) -> Iterator[str]:
    names = [str(said["petitioner_name"] or ""), *representatives(said["representatives"] or "")]
    yield from (name.strip() for name in names if len(name.strip()) >= SHORTEST_NAME)
    address = str(said["petitioner_address"] or "").strip()
    if len(address) >= SHORTEST_ADDRESS:
        yield address


def veils(ids: Collection[int]) -> Mapping[int, Veil]:
    """Over the confidential ones among these; what a correction replaced is not said either."""
    rows = Petition.objects.filter(pk__in=ids, keep_confidential=True).values("pk", *NAMING)
    said: dict[int, list[Mapping[str, Any]]] = {row["pk"]: [row] for row in rows}
    bodies = Version.objects.filter(record__in=said).values_list("record", "body__content")
    for pk, content in bodies if said else ():
        said[pk].append(json.loads(content)["kind"])
    return {pk: veil_over(entered) for pk, entered in said.items()}


def veil_for(record: Record, person: User) -> Veil | None:
    petition: Petition = record.petition
    if not petition.keep_confidential or sees_name(record, petition, person):
        return None
    return veils([record.pk])[record.pk]


def sees_name(record: Record, petition: Petition, person: User) -> bool:
    """The registrar, the handler, the leader who approves; the archivist once it is bound."""
    concerned = (record.made_by_id, petition.handler_id, petition.signed_by_id)
    standing = standing_of(person)
    if person.pk in concerned or leads(record, standing):
        return True
    return record.names(person.pk) or approves(record, standing) or keeps(record, standing)


def leads(record: Record, standing: Standing) -> bool:
    posts = [post for post in standing.posts if post.kind == PostKind.LEADER]
    return any(post.unit_id == record.lead_unit_id for post in posts)


def approves(record: Record, standing: Standing) -> bool:
    """A leader above who decides there, because nobody below can, or because the answer goes
    outward in the name of the office."""
    led = [post.unit for post in standing.posts if post.kind == PostKind.LEADER]
    if not any(record.lead_unit.path.startswith(unit.path) for unit in led):
        return False
    leaders = leaders_over([record], timezone.localdate())
    deciding = leaders.decide(record).people | leaders.decide(record, own_name=True).people
    return standing.person.pk in deciding


def keeps(record: Record, standing: Standing) -> bool:
    if record.state not in {RecordState.BOUND, RecordState.DESTROYED}:
        return False
    keepers = [post for post in standing.posts if post.kind == PostKind.ARCHIVIST]
    return any(record.lead_unit_id in standing.units_of(post, Reach.FONDS) for post in keepers)
