"""Units, fonds, people and their posts. All of them are dated; nothing here is deleted."""

from __future__ import annotations

import datetime as dt

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import CheckConstraint, F, Q
from django.utils.translation import gettext_lazy as _

from archive.organisation.vocabulary import ClearanceKind, PostKind, Rank, Reach, UnitKind

OPERATOR = "operator"


class Fonds(models.Model):
    """全宗: the records of one creator, kept by one unit (DA/T 13-2022)."""

    number = models.CharField(_("fonds number"), max_length=20, unique=True)
    name = models.CharField(_("name"), max_length=200)
    keeper = models.ForeignKey("Unit", models.PROTECT, related_name="kept_fonds")

    def __str__(self) -> str:
        return f"{self.number} {self.name}"


class UnitQuerySet(models.QuerySet["Unit"]):
    def at_or_under(self, unit: Unit) -> UnitQuerySet:
        """The unit and all under it, by today's tree."""
        return self.filter(path__startswith=unit.path)

    def in_force(self, on: dt.date) -> UnitQuerySet:
        return self.filter(opened_on__lte=on).filter(Q(ended_on=None) | Q(ended_on__gt=on))


class Unit(models.Model):
    """An office, section or committee in the tree; `path` holds the codes from the root down."""

    code = models.SlugField(_("code"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(_("kind"), max_length=30, choices=UnitKind.choices)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="units")
    path = models.CharField(max_length=400, unique=True, editable=False)
    own_name = models.BooleanField(_("acts outward in its own name"), default=False)
    doc_prefix = models.CharField(_("agency code of its numbers"), max_length=20, blank=True)
    org_code = models.CharField(_("organisation code"), max_length=9, blank=True)
    fonds = models.ForeignKey(Fonds, models.PROTECT, null=True, blank=True, related_name="units")
    opened_on = models.DateField(_("opened on"))
    ended_on = models.DateField(_("ended on"), null=True, blank=True)

    objects = UnitQuerySet.as_manager()

    class Meta:
        ordering = ["path"]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **kwargs: object) -> None:
        above = self.parent.path if self.parent else ""
        self.path = f"{above}{self.code}/"
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    def is_at_or_under(self, other: Unit) -> bool:
        return self.path.startswith(other.path)


class UnitName(models.Model):
    """A unit's name while it was in force; papers keep the name of their date."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="names")
    name = models.CharField(max_length=200)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name


class User(AbstractUser):
    """One person, one account. Rights come from posts alone (policy 1.1); no superusers."""

    name = models.CharField(_("name"), max_length=80, blank=True)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="people")

    class Meta(AbstractUser.Meta):
        constraints = [
            CheckConstraint(condition=Q(is_superuser=False), name="no_superusers"),
            CheckConstraint(
                condition=~Q(username=OPERATOR) | Q(is_active=False), name="operator_never_signs_in"
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.username

    def get_full_name(self) -> str:
        return str(self)

    @property
    def is_operator(self) -> bool:
        """The system account behind commands without `--as` (policy 1.1)."""
        return self.username == OPERATOR


class Clearance(models.Model):
    """A dated grant to one person to see protected matters, with the paper it rests on."""

    person = models.ForeignKey(User, models.PROTECT, related_name="clearances")
    kind = models.CharField(_("clearance"), max_length=20, choices=ClearanceKind.choices)
    begins_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"), null=True, blank=True)
    basis = models.CharField(_("basis"), max_length=200)

    def __str__(self) -> str:
        return f"{self.person} {self.get_kind_display()}"


class PostQuerySet(models.QuerySet["Post"]):
    def in_force(self, on: dt.date) -> PostQuerySet:
        """Granted, begun and not ended on that day."""
        return self.filter(begins_on__lte=on).filter(Q(ends_on=None) | Q(ends_on__gte=on))


class Post(models.Model):
    """岗位: a dated grant of a post at a unit, with its reach and the paper it rests on."""

    person = models.ForeignKey(User, models.PROTECT, related_name="posts")
    kind = models.CharField(_("post"), max_length=30, choices=PostKind.choices)
    rank = models.CharField(_("rank"), max_length=10, choices=Rank.choices, blank=True)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="posts")
    reach = models.CharField(_("reach"), max_length=10, choices=Reach.choices)
    begins_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"), null=True, blank=True)
    basis = models.CharField(_("basis"), max_length=200)

    objects = PostQuerySet.as_manager()

    class Meta:
        constraints = [
            CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("begins_on")), name="post_ends_after"
            ),
        ]
        indexes = [models.Index(fields=["person", "begins_on"])]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} · {self.unit}"
