"""An official document described as plain data, as scripts and other systems hand it in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from archive.classification.queries import GENRE, SUBJECT, term
from archive.documents.steps import NewDocument, NewPaper
from archive.documents.vocabulary import Direction
from archive.organisation.refusal import Refusal, Refused
from archive.records.described import (
    DAY,
    FLAG,
    NO_SUCH_TERM,
    PAPER,
    TEXT,
    Rule,
    day,
    faults_of,
    faults_of_papers,
    held_file,
    papers_of,
    schema_of,
)
from archive.records.vocabulary import PaperType, Secrecy

FIELDS: dict[str, Rule] = {
    "title": TEXT | {"maxLength": 500},
    "number": TEXT | {"maxLength": 100, "description": "发文字号 as printed"},
    "issuer": TEXT | {"maxLength": 200},
    "addressee": TEXT | {"maxLength": 300},
    "dated_on": DAY,
    "direction": {"enum": list(Direction.values)},
    "genre": TEXT | {"description": "code or name in the scheme genre"},
    "subject": TEXT | {"description": "code or name in the scheme subject_category"},
    "secrecy": {"enum": list(Secrecy.values)},
    "restricted": FLAG,
    "summary": TEXT,
    "effective_on": DAY,
    "valid_until": DAY,
    "abolished_on": DAY,
    "papers": papers_of(PAPER),
}
REQUIRED = ("title", "issuer")
TERMS = {"genre": GENRE, "subject": SUBJECT}
CHOICES = {"direction": Direction, "secrecy": Secrecy}


def schema() -> dict[str, Any]:
    return schema_of("document", FIELDS, REQUIRED)


def read_document(said: Mapping[str, Any], beside: Path) -> NewDocument:
    """The document; paths are relative to `beside`. Raises Refused with all faults; the files
    are held only when there is none."""
    faults = [*faults_of(said, FIELDS, known), *faults_of_papers(said.get("papers"), PAPER, beside)]
    if faults:
        raise Refused(faults)
    values = {name: value(name, one) for name, one in said.items() if name != "papers"}
    values.setdefault("title", "")
    papers = [read_paper(one, values["title"], beside) for one in said.get("papers", [])]
    return NewDocument(**values, papers=tuple(papers))


def known(name: str, given: Any) -> Iterator[Refusal]:
    """A term must be one of its scheme."""
    if name in TERMS and term(TERMS[name], given) is None:
        fact = {"field": name, "value": given, "scheme": TERMS[name]}
        yield Refusal("term_unknown", NO_SUCH_TERM, fact)


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
