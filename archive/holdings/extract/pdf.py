"""The text layer of a PDF, page by page."""

from __future__ import annotations

from pathlib import Path

from archive.holdings.extract.result import MAX_TEXT, Reading, Unreadable
from archive.holdings.pdfium import Broken, Encrypted, opened
from archive.holdings.types import PDF


def read_pdf(path: Path) -> Reading:
    try:
        with opened(path) as document:
            pages: list[str] = []
            length = 0
            for page in document:
                layer = page.get_textpage()
                pages.append(layer.get_text_bounded())
                layer.close()
                page.close()
                length += len(pages[-1])
                if length > MAX_TEXT:
                    raise Unreadable("too_large")
            return Reading(pages)
    except Encrypted as error:
        raise Unreadable("encrypted") from error
    except Broken as error:
        raise Unreadable("damaged") from error


READERS = {PDF: read_pdf}
