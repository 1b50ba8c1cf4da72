"""How commands answer for an import: asked, done, skipped, failed, each listed (design 7)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from archive.intake.importing import REASONS
from archive.intake.models import Receipt, ReceiptItem
from archive.intake.vocabulary import Outcome
from archive.records.steps.correct import fields_of
from project.front_door import FrontDoor

SHOWN_TO_COMPLETE = 10


class ReceiptDoor(FrontDoor):
    """A command whose result is a receipt. Exit 1 when a file failed."""

    acts = True

    def counts(self, receipt: Receipt) -> dict[str, Any]:
        rows = receipt.items.select_related("record__notice").order_by("pk")
        items = [self.item_of(row) for row in rows]
        count = dict.fromkeys(Outcome.values, 0)
        for item in items:
            count[item["outcome"]] += 1
        return {"receipt": receipt.pk, "asked": len(items), **count, "items": items}

    def item_of(self, row: ReceiptItem) -> dict[str, Any]:
        return item_of(row)

    def failed(self, result: dict[str, Any]) -> bool:
        return bool(result["failed"])

    def lines(self, result: dict[str, Any]) -> Iterable[str]:
        yield _("Asked %(asked)s, done %(done)s, skipped %(skipped)s, failed %(failed)s.") % result
        for item in result["items"]:
            if item["outcome"] == Outcome.FAILED:
                yield _("Failed: %(name)s. %(message)s") % item
            elif item["message"]:
                yield _("%(name)s: %(message)s") % item
        yield from open_lines([item for item in result["items"] if item.get("undecided")])
        yield _("Receipt no. %(receipt)s; undo it with undo_import.") % result


def open_lines(items: list[dict[str, Any]]) -> Iterable[str]:
    """待补录: what the import could not decide, the first of them by name."""
    if not items:
        return
    yield _("To be completed by hand: %(count)s.") % {"count": len(items)}
    for item in items[:SHOWN_TO_COMPLETE]:
        yield f"  {item['number']} {item['title']}: {'、'.join(item['undecided'].values())}"
    if len(items) > SHOWN_TO_COMPLETE:
        yield "  …"


def item_of(row: ReceiptItem) -> dict[str, Any]:
    item: dict[str, Any] = {
        "name": row.name,
        "outcome": row.outcome,
        "reason": row.reason,
        "message": " ".join(part for part in (reason(row), row.note) if part),
    }
    if row.record and row.outcome == Outcome.DONE:
        labels = fields_of(row.record.kind)
        item |= {"number": row.record.number, "title": row.record.title}
        item["undecided"] = {name: str(labels[name]) for name in row.record.undecided}
    return item


def reason(row: ReceiptItem) -> str:
    """The sentence of a skip; a failure carries its own in the note."""
    return str(REASONS.get(row.reason, "")) if row.outcome == Outcome.SKIPPED else ""
