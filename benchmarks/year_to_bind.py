"""A unit's year of closed and complete records, to be bound. Imported only where a home was
entered."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from archive.classification.models import Term
from archive.documents.models import OfficialDocument
from archive.holdings.models import Holding
from archive.mediation.models import Dossier
from archive.organisation.models import Unit, User
from archive.petitions.models import Petition
from archive.records.history import Actor, Entry, write
from archive.records.models import File, Paper, Record
from archive.records.snapshot import snapshots
from archive.retention.load import load_schedules
from archive.retention.models import Schedule
from archive.volumes.load import load_volumes
from archive.volumes.models import Completion
from benchmarks import office

YEAR, DAY = 2024, dt.date(2024, 6, 3)
# Of ten records so many of each kind, and the papers of one.
SHARES = {"dossier": (4, 4), "petition": (2, 3), "document": (4, 1)}
TYPES = ("application", "mediation_record", "agreement", "evidence")


def fill(size: int) -> None:
    """An approved schedule, and the closed and complete records of one unit and year."""

    unit = office.found()[0]
    load_volumes()
    load_schedules()
    Schedule.objects.update(approval_no="云档〔2020〕3号", approved_on=dt.date(2020, 3, 1))
    for kind, (share, papers) in SHARES.items():
        make(kind, size * share // 10, papers, unit)


def make(kind: str, count: int, papers: int, unit: Unit) -> None:
    """Records of a kind with their rows, papers, files and version 1, in bulk."""


    by = office.person(office.clerk_of(unit.code))
    rows = [
        Record(
            kind=kind,
            state="closed",
            number=f"{kind}〔{YEAR}〕{number}号",
            number_sort=f"{YEAR}-{kind}-{number:06d}",
            title=f"关于东河村第{number}号{kind}的矛盾纠纷",
            lead_unit=unit,
            year=YEAR,
            dated_on=DAY + dt.timedelta(days=number % 180),
            made_by=by,
            made_at=timezone.now(),
            registered_on=DAY,
            closed_on=DAY + dt.timedelta(days=number % 180),
        )
        for number in range(1, count + 1)
    ]
    records = Record.objects.bulk_create(rows, batch_size=500)
    own_rows(kind, records)
    file_papers(records, papers, by)
    first_versions(records, by)
    if kind != "document":
        Completion.objects.bulk_create(
            Completion(record=record, by=by, at=timezone.now()) for record in records
        )


def own_rows(kind: str, records: Sequence[Record]) -> None:

    if kind == "document":
        OfficialDocument.objects.bulk_create(
            OfficialDocument(record=record, direction="received", issuer="云溪县司法局")
            for record in records
        )
    elif kind == "petition":
        Petition.objects.bulk_create(
            Petition(
                record=record,
                state="closed",
                channel="visit",
                received_on=DAY,
                petitioner_name="周某",
                summary="反映道路补偿",
                matter_class="appeal",
                appeal_route="31_6",
                result="supported",
                opinion="支持",
                signed_on=DAY,
            )
            for record in records
        )
    else:
        terms = Term.objects.select_related("scheme")
        Dossier.objects.bulk_create(
            Dossier(
                record=record,
                state="closed",
                dispute_type=terms.filter(scheme__code="dispute_type").first(),
                source=terms.filter(scheme__code="case_source").first(),
                received_on=DAY,
                accepted_on=DAY,
                facts="因房屋滴水发生纠纷",
                agreement_form="written",
                agreed_on=DAY,
            )
            for record in records
        )


def file_papers(records: Sequence[Record], count: int, by: User) -> None:


    rows = [
        Paper(record=record, position=no + 1, type=TYPES[no], title=f"第{no + 1}份", dated_on=DAY)
        for record in records
        for no in range(count)
    ]
    papers = Paper.objects.bulk_create(rows, batch_size=500)
    digests = {paper.pk: hashlib.sha256(str(paper.pk).encode()).hexdigest() for paper in papers}
    Holding.objects.bulk_create(
        Holding(
            sha256=digest,
            size=20_000,
            media_type="application/pdf",
            page_count=3,
            extraction="done",
            held_at=timezone.now(),
        )
        for digest in digests.values()
    )
    File.objects.bulk_create(
        File(
            paper=paper,
            no=1,
            holding_id=digests[paper.pk],
            original_name="扫描.pdf",
            added_by=by,
            added_at=timezone.now(),
        )
        for paper in papers
    )


def first_versions(records: Sequence[Record], by: User) -> None:


    for start in range(0, len(records), 500):
        some = records[start : start + 500]
        contents = snapshots(some)
        with transaction.atomic():
            made = [Entry("record:register", one, {}, contents[one.pk]) for one in some]
            write(made, actor=Actor(by), at=timezone.now())
