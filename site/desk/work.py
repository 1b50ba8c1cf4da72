"""What waits for a person today: deadlines, decisions, reports, a year to bind."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from archive.organisation.models import User
from archive.organisation.standing import standing_of
from archive.organisation.vocabulary import PostKind
from archive.petitions.queries import to_receive
from archive.reports.vocabulary import ReportState
from desk.deadlines import (
    Task,
    clocks_due,
    in_my_hands,
    late_and_soon,
    tasks_of,
    with_words,
)
from desk.decisions import (
    MOST,
    contents_back,
    decisions,
    report_back,
    reports_owed,
    reports_waiting,
    waiting_report,
)
from desk.listing import few, kept_rows
from desk.month import month_of
from desk.year_end import Shelf, shelf_of

SHOWN = 12
WORKERS = frozenset({PostKind.CLERK, PostKind.MEDIATOR, PostKind.LEADER})


@dataclass(frozen=True)
class Tile:
    """A count that leads to what it counts; `most` is where it stops counting."""

    count: int
    label: str
    url: str
    tone: str = "amber"
    most: int = 1000

    @property
    def said(self) -> str:
        return f"{self.most}+" if self.count > self.most else str(self.count)


def work_of(person: User) -> dict[str, Any]:
    """For the page of today; what a person's posts have nothing to do with is left out."""
    posts = {post.kind for post in standing_of(person).posts}
    found: dict[str, Any] = {"tiles": []}
    if posts & WORKERS:
        found |= of_worker(person)
    if PostKind.LEADER in posts:
        found |= of_leader(person, found)
    if PostKind.ARCHIVIST in posts:
        shelf = shelf_of(person)
        found["shelf"] = shelf
        found["tiles"] += archive_tiles(shelf)
    return found


def of_worker(person: User) -> dict[str, Any]:
    by_unit, late, soon = late_and_soon(person)
    mine = few("mine", person, in_my_hands(person))
    reports = reports_waiting(person)
    returned = [one for one in reports if one.state == ReportState.RETURNED]
    back = [*map(report_back, returned), *contents_back(person)]
    list_ = reverse("desk_deadlines")
    return {
        "tiles": [
            Tile(late, _("late"), f"{list_}?show=late", "red"),
            Tile(soon, _("due this week"), f"{list_}?show=week"),
            Tile(mine, _("in my hands"), f"{list_}?show=mine", "calm"),
            Tile(len(back), _("sent back"), "#back", "red", MOST),
        ],
        "late_by_unit": by_unit,
        "due": due_tasks(person),
        "shows_due": True,
        "back": back[:SHOWN],
        "to_receive": list(to_receive(person)[:SHOWN]),
        "owed": reports_owed(person),
        "waiting": [waiting_report(one) for one in reports if one.state != ReportState.RETURNED],
    }


def due_tasks(person: User) -> list[Task]:
    """What is late or due next, the most urgent first."""
    return tasks_of(kept_rows("due", person, with_words(clocks_due(person)), SHOWN))


def of_leader(person: User, found: dict[str, Any]) -> dict[str, Any]:
    waiting = [*decisions(person), *found["waiting"]]
    tile = Tile(len(waiting), _("waiting for me"), "#waiting", "amber", MOST)
    return {
        "waiting": waiting[:SHOWN],
        "tiles": [tile, *found["tiles"]],
        "shows_waiting": True,
        "month": month_of(person),
    }


def archive_tiles(shelf: Shelf) -> list[Tile]:
    said = {"year": shelf.year}
    return [
        Tile(shelf.ready, _("of %(year)s ready to bind") % said, reverse("desk_bind"), "calm"),
        Tile(shelf.not_ready, _("of %(year)s not ready") % said, "#shelf"),
        Tile(shelf.due, _("due for appraisal"), shelf.due_url),
    ]
