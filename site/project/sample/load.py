"""Loads the sample office through the same steps as everybody's documents. Repeatable."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from archive.classification.load import load_schemes
from archive.classification.queries import GENRE, SUBJECT, term
from archive.documents.steps import (
    NewDocument,
    NewPaper,
    Publish,
    RegisterDocuments,
    Repeal,
)
from archive.documents.steps.publish import Header
from archive.documents.vocabulary import Direction
from archive.holdings import store
from archive.holdings.extract import extract
from archive.holdings.text import keep_holdings
from archive.intake.queries import filed_in
from archive.organisation.may import may_on
from archive.organisation.models import Unit, User
from archive.organisation.office import found_office
from archive.organisation.vocabulary import PostKind, Verb
from archive.records.models import Record
from archive.records.steps import NewFile, Share
from archive.records.vocabulary import Secrecy
from archive.retention.models import Schedule
from archive.retention.steps import ApproveSchedule
from archive.volumes.binding import bind_year
from project.accounts import keep_accounts
from project.sample.dossiers import load_dossiers
from project.sample.moves import load_moves
from project.sample.office import FIRST_PEOPLE, FIRST_UNIT, PEOPLE, UNITS
from project.sample.petitions import load_petitions
from project.sample.reports import load_reports
from project.sample.scans import day, noon

FOLDER = Path(__file__).parent
PUBLISHER = "bureau-publisher"
OPENED = dt.date(2010, 1, 1)
BASIS = "样例单位"
SCHEDULE = "default-1"
BOUND_YEARS = range(2019, 2025)
# In the January after the year, as month and day.
BOUND_ON = (1, 16)


def found_empty_office() -> None:
    """One unit, its archivist and its administrator, nothing else."""
    today = timezone.localdate()
    keep_accounts(found_office(FIRST_UNIT, FIRST_PEOPLE, opened_on=today, basis="首次启用"))


def load_sample() -> dict[str, Any]:
    """Founds the office, files its documents and matters, binds the older years; what is there
    already is skipped."""
    load_schemes()
    keep_accounts(found_office(UNITS, PEOPLE, opened_on=OPENED, basis=BASIS))
    approve_schedule()
    rows = read("documents.json")
    items = [{"file": row["file"], "outcome": file_document(row)} for row in by_date(rows)]
    matters = read("matters.json")
    filed = load_dossiers(matters["dossiers"]) + load_petitions(matters["petitions"])
    filed += load_moves(read("moves.json"))
    filed += load_reports()
    volumes = bind_years()
    repeal_old(rows)
    done = sum(1 for item in items if item["outcome"] == "done")
    skipped = len(items) - done
    counts = {"asked": len(items), "done": done, "skipped": skipped, "failed": 0}
    return counts | {"matters": filed, "volumes": volumes, "items": items}


def read(name: str) -> Any:
    return json.loads((FOLDER / name).read_text(encoding="utf-8"))


def approve_schedule() -> None:
    """The county archives of the sample have approved the schedule that ships."""
    shipped = Schedule.objects.filter(code=SCHEDULE, approval_no="").first()
    if shipped:
        head = User.objects.get(username="bureau-leader")
        ApproveSchedule(shipped, "云档发〔2018〕12号", dt.date(2018, 12, 20), by=head).run()


def bind_years() -> int:
    """Binds what each unit closed in the years that are long over; returns how many volumes."""
    count = 0
    for unit in Unit.objects.select_related("fonds__keeper"):
        keeper = unit.fonds.keeper if unit.fonds else unit
        archivist = User.objects.get(posts__unit=keeper, posts__kind=PostKind.ARCHIVIST)
        for year in BOUND_YEARS:
            at = noon(dt.date(year + 1, *BOUND_ON))
            count += len(bind_year(unit, year, by=archivist, at=at).ids)
    return count


def by_date(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted(rows, key=lambda row: (row["dated_on"], row["file"]))


@transaction.atomic
def file_document(row: dict[str, Any]) -> str:
    """Registers one document, shares and publishes it as its row says; done or skipped."""
    unit, person = Unit.objects.get(code=row["unit"]), User.objects.get(username=row["by"])
    held = store.hold(FOLDER / "files" / row["file"], row["file"])
    if held.sha256 in filed_in(unit, [held.sha256]):
        return "skipped"
    text = extract(store.path(held.sha256), held.media_type)
    holding = keep_holdings([held], {held.sha256: text})[held.sha256]
    document = new_document(row, NewFile(holding, row["file"]))
    at = noon(row.get("registered_on") or row["dated_on"])
    (record,) = RegisterDocuments([document], unit, by=person, at=at).run()
    for code in row["share_with"]:
        Share(record, Unit.objects.get(code=code), by=sharer(record, person), at=at).run()
    if row["notice"]:
        publish(record, row["notice"], unit)
    return "done"


def sharer(record: Record, person: User) -> User:
    """A mediator asks; the head of the committee shares."""
    return person if may_on(person, Verb.SHARE, record) else leader_of(record.lead_unit)


def leader_of(unit: Unit) -> User:
    return User.objects.get(posts__unit=unit, posts__kind=PostKind.LEADER)


def new_document(row: dict[str, Any], file: NewFile) -> NewDocument:
    return NewDocument(
        title=row["title"],
        papers=(NewPaper(row["title"], (file,)),),
        number=row["number"],
        issuer=row["issuer"],
        addressee=row["addressee"],
        dated_on=day(row["dated_on"]),
        direction=Direction(row["direction"]),
        genre=term(GENRE, row["genre"]),
        subject=term(SUBJECT, row["subject"]),
        secrecy=Secrecy(row["secrecy"]),
        summary=row["summary"],
        effective_on=day(row["effective_on"]),
        valid_until=day(row["valid_until"]),
        abolished_on=None if row["superseded_by"] else day(row["abolished_on"]),
    )


def publish(record: Record, said: dict[str, Any], publisher: Unit) -> None:
    dates = ("created_on", "published_on", "abolished_on")
    header = Header(**said | {name: day(said[name]) for name in dates})
    person = User.objects.get(username=PUBLISHER)
    at = noon(said["published_on"])
    Publish(record, header, publisher=publisher, by=person, at=at).run()


def repeal_old(rows: list[dict[str, Any]]) -> None:
    """What another document took the place of is repealed by the leader of its unit."""
    for row in rows:
        if row["superseded_by"]:
            old, new = by_file(row["file"]), by_file(row["superseded_by"])
            if old.official_document.superseded_by is None:
                repeal(old, new, dt.date.fromisoformat(row["abolished_on"]))


def repeal(old: Record, new: Record, abolished_on: dt.date) -> None:
    leader = leader_of(old.lead_unit)
    reason = f"以《{new.title}》代之"
    said: dict[str, Any] = {"by": leader, "reason": reason, "at": noon(abolished_on)}
    Repeal(old, abolished_on=abolished_on, successor=new, **said).run()


def by_file(name: str) -> Record:
    return Record.objects.filter(papers__files__original_name=name).distinct().get()
