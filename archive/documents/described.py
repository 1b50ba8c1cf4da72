"""An official document described as plain data, as scripts and other systems hand it in.

The same description is printed as a JSON Schema (2020-12) and read; one table says both.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _

from archive.classification.queries import GENRE, SUBJECT, term
from archive.documents.steps import NewDocument, NewPaper
from archive.documents.vocabulary import Direction
from archive.holdings import store
from archive.holdings.extract import extract
from archive.holdings.refused import FileRefused
from archive.holdings.text import keep_holdings
from archive.organisation.refusal import Refusal, Refused
from archive.records.steps import NewFile
from archive.records.vocabulary import PaperType, Secrecy

TEXT: dict[str, Any] = {"type": "string"}
FULL_DATE = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
DAY: dict[str, Any] = {"type": "string", "format": "date"}
PAPER: dict[str, Any] = {
    "type": "object",
    "properties": {
        "title": TEXT | {"maxLength": 500},
        "type": {"enum": list(PaperType.values)},
        "files": {"type": "array", "items": TEXT, "description": "paths, the oldest first"},
    },
    "required": ["files"],
    "additionalProperties": False,
}
FIELDS: dict[str, dict[str, Any]] = {
    "title": TEXT | {"maxLength": 500},
    "number": TEXT | {"maxLength": 100, "description": "发文字号 as printed"},
    "issuer": TEXT | {"maxLength": 200},
    "addressee": TEXT | {"maxLength": 300},
    "dated_on": DAY,
    "direction": {"enum": list(Direction.values)},
    "genre": TEXT | {"description": "code or name in the scheme genre"},
    "subject": TEXT | {"description": "code or name in the scheme subject_category"},
    "secrecy": {"enum": list(Secrecy.values)},
    "restricted": {"type": "boolean"},
    "summary": TEXT,
    "effective_on": DAY,
    "valid_until": DAY,
    "abolished_on": DAY,
    "papers": {"type": "array", "items": PAPER},
}
REQUIRED = ("title", "issuer")
TERMS = {"genre": GENRE, "subject": SUBJECT}
CHOICES = {"direction": Direction, "secrecy": Secrecy}

UNKNOWN_FIELD = _("There is no field “%(field)s”; the schema lists the fields.")
WRONG_KIND = _("The field “%(field)s” must be: %(wanted)s.")
TOO_LONG = _("The field “%(field)s” has more than %(most)s characters.")
NO_SUCH_DAY = _("“%(value)s” in the field “%(field)s” is not a day; write it as 2026-11-24.")
NO_SUCH_TERM = _("“%(value)s” is no term of the scheme “%(scheme)s”.")
NO_SUCH_FILE = _("There is no file “%(file)s”.")
JSON_TYPES = {"string": str, "boolean": bool, "array": list, "object": dict}


def schema() -> dict[str, Any]:
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "document",
        "type": "object",
        "properties": FIELDS,
        "required": list(REQUIRED),
        "additionalProperties": False,
    }


def read_document(said: Mapping[str, Any], beside: Path) -> NewDocument:
    """The document; paths are relative to `beside`. Raises Refused with all faults; the files
    are held only when there is none."""
    faults = [*faults_of(said, FIELDS), *faults_of_papers(said.get("papers", []), beside)]
    if faults:
        raise Refused(faults)
    values = {name: value(name, one) for name, one in said.items() if name != "papers"}
    values.setdefault("title", "")
    papers = [read_paper(one, values["title"], beside) for one in said.get("papers", [])]
    return NewDocument(**values, papers=tuple(papers))


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
            wanted = "、".join(rule["enum"])
            yield Refusal("field_wrong", WRONG_KIND, fact | {"wanted": wanted})
    elif not isinstance(given, JSON_TYPES[rule["type"]]):
        yield Refusal("field_wrong", WRONG_KIND, fact | {"wanted": rule["type"]})
    elif len(str(given)) > rule.get("maxLength", 10**6):
        yield Refusal("field_wrong", TOO_LONG, fact | {"most": rule["maxLength"]})
    elif rule.get("format") == "date" and day(str(given)) is None:
        yield Refusal("date_impossible", NO_SUCH_DAY, fact)
    elif name in TERMS and term(TERMS[name], str(given)) is None:
        yield Refusal("term_unknown", NO_SUCH_TERM, fact | {"scheme": TERMS[name]})


def faults_of_papers(papers: Any, beside: Path) -> Iterator[Refusal]:
    if not isinstance(papers, list):
        return
    for paper in papers:
        if not isinstance(paper, dict) or not isinstance(paper.get("files"), list):
            wanted = {"field": "papers", "wanted": "{title, type, files}"}
            yield Refusal("field_wrong", WRONG_KIND, wanted)
            continue
        yield from faults_of(paper, PAPER["properties"])
        for name in paper["files"]:
            if not isinstance(name, str) or not (beside / name).is_file():
                yield Refusal("file_missing", NO_SUCH_FILE, {"file": name})


def day(text: str) -> dt.date | None:
    """A full date of RFC 3339, as the schema promises; Python alone would take weeks too."""
    try:
        return dt.date.fromisoformat(text) if FULL_DATE.fullmatch(text) else None
    except ValueError:
        return None


def value(name: str, given: Any) -> Any:
    if FIELDS[name].get("format") == "date":
        return day(given)
    if name in TERMS:
        return term(TERMS[name], given)
    return CHOICES[name](given) if name in CHOICES else given


def read_paper(said: Mapping[str, Any], title: str, beside: Path) -> NewPaper:
    files = tuple(held_file(beside / name) for name in said["files"])
    kind = PaperType(said.get("type", PaperType.MAIN))
    return NewPaper(said.get("title") or title, files, kind)


def held_file(path: Path) -> NewFile:
    """Bytes held and read. Raises Refused where the store refuses them."""
    try:
        held = store.hold(path, path.name)
    except FileRefused as why:
        raise Refused([Refusal(why.code, "%(why)s", {"why": f"{path.name}: {why}"})]) from why
    text = extract(store.path(held.sha256), held.media_type)
    return NewFile(keep_holdings([held], {held.sha256: text})[held.sha256], path.name)
