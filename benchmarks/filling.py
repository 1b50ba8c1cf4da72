"""A home filled with as many records as asked: half of them documents, through the step that
registers them, the others petitions, dossiers and reports (`matters`).

Whatever the size, its shares are the same: so many of each unit and year, so many shared with
another unit, so many to complete. Only their number grows. Imported only where a home was entered.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import itertools
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils import timezone

from archive.documents.steps import NewDocument, NewPaper, RegisterDocuments
from archive.holdings.extract.result import Extraction
from archive.holdings.models import Extraction as State
from archive.holdings.models import Holding
from archive.holdings.store import Held
from archive.holdings.text import keep_holdings
from archive.organisation.models import Unit
from archive.records.checkpoints import make_checkpoints
from archive.records.models import Participation, Record
from archive.records.steps import NewFile
from archive.records.vocabulary import Part, Secrecy
from benchmarks import office
from benchmarks.matters import bind_documents, fill_matters
from search.models import OutboxRow

BATCH = 500
# Hundredths of the records: the county, a large township, a small one; the others share the rest.
SHARES = (30, 28, 7)
YEARS = {2019: 10, 2020: 10, 2021: 10, 2022: 15, 2023: 15, 2024: 25, 2025: 15}
DOCUMENTS = 0.5
TO_COMPLETE, SHARED, WORK_SECRET = 0.16, 0.05, 0.01
ISSUERS = ("云溪县司法局", "云溪县人民政府办公室", "江州市司法局", "云溪县信访局")
MATTERS = ("矛盾纠纷排查", "人民调解员培训", "社区矫正对象管理", "法治宣传教育", "信访事项办理")
PLACES = ("东河镇", "青石乡", "柳湾村", "石桥村", "云溪县")
LINE = "各司法所要认真做好本辖区内矛盾纠纷的排查、登记、调处和上报工作，做到底数清、情况明。\n"
chance = random.Random(1)
serials = itertools.count(1)


@dataclass(frozen=True)
class Plan:
    """What one unit registers on one day."""

    on: dt.date
    unit: Unit
    count: int


class Fill(RegisterDocuments):
    """Registers as of an earlier day; now and then another unit is informed."""

    def __init__(self, plan: Plan, others: Sequence[Unit]) -> None:
        documents = [new_document(plan.on) for _number in range(plan.count)]
        super().__init__(documents, plan.unit, by=office.person(office.clerk_of(plan.unit.code)))
        self.at = timezone.make_aware(dt.datetime.combine(plan.on, dt.time(9)))
        self.others = others

    def apply(self) -> list[Record]:
        keep_files(self.documents)
        records = super().apply()
        Participation.objects.bulk_create(
            Participation(
                record=record,
                unit=chance.choice(self.others),
                part=Part.INFORMED,
                since=self.today,
            )
            for record in records
            if chance.random() < SHARED
        )
        return records


def fill(size: int) -> None:
    """Founds the office and fills it with `size` records; the documents are registered the
    oldest first."""
    units = office.found()
    documents = plans(units, round(size * DOCUMENTS))
    for plan in sorted(documents, key=lambda plan: (plan.on, plan.unit.pk)):
        Fill(plan, [unit for unit in units if unit != plan.unit]).run()
    bind_documents()
    fill_matters(units, size, YEARS, shares_of(units))
    make_checkpoints()
    # As if the drainer had been here; the pages that are measured do not search.
    OutboxRow.objects.all().delete()


def plans(units: Sequence[Unit], size: int) -> Iterator[Plan]:
    for unit, share in shares_of(units):
        for year, part in YEARS.items():
            whole = round(size * share * part / 10_000)
            for start in range(0, whole, BATCH):
                day = dt.date(year, 1, 1) + dt.timedelta(days=chance.randrange(360))
                yield Plan(day, unit, min(BATCH, whole - start))


def shares_of(units: Sequence[Unit]) -> list[tuple[Unit, float]]:
    """Each unit with its hundredths of the records."""
    rest = (100 - sum(SHARES)) / (len(units) - len(SHARES))
    shares = [*SHARES, *[rest] * (len(units) - len(SHARES))]
    return list(zip(units, shares, strict=True))


def new_document(on: dt.date) -> NewDocument:
    serial = next(serials)
    title = f"关于做好{chance.choice(PLACES)}{chance.choice(MATTERS)}工作的通知（{serial}）"
    unsure = chance.random() < TO_COMPLETE
    return NewDocument(
        title,
        papers=(NewPaper(title, (NewFile(holding(serial), f"{title}.txt"),)),),
        number=f"云司发〔{on.year}〕{chance.randrange(1, 900)}号",
        issuer="" if unsure else chance.choice(ISSUERS),
        dated_on=on,
        secrecy=Secrecy.WORK_SECRET if chance.random() < WORK_SECRET else Secrecy.INTERNAL,
        undecided=("issuer",) if unsure else (),
    )


def holding(serial: int) -> Holding:
    """A file by its digest; its row comes with `keep_files`."""
    return Holding(sha256=hashlib.sha256(str(serial).encode()).hexdigest())


def keep_files(documents: Sequence[NewDocument]) -> None:
    """The rows of the files and their texts; no page that is measured opens the bytes."""
    digests = [document.papers[0].files[0].holding.sha256 for document in documents]
    text = Extraction((LINE * 12,), page_count=None, state=State.DONE, note="")
    held = [Held(digest, 20_000, "text/plain") for digest in digests]
    keep_holdings(held, dict.fromkeys(digests, text))
