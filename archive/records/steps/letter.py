"""Letters and forms an office issues about a record: numbered, filled, filed as papers of it.

Not a step: the steps that send a letter call this inside their own transaction.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from io import BytesIO
from typing import Any

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

import doc_templates
from archive.holdings import store
from archive.holdings.extract import extract
from archive.holdings.models import Holding
from archive.holdings.text import keep_holdings
from archive.organisation.models import User
from archive.organisation.refusal import Refusal, Refused
from archive.records import numbers
from archive.records.models import File, Letter, NumberGiven, Paper, Record

NO_TEMPLATE = _(
    "No released template for “%(code)s” is in force; let one be released under templates."
)
ALTERED = _(
    "The template “%(code)s” is not what was released; have the system administrator restore it."
)
UNFILLED = _("The letter cannot be filled: %(names)s is missing; enter it, then repeat.")


def issue_letter(
    record: Record,
    code: str,
    values: Mapping[str, Any],
    *,
    series: str,
    addressee: str,
    by: User,
    at: dt.datetime,
) -> Letter:
    """The letter as a new paper of the record, with its number and file, in the caller's
    transaction.

    code: a PaperType that is also a template's code. values: plain data for the template;
    `number` and `issued_on` are set here, unless values bring a `number` and series is empty.
    series: the agency word of the letters' number, of the lead unit and the year of `at`;
    empty for forms that carry no number of their own. Raises Refused with series_closed,
    template_withdrawn, template_altered or name_unfilled.
    """
    day = timezone.localdate(at)
    number = take_number(record, series, day) if series else ""
    given = dict(values) | {"issued_on": day} | ({"number": number} if number else {})
    filled = fill(code, given)
    paper = add_paper(record, code, filled.title, str(given.get("number") or ""), day)
    file_bytes(paper, filled.content, by=by, at=at)
    return Letter.objects.create(
        record=record,
        paper=paper,
        code=code,
        number=number,
        addressee=addressee,
        template_version=filled.version,
        template_sha256=filled.sha256,
        issued_on=day,
        issued_by=by,
    )


def take_number(record: Record, code: str, day: dt.date) -> str:
    """The next number of the series, entered as given to this record."""
    series = numbers.lock_series(record.lead_unit, code, day.year)
    number = series.next_number
    numbers.move_counter(series, number + 1)
    display = numbers.DISPLAY.format(code=code, year=day.year, number=number)
    NumberGiven.objects.create(series=series, number=number, display=display, record=record)
    return display


def fill(code: str, values: Mapping[str, Any]) -> doc_templates.Filled:
    """As the templates' own `fill`, but what they raise becomes a refusal."""
    try:
        return doc_templates.fill(code, values)
    except doc_templates.NoTemplate:
        refusal = Refusal("template_withdrawn", NO_TEMPLATE, {"code": code})
    except doc_templates.TemplateAltered:
        refusal = Refusal("template_altered", ALTERED, {"code": code})
    except doc_templates.Unfilled as missing:
        refusal = Refusal("name_unfilled", UNFILLED, {"names": "、".join(missing.names)})
    raise Refused([refusal])


def add_paper(record: Record, code: str, title: str, number: str, day: dt.date) -> Paper:
    last = record.papers.aggregate(last=Max("position"))["last"] or 0
    return Paper.objects.create(
        record=record,
        position=last + 1,
        type=code,
        title=title,
        author=record.lead_unit.name,
        number=number,
        dated_on=day,
    )


def file_bytes(paper: Paper, content: bytes, *, by: User, at: dt.datetime) -> File:
    """The form as the first file of its paper; its text is read at once, so that it is found.

    If the caller's transaction comes to nothing, bytes without a row stay in the store, and
    `check_store` names them.
    """
    name = f"{' '.join(part for part in (paper.title, paper.number) if part)}.docx"
    return File.objects.create(
        paper=paper,
        no=1,
        holding=held(content, name),
        original_name=name,
        added_by=by,
        added_at=at,
    )


def held(content: bytes, name: str) -> Holding:
    kept = store.hold(BytesIO(content), name)
    text = extract(store.path(kept.sha256), kept.media_type)
    return keep_holdings([kept], {kept.sha256: text})[kept.sha256]
