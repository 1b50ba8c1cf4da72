"""pdfium, one caller at a time: the library is not safe for threads."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pypdfium2

LOCK = threading.RLock()
PASSWORD = 4  # FPDF_ERR_PASSWORD


class Encrypted(Exception):
    """The PDF asks for a password."""


class Broken(Exception):
    """pdfium cannot read the PDF."""


@contextmanager
def opened(path: Path) -> Iterator[pypdfium2.PdfDocument]:
    """Raises Encrypted or Broken."""
    with LOCK:
        try:
            document = pypdfium2.PdfDocument(path)
        except pypdfium2.PdfiumError as error:
            raise (Encrypted if getattr(error, "err_code", None) == PASSWORD else Broken) from error
        try:
            yield document
        except pypdfium2.PdfiumError as error:
            # A file cut short opens, and one of its pages does not.
            raise Broken from error
        finally:
            document.close()
