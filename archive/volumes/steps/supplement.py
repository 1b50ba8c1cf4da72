"""Supplement 补卷: what comes late to a bound year lies in a volume beside, linked both ways."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from archive.organisation.models import User
from archive.organisation.refusal import Refusal
from archive.organisation.vocabulary import Verb
from archive.records.models import File, Link, Paper, Record
from archive.records.step import OnRecords
from archive.records.steps import NewFile
from archive.records.vocabulary import LinkReason, PaperType, RecordState
from archive.retention.resolve import Resolved, Schedules, fix, resolve, year_of
from archive.volumes.leaves import leaves_of
from archive.volumes.models import Volume
from archive.volumes.planning import ACCUSATION, Entry, Planned, Planner, Ready, longest
from archive.volumes.proposal import Reading
from archive.volumes.vocabulary import VolumeForm
from archive.volumes.writing import write_volumes

NOT_SEALED = _("This volume is not sealed; what is late is only what comes after that.")
NOTHING = _("Name a late paper, or a late record, for the supplement.")
TITLE_MISSING = _("Give each late paper a title.")
WHICH_RECORD = _("This volume holds several records; say which one the paper belongs to.")
DESTROYED = _("%(record)s was destroyed; nothing can be added to it.")
NOT_BOUND = _("%(record)s is not bound; add the paper to it directly.")
OPEN = _("%(record)s is still open, or bound already; only a closed record is a supplement.")
OTHER_YEAR = _("%(record)s belongs to %(year)s; it is bound with that year.")
OTHER_FORM = _("%(record)s is of another kind than what this volume holds; bind it with its year.")


@dataclass(frozen=True)
class LatePaper:
    """A paper that came after its record was bound."""

    title: str
    file: NewFile
    type: PaperType = PaperType.ATTACHMENT
    author: str = ""
    number: str = ""
    dated_on: dt.date | None = None


class Supplement(OnRecords[Volume]):
    """Makes a sealed volume beside another: late papers of a record in it, or late records.

    record: to which record of the volume the papers belong, or the late records are a supplement;
    may be left out where the volume holds one. The volume that is supplemented does not change.
    """

    event = "volume:supplement"
    verb = Verb.BIND
    needs_reason = True

    def __init__(
        self,
        volume: Volume,
        *,
        papers: Sequence[LatePaper] = (),
        late: Sequence[Record] = (),
        record: Record | None = None,
        by: User,
        **options: Any,
    ) -> None:
        held = list(Record.objects.filter(volume_items__volume=volume).distinct()[:2])
        self.main = record or (held[0] if len(held) == 1 else None)
        super().__init__([*late, *([self.main] if self.main else held[:1])], by=by, **options)
        self.volume = volume
        self.papers = list(papers)
        self.late = [record.pk for record in late]
        self.said: dict[int, dict[str, Any]] = {}

    @property
    def late_records(self) -> list[Record]:
        return [record for record in self.records if record.pk in self.late]

    @property
    def main_record(self) -> Record | None:
        main = self.main
        return next((one for one in self.records if main and one.pk == main.pk), None)

    def refusals(self) -> Iterator[Refusal]:
        if self.volume.sealed_at is None:
            yield Refusal("not_compiled", NOT_SEALED)
        if not self.papers and not self.late:
            yield Refusal("field_missing", NOTHING)
        if any(not paper.title.strip() for paper in self.papers):
            yield Refusal("field_missing", TITLE_MISSING)
        if self.papers:
            yield from self.refusals_of_main()
        for record in self.late_records:
            yield from self.refusals_of_late(record)

    def refusals_of_main(self) -> Iterator[Refusal]:
        main = self.main_record
        inside = main and self.volume.items.filter(record=main).exists()
        if main is None or not inside:
            yield Refusal("field_missing", WHICH_RECORD)
        elif main.state == RecordState.DESTROYED:
            yield Refusal("destroyed", DESTROYED, {"record": str(main)})
        elif main.state != RecordState.BOUND:
            yield Refusal("not_late", NOT_BOUND, {"record": str(main)})

    def refusals_of_late(self, record: Record) -> Iterator[Refusal]:
        fact = {"record": str(record), "year": year_of(record)}
        if record.state == RecordState.DESTROYED:
            yield Refusal("destroyed", DESTROYED, fact)
        elif record.state != RecordState.CLOSED:
            yield Refusal("not_late", OPEN, fact)
        elif year_of(record) != self.volume.year:
            yield Refusal("not_late", OTHER_YEAR, fact)
        elif not self.fits(record):
            yield Refusal("not_late", OTHER_FORM, fact)
        else:
            yield from Reading([record], Schedules()).reasons(record)

    def fits(self, record: Record) -> bool:
        """An accusation lies beside accusations alone; so do documents, cases, reports."""
        held = self.volume.items.select_related("record").first()
        return held is not None and kind_of(held.record) == kind_of(record)

    def apply(self) -> Volume:
        entries, found = self.entries()
        planned = self.planned(entries, longest([self.volume.period, *periods(found)]))
        (written,), places = write_volumes([planned], by=self.by, at=self.at)
        fix(found)
        self.bind_late()
        self.said = {pk: {"volumes": rows} for pk, rows in places.items()}
        return written.volume

    def entries(self) -> tuple[list[Entry], dict[int, Resolved]]:
        """What lies in it, and what was resolved for the records that come new."""
        found: list[Entry] = []
        reading = Reading(self.late_records, Schedules())
        for record in self.late_records:
            ready = reading.ready(record)
            found.append(Entry(ready, ready.leaves))
        if self.papers and (main := self.main_record):
            found.insert(0, self.entry_of_papers(main))
        resolved = {record.pk: reading.resolved[record.pk] for record in self.late_records}
        return found, resolved

    def entry_of_papers(self, main: Record) -> Entry:
        filed = {paper.pk for paper in self.file_papers(main)}
        leaves = tuple(leaf for leaf in leaves_of([main.pk])[main.pk] if leaf.paper in filed)
        return Entry(Ready(main, leaves, resolve([main])[main.pk]), leaves)

    def file_papers(self, main: Record) -> list[Paper]:
        last = main.papers.aggregate(last=Max("position"))["last"] or 0
        filed = []
        for position, late in enumerate(self.papers, start=last + 1):
            paper = Paper.objects.create(
                record=main,
                position=position,
                type=late.type,
                title=late.title.strip(),
                author=late.author,
                number=late.number,
                dated_on=late.dated_on,
            )
            File.objects.create(
                paper=paper,
                no=1,
                holding=late.file.holding,
                original_name=late.file.original_name,
                added_by=self.by,
                added_at=self.at,
            )
            filed.append(paper)
        return filed

    def planned(self, entries: Sequence[Entry], period: str) -> Planned:
        volume, planner = self.volume, Planner(self.volume.unit, self.volume.year)
        form = VolumeForm(volume.form)
        return Planned(
            volume.unit,
            volume.year,
            form,
            period,
            planner.pattern(form, kind_of(entries[0].record)),
            volume.title,
            tuple(entries),
            supplement_of=volume,
            note=self.reason,
        )

    def bind_late(self) -> None:
        late, main = self.late_records, self.main_record
        Record.objects.filter(pk__in=self.late).update(state=RecordState.BOUND)
        for record in late:
            record.state = RecordState.BOUND
            if main:
                Link.objects.get_or_create(
                    record=record, other=main, reason=LinkReason.SUPPLEMENTS
                )

    def facts(self, record: Record) -> dict[str, Any]:
        supplemented = self.volume.code or self.volume.title
        return {"supplement_of": supplemented} | self.said.get(record.pk, {})


def kind_of(record: Record) -> str:
    return ACCUSATION if record.accusation else record.kind


def periods(found: dict[int, Resolved]) -> list[str]:
    return [one.period for one in found.values()]
