"""The sentence that says when a record's retention ends, and why."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from archive.retention.models import RetentionRule
from archive.retention.rules import Run
from archive.retention.vocabulary import Period


def sentence(rule: RetentionRule, period: str, closed_year: int, run: Run) -> str:
    """In the language of the office, for it is kept with the record."""
    with translation.override(settings.LANGUAGE_CODE):
        said = [run_sentence(rule, period, closed_year, run)]
        if period != rule.period:
            said.append(_("The period was raised from %(rule)s.") % {"rule": label(rule.period)})
        elif run.floor:
            said.append(
                _("It was lengthened to %(day)s, because of the term of performance.")
                % {"day": day(run.floor)}
            )
        return "".join(said)


def run_sentence(rule: RetentionRule, period: str, closed_year: int, run: Run) -> str:
    facts = {
        "schedule": rule.schedule.code,
        "code": rule.code,
        "name": rule.name,
        "basis": rule.basis,
        "year": closed_year,
        "period": label(period),
        "start": day(run.starts_on),
    }
    if run.ends_on is None:
        return _(
            "By rule %(code)s “%(name)s” of the schedule %(schedule)s (%(basis)s) it is kept for "
            "ever: closed in %(year)s, kept from %(start)s, without end."
        ) % facts
    return _(
        "By rule %(code)s “%(name)s” of the schedule %(schedule)s (%(basis)s) it is kept "
        "%(period)s: closed in %(year)s, counted from %(start)s, until %(end)s."
    ) % (facts | {"end": day(run.ends_on)})


def day(date: dt.date) -> str:
    return date_format(date, "DATE_FORMAT")


def label(period: str) -> str:
    return str(Period(period).label)
