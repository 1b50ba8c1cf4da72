"""The record page: what it is, what may be done now, its papers, its versions, its history."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse

from archive.organisation.may import may_on
from archive.organisation.models import User
from archive.organisation.vocabulary import Verb
from archive.records.models import Link, Participation, Record, Version
from archive.records.vocabulary import RecordState
from desk import labels
from desk.access import DeskView, is_visible, visible_record
from desk.chronicle import editions, happenings
from desk.compare import content_of
from desk.keeping import keeping_card
from desk.kinds import Card, desk_kind
from desk.listing import whole
from desk.papers import lines_of
from desk.personal import numbers_of, seconds_left
from desk.preview import preview_of
from desk.verbs import offers
from desk.views.seen import note_view
from desk.views.versions import record_crumbs

# A question longer than this was not typed by a person.
LONGEST = 200


class RecordView(DeskView):
    """At most 25 queries, whatever hangs on the record.

    `?file=`, `?page=` and `?q=` open the preview at that place, with the words marked;
    `?history=all` shows every version and event.
    """

    template_name = "desk/record.html"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        record = visible_record(self.person, pk)
        note_view(request, record, "record:view")
        face = desk_kind(record.kind).face(record, self.person)
        context = self.get_context_data(
            record=record,
            header_title=f"{record.number} {record.title}".strip(),
            breadcrumbs_items=[*self.breadcrumbs_items, *record_crumbs(record)],
            offers=offers(record, self.person, self.newest(record)),
            may_add=may_on(self.person, Verb.CAPTURE, record) and is_open(record),
            face=face,
            side=[*face.side, *self.numbers(record), *keeping_card(record, self.person)],
            **self.of_papers(record),
            **self.of_history(record),
            **self.of_others(record),
        )
        return self.render_to_response(context)

    def newest(self, record: Record) -> dict[str, Any]:
        version = Version.objects.select_related("body").get(record=record, no=record.version)
        return content_of(version)

    def numbers(self, record: Record) -> Iterator[Card]:
        """Masked numbers of persons, where the record has any."""
        numbers = numbers_of(self.request, record)
        if numbers:
            given = {
                "numbers": numbers,
                "record": record,
                "seconds": seconds_left(self.request, record),
                "may_unmask": may_on(self.person, Verb.UNMASK, record),
            }
            yield Card("desk/_numbers.html", given)

    def of_papers(self, record: Record) -> dict[str, Any]:
        asked = self.request.GET
        lines = lines_of(record)
        words = asked.get("q", "").strip()[:LONGEST]
        shown = preview_of(lines, whole(asked.get("file")), whole(asked.get("page")), words)
        return {"lines": lines, "preview": shown, "words": words}

    def of_history(self, record: Record) -> dict[str, Any]:
        everything = self.request.GET.get("history") == "all"
        hidden = desk_kind(record.kind).hides(record, self.person)
        happened = happenings(record, everything, hidden)
        listed = editions(record, everything)
        return {
            "happenings": happened,
            "versions": listed,
            "more_history": not everything and len(listed) < record.version,
        }

    def of_others(self, record: Record) -> dict[str, Any]:
        parts = Participation.objects.filter(record=record).select_related("unit")
        return {
            "parts": list(parts.order_by("since", "unit__path")),
            "links": list(links_of(record, self.person)),
        }


def is_open(record: Record) -> bool:
    return record.state not in {RecordState.STRUCK, RecordState.DESTROYED, RecordState.BOUND}


def links_of(record: Record, person: User) -> list[tuple[Any, Record]]:
    """Why and which, both ways; what the person may not see is not said to be linked."""
    rows = Link.objects.filter(
        is_visible(person, "record"),
        is_visible(person, "other"),
        Q(record=record) | Q(other=record),
    )
    found = list(rows.select_related("record", "other"))
    there = [(labels.LINKS[one.reason], one.other) for one in found if one.record_id == record.pk]
    back = [one for one in found if one.record_id != record.pk]
    return there + [(labels.LINKS_BACK[one.reason], one.record) for one in back]
