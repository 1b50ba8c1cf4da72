"""Undo an import: nothing is asked but why."""

from __future__ import annotations

from desk.forms.base import DeskForm
from desk.forms.steps import reason_field


class UndoForm(DeskForm):
    """About a receipt, not about one record, so there is no version to have seen."""

    reason = reason_field()
