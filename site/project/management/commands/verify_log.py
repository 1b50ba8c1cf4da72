"""verify_log: prove that history is what it was; names what was changed behind its back."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from archive.records.verify import verify_log
from project.front_door import FrontDoor


class Command(FrontDoor):
    help = "Read the whole log once and prove its chains. Exit 1 when something is not sound."

    def answer(self, *_args: Any, **_options: Any) -> dict[str, Any]:
        report = verify_log(self.progress)
        faults = [fault.as_data() for fault in report.faults]
        return {"sound": report.sound, "counts": dict(report.counts), "faults": faults}

    def failed(self, result: dict[str, Any]) -> bool:
        return not result["sound"]

    def lines(self, result: dict[str, Any]) -> Iterable[str]:
        counted = "、".join(f"{name} {count}" for name, count in result["counts"].items())
        yield (_("The log is sound.") if result["sound"] else _("The log is NOT sound.")) + (
            f" ({counted})" if counted else ""
        )
        for fault in result["faults"]:
            yield _("%(record)s, sequence %(seq)s: %(message)s [%(code)s]") % fault
