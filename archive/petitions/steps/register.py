"""Register a petition: number, first clock, papers, version 1 (信访工作条例 2022, 19 to 23)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from django.utils.translation import gettext_lazy as _

from archive.clocks import clocks
from archive.clocks.queries import rule_for
from archive.organisation.keys import seal
from archive.organisation.models import Unit, User
from archive.organisation.refusal import Refusal
from archive.organisation.vocabulary import Verb
from archive.petitions import accusations, series
from archive.petitions.confidential import veil_over
from archive.petitions.limits import most_representatives
from archive.petitions.models import Petition
from archive.petitions.papers import NewPaper, file_paper
from archive.petitions.rules import first_clock, representatives, title_of
from archive.petitions.steps.on_petition import label, missing, refusals_of_day, too_long
from archive.petitions.vocabulary import Channel, MatterClass, PetitionSource
from archive.records import numbers
from archive.records.models import Link, Named, Record
from archive.records.step import NewRecords
from archive.records.veil import Veil
from archive.records.vocabulary import LinkReason, NamedAs, RecordKind, RecordState

TAIL = 4
TITLE_LONGEST = 500

UNIT_ENDED = _("%(unit)s has ended; register at the unit that follows it.")
TOO_MANY_REPRESENTATIVES = _(
    "%(count)s representatives are named; a joint petition has at most %(most)s."
)
RESPONDENT_MISSING = _("Say against whom the accusation is, before it is saved.")
NOBODY_CLEARED = _(
    "No unit from here up may take this accusation: none has a cleared leader or clerk whom it "
    "does not concern. Keep it on paper and hand it to the discipline inspection."
)
NO_LAW = _("No rule of deadlines is in force on %(date)s; check the day of receipt.")
TITLE_TOO_LONG = _("The title has more than %(most)s characters.")


@dataclass(frozen=True)
class NewPetition:
    """What is known of a petition when it comes (domain 1.5).

    anonymous, unclear: there is nobody to write to, so name and address may be missing.
    matter_class: must be said here for an accusation; for others it may wait for triage.
    same_matter: an earlier record of the same matter. title: empty for the first sentence of the
    facts. id_no, phone: kept encrypted, with their last four characters beside.
    """

    channel: Channel
    received_on: dt.date
    summary: str
    claims: tuple[str, ...] = ()
    petitioner_name: str = ""
    petitioner_address: str = ""
    title: str = ""
    source: PetitionSource = PetitionSource.DIRECT
    source_no: str = ""
    id_no: str = ""
    phone: str = ""
    anonymous: bool = False
    unclear: bool = False
    keep_confidential: bool = False
    people_count: int = 1
    representatives: str = ""
    matter_class: MatterClass | str = ""
    matter_place: str = ""
    respondent_unit: Unit | None = None
    respondent_person: User | None = None
    respondent_text: str = ""
    same_matter: Record | None = None
    papers: tuple[NewPaper, ...] = ()

    @property
    def reachable(self) -> bool:
        return not (self.anonymous or self.unclear)

    @property
    def is_accusation(self) -> bool:
        return self.matter_class == MatterClass.ACCUSATION

    @property
    def asked(self) -> list[str]:
        return [claim.strip() for claim in self.claims if claim.strip()]


PLAIN = (
    "channel",
    "source",
    "source_no",
    "received_on",
    "petitioner_name",
    "petitioner_address",
    "anonymous",
    "unclear",
    "keep_confidential",
    "people_count",
    "representatives",
    "matter_class",
    "matter_place",
    "summary",
    "respondent_unit",
    "respondent_person",
    "respondent_text",
)
TEXTS = (
    "source_no",
    "petitioner_name",
    "petitioner_address",
    "representatives",
    "matter_place",
    "respondent_text",
)


class RegisterPetition(NewRecords):
    """Registers one petition at the unit that received it.

    An accusation is led by the nearest unit from there up that it does not concern and that has
    somebody cleared; the respondent unit and all under it are barred. Who registered it and is
    not cleared loses sight of it with the commit.
    """

    event = "petition:register"
    verb = Verb.REGISTER

    def __init__(self, new: NewPetition, unit: Unit, *, by: User, **options: Any) -> None:
        super().__init__(unit, by=by, **options)
        self.new = new

    @cached_property
    def bar(self) -> accusations.Bar:
        if not self.new.is_accusation:
            return accusations.NOBODY
        new = self.new
        return accusations.barred_by(new.respondent_unit, new.respondent_person, on=self.today)

    @cached_property
    def lead(self) -> Unit | None:
        if not self.new.is_accusation:
            return self.unit
        return accusations.lead_for(self.unit, self.bar, self.today)

    def refusals(self) -> Iterator[Refusal]:
        if self.unit.ended_on and self.unit.ended_on <= self.today:
            yield Refusal("unit_ended", UNIT_ENDED, {"unit": self.unit.name})
        yield from missing(self.needed())
        yield from too_long({name: getattr(self.new, name) for name in TEXTS})
        if len(self.new.title) > TITLE_LONGEST:
            yield Refusal("field_too_long", TITLE_TOO_LONG, {"most": TITLE_LONGEST})
        count = len(representatives(self.new.representatives))
        most = most_representatives(self.new.received_on or self.today)
        if most is not None and count > most:
            fact = {"count": count, "most": most}
            yield Refusal("representatives_over_5", TOO_MANY_REPRESENTATIVES, fact)
        yield from refusals_of_day(label("received_on"), self.new.received_on, self.today)
        yield from self.refusals_of_law()
        yield from self.refusals_of_accusation()

    def needed(self) -> Iterator[tuple[Any, Any]]:
        yield label("channel"), self.new.channel
        yield label("received_on"), self.new.received_on
        if self.new.reachable:
            yield label("petitioner_name"), self.new.petitioner_name
            yield label("petitioner_address"), self.new.petitioner_address
        yield label("claims"), self.new.asked
        yield label("summary"), self.new.summary

    def refusals_of_law(self) -> Iterator[Refusal]:
        code = self.clock_code(self.unit)
        try:
            if code and self.new.received_on:
                rule_for(code, self.new.received_on)
        except KeyError:
            date = self.new.received_on.isoformat()
            yield Refusal("date_impossible", NO_LAW, {"date": date})

    def refusals_of_accusation(self) -> Iterator[Refusal]:
        if not self.new.is_accusation:
            return
        new = self.new
        if not (new.respondent_unit or new.respondent_person or new.respondent_text.strip()):
            yield Refusal("respondent_missing", RESPONDENT_MISSING)
        if self.lead is None:
            yield Refusal("target_barred", NOBODY_CLEARED)

    def clock_code(self, unit: Unit) -> str | None:
        return first_clock(unit.kind, reachable=self.new.reachable)

    def apply(self) -> list[Record]:
        assert self.lead is not None  # Refused above.
        record = self.new_record(self.lead)
        word = series.register_word(accusation=record.accusation)
        taken = numbers.take([record], unit=self.lead, code=word, on=self.today)
        record.save()
        numbers.keep(taken)
        self.own_row(record).save()
        if record.accusation:
            self.protect(record, self.lead)
        if self.new.same_matter:
            link = LinkReason.SAME_MATTER
            Link.objects.create(record=record, other=self.new.same_matter, reason=link)
        for paper in self.new.papers:
            file_paper(record, self.veiled(paper), by=self.by, at=self.at)
        code = self.clock_code(self.lead)
        if code:
            clocks.start(record, code, self.new.received_on)
        self.records = [record]
        return self.records

    def new_record(self, lead: Unit) -> Record:
        accusation = self.new.is_accusation
        return Record(
            kind=RecordKind.PETITION,
            state=RecordState.REGISTERED,
            title=self.title(),
            lead_unit=lead,
            year=self.new.received_on.year,
            dated_on=self.new.received_on,
            restricted=accusation or self.new.keep_confidential,
            accusation=accusation,
            made_by=self.by,
            made_at=self.at,
            registered_on=self.today,
        )

    @cached_property
    def veil(self) -> Veil | None:
        return veil_over([vars(self.new)]) if self.new.keep_confidential else None

    def title(self) -> str:
        """Titles go into lists, volumes and letters: no confidential name stands in one."""
        said = self.new.title.strip() or title_of(self.new.summary)
        return self.veil.over(said)[:TITLE_LONGEST] if self.veil else said

    def veiled(self, paper: NewPaper) -> NewPaper:
        return replace(paper, title=self.veil.over(paper.title)) if self.veil else paper

    def own_row(self, record: Record) -> Petition:
        values = {name: getattr(self.new, name) for name in PLAIN}
        return Petition(
            record=record,
            claims=self.new.asked,
            **values | sealed("id_no", self.new.id_no) | sealed("phone", self.new.phone),
        )

    def protect(self, record: Record, lead: Unit) -> None:
        accusations.keep(record, self.bar)
        for person in accusations.first_named(lead, self.by, self.bar, self.today):
            Named.objects.create(
                record=record, person=person, part=NamedAs.HANDLER, since=self.today
            )


def sealed(name: str, number: str) -> dict[str, str]:
    """The token of a number and its last characters; nothing where there is none."""
    number = number.strip()
    if not number:
        return {}
    return {f"{name}_sealed": seal(number), f"{name}_tail": number[-TAIL:]}
