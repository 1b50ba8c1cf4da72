"""The container of an uploaded template: a sound zip, a Word document, nothing that acts or
looks outside."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from io import BytesIO
from pathlib import PurePosixPath
from typing import Any
from zipfile import BadZipFile, ZipFile, ZipInfo

from django.utils.translation import gettext_lazy as _
from lxml import etree

from doc_templates.faults import Fault

MOST_PARTS, MOST_BYTES = 500, 20_000_000
CONTENT_TYPES = "[Content_Types].xml"
WORD = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
# Parts and types that run, or carry what runs: macros, controls, packed objects.
ACTIVE = ("vbaproject", "vbadata", "macroenabled", "activex", "oleobject", "/embeddings/")
RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
# With one of these the document is not opened any further.
FATAL = frozenset({"zip_corrupt", "too_large", "not_word", "doctype", "part_broken"})
# What another format brings along, to be opened by its own rules.
CHUNK = "/aFChunk"
UNREADABLE = (BadZipFile, zlib.error, OSError, EOFError, RuntimeError, ValueError, LookupError)

CORRUPT = _("The file is damaged; save it again as a Word document (.docx).")
NOT_WORD = _("This is no Word document (.docx); save it in that format.")
CORRUPT_PART = _("The part “%(part)s” is damaged; save the document again in Word.")
TOO_LARGE = _(
    "Unpacked, the document is larger than a form may be, the most of it “%(part)s”; take out "
    "the pictures."
)
TOO_MANY = _("The document has more parts than a form may have; copy its text into a new one.")
ACTIVE_PART = _(
    "It contains “%(part)s”, a macro or an embedded object; save it as a plain .docx without it."
)
DOCTYPE = _("The part “%(part)s” declares a document type, which Word never does.")
BROKEN_PART = _("The part “%(part)s” is not well-formed; save the document again in Word.")


def faults_of_package(content: bytes) -> list[Fault]:
    """All faults of the container; without one of FATAL the document can be opened safely."""
    try:
        with ZipFile(BytesIO(content)) as package:
            return list(faults_inside(package))
    except UNREADABLE:
        return [Fault("zip_corrupt", CORRUPT)]


def faults_inside(package: ZipFile) -> Iterator[Fault]:
    entries = package.infolist()
    large = faults_of_size(entries)
    if large:
        yield large
        return
    damaged = package.testzip()
    if damaged is not None:
        yield Fault("zip_corrupt", CORRUPT_PART, {"part": damaged})
        return
    if len(set(package.namelist())) < len(entries):
        yield Fault("zip_corrupt", CORRUPT)
        return
    if CONTENT_TYPES not in package.namelist():
        yield Fault("not_word", NOT_WORD)
        return
    types = package.read(CONTENT_TYPES)
    yield from active_parts(package.namelist(), types)
    if WORD not in types and b"macroEnabled" not in types:
        yield Fault("not_word", NOT_WORD)
    for name in package.namelist():
        if PurePosixPath(name).suffix in {".xml", ".rels"}:
            yield from faults_of_part(name, package.read(name))


def faults_of_size(entries: list[ZipInfo]) -> Fault | None:
    """By what the container declares, before anything is unpacked: a part that holds more than
    it declares does not match its checksum, and is damaged."""
    if len(entries) > MOST_PARTS:
        return Fault("too_large", TOO_MANY)
    if sum(entry.file_size for entry in entries) > MOST_BYTES:
        largest = max(entries, key=lambda entry: entry.file_size)
        return Fault("too_large", TOO_LARGE, {"part": largest.filename})
    return None


def active_parts(names: list[str], types: bytes) -> Iterator[Fault]:
    found = [name for name in names if any(word in f"/{name}".lower() for word in ACTIVE)]
    if not found and b"macroenabled" in types.lower():
        found = [CONTENT_TYPES]
    for name in found:
        yield Fault("active_part", ACTIVE_PART, {"part": name})


def faults_of_part(name: str, xml: bytes) -> Iterator[Fault]:
    try:
        root = parse(xml)
    except etree.XMLSyntaxError:
        yield Fault("part_broken", BROKEN_PART, {"part": name})
        return
    if root.getroottree().docinfo.doctype:
        yield Fault("doctype", DOCTYPE, {"part": name})
    for relation in root.iter(RELATIONSHIP):
        if relation.get("Type", "").endswith(CHUNK):
            yield Fault("active_part", ACTIVE_PART, {"part": relation.get("Target", "")})


def parse(xml: bytes) -> Any:
    """The root of a part; no entity is opened, nothing is fetched."""
    options = {"resolve_entities": False, "no_network": True, "load_dtd": False}
    return etree.fromstring(xml, parser=etree.XMLParser(**options))
