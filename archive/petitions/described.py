"""A petition described as plain data, as scripts and other systems hand it in.

The same description is printed as a JSON Schema (2020-12) and read; one table says both.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _

from archive.holdings import store
from archive.holdings.extract import extract
from archive.holdings.refused import FileRefused
from archive.holdings.text import keep_holdings
from archive.organisation.models import Unit, User
from archive.organisation.refusal import Refusal, Refused
from archive.petitions.papers import NewPaper
from archive.petitions.steps import NewPetition
from archive.petitions.vocabulary import Channel, MatterClass, PetitionSource
from archive.records.steps import NewFile
from archive.records.vocabulary import PaperType

TEXT: dict[str, Any] = {"type": "string"}
FLAG: dict[str, Any] = {"type": "boolean"}
DAY: dict[str, Any] = {"type": "string", "format": "date"}
SEALED = TEXT | {"maxLength": 40, "description": "kept encrypted; never shown again but by right"}
FULL_DATE = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
PAPER: dict[str, dict[str, Any]] = {
    "title": TEXT | {"maxLength": 500},
    "type": {"enum": list(PaperType.values)},
    "dated_on": DAY,
    "files": {"type": "array", "items": TEXT, "description": "paths, the oldest first"},
}
FIELDS: dict[str, dict[str, Any]] = {
    "channel": {"enum": list(Channel.values)},
    "received_on": DAY,
    "summary": TEXT | {"description": "facts and reasons"},
    "claims": {"type": "array", "items": TEXT, "description": "what is asked, one by one"},
    "title": TEXT | {"maxLength": 500, "description": "else the first sentence of the facts"},
    "source": {"enum": list(PetitionSource.values)},
    "source_no": TEXT | {"maxLength": 100},
    "petitioner_name": TEXT | {"maxLength": 100},
    "petitioner_address": TEXT | {"maxLength": 300},
    "id_no": SEALED,
    "phone": SEALED,
    "anonymous": FLAG,
    "unclear": FLAG | {"description": "name or address cannot be made out"},
    "keep_confidential": FLAG,
    "people_count": {"type": "integer", "minimum": 1},
    "representatives": TEXT | {"maxLength": 300, "description": "at most five names"},
    "matter_class": {"enum": list(MatterClass.values)},
    "matter_place": TEXT | {"maxLength": 200},
    "respondent_unit": TEXT | {"description": "code of a unit"},
    "respondent_person": TEXT | {"description": "user name of a colleague"},
    "respondent_text": TEXT | {"maxLength": 300},
    "papers": {
        "type": "array",
        "items": {
            "type": "object",
            "properties": PAPER,
            "required": ["files"],
            "additionalProperties": False,
        },
    },
}
REQUIRED = ("channel", "received_on", "summary", "claims")
JSON_TYPES: dict[str, Any] = {"string": str, "boolean": bool, "array": list, "integer": int}

UNKNOWN_FIELD = _("There is no field “%(field)s”; the schema lists the fields.")
WRONG_KIND = _("The field “%(field)s” must be: %(wanted)s.")
TOO_LONG = _("The field “%(field)s” has more than %(most)s characters.")
NO_SUCH_DAY = _("“%(value)s” in the field “%(field)s” is not a day; write it as 2026-11-24.")
NO_SUCH_UNIT = _("There is no unit “%(value)s”.")
NO_SUCH_PERSON = _("There is no account “%(value)s”.")
NO_SUCH_FILE = _("There is no file “%(file)s”.")


def schema() -> dict[str, Any]:
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "petition",
        "type": "object",
        "properties": FIELDS,
        "required": list(REQUIRED),
        "additionalProperties": False,
    }


def read_petition(said: Mapping[str, Any], beside: Path) -> NewPetition:
    """The petition; paths are relative to `beside`. Raises Refused with all faults; the files are
    held only when there is none. What is missing the step says."""
    faults = [*faults_of(said, FIELDS), *faults_of_papers(said.get("papers", []), beside)]
    if faults:
        raise Refused(faults)
    values: dict[str, Any] = dict.fromkeys(REQUIRED, "") | dict(said)
    values["received_on"] = day(values["received_on"])
    values["claims"] = tuple(values["claims"])
    if "respondent_unit" in said:
        values["respondent_unit"] = Unit.objects.get(code=said["respondent_unit"])
    if "respondent_person" in said:
        values["respondent_person"] = User.objects.get(username=said["respondent_person"])
    values["papers"] = tuple(read_paper(one, beside) for one in said.get("papers", []))
    return NewPetition(**values)


def faults_of(said: Mapping[str, Any], fields: Mapping[str, dict[str, Any]]) -> Iterator[Refusal]:
    for name, given in said.items():
        if name not in fields:
            yield Refusal("field_unknown", UNKNOWN_FIELD, {"field": name})
        else:
            yield from faults_of_value(name, given, fields[name])


def faults_of_value(name: str, given: Any, rule: dict[str, Any]) -> Iterator[Refusal]:
    fact: dict[str, Any] = {"field": name, "value": given}
    if "enum" in rule:
        if given not in rule["enum"]:
            yield Refusal("field_wrong", WRONG_KIND, fact | {"wanted": "、".join(rule["enum"])})
    elif not is_a(rule, given):
        yield Refusal("field_wrong", WRONG_KIND, fact | {"wanted": rule["type"]})
    elif isinstance(given, str) and len(given) > rule.get("maxLength", 10**6):
        yield Refusal("field_wrong", TOO_LONG, fact | {"most": rule["maxLength"]})
    elif rule.get("format") == "date" and day(given) is None:
        yield Refusal("date_impossible", NO_SUCH_DAY, fact)
    elif name == "respondent_unit" and not Unit.objects.filter(code=given).exists():
        yield Refusal("unit_unknown", NO_SUCH_UNIT, fact)
    elif name == "respondent_person" and not User.objects.filter(username=given).exists():
        yield Refusal("person_unknown", NO_SUCH_PERSON, fact)


def is_a(rule: Mapping[str, Any], given: Any) -> bool:
    """To Python a truth value is a number, too; to JSON it is none."""
    wanted = rule["type"]
    if not isinstance(given, JSON_TYPES[wanted]) or isinstance(given, bool) != (
        wanted == "boolean"
    ):
        return False
    if wanted == "integer":
        return bool(given >= rule.get("minimum", given))
    if wanted == "array" and rule["items"] == TEXT:
        return all(isinstance(item, str) for item in given)
    return True


def faults_of_papers(papers: Any, beside: Path) -> Iterator[Refusal]:
    if not isinstance(papers, list):
        return
    for paper in papers:
        if not isinstance(paper, dict) or not isinstance(paper.get("files"), list):
            wanted = {"field": "papers", "wanted": "{title, type, dated_on, files}"}
            yield Refusal("field_wrong", WRONG_KIND, wanted)
            continue
        yield from faults_of({k: v for k, v in paper.items() if k != "files"}, PAPER)
        for name in paper["files"]:
            if not isinstance(name, str) or "\0" in name or not (beside / name).is_file():
                yield Refusal("file_missing", NO_SUCH_FILE, {"file": name})


def day(text: str) -> dt.date | None:
    """A full date of RFC 3339, as the schema promises; Python alone would take weeks too."""
    try:
        return dt.date.fromisoformat(text) if FULL_DATE.fullmatch(text) else None
    except ValueError:
        return None


def read_paper(said: Mapping[str, Any], beside: Path) -> NewPaper:
    return NewPaper(
        PaperType(said.get("type", PaperType.PETITION_LETTER)),
        tuple(held_file(beside / name) for name in said["files"]),
        said.get("title", ""),
        day(said.get("dated_on", "")),
    )


def held_file(path: Path) -> NewFile:
    """Bytes held and read. Raises Refused where the store refuses them."""
    try:
        held = store.hold(path, path.name)
    except FileRefused as why:
        raise Refused([Refusal(why.code, "%(why)s", {"why": f"{path.name}: {why}"})]) from why
    text = extract(store.path(held.sha256), held.media_type)
    return NewFile(keep_holdings([held], {held.sha256: text})[held.sha256], path.name)
