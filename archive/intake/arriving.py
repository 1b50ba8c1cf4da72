"""Files on their way in: bytes are held and read outside of any transaction, batch by batch."""

from __future__ import annotations

import datetime as dt
import os
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from django.utils import timezone
from django.utils.translation import gettext as _

from archive.documents.steps import NewDocument, NewPaper
from archive.holdings import store
from archive.holdings.extract import extract
from archive.holdings.extract.result import Extraction
from archive.holdings.models import NOTES, Holding
from archive.holdings.refused import FileRefused
from archive.holdings.store import Held
from archive.intake.queries import filed_in
from archive.intake.rules import Facts, read_facts
from archive.intake.steps import Arrival
from archive.organisation.models import Unit
from archive.records.steps import NewFile

BATCH = 50
# What systems and programs leave in folders; nobody filed them.
SYSTEM_FILES = frozenset({"thumbs.db", "desktop.ini"})
SYSTEM_FOLDERS = frozenset({"__macosx", "$recycle.bin", "system volume information"})
HIDDEN = (".", "~$")
BY_CHANCE = re.compile("[\u0530-\u05ff\u0700-\u07ff]")
# Why something in a folder is not even tried; codes of `importing.REASONS`.
LINK, CLOSED = "folder_link", "folder_closed"


@dataclass(frozen=True)
class Source:
    """A file to bring in: where it lies, and its name in the receipt, folders included.

    fault: the code of why it is answered for without being read; empty for a file.
    """

    path: Path
    name: str
    fault: str = ""

    @property
    def own_name(self) -> str:
        """The name it came under, whole."""
        return readable(self.path.name)

    @property
    def is_system_file(self) -> bool:
        *folders, own = self.name.lower().split("/")
        hidden = any(part.startswith(HIDDEN) for part in (*folders, own))
        return hidden or own in SYSTEM_FILES or not SYSTEM_FOLDERS.isdisjoint(folders)


Read = Callable[[Source, Extraction, Unit], NewDocument]


def sources(folder: Path) -> list[Source]:
    """All files under a folder, by name, so that a second run meets them in the same order.

    Links to folders are not followed, they may lead in a circle; each is named with its fault,
    as is a folder that cannot be opened.
    """
    closed: list[OSError] = []
    found: list[Source] = []
    for parent, folders, names in os.walk(folder, onerror=closed.append):
        links = [name for name in folders if Path(parent, name).is_symlink()]
        found += [source(Path(parent, name), folder) for name in names]
        found += [source(Path(parent, name), folder, LINK) for name in links]
    found += [source(Path(error.filename), folder, CLOSED) for error in closed]
    return distinct(sorted(found, key=lambda one: (one.name, os.fsencode(one.path))))


def source(path: Path, folder: Path, fault: str = "") -> Source:
    parts = path.relative_to(folder).parts or (folder.name,)
    return Source(path, "/".join(map(readable, parts)), fault)


def distinct(found: Iterable[Source]) -> list[Source]:
    """No two of one name: a line of the receipt is found by it. Names of different bytes may
    read the same, and files of several folders may be called the same."""
    seen: Counter[str] = Counter()
    made = []
    for one in found:
        seen[one.name] += 1
        no = seen[one.name]
        made.append(replace(one, name=f"{one.name} ({no})") if no > 1 else one)
    return made


def readable(name: str) -> str:
    """A name whose bytes are not UTF-8 comes from an old Windows and is read as GB18030.

    So does one that would be Hebrew or Armenian: the GB18030 bytes of 通知 are UTF-8 by chance.
    """
    try:
        name.encode()
    except UnicodeEncodeError:
        return os.fsencode(name).decode("gb18030", "replace")
    if BY_CHANCE.search(name) is None:
        return name
    try:
        return os.fsencode(name).decode("gb18030")
    except UnicodeDecodeError:
        return name


def batches(found: Sequence[Source]) -> Iterator[list[Source]]:
    rest = iter(found)
    while some := list(islice(rest, BATCH)):
        yield some


def receive(
    some: Sequence[Source], unit: Unit, read: Read
) -> tuple[list[Arrival], list[tuple[Source, FileRefused]]]:
    """Holds the bytes, reads their text and makes documents of them; and what was refused."""
    held: list[tuple[Source, Held]] = []
    refused: list[tuple[Source, FileRefused]] = []
    answers = store.hold_many([(source.path, source.own_name) for source in some])
    for source, answer in zip(some, answers, strict=True):
        if isinstance(answer, FileRefused):
            refused.append((source, answer))
        else:
            held.append((source, answer))
    known = filed_in(unit, [one.sha256 for _source, one in held])
    return [arrival(source, one, unit, read, one.sha256 in known) for source, one in held], refused


def arrival(source: Source, held: Held, unit: Unit, read: Read, known: bool) -> Arrival:
    """What the unit has already is not read again; the step will enter it as skipped."""
    if known:
        return Arrival(source.name, held, NewDocument(source.own_name))
    found = extract(store.path(held.sha256), held.media_type)
    document = read(source, found, unit)
    paper = NewPaper(document.title, (NewFile(Holding(sha256=held.sha256), source.own_name),))
    filed = replace(document, papers=(paper,))
    return Arrival(source.name, held, filed, found, note_of(source, found))


def note_of(source: Source, found: Extraction) -> str:
    """What a person should know of the file: its text was not read, or its date is no day."""
    said = []
    if found.note:
        said.append(_("Text not read: %(reason)s.") % {"reason": NOTES[found.note]})
    doubt = facts_of(source, found).doubt
    if doubt:
        said.append(_("The date %(date)s in the name is not possible.") % {"date": doubt})
    return " ".join(said)


def today() -> dt.date:
    return timezone.localdate()


def facts_of(source: Source, found: Extraction) -> Facts:
    return read_facts(source.own_name, found.heading, found.text, today=today())


def plain_document(source: Source, found: Extraction, unit: Unit) -> NewDocument:
    """A file as an official document received; who issued it is for a person to say."""
    facts = facts_of(source, found)
    undecided = ("issuer",) if facts.dated_on else ("issuer", "dated_on")
    return NewDocument(
        title=facts.title,
        number=str(facts.number or ""),
        dated_on=facts.dated_on,
        undecided=undecided,
    )
