"""Bringing in a folder: every file is answered for, in a receipt, and nothing is half done.

A run that was killed is taken up again: its receipt is still open, what it filed is skipped.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from archive.holdings.refused import FileRefused
from archive.intake.arriving import (
    BATCH,
    CLOSED,
    LINK,
    Read,
    Source,
    batches,
    plain_document,
    readable,
    receive,
    sources,
)
from archive.intake.models import Receipt, ReceiptItem
from archive.intake.steps import Arrival, ImportDocuments
from archive.intake.steps.import_documents import keep_items
from archive.intake.vocabulary import Outcome, ReceiptState
from archive.organisation.may import may
from archive.organisation.models import Unit, User
from archive.organisation.refusal import Refusal, Refused
from archive.organisation.vocabulary import Verb
from archive.records.step import NOT_YOUR_POST, NotYourPost

REASONS = {
    "duplicate": _("This unit has a record with exactly these bytes already."),
    "system_file": _("A file of the system or of an open program; nobody filed it."),
    LINK: _("A link to a folder; import the folder it leads to by itself."),
    CLOSED: _("This folder cannot be opened; ask the administrator for access, then import again."),
}
Progress = Callable[[Iterable[Any], int], Iterable[Any]]


def without_progress(rows: Iterable[Any], _total: int) -> Iterable[Any]:
    return rows


def import_folder(
    folder: Path, unit: Unit, *, by: User, progress: Progress = without_progress
) -> Receipt:
    """Every file under the folder becomes an official document of the unit, or is answered for.

    Raises NotYourPost. Returns the receipt, ended.
    """
    may_import(by, unit)
    receipt = open_receipt(full_name(folder), unit, by)
    found = sources(folder)
    groups = batches(found)
    for some in progress(groups, -(-len(found) // BATCH)):
        import_batch(receipt, some, by=by, read=plain_document)
    return end(receipt)


def full_name(path: Path) -> str:
    """Where a source lies, as it can be kept and read; each part in its own encoding."""
    return "/".join(map(readable, str(path.resolve()).split("/")))


def may_import(person: User, unit: Unit) -> None:
    """Asked before any byte is copied; the step asks again."""
    if not may(person, Verb.IMPORT, unit):
        raise NotYourPost([Refusal("not_your_post", NOT_YOUR_POST)])


def open_receipt(source: str, unit: Unit, by: User) -> Receipt:
    """The receipt of a broken run of the same person, source and unit, or a new one."""
    broken = Receipt.objects.filter(
        source=source, unit=unit, made_by=by, state=ReceiptState.OPEN
    ).first()
    return broken or Receipt.objects.create(
        source=source, unit=unit, made_by=by, made_at=timezone.now()
    )


def end(receipt: Receipt) -> Receipt:
    """One that was undone while it ran stays undone."""
    running = Receipt.objects.filter(pk=receipt.pk, state=ReceiptState.OPEN)
    running.update(state=ReceiptState.ENDED, ended_at=timezone.now())
    receipt.refresh_from_db()
    return receipt


def import_batch(receipt: Receipt, some: Sequence[Source], *, by: User, read: Read) -> None:
    """One batch: bytes first, then one transaction for its records and its lines."""
    todo: list[Source] = []
    left: list[Source] = []
    for one in not_done(receipt, some):
        (left if one.fault or one.is_system_file else todo).append(one)
    keep_items([line_of_left(receipt, one) for one in left])
    arrivals, refused = receive(todo, receipt.unit, read)
    keep_items([refused_line(receipt, one, why) for one, why in refused])
    register(receipt, arrivals, by=by)


def not_done(receipt: Receipt, some: Sequence[Source]) -> list[Source]:
    """What a broken run of this receipt has not answered for yet; failures are tried again."""
    items = receipt.items.filter(name__in=[one.name for one in some])
    done = set(items.exclude(outcome=Outcome.FAILED).values_list("name", flat=True))
    return [one for one in some if one.name not in done]


def line_of_left(receipt: Receipt, source: Source) -> ReceiptItem:
    """The line of what is not tried: a fault of a folder is failed, all else nobody filed."""
    outcome = Outcome.FAILED if source.fault == CLOSED else Outcome.SKIPPED
    return line(receipt, source, outcome, source.fault or "system_file")


def line(
    receipt: Receipt, source: Source, outcome: Outcome, reason: str, note: str = ""
) -> ReceiptItem:
    return ReceiptItem(
        receipt=receipt, name=source.name, outcome=outcome, reason=reason, note=note
    )


def refused_line(receipt: Receipt, source: Source, why: FileRefused) -> ReceiptItem:
    return line(receipt, source, Outcome.FAILED, why.code, str(why))


def register(receipt: Receipt, arrivals: Sequence[Arrival], *, by: User) -> None:
    """All at once; when one is refused, each alone, so that the others go on."""
    first, twins = without_twins(arrivals)
    if first and not try_to_register(receipt, first, by=by):
        for arrival in first:
            register_alone(receipt, arrival, by=by)
    for arrival in twins:
        register_alone(receipt, arrival, by=by)


def without_twins(arrivals: Sequence[Arrival]) -> tuple[list[Arrival], list[Arrival]]:
    """The first of each content, and the copies of it in the same batch."""
    first: dict[str, Arrival] = {}
    twins = [one for one in arrivals if first.setdefault(one.held.sha256, one) is not one]
    return list(first.values()), twins


def try_to_register(receipt: Receipt, arrivals: Sequence[Arrival], *, by: User) -> bool:
    try:
        ImportDocuments(receipt, arrivals, by=by).run()
    except NotYourPost:
        raise
    except Refused:
        return False
    return True


def register_alone(receipt: Receipt, arrival: Arrival, *, by: User) -> None:
    """One file by itself; a refusal is entered as its line."""
    try:
        ImportDocuments(receipt, [arrival], by=by).run()
    except NotYourPost:
        raise
    except Refused as refused:
        keep_items([failed_line(receipt, arrival, refused)])


def failed_line(receipt: Receipt, arrival: Arrival, refused: Refused) -> ReceiptItem:
    return ReceiptItem(
        receipt=receipt,
        name=arrival.name,
        sha256=arrival.held.sha256,
        outcome=Outcome.FAILED,
        reason=refused.refusals[0].code,
        note=" ".join(str(one) for one in refused.refusals),
    )
