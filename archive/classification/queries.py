"""Questions about terms."""

from __future__ import annotations

import datetime as dt

from django.db.models import F

from archive.classification.models import Term, TermQuerySet

# Terms that a level above is written with, as in 公安、安全、司法: the name decides.
SUBJECT, GENRE, CHANNEL = "subject_category", "genre", "channel_category"


def term(scheme: str, said: str, on: dt.date | None = None) -> Term | None:
    """The term of that code or name, valid on the day; the uppermost where a name repeats, and
    of those on one level the newest, for an old list keeps its names."""
    if not said:
        return None
    terms = choices(scheme, on)
    upper_first = (F("parent").asc(nulls_first=True), F("valid_to").desc(nulls_first=True))
    named = terms.filter(name=said).order_by(*upper_first, "position", "code")
    return terms.filter(code=said).first() or named.first()


def choices(scheme: str, on: dt.date | None = None) -> TermQuerySet:
    """The terms of a scheme that may be given to a matter of that day."""
    terms = Term.objects.filter(scheme__code=scheme)
    return terms.valid(on) if on else terms
