"""A volume as it lies on the shelf: its cover, contents, notes sheet, verbs, and what befell it."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from archive.organisation.may import may_on
from archive.organisation.models import User
from archive.records.models import Event, Record
from archive.records.step import OnRecords
from archive.retention.holds import standing
from archive.retention.models import Hold, Retention
from archive.volumes.forms import forms_of, values
from archive.volumes.models import Volume, VolumeItem, VolumeLine
from archive.volumes.queries import volumes_visible_to
from archive.volumes.steps import CheckVolume, Supplement
from archive.volumes.vocabulary import VolumeForm
from desk import labels
from desk.verbs import Offer, mark_main

# What the page says of a volume's papers at most; a thick one goes on in print.
LINES = 1000
# Events of so many of its records tell the whole story: each step writes to all of them.
TOLD = 20
EVENTS = ("volume:bind", "volume:check", "volume:supplement")
COVERS = frozenset({"volume_cover", "dossier_cover"})
OF_THE_FORM = frozenset({"field_missing", "reason_missing"})
FORM_NAMES: dict[str, Any] = {
    "volume_cover": _("Cover"),
    "volume_contents": _("Contents"),
    "dossier_cover": _("Cover"),
    "dossier_contents": _("Contents"),
    "notes_sheet": _("Notes sheet"),
    "spine": _("Spine"),
}


@dataclass(frozen=True)
class Told:
    """A step on the volume: what, when, by whom under which post, and why."""

    label: Any
    at: dt.datetime
    actor: str
    post: str
    reason: str


@dataclass(frozen=True)
class Face:
    """All that the page shows. `cover`, `notes`: the values of the printed forms."""

    cover_form: str
    cover: dict[str, Any]
    notes: dict[str, Any]
    items: Sequence[VolumeItem]
    lines: Sequence[VolumeLine]
    sentences: Sequence[str]
    supplements: Sequence[Volume]
    supplement_of: Volume | None
    holds: Sequence[Hold]
    told: Sequence[Told]
    offers: Sequence[Offer]
    prints: Sequence[tuple[str, Any]]

    @property
    def first_item(self) -> VolumeItem | None:
        return self.items[0] if self.items else None

    @property
    def last_item(self) -> VolumeItem | None:
        return self.items[-1] if self.items else None


def face_of(volume: Volume, person: User) -> Face:
    items = list(VolumeItem.objects.filter(volume=volume).select_related("record")[:LINES])
    codes = forms_of(volume)
    cover_form = next((code for code in codes if code in COVERS), "")
    is_box = volume.form == VolumeForm.ITEM
    return Face(
        cover_form=cover_form,
        cover=values(volume, cover_form) if cover_form else {},
        notes=values(volume, "notes_sheet"),
        items=items,
        lines=[] if is_box else list(volume.lines.select_related("item")[:LINES]),
        sentences=list(sentences_of(volume)),
        supplements=list(volumes_visible_to(person, volume.supplements.order_by("pk"))),
        supplement_of=supplemented(volume, person),
        holds=list(holds_in(volume)),
        told=told_of(volume, items),
        offers=offers_on(volume, [item.record for item in items], person),
        prints=[(code, FORM_NAMES[code]) for code in codes],
    )


def sentences_of(volume: Volume) -> QuerySet[Any]:
    """Of its records, the longest kept first; the volume takes the longest."""
    kept = Retention.objects.filter(record__volume_items__volume=volume)
    ordered = kept.order_by("ends_on").values_list("sentence", flat=True).distinct()
    return ordered[:4]


def supplemented(volume: Volume, person: User) -> Volume | None:
    if volume.supplement_of_id is None:
        return None
    rows = Volume.objects.filter(pk=volume.supplement_of_id)
    return volumes_visible_to(person, rows).first()


def holds_in(volume: Volume) -> QuerySet[Hold]:
    found = standing().filter(record__volume_items__volume=volume)
    return found.select_related("record", "placed_by").distinct().order_by("pk")[:TOLD]


def told_of(volume: Volume, items: Sequence[VolumeItem]) -> list[Told]:
    """Newest first, each step once, though it stands with every record it was taken on."""
    records = {item.record_id for item in items[:TOLD]}
    rows = Event.objects.filter(record__in=records, name__in=EVENTS)
    rows = rows.select_related("body").order_by("-at", "-pk")
    found: dict[tuple[str, dt.datetime], Told] = {}
    for event in rows[: TOLD * len(EVENTS) * 2]:
        said = json.loads(event.body.content)
        if concerns(volume, event.name, said):
            label = labels.event_label(event.name)
            one = Told(label, event.at, event.actor_name, event.actor_post, said.get("reason", ""))
            found.setdefault((event.name, event.at), one)
    return list(found.values())


def concerns(volume: Volume, name: str, said: dict[str, Any]) -> bool:
    """Whether the event is about this volume: its record may lie in several."""
    made = {one.get("digest") for one in said.get("volumes", [])}
    if name == "volume:check":
        made = {said.get("digest")}
    return volume.digest in made or said.get("supplement_of") == (volume.code or volume.title)


def steps_on(volume: Volume, person: User) -> Iterator[tuple[Any, str, OnRecords[Any]]]:
    yield _("Check and sign"), "desk_check_volume", CheckVolume(volume, by=person)
    yield _("Late paper to a supplement"), "desk_supplement", Supplement(volume, by=person)


def offers_on(volume: Volume, records: Sequence[Record], person: User) -> list[Offer]:
    """The verbs the person has on all that lies in it; closed ones with all their reasons."""
    found = []
    for label, name, step in steps_on(volume, person):
        if records and all(may_on(person, step.verb, record) for record in kinds_of(records)):
            step.records = list(records)
            reasons = [str(one) for one in step.refusals() if one.code not in OF_THE_FORM]
            found.append(Offer(label, reverse(name, args=[volume.pk]), reasons))
    return mark_main(found)


def kinds_of(records: Iterable[Record]) -> list[Record]:
    """The records of a volume are of one unit, so one of each kind answers for its kind."""
    return list({record.kind: record for record in records}.values())
