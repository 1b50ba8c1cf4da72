"""Matters that were handled before the system came, taken over with their own days (`Step(at=)`).

Run in the home of the walk (`run_python`); each function says the id of the record it made.
"""

from __future__ import annotations

import datetime as dt
import io

from django.utils import timezone

from archive.holdings import store
from archive.holdings.text import keep_holdings
from archive.organisation.models import Unit, User
from archive.petitions import steps
from archive.petitions.papers import NewPaper
from archive.petitions.vocabulary import Channel, MatterClass, OpinionResult, ServiceMode
from archive.records import extraction
from archive.records.models import Paper, Record
from archive.records.steps import AddFile, NewFile
from archive.records.vocabulary import PaperType
from archive.volumes.steps import Complete
from tests.walk.acting import SHEET, ago


def noon(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time(12)))


def who(username: str) -> User:
    return User.objects.get(username=username)


def scanned(name: str) -> NewFile:
    """A sheet in the store, counted and read as an upload is."""
    held = store.hold(io.BytesIO(SHEET % (1000 + len(name))), f"{name}.pdf")
    row = keep_holdings([held], {})[held.sha256]
    extraction.read_one(row.pk)
    return NewFile(row, f"{name}.pdf")


def petition(on: dt.date, summary: str) -> steps.NewPetition:
    letter = NewPaper(PaperType.PETITION_LETTER, (scanned("来信"),), dated_on=on)
    return steps.NewPetition(
        channel=Channel.LETTER,
        received_on=on,
        summary=summary,
        claims=("恢复原渠",),
        petitioner_name="陈秀兰",
        petitioner_address="东河村三组12号",
        papers=(letter,),
    )


def answered(signed: dt.date | None = None) -> int:
    """A petition at Donghe whose opinion was signed fifty days ago, or on that day."""
    signed = signed or ago(50)
    came = signed - dt.timedelta(days=30)
    clerk, at = who("clerk"), {"by": who("clerk"), "at": noon(came)}
    new = petition(came, "来信反映灌溉水渠改道后渠水浸泡承包地。")
    (record,) = steps.RegisterPetition(new, Unit.objects.get(code="DH"), **at).run()
    steps.Triage(record, MatterClass.APPEAL, "31_6", **at).run()
    steps.Accept(record, clerk, **at).run()
    steps.DraftOpinion(
        record,
        result=OpinionResult.SUPPORTED,
        findings="经查，水渠改道属实。",
        opinion="请求合理，予以支持。",
        basis="《民法典》第二百九十条",
        answers=["本月内恢复原渠"],
        by=clerk,
        at=noon(signed),
    ).run()
    steps.SignOpinion(record, by=who("county-leader"), at=noon(signed)).run()
    return int(record.pk)


def closed_last_year() -> int:
    """The same matter a year and more ago: served, closed in last year and complete."""
    year = timezone.localdate().year - 1
    record = Record.objects.get(pk=answered(dt.date(year, 6, 3)))
    clerk, served, closed = who("clerk"), dt.date(year, 6, 5), dt.date(year, 9, 1)
    printed = record.papers.get(type=PaperType.SERVICE_RECEIPT)
    sign(printed, clerk, served)
    steps.Serve(record, served, mode=ServiceMode.DIRECT, by=clerk, at=noon(served)).run()
    steps.Close(record, by=clerk, at=noon(closed)).run()
    Complete(record, by=clerk, at=noon(closed)).run()
    return int(record.pk)


def sign(paper: Paper, by: User, on: dt.date) -> None:
    """The signed sheet comes back onto the paper that was printed."""
    AddFile(paper, scanned("签名页"), by=by, at=noon(on)).run()
