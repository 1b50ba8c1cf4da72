"""What is wrong with a template, as data: a code, the place, a sentence that says what to do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

AT = _("%(place)s, near “%(near)s”: %(sentence)s")
BARE = _("%(place)s: %(sentence)s")
SHOWN = 40


@dataclass(frozen=True)
class Place:
    """Where in the document: `words` is a lazy translation filled from `numbers`."""

    words: Any
    numbers: Mapping[str, int | str] = field(default_factory=dict)

    def __str__(self) -> str:
        return str(self.words) % dict(self.numbers)


@dataclass(frozen=True)
class Fault:
    """`message` is a lazy translation with named places, filled from `facts`.

    near: the text around the place. refuses: false for what is only pointed out.
    """

    code: str
    message: Any
    facts: Mapping[str, Any] = field(default_factory=dict)
    place: Place | None = None
    near: str = ""
    refuses: bool = True

    @property
    def sentence(self) -> str:
        return str(self.message) % {name: str(value) for name, value in self.facts.items()}

    def __str__(self) -> str:
        if self.place is None:
            return self.sentence
        if not self.near:
            return str(BARE) % {"place": str(self.place), "sentence": self.sentence}
        near = self.near if len(self.near) <= SHOWN else f"{self.near[:SHOWN]}…"
        return str(AT) % {"place": str(self.place), "near": near, "sentence": self.sentence}


class TemplateRefused(Exception):
    """Carries *all* faults of an uploaded template; nothing was kept."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = list(faults)
        super().__init__("; ".join(fault.code for fault in faults))


class NotReleasable(Exception):
    """Whoever uploads a version does not release it, and a release is said once."""


class NoTemplate(LookupError):
    """No released template of that code is in force."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


class TemplateAltered(Exception):
    """The bytes of a released version are no longer those that were released."""


class Unfilled(ValueError):
    """Names that the template asks for and nobody gave."""

    def __init__(self, names: Sequence[str]) -> None:
        self.names = list(names)
        super().__init__(", ".join(self.names))
