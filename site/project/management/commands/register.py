"""register KIND --unit CODE --file FILE --as USER; register KIND --schema."""

import json
from argparse import ArgumentParser
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from archive.documents import described
from archive.documents.steps import RegisterDocuments
from project.front_door import FrontDoor, WrongUse

KINDS = ("document",)


class Command(FrontDoor):
    help = "Register a record from a JSON object of its fields; --schema prints them."
    acts = True

    def add_own(self, parser: ArgumentParser) -> None:
        parser.add_argument("kind", choices=KINDS, metavar="KIND")
        parser.add_argument("--unit", metavar="CODE")
        parser.add_argument("--file", type=Path)
        parser.add_argument("--schema", action="store_true", help="print the fields and end")

    def answer(self, *_args: Any, **options: Any) -> dict[str, Any]:
        if options["schema"]:
            return described.schema()
        for name in ("unit", "file", "username"):
            if not options[name]:
                flag = "as" if name == "username" else name
                raise WrongUse(_("--%(flag)s is missing.") % {"flag": flag})
        unit, person = self.unit(options["unit"]), self.actor(options["username"])
        said = read_object(options["file"])
        with transaction.atomic():
            document = described.read_document(said, options["file"].parent)
            (record,) = RegisterDocuments([document], unit, by=person).run()
        return {"number": record.number, "uid": str(record.uid), "title": record.title}

    def lines(self, result: dict[str, Any]) -> Iterable[str]:
        if "properties" in result:
            yield json.dumps(result, ensure_ascii=False, indent=1)
        else:
            yield _("Registered as %(number)s: %(title)s") % result


def read_object(path: Path) -> dict[str, Any]:
    if not path.is_file():
        raise WrongUse(_("There is no file “%(file)s”.") % {"file": path})
    try:
        found = json.loads(path.read_text(encoding="utf-8-sig"))
    except ValueError as error:
        said = _("%(file)s is not JSON: %(why)s.") % {"file": path, "why": error}
        raise WrongUse(said) from error
    if not isinstance(found, dict):
        raise WrongUse(_("%(file)s must hold one JSON object.") % {"file": path})
    return found
