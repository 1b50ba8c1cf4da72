"""What every kind of record shares (design 3). A kind is a table of its own beside it."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from archive.organisation.models import Unit, User
from archive.organisation.scope import Scope
from archive.records.scope import condition, line
from archive.records.vocabulary import LinkReason, NamedAs, Part, RecordKind, RecordState, Secrecy


class RecordQuerySet(models.QuerySet["Record"]):
    def visible_to(self, scope: Scope) -> RecordQuerySet:
        """The one row filter: what the scope of a person lets him see (policy 2 and 3)."""
        return self.filter(condition(scope))

    def told_to(self, scope: Scope) -> RecordQuerySet:
        """What a unit is only informed of: its line and its issued papers, no more (2.1)."""
        return self.filter(line(scope))

    def standing(self) -> RecordQuerySet:
        """Not struck and not destroyed."""
        return self.exclude(state__in=[RecordState.STRUCK, RecordState.DESTROYED])


class Record(models.Model):
    """A matter in the keeping of its lead unit, whatever its kind."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(_("kind"), max_length=20, choices=RecordKind.choices)
    state = models.CharField(_("state"), max_length=12, choices=RecordState.choices)
    number = models.CharField(_("number"), max_length=100, blank=True)
    number_sort = models.CharField(max_length=120, blank=True)
    title = models.CharField(_("title"), max_length=500)
    lead_unit = models.ForeignKey(Unit, models.PROTECT, related_name="records", db_index=False)
    year = models.PositiveSmallIntegerField(_("year"))
    year_assumed = models.BooleanField(_("year assumed"), default=False)
    dated_on = models.DateField(_("date"), null=True, blank=True)
    secrecy = models.CharField(
        _("secrecy"), max_length=12, choices=Secrecy.choices, default=Secrecy.INTERNAL
    )
    restricted = models.BooleanField(_("restricted to named posts"), default=False)
    # 检举控告: seen with a clearance alone (policy 3-1).
    accusation = models.BooleanField(_("accusation matter"), default=False)
    # Names of fields that the import could not decide; the list 待补录.
    undecided = models.JSONField(default=list, blank=True)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    registered_on = models.DateField(_("registered on"), null=True, blank=True)
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    version = models.PositiveIntegerField(default=0)

    objects = RecordQuerySet.as_manager()

    class Meta:
        constraints = [
            UniqueConstraint(
                fields=["lead_unit", "number"],
                condition=~Q(number=""),
                name="one_record_per_number",
            ),
            CheckConstraint(
                condition=Q(state=RecordState.CAPTURED)
                | Q(state=RecordState.STRUCK)
                | ~Q(number=""),
                name="registered_has_number",
            ),
        ]
        indexes = [
            models.Index(fields=["-registered_on", "-id"], name="record_newest"),
            models.Index(fields=["lead_unit", "-registered_on", "-id"], name="record_of_unit"),
            models.Index(fields=["kind", "-registered_on", "-id"], name="record_of_kind"),
            models.Index(fields=["number_sort"], name="record_by_number"),
            models.Index(fields=["year", "-registered_on", "-id"], name="record_of_year"),
            models.Index(fields=["state", "-registered_on", "-id"], name="record_in_state"),
            models.Index(fields=["kind", "closed_on"], name="record_closed"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}".strip()

    def names(self, person: int) -> bool:
        """Whether that person has a part in this matter today."""
        return self.named.filter(person=person, until=None).exists()

    def assisted_by(self) -> frozenset[int]:
        """Ids of the units that assist in this matter."""
        parts = self.participations.filter(part=Part.ASSIST)
        return frozenset(parts.values_list("unit", flat=True))

    @property
    def is_restricted(self) -> bool:
        """Policy 3-2 and 3-6: a work secret is seen by named posts only."""
        return self.restricted or self.secrecy == Secrecy.WORK_SECRET


class Named(models.Model):
    """A person of the system with a part in a matter, while he has it (policy 1.1)."""

    record = models.ForeignKey(Record, models.PROTECT, related_name="named")
    person = models.ForeignKey(User, models.PROTECT, related_name="named_in")
    part = models.CharField(_("part"), max_length=10, choices=NamedAs.choices)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["person", "record"], name="matters_of_person")]

    def __str__(self) -> str:
        return f"{self.person} {self.get_part_display()}"


class Barred(models.Model):
    """Who may know nothing of an accusation matter: a unit, for it is the respondent, stands under
    him or is headed by him; or a person, for he is the respondent."""

    record = models.ForeignKey(Record, models.PROTECT, related_name="barred")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    person = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            UniqueConstraint(fields=["record", "unit"], name="a_unit_is_barred_once"),
            UniqueConstraint(fields=["record", "person"], name="a_person_is_barred_once"),
            CheckConstraint(
                condition=Q(unit=None, person__isnull=False) | Q(unit__isnull=False, person=None),
                name="a_unit_or_a_person_is_barred",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.record_id} {self.unit_id or self.person_id}"


class Participation(models.Model):
    """A unit's part in a matter, beside the lead."""

    record = models.ForeignKey(Record, models.PROTECT, related_name="participations")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="participations")
    part = models.CharField(_("part"), max_length=12, choices=Part.choices)
    since = models.DateField()

    class Meta:
        constraints = [UniqueConstraint(fields=["record", "unit"], name="one_part_per_unit")]

    def __str__(self) -> str:
        return f"{self.unit} {self.get_part_display()}"


class Link(models.Model):
    """Why two records belong together. Matters are linked; persons never are."""

    record = models.ForeignKey(Record, models.PROTECT, related_name="links")
    other = models.ForeignKey(Record, models.PROTECT, related_name="linked_from")
    reason = models.CharField(_("reason"), max_length=20, choices=LinkReason.choices)

    class Meta:
        constraints = [
            UniqueConstraint(fields=["record", "other", "reason"], name="one_link_per_reason")
        ]

    def __str__(self) -> str:
        return f"{self.get_reason_display()}: {self.other}"
