"""register KIND --unit CODE --file FILE --as USER; register KIND --schema."""

import json
from argparse import ArgumentParser
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from archive.documents import described as documents
from archive.documents.steps import RegisterDocuments
from archive.mediation import described as mediation
from archive.mediation.steps import RegisterDossier
from archive.organisation.models import Unit, User
from archive.petitions import described as petitions
from archive.petitions.steps import RegisterPetition
from archive.records.models import Record
from project.front_door import FrontDoor, WrongUse

# What registers a described object of a kind; the second is the folder its paths are beside.
Register = Callable[[Mapping[str, Any], Path, Unit, User], list[Record]]


def document(said: Mapping[str, Any], beside: Path, unit: Unit, by: User) -> list[Record]:
    return RegisterDocuments([documents.read_document(said, beside)], unit, by=by).run()


def dossier(said: Mapping[str, Any], _beside: Path, unit: Unit, by: User) -> list[Record]:
    return RegisterDossier(mediation.read_dossier(said), unit, by=by).run()


def petition(said: Mapping[str, Any], beside: Path, unit: Unit, by: User) -> list[Record]:
    return RegisterPetition(petitions.read_petition(said, beside), unit, by=by).run()


KINDS: dict[str, tuple[Callable[[], dict[str, Any]], Register]] = {
    "document": (documents.schema, document),
    "dossier": (mediation.schema, dossier),
    "petition": (petitions.schema, petition),
}


class Command(FrontDoor):
    help = "Register a record from a JSON object of its fields; --schema prints them."
    acts = True

    def add_own(self, parser: ArgumentParser) -> None:
        parser.add_argument("kind", choices=list(KINDS), metavar="KIND")
        parser.add_argument("--unit", metavar="CODE")
        parser.add_argument("--file", type=Path)
        parser.add_argument("--schema", action="store_true", help="print the fields and end")

    def answer(self, *_args: Any, **options: Any) -> dict[str, Any]:
        schema, register = KINDS[options["kind"]]
        if options["schema"]:
            return schema()
        for name in ("unit", "file", "username"):
            if not options[name]:
                flag = "as" if name == "username" else name
                raise WrongUse(_("--%(flag)s is missing.") % {"flag": flag})
        unit, person = self.unit(options["unit"]), self.actor(options["username"])
        said = read_object(options["file"])
        with transaction.atomic():
            (record,) = register(said, options["file"].parent, unit, person)
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
