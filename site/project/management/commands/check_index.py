"""check_index: compares the index with the records and mends what differs."""

from argparse import ArgumentParser
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

import search
from project.front_door import FrontDoor


class Command(FrontDoor):
    help = "Compare the search index with the records and mend it. Exit 1 when it cannot."

    def add_own(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="say what differs, mend nothing")

    def answer(self, *_args: Any, **options: Any) -> dict[str, Any]:
        mend = not options["dry_run"]
        try:
            drift = search.check(repair=mend)
            mended = search.drain() if mend else 0
        except search.EngineUnavailable as error:
            return {"sound": False, "reason": str(error)}
        return {
            "sound": drift.sound,
            "documents": drift.documents,
            "missing": len(drift.missing),
            "stale": len(drift.stale),
            "extra": len(drift.extra),
            "mended": mended,
        }

    def failed(self, result: dict[str, Any]) -> bool:
        return not result["sound"] and not result.get("mended")

    def lines(self, result: dict[str, Any]) -> Iterable[str]:
        if "reason" in result:
            yield _("The search engine does not answer: %(reason)s.") % result
            return
        yield (
            _("Index: %(documents)s; missing %(missing)s, stale %(stale)s, extra %(extra)s.")
            % result
        )
        if result["mended"]:
            yield _("Mended: %(mended)s.") % result
