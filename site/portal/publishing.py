"""The page of a notice as a file that needs nothing beside it, held as a paper of its document."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.safestring import mark_safe

from archive.documents.models import Notice
from archive.holdings import store
from archive.holdings.extract.result import Extraction
from archive.holdings.models import Extraction as State
from archive.holdings.text import keep_holdings
from archive.records.steps import NewFile
from portal.addresses import CHINESE, address, public_address
from portal.queries import office_name
from portal.sheet import sheet

SHEETS = ("portal/notice.css", "portal/print.css")


def capture(notice: Notice) -> NewFile:
    """Holds the page and makes its row. Inside the caller's transaction: if that comes to
    nothing, bytes without a row stay in the store, and `check_store` names them."""
    with translation.override(CHINESE):
        where = public_address(address("notice", notice.index_no))
        context = sheet(notice, where)
        page = render_to_string("portal/capture.html", context | surroundings())
    name = f"{notice.index_no.replace('/', '_')}.html"
    held = store.hold(BytesIO(page.encode()), name)
    text = Extraction((plain_text(context),), None, State.DONE, "")
    return NewFile(keep_holdings([held], {held.sha256: text})[held.sha256], name)


def surroundings() -> dict[str, Any]:
    return {"office": office_name(), "captured_at": timezone.now(), "styles": styles()}


def styles() -> str:
    """The style sheets of the page, whole; a file kept for ever may not look outside."""
    found = [finders.find(name) for name in SHEETS]
    texts = [Path(str(path)).read_text(encoding="utf-8") for path in found if path]
    return mark_safe("\n".join(texts))


def plain_text(context: dict[str, Any]) -> str:
    """What the page says, for the search of the staff: it is known here, nothing is extracted."""
    header = [f"{line.label} {line.value}" for line in context["header"] if line.value]
    return "\n".join([*header, context["notice"].text])
