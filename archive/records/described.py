"""Records described as plain data: what the descriptions of all kinds share.

A kind's table of fields is printed as a JSON Schema (2020-12) and read by; one table says both.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _

from archive.holdings import store
from archive.holdings.extract import extract
from archive.holdings.refused import FileRefused
from archive.holdings.text import keep_holdings
from archive.organisation.refusal import Refusal, Refused
from archive.records.steps import NewFile
from archive.records.vocabulary import PaperType

Rule = dict[str, Any]
Fields = Mapping[str, Rule]
# What only the kind can say of a value that is of the right form: its name, the value.
Check = Callable[[str, Any], Iterable[Refusal]]

TEXT: Rule = {"type": "string"}
FLAG: Rule = {"type": "boolean"}
DAY: Rule = {"type": "string", "format": "date"}
PAPER: Fields = {
    "title": TEXT | {"maxLength": 500},
    "type": {"enum": list(PaperType.values)},
    "files": {"type": "array", "items": TEXT, "description": "paths, the oldest first"},
}
JSON_TYPES: dict[str, Any] = {
    "string": str,
    "boolean": bool,
    "array": list,
    "object": dict,
    "integer": int,
}
FULL_DATE = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
LONGEST = 10**6

UNKNOWN_FIELD = _("There is no field “%(field)s”; the schema lists the fields.")
WRONG_KIND = _("The field “%(field)s” must be: %(wanted)s.")
TOO_LONG = _("The field “%(field)s” has more than %(most)s characters.")
NO_SUCH_DAY = _("“%(value)s” in the field “%(field)s” is not a day; write it as 2026-11-24.")
NO_SUCH_TERM = _("“%(value)s” is no term of the scheme “%(scheme)s”.")
NO_SUCH_FILE = _("There is no file “%(file)s”.")


def schema_of(title: str, fields: Fields, required: Iterable[str]) -> dict[str, Any]:
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": title}
    return head | object_of(fields, required)


def object_of(fields: Fields, required: Iterable[str]) -> Rule:
    return {
        "type": "object",
        "properties": dict(fields),
        "required": list(required),
        "additionalProperties": False,
    }


def papers_of(fields: Fields) -> Rule:
    return {"type": "array", "items": object_of(fields, ["files"])}


def no_check(_name: str, _given: Any) -> Iterable[Refusal]:
    return ()


def faults_of(
    said: Mapping[str, Any], fields: Fields, check: Check = no_check
) -> Iterator[Refusal]:
    """Everything that is wrong with the values; what is missing the step says."""
    for name, given in said.items():
        if name not in fields:
            yield Refusal("field_unknown", UNKNOWN_FIELD, {"field": name})
        else:
            fault = fault_of(name, given, fields[name])
            yield from [fault] if fault else check(name, given)


def fault_of(name: str, given: Any, rule: Rule) -> Refusal | None:
    fact: dict[str, Any] = {"field": name, "value": given}
    if "enum" in rule:
        wanted = {"wanted": "、".join(rule["enum"])}
        wrong = given not in rule["enum"]
        return Refusal("field_wrong", WRONG_KIND, fact | wanted) if wrong else None
    if not is_a(rule, given):
        return Refusal("field_wrong", WRONG_KIND, fact | {"wanted": rule["type"]})
    if isinstance(given, str) and len(given) > rule.get("maxLength", LONGEST):
        return Refusal("field_wrong", TOO_LONG, fact | {"most": rule.get("maxLength", LONGEST)})
    if rule.get("format") == "date" and day(given) is None:
        return Refusal("date_impossible", NO_SUCH_DAY, fact)
    return None


def is_a(rule: Rule, given: Any) -> bool:
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


def faults_of_papers(papers: Any, fields: Fields, beside: Path) -> Iterator[Refusal]:
    """Papers lie in files beside the description; that they are a list is said elsewhere."""
    for paper in papers if isinstance(papers, list) else []:
        if not isinstance(paper, dict) or not isinstance(paper.get("files"), list):
            wanted = {"field": "papers", "wanted": f"{{{', '.join(fields)}}}"}
            yield Refusal("field_wrong", WRONG_KIND, wanted)
        else:
            yield from faults_of(without_files(paper), fields)
            yield from faults_of_files(paper["files"], beside)


def without_files(paper: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in paper.items() if name != "files"}


def faults_of_files(names: Iterable[Any], beside: Path) -> Iterator[Refusal]:
    for name in names:
        if not isinstance(name, str) or "\0" in name or not (beside / name).is_file():
            yield Refusal("file_missing", NO_SUCH_FILE, {"file": name})


def day(text: Any) -> dt.date | None:
    """A full date of RFC 3339, as the schema promises; Python alone would take weeks too."""
    try:
        return dt.date.fromisoformat(text) if FULL_DATE.fullmatch(text) else None
    except ValueError:
        return None


def held_file(path: Path) -> NewFile:
    """Bytes held and read. Raises Refused where the store refuses them."""
    try:
        held = store.hold(path, path.name)
    except FileRefused as why:
        raise Refused([Refusal(why.code, "%(why)s", {"why": f"{path.name}: {why}"})]) from why
    text = extract(store.path(held.sha256), held.media_type)
    return NewFile(keep_holdings([held], {held.sha256: text})[held.sha256], path.name)
