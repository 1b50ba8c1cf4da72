"""Check 检查: somebody other than the compiler signs the notes sheet (GB/T 9705-2008, 5)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from archive.organisation.models import User
from archive.organisation.refusal import Refusal
from archive.organisation.vocabulary import Verb
from archive.records.models import Record
from archive.records.step import OnRecords
from archive.volumes.models import Volume
from archive.volumes.queries import digest_stands

NOT_COMPILED = _("This volume is not sealed yet; it is checked when it is.")
SAME_PERSON = _("You compiled this volume; somebody else has to check it.")
CHECKED = _("This volume was checked on %(date)s already.")
DIFFERS = _("This volume is not what was sealed; do not sign it, report it.")


class CheckVolume(OnRecords[Volume]):
    """Enters who checked a sealed volume, and when; nothing else of it can change."""

    event = "volume:check"
    verb = Verb.CHECK_VOLUME

    def __init__(self, volume: Volume, *, by: User, **options: Any) -> None:
        records = list(Record.objects.filter(volume_items__volume=volume).distinct())
        super().__init__(records, by=by, **options)
        self.volume = volume

    def lock(self) -> None:
        super().lock()
        locked = Volume.objects.select_for_update(of=("self",))
        self.volume = locked.select_related("fonds", "unit").get(pk=self.volume.pk)

    def refusals(self) -> Iterator[Refusal]:
        volume = self.volume
        if volume.sealed_at is None:
            yield Refusal("not_compiled", NOT_COMPILED)
        if volume.compiled_by_id == self.by.pk:
            yield Refusal("same_person", SAME_PERSON)
        if volume.checked_on:
            yield Refusal("wrong_state", CHECKED, {"date": volume.checked_on.isoformat()})
        if volume.sealed_at and not digest_stands(volume):
            yield Refusal("digest_differs", DIFFERS)

    def facts(self, record: Record) -> dict[str, Any]:
        return {"volume": self.volume.code or self.volume.title, "digest": self.volume.digest}

    def apply(self) -> Volume:
        self.volume.checked_by, self.volume.checked_on = self.by, self.today
        self.volume.save(update_fields=["checked_by", "checked_on"])
        return self.volume
