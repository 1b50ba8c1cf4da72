"""Text out of files, page by page. A file that cannot be read is a result, never an error."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from archive.holdings import types
from archive.holdings.cleaning import clean
from archive.holdings.extract.result import Extraction, Reading, Unreadable
from archive.holdings.models import Extraction as State

VERSION = 1

Reader = Callable[[Path], Reading]
_readers: dict[str, Reader] = {}


def register(media_type: str, reader: Reader) -> None:
    """`reader(path)` reads one file. Raises Unreadable with a code of NOTES."""
    if media_type in _readers:
        raise ValueError(f"{media_type} has a reader already.")
    _readers[media_type] = reader


def extract(path: Path, media_type: str, name: str = "") -> Extraction:
    """The cleaned text of a file; `name` is not needed, the type decides."""
    load()
    reader = _readers.get(media_type)
    if reader is None:
        return Extraction((), page_count=None, state=State.NONE, note="")
    try:
        found = reader(path)
    except Unreadable as why:
        return Extraction((), page_count=None, state=State.FAILED, note=why.code)
    texts = tuple(clean(page).text.strip("\n") for page in found.pages)
    counted = len(texts) if media_type in {types.PDF, types.XLSX} else None
    empty = media_type == types.PDF and not any(text.strip() for text in texts)
    heading = " ".join(clean(found.heading).text.split())
    return Extraction(texts, counted, State.DONE, "no_text_layer" if empty else "", heading)


def load() -> None:
    """The readers' libraries are large; they are imported when the first file is read."""
    if _readers:
        return
    from archive.holdings.extract import office, pdf, text

    for module in (text, office, pdf):
        for media_type, reader in module.READERS.items():
            register(media_type, reader)
