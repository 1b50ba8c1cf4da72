"""Receipts of imports: what was asked, what became of each file, and undoing one as a whole."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db.models import Case, Count, Q, QuerySet, Value, When
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from archive.intake.importing import REASONS
from archive.intake.models import Receipt, ReceiptItem
from archive.intake.queries import receipts_of
from archive.intake.steps import UndoReceipt
from archive.intake.vocabulary import Outcome, ReceiptState
from archive.organisation.models import User
from archive.organisation.refusal import Refused
from archive.organisation.vocabulary import Verb
from archive.records.step import NotVisible, NotYourPost
from desk import labels
from desk.access import DeskView, is_visible
from desk.forms.receipts import UndoForm
from desk.listing import PageOf, page_of
from desk.views.steps import REFUSED

# Failures first: they are what somebody has to do something about.
ORDER = (Outcome.FAILED, Outcome.SKIPPED, Outcome.DONE)


@dataclass(frozen=True)
class Row:
    """A receipt with its counts, as far as the person may know of its files."""

    receipt: Receipt
    counts: dict[str, int]

    @property
    def asked(self) -> int:
        return sum(self.counts.values())


def known_items(person: User) -> QuerySet[ReceiptItem]:
    """Items without the files of records the person may not see: not listed, not counted."""
    seen = Q(record=None) | is_visible(person, "record")
    return ReceiptItem.objects.filter(seen)


def rows_of(person: User, receipts: Sequence[Receipt]) -> list[Row]:
    found: dict[int, dict[str, int]] = defaultdict(dict)
    items = known_items(person).filter(receipt__in=[receipt.pk for receipt in receipts])
    for pk, outcome, count in items.values_list("receipt", "outcome").annotate(Count("pk")):
        found[pk][outcome] = count
    names = Outcome.values
    return [
        Row(receipt, {name: found[receipt.pk].get(name, 0) for name in names})
        for receipt in receipts
    ]


class ReceiptView(DeskView):
    """What the pages of receipts share. A receipt of a unit where one may not import is a 404."""

    def find(self, pk: int) -> Receipt:
        receipt = receipts_of(self.person).filter(pk=pk).first()
        if receipt is None:
            raise NotVisible
        return receipt

    def crumbs(self, *more: tuple[str, str]) -> list[dict[str, Any]]:
        path = [(reverse("desk_imports"), str(_("Imports"))), *more]
        return [*self.breadcrumbs_items, *({"url": url, "label": label} for url, label in path)]


class ImportsView(ReceiptView):
    template_name = "desk/imports.html"
    page_title = _("Imports")

    def get(self, request: HttpRequest) -> HttpResponse:
        self.ask(Verb.IMPORT)
        newest = receipts_of(self.person).order_by("-made_at", "-pk")
        page: PageOf[Receipt] = page_of(newest, request.GET.get("page"))
        context = self.get_context_data(
            page=page,
            rows=rows_of(self.person, page.rows),
            breadcrumbs_items=self.crumbs(),
        )
        return self.render_to_response(context)


class ImportView(ReceiptView):
    """`?outcome=` narrows to one; `?incomplete=1` to those with fields to complete."""

    template_name = "desk/import.html"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        receipt = self.find(pk)
        (row,) = rows_of(self.person, [receipt])
        chosen = request.GET.get("outcome", "")
        items = narrowed(known_items(self.person).filter(receipt=receipt), request.GET)
        page: PageOf[ReceiptItem] = page_of(items, request.GET.get("page"))
        context = self.get_context_data(
            header_title=_("Receipt of an import"),
            breadcrumbs_items=self.crumbs(("", name_of(receipt))),
            receipt=receipt,
            name=name_of(receipt),
            row=row,
            chosen=chosen if chosen in Outcome.values else "",
            incomplete=request.GET.get("incomplete") == "1",
            tabs=[(one.value, one.label, row.counts[one.value]) for one in ORDER],
            to_complete=to_complete(known_items(self.person).filter(receipt=receipt)).count(),
            page=page,
            items=[said_of(item) for item in page.rows],
            may_undo=receipt.state == ReceiptState.ENDED and row.counts[Outcome.DONE] > 0,
        )
        return self.render_to_response(context)


def narrowed(items: QuerySet[ReceiptItem], asked: Any) -> QuerySet[ReceiptItem]:
    if asked.get("outcome") in Outcome.values:
        items = items.filter(outcome=asked["outcome"])
    if asked.get("incomplete") == "1":
        items = to_complete(items)
    place = Case(*(When(outcome=one, then=Value(no)) for no, one in enumerate(ORDER)))
    return items.select_related("record").order_by(place, "pk")


def to_complete(items: QuerySet[ReceiptItem]) -> QuerySet[ReceiptItem]:
    """What this import brought and could not decide whole."""
    return items.filter(outcome=Outcome.DONE).exclude(record__undecided=[])


def said_of(item: ReceiptItem) -> tuple[ReceiptItem, str, list[str]]:
    """The item, why it was skipped or refused, and the fields still to fill in."""
    brought = item.record if item.outcome == Outcome.DONE else None
    open_ = brought.undecided if brought else []
    return item, reason_of(item), [str(labels.path_label(name)) for name in open_]


def reason_of(item: ReceiptItem) -> str:
    """The sentence the import kept; else what its code means."""
    return item.note or str(REASONS.get(item.reason, item.reason))


def name_of(receipt: Receipt) -> str:
    """The last part of the source: the whole path stands on the page."""
    parts: Iterable[str] = receipt.source.replace("\\", "/").rstrip("/").split("/")
    return list(parts)[-1] or receipt.source


class UndoImportView(ReceiptView):
    """Strikes every record of the receipt; numbers, files and the reason stay."""

    template_name = "desk/undo_import.html"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.page(self.find(pk), UndoForm())

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        receipt, form = self.find(pk), UndoForm(request.POST)
        if not form.is_valid():
            return self.page(receipt, form, REFUSED)
        try:
            UndoReceipt(receipt, by=self.person, reason=form.cleaned_data["reason"]).run()
        except NotYourPost:
            raise
        except Refused as refused:
            form.refuse(refused)
            return self.page(receipt, form, REFUSED)
        messages.success(request, str(_("Undone: the records of this import are struck.")))
        return redirect("desk_import", receipt.pk)

    def page(self, receipt: Receipt, form: UndoForm, status: int = 200) -> HttpResponse:
        (row,) = rows_of(self.person, [receipt])
        here = reverse("desk_import", args=[receipt.pk])
        title = _("Undo the import")
        context = self.get_context_data(
            header_title=title,
            breadcrumbs_items=self.crumbs((here, name_of(receipt)), ("", str(title))),
            receipt=receipt,
            name=name_of(receipt),
            done=row.counts[Outcome.DONE],
            form=form,
        )
        return self.render_to_response(context, status=status)
