"""install_guards: the triggers that refuse to change history; after every migrate."""

from typing import Any

from django.db import connection

from archive.records.guards import install_guards
from project.front_door import FrontDoor


class Command(FrontDoor):
    help = "Install the database triggers that protect the history. Repeating it does no harm."

    def answer(self, **_options: Any) -> dict[str, Any]:
        return {"guards": install_guards(connection)}
