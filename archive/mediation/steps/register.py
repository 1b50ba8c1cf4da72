"""Register a dispute: number, parties, version 1 (人民调解法 2010, 27)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from archive.classification.models import Term
from archive.mediation import patterns
from archive.mediation.mediators import NewMediator, name_mediators
from archive.mediation.models import Dossier, Party
from archive.mediation.steps.register_rules import refusals_of
from archive.mediation.vocabulary import PartyKind, Side
from archive.organisation.keys import seal
from archive.organisation.may import covers
from archive.organisation.models import Unit, User
from archive.organisation.refusal import Refusal
from archive.organisation.standing import standing_of
from archive.organisation.vocabulary import PostKind, Verb
from archive.records import numbers
from archive.records.models import Record
from archive.records.step import NOT_YOUR_POST, NewRecords, NotYourPost
from archive.records.vocabulary import RecordKind, RecordState

POSTS = frozenset({PostKind.MEDIATOR, PostKind.CLERK})
TAIL = 4


@dataclass(frozen=True)
class NewParty:
    """A party with the seven fields of the forms; the numbers are sealed when it is saved."""

    name: str
    side: Side
    kind: PartyKind = PartyKind.PERSON
    gender: str = ""
    ethnicity: str = ""
    age: int | None = None
    occupation: str = ""
    address: str = ""
    id_no: str = ""
    phone: str = ""


@dataclass(frozen=True)
class NewDossier:
    """A dispute as it comes to the committee. Without a title it gets the usual one.

    restricted: the parties want it closed, or privacy asks for it (人民调解法 2010, 15 and 23);
    a dossier with a minor is always restricted. mediators: those the parties chose already.
    """

    parties: tuple[NewParty, ...] = ()
    dispute_type: Term | None = None
    source: Term | None = None
    received_on: dt.date | None = None
    facts: str = ""
    requests: str = ""
    referrer: str = ""
    difficult: bool = False
    restricted: bool = False
    title: str = ""
    mediators: tuple[NewMediator, ...] = ()

    @property
    def has_minor(self) -> bool:
        return any(patterns.is_minor(party.age) for party in self.parties)

    def suggested_title(self) -> str:
        """一方与另一方 + 纠纷类型; where no sides are told apart, the first against the rest."""
        applicants = [party for party in self.parties if party.side == Side.APPLICANT]
        one = applicants or list(self.parties[:1])
        other = [party for party in self.parties if party not in one]
        kind = self.dispute_type.name if self.dispute_type else ""
        return patterns.title(names(one), names(other), kind)


def names(parties: list[NewParty]) -> list[str]:
    return [patterns.shown_name(party.name, party.age) for party in parties]


class RegisterDossier(NewRecords):
    """Enters one dispute at a mediation committee; `run` answers the record in a list."""

    event = "dossier:register"
    verb = Verb.REGISTER

    def __init__(self, dossier: NewDossier, unit: Unit, *, by: User, **options: Any) -> None:
        super().__init__(unit, by=by, **options)
        self.dossier = dossier

    def ask_policy(self) -> None:
        standing = standing_of(self.by)
        posts = [post for post in standing.posts if post.kind in POSTS]
        if not any(self.unit.pk in covers(standing, post, self.verb) for post in posts):
            raise NotYourPost([Refusal("not_your_post", NOT_YOUR_POST)])

    def refusals(self) -> Iterator[Refusal]:
        yield from refusals_of(self.dossier, self.unit, self.today)

    def apply(self) -> list[Record]:
        record = self.new_record()
        code = patterns.series(self.unit.name, self.unit.doc_prefix)
        taken = numbers.take([record], unit=self.unit, code=code, on=self.today)
        record.save()
        numbers.keep(taken)
        dossier = self.own_row(record)
        Party.objects.bulk_create(
            party_row(dossier, position, party)
            for position, party in enumerate(self.dossier.parties, start=1)
        )
        name_mediators(dossier, self.dossier.mediators, since=self.today)
        self.records = [record]
        return self.records

    def new_record(self) -> Record:
        new, received_on = self.dossier, self.dossier.received_on or self.today
        return Record(
            kind=RecordKind.DOSSIER,
            state=RecordState.REGISTERED,
            title=new.title.strip() or new.suggested_title(),
            lead_unit=self.unit,
            year=received_on.year,
            dated_on=received_on,
            restricted=new.restricted or new.has_minor,
            made_by=self.by,
            made_at=self.at,
            registered_on=self.today,
        )

    def own_row(self, record: Record) -> Dossier:
        new = self.dossier
        assert new.dispute_type and new.source
        return Dossier.objects.create(
            record=record,
            dispute_type=new.dispute_type,
            source=new.source,
            referrer=new.referrer.strip(),
            difficult=new.difficult,
            received_on=new.received_on or self.today,
            facts=new.facts.strip(),
            requests=new.requests.strip(),
        )


def party_row(dossier: Dossier, position: int, party: NewParty) -> Party:
    id_no, phone = party.id_no.strip(), party.phone.strip()
    return Party(
        dossier=dossier,
        position=position,
        side=party.side,
        kind=party.kind,
        name=party.name.strip(),
        gender=party.gender,
        ethnicity=party.ethnicity,
        age=party.age,
        occupation=party.occupation,
        address=party.address,
        id_no_sealed=seal(id_no) if id_no else "",
        id_no_tail=id_no[-TAIL:],
        phone_sealed=seal(phone) if phone else "",
        phone_tail=phone[-TAIL:],
    )
