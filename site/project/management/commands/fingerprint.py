"""fingerprint: one digest of all that must survive a move."""

from typing import Any

from project.custody.fingerprint import fingerprint
from project.front_door import FrontDoor


class Command(FrontDoor):
    help = "Print the digest of everything that must survive, and of each part."

    def answer(self, *_args: Any, **_options: Any) -> dict[str, Any]:
        return dict(fingerprint())
