"""Questions about terms."""

from __future__ import annotations

import datetime as dt

from archive.classification.models import Term, TermQuerySet

# Terms that a level above is written with, as in 公安、安全、司法: the name decides.
SUBJECT, GENRE, CHANNEL = "subject_category", "genre", "channel_category"


def term(scheme: str, said: str, on: dt.date | None = None) -> Term | None:
    """The term of that code or name, valid on the day; the uppermost where a name repeats."""
    if not said:
        return None
    found = choices(scheme, on).filter(code=said) | choices(scheme, on).filter(name=said)
    return found.order_by("code").first()


def choices(scheme: str, on: dt.date | None = None) -> TermQuerySet:
    """The terms of a scheme that may be given to a matter of that day."""
    terms = Term.objects.filter(scheme__code=scheme)
    return terms.valid(on) if on else terms
