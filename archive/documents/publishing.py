"""Who turns a notice into the page that is kept of it: pages stand above this room, so they
say so here."""

from __future__ import annotations

from collections.abc import Callable

from archive.documents.models import Notice
from archive.records.steps import NewFile

# The public page of a notice as bytes the store holds; called inside the step's transaction.
Capture = Callable[[Notice], NewFile]

_captures: list[Capture] = []


def capture_with(function: Capture) -> None:
    """From now on a published notice is captured with it. Raises ValueError for a second one."""
    if function in _captures:
        return
    if _captures:
        raise ValueError("The pages of notices are captured by another function already.")
    _captures.append(function)


def capture() -> Capture | None:
    """What captures the page of a notice; None where no pages are installed."""
    return _captures[0] if _captures else None
