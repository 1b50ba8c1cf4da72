"""What in a template reaches out of it, and tags that stand where nothing is filled in."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import PurePosixPath
from typing import Any
from zipfile import ZipFile

from django.utils.translation import gettext_lazy as _

from doc_templates.faults import Fault, Place
from doc_templates.package import RELATIONSHIP, parse
from doc_templates.script import TEXT, Line

# Fields that fetch or run something when the document is opened or printed.
FETCHING = frozenset(
    {"ADDIN", "CONTROL", "DATABASE", "DDE", "DDEAUTO", "EMBED", "IMPORT", "INCLUDE"}
    | {"INCLUDEPICTURE", "INCLUDETEXT", "LINK", "MACROBUTTON", "PRINT", "RD"}
)
# A link that stays within the document.
LOCAL = "\\L"
REFERENCE = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
RELATIONS = ".rels"
TAGS = ("{{", "{%")

FIELD = _("The field “%(field)s” fetches something when the document is opened; remove it.")
EXTERNAL = _("It looks for “%(target)s” outside of itself; remove the link or the linked picture.")
NOT_FILLED = _("Nothing is filled in here (%(part)s); move what it says into the text.")
IN_PART = _("part %(part)s")


def outward_faults(content: bytes, lines: list[Line]) -> list[Fault]:
    """Fields that fetch, references to the outside, tags in parts that are not filled."""
    with ZipFile(BytesIO(content)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    return [
        *field_faults(lines),
        *external_faults(parts, lines),
        *unfilled_faults(parts, {line.part for line in lines}),
    ]


def field_faults(lines: list[Line]) -> Iterator[Fault]:
    for line in lines:
        for code in line.field_codes:
            if fetches(code) or "{" in code:
                yield Fault("field_fetches", FIELD, {"field": code[:40]}, line.place, line.text)


def fetches(code: str) -> bool:
    words = code.upper().split()
    return words[0] in FETCHING or (words[0] == "HYPERLINK" and LOCAL not in words)


def external_faults(parts: dict[str, bytes], lines: list[Line]) -> Iterator[Fault]:
    for name, xml in parts.items():
        if not name.endswith(RELATIONS):
            continue
        for relation in parse(xml).iter(RELATIONSHIP):
            if relation.get("TargetMode") == "External":
                line = used_in(owner_of(name), relation.get("Id"), lines)
                place = line.place if line else Place(IN_PART, {"part": owner_of(name)})
                target = {"target": relation.get("Target", "")}
                yield Fault("external", EXTERNAL, target, place, line.text if line else "")


def owner_of(relations: str) -> str:
    """`word/_rels/document.xml.rels` are the relations of `word/document.xml`."""
    path = PurePosixPath(relations)
    return str(path.parent.parent / path.name.removesuffix(RELATIONS))


def used_in(part: str, key: Any, lines: list[Line]) -> Line | None:
    """The paragraph that uses a relation, where one does."""
    for line in lines:
        if line.part == part and any(refers(element, key) for element in line.element.iter()):
            return line
    return None


def refers(element: Any, key: Any) -> bool:
    return any(
        value == key and str(name).startswith(REFERENCE) for name, value in element.attrib.items()
    )


def unfilled_faults(parts: dict[str, bytes], filled: set[str]) -> Iterator[Fault]:
    """Endnotes, comments and the like; they would be printed with their braces."""
    for name, xml in parts.items():
        if not name.startswith("word/") or not name.endswith(".xml") or name in filled:
            continue
        text = "".join(part.text or "" for part in parse(xml).iter(TEXT))
        if any(tag in text for tag in TAGS):
            place = Place(IN_PART, {"part": name})
            yield Fault("not_filled", NOT_FILLED, {"part": name}, place, text)
