"""Why bytes are not accepted; nothing of them stays behind."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

WORDS = {
    "empty": _("The file is empty; look for the original and file it again."),
    "too_large": _("The file has %(size)s; at most %(limit)s are accepted. Split it into parts."),
    "executable": _("This is a program, whatever its name says; programs are not filed."),
    "type_mismatch": _(
        "The name says %(named)s, the content is %(found)s. File it under its true name."
    ),
    "unreadable": _("The file could not be read: %(why)s."),
}


class FileRefused(Exception):
    """`code` names the reason; `facts` fill its sentence."""

    def __init__(self, code: str, **facts: Any) -> None:
        self.code, self.facts = code, facts
        super().__init__(code)

    def __str__(self) -> str:
        return str(WORDS[self.code]) % self.facts
