"""The statutory header of a notice, with the labels of domain 5.2, and its validity in words."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from archive.documents.models import Notice
from archive.documents.vocabulary import Validity
from portal.queries import document_of


@dataclass(frozen=True)
class Line:
    """`wide` takes the whole width; `number` is set in even figures."""

    label: Any
    value: str
    wide: bool = False
    number: bool = False


@dataclass(frozen=True)
class Standing:
    """How a notice stands on a day. `since`: the day on which it ended, or will end, or begins."""

    validity: Validity
    abolished_on: dt.date | None
    since: dt.date | None

    @property
    def ends_later(self) -> bool:
        return self.validity == Validity.VALID and self.since is not None

    @property
    def word(self) -> Any:
        return WORDS[self.validity]


# Words of the portal; a visitor reads 有效 and 已废止, not the names of states.
WORDS = {
    Validity.VALID: _("In force"),
    Validity.NOT_YET: _("Not yet in force"),
    Validity.EXPIRED: _("No longer in force"),
    Validity.ABOLISHED: _("Abolished"),
}


def standing_of(notice: Notice, on: dt.date | None = None) -> Standing:
    """From the dates of the notice and of its document; the earlier abolition counts."""
    day = on or timezone.localdate()
    document = document_of(notice)
    days = [notice.abolished_on, document.abolished_on if document else None]
    abolished_on = min((one for one in days if one), default=None)
    if abolished_on and abolished_on <= day:
        return Standing(Validity.ABOLISHED, abolished_on, abolished_on)
    if document is None:
        return Standing(Validity.VALID, abolished_on, abolished_on)
    validity = document.validity(day)
    since = {
        Validity.EXPIRED: document.valid_until,
        Validity.NOT_YET: document.effective_on,
        Validity.VALID: abolished_on or document.valid_until,
    }
    return Standing(validity, abolished_on, since.get(validity))


def changed_at(notice: Notice, on: dt.date | None = None) -> dt.datetime:
    """When the page last changed: the notice itself, or a day that changed how it stands."""
    today = on or timezone.localdate()
    document = document_of(notice)
    turns = [notice.abolished_on]
    if document:
        lapsed = document.valid_until and document.valid_until + dt.timedelta(days=1)
        turns += [document.abolished_on, document.effective_on, lapsed]
    past = [midnight(one) for one in turns if one and one <= today]
    return max([notice.changed_at, *past])


def midnight(date: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(date, dt.time()))


def lines(notice: Notice, standing: Standing) -> list[Line]:
    """The header's lines in the statute's order; an empty one stays, it says there is none."""
    return [
        Line(_("Name of the information"), notice.name, wide=True),
        Line(_("Index number"), notice.index_no, number=True),
        Line(_("Subject category"), notice.subject),
        Line(_("Genre category"), notice.genre),
        Line(_("Channel category"), notice.channel),
        Line(_("File number"), notice.doc_number, number=True),
        Line(_("Publishing organ"), notice.publisher_name),
        Line(_("Date of creation"), day(notice.created_on), number=True),
        Line(_("Date of publication"), day(notice.published_on), number=True),
        Line(_("Date of abolition"), day(standing.abolished_on), number=True),
        Line(_("Validity"), str(standing.word)),
        Line(_("Summary of content"), notice.summary, wide=True),
    ]


def day(date: dt.date | None) -> str:
    return date_format(date, "Y-m-d") if date else ""
