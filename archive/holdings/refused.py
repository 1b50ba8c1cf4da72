"""Why bytes are not accepted; nothing of them stays behind."""

from __future__ import annotations

import errno
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

# Why a file cannot be read, in the words of the office; systems answer in their own.
READING = {
    errno.EACCES: _("the system does not allow it; ask the administrator for access"),
    errno.EPERM: _("the system does not allow it; ask the administrator for access"),
    errno.ENOENT: _("it is not there any more, or a link points to nothing"),
    errno.ELOOP: _("it is a link that points to itself"),
    errno.EIO: _("the disk reports an error; copy it from another medium"),
}
NOT_A_FILE = _("it is not a file with content, but a device, a pipe or a folder")
OTHERWISE = _("the system reports “%(error)s”")


class FileRefused(Exception):
    """`code` names the reason; `facts` fill its sentence."""

    def __init__(self, code: str, **facts: Any) -> None:
        self.code, self.facts = code, facts
        super().__init__(code)

    def __str__(self) -> str:
        return str(WORDS[self.code]) % self.facts


def unreadable(error: OSError) -> FileRefused:
    """The refusal of a file that the system would not let be read."""
    known = READING.get(error.errno or 0)
    why = known or str(OTHERWISE) % {"error": error.strerror or type(error).__name__}
    return FileRefused("unreadable", why=why)
