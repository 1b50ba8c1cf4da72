"""Undo a whole receipt: its records are struck; nothing is deleted (policy 4, "void number")."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from archive.documents.models import Notice
from archive.documents.vocabulary import NoticeState
from archive.intake.models import Receipt
from archive.intake.vocabulary import Outcome, ReceiptState
from archive.organisation.may import may, posts_for
from archive.organisation.models import User
from archive.organisation.refusal import Refusal
from archive.organisation.vocabulary import PostKind, Verb
from archive.records.models import Record
from archive.records.step import NOT_YOUR_POST, NotYourPost
from archive.records.steps import Strike
from archive.records.vocabulary import RecordState

UNDONE = _("This import is undone already.")


class UndoReceipt(Strike):
    """Strikes what an import brought, published documents and what others rest on excepted:
    while there is one of these, nothing is undone."""

    verb = Verb.IMPORT
    from_states = frozenset({RecordState.CAPTURED, RecordState.REGISTERED, RecordState.CLOSED})
    own_work_allowed = True

    def __init__(self, receipt: Receipt, *, by: User, reason: str, **options: Any) -> None:
        brought = Record.objects.filter(
            receipt_items__receipt=receipt, receipt_items__outcome=Outcome.DONE
        )
        super().__init__(
            list(brought.exclude(state=RecordState.STRUCK).only("pk")),
            by=by,
            reason=reason,
            via="import",
            **options,
        )
        self.receipt = receipt

    def ask_policy(self) -> None:
        """The importer or the archivist alone (policy 4), and where nothing was brought too."""
        super().ask_policy()
        unit = self.receipt.unit
        posts = {post.kind for post in posts_for(self.by, self.verb, unit)}
        mine = self.receipt.made_by_id == self.by.pk and may(self.by, self.verb, unit)
        if not mine and PostKind.ARCHIVIST not in posts:
            raise NotYourPost([Refusal("not_your_post", NOT_YOUR_POST)])

    def lock(self) -> None:
        self.receipt = Receipt.objects.select_for_update().get(pk=self.receipt.pk)
        super().lock()

    def refusals(self) -> Iterator[Refusal]:
        if self.receipt.state == ReceiptState.UNDONE:
            yield Refusal("wrong_state", UNDONE)
        yield from super().refusals()

    def facts(self, record: Record) -> dict[str, Any]:
        return {"receipt": self.receipt.pk}

    def apply(self) -> list[Record]:
        struck = super().apply()
        # Nobody outside has seen a draft; its content stays in the version before, and its index
        # number is free for the page when it is brought in again.
        Notice.objects.filter(record__in=struck, state=NoticeState.DRAFT).delete()
        self.receipt.state = ReceiptState.UNDONE
        self.receipt.ended_at = self.at
        self.receipt.save(update_fields=["state", "ended_at"])
        return struck
