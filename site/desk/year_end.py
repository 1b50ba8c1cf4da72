"""What an archivist has before him: the year to bind, contents that lack, periods that are over."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from archive.clocks.models import Clock
from archive.organisation.may import units_for
from archive.organisation.models import User
from archive.organisation.standing import scope_of
from archive.organisation.vocabulary import Verb
from archive.records.vocabulary import RecordState
from archive.retention.queries import due_for_appraisal
from archive.volumes.queries import OPEN, of_year, still_open
from desk.access import visible_records
from desk.deadlines import CASES
from desk.listing import few, kept


@dataclass(frozen=True)
class Reason:
    """Why records of the year would be left out; how many, and where they are mended."""

    label: str
    count: int
    url: str


@dataclass(frozen=True)
class Shelf:
    """The year that is over: what is ready, what is not and why, and what is older than it."""

    year: int
    ready: int
    reasons: tuple[Reason, ...]
    lacking: int
    due: int
    due_url: str

    @property
    def not_ready(self) -> int:
        """A record can lack several things; what is not closed yet lacks nothing else so far."""
        return sum(reason.count for reason in self.reasons)


def shelf_of(person: User) -> Shelf:
    """Two queries, kept a minute."""
    year = timezone.localdate().year - 1
    found = kept(f"shelf-{year}", person, lambda: counted(person, year))
    due = due_for_appraisal(timezone.localdate().year, scope_of(person))
    reasons = (
        Reason(_("contents not complete"), found["lacking"], lists(state="closed")),
        Reason(_("a deadline still runs"), found["running"], lists(state="closed")),
        Reason(_("not closed yet"), found["open"], lists(state="registered", year=year)),
    )
    return Shelf(
        year,
        found["ready"],
        tuple(reason for reason in reasons if reason.count),
        found["lacking_ever"],
        few("to-appraise", person, due),
        reverse("desk_due") + "?show=due",
    )


def counted(person: User, year: int) -> dict[str, int]:
    """All at once, for each would read the same rows; complete contents are asked of matters."""
    units = units_for(person, Verb.BIND)
    rows = visible_records(person).filter(lead_unit__in=units)
    running = Exists(Clock.objects.running().filter(record=OuterRef("pk")))
    waiting = Q(kind__in=CASES, completion=None)
    rows = rows.filter(state__in=[RecordState.CLOSED, *OPEN]).annotate(runs=running)
    return rows.aggregate(
        ready=Count("pk", filter=of_year(year) & ~waiting & Q(runs=False)),
        running=Count("pk", filter=of_year(year) & ~waiting & Q(runs=True)),
        lacking=Count("pk", filter=of_year(year) & waiting),
        open=Count("pk", filter=still_open(year)),
        lacking_ever=Count("pk", filter=Q(state=RecordState.CLOSED) & waiting),
    )


def lists(**narrowed: object) -> str:
    query = "&".join(f"{name}={value}" for name, value in narrowed.items())
    return f"{reverse('desk_records')}?{query}"
