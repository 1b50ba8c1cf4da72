"""Why something is refused, as data: a code for programs, a sentence that says what to do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Refusal:
    """`message` is a lazy translation with named places, filled from `facts`."""

    code: str
    message: Any
    facts: Mapping[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return str(self.message) % {name: str(value) for name, value in self.facts.items()}


class Refused(Exception):
    """Carries *all* refusals of one attempt; nothing was changed."""

    def __init__(self, refusals: Sequence[Refusal]) -> None:
        self.refusals = list(refusals)
        super().__init__("; ".join(refusal.code for refusal in refusals))
