"""What reading a file comes to."""

from __future__ import annotations

from dataclasses import dataclass

from archive.holdings.models import Extraction as State

# Characters of one file that are kept for search; a book of 3,000 pages stays below.
MAX_TEXT = 20_000_000
# Bytes that a packed format may unfold to.
MAX_UNPACKED = 400 * 1024**2


@dataclass(frozen=True)
class Extraction:
    """`pages`: the text of each. page_count: where the format has pages. note: why not.

    heading: the first that the format itself marks as one; empty where it marks none.
    """

    pages: tuple[str, ...]
    page_count: int | None
    state: State
    note: str
    heading: str = ""

    @property
    def text(self) -> str:
        return "\n".join(self.pages)


@dataclass(frozen=True)
class Reading:
    """What a reader found: the pages as they stand in the file, and its first heading."""

    pages: list[str]
    heading: str = ""


class Unreadable(Exception):
    """`code` is one of the notes of a holding."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)
