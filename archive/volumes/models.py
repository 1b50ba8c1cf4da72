"""Contents, completeness, and what a year was bound into."""

from __future__ import annotations

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from archive.organisation.models import Fonds, Unit, User
from archive.records.models import Paper, Record
from archive.volumes.vocabulary import LineNeed, VolumeForm


class ContentsTemplate(models.Model):
    """卷内目录 of a kind of record, as dated data (MED-239: 司发通〔2010〕239号)."""

    code = models.CharField(_("code"), max_length=20, unique=True)
    name = models.CharField(_("name"), max_length=100)
    kind = models.CharField(_("kind"), max_length=20)
    source = models.CharField(_("source"), max_length=200)
    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(_("valid until"), null=True, blank=True)

    def __str__(self) -> str:
        return self.code


class ContentsLine(models.Model):
    """A line: which types of paper fill it, and whether it must be filled."""

    template = models.ForeignKey(ContentsTemplate, models.CASCADE, related_name="lines")
    position = models.PositiveSmallIntegerField()
    code = models.CharField(_("code"), max_length=30)
    title = models.CharField(_("title"), max_length=100)
    need = models.CharField(_("need"), max_length=10, choices=LineNeed.choices)
    group = models.CharField(_("group"), max_length=20, blank=True)
    paper_types = models.JSONField(default=list)

    class Meta:
        ordering = ["template", "position"]
        constraints = [UniqueConstraint(fields=["template", "code"], name="one_line_per_code")]

    def __str__(self) -> str:
        return self.title


class NotApplicable(models.Model):
    """不适用: a line of the contents that this case has no paper for, and why."""

    record = models.ForeignKey(Record, models.PROTECT, related_name="not_applicable")
    line = models.CharField(max_length=30)
    reason = models.CharField(_("reason"), max_length=300)
    said_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    said_at = models.DateTimeField()

    class Meta:
        constraints = [UniqueConstraint(fields=["record", "line"], name="one_answer_per_line")]

    def __str__(self) -> str:
        return self.line


class Completion(models.Model):
    """齐全: the contents of a closed record were found complete; a mark, not a state (policy 5)."""

    record = models.OneToOneField(
        Record, models.PROTECT, primary_key=True, related_name="completion"
    )
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.record)


class CodePattern(models.Model):
    """档号 as data (DA/T 13-2022): `{fonds}-{category}·{year}-{period}-{org}-{number:03d}`."""

    form = models.CharField(max_length=10, choices=VolumeForm.choices)
    kind = models.CharField(max_length=20, blank=True)
    category = models.CharField(_("category code"), max_length=20)
    pattern = models.CharField(max_length=120)
    valid_from = models.DateField()

    class Meta:
        constraints = [
            UniqueConstraint(fields=["form", "kind", "valid_from"], name="one_pattern_per_form")
        ]

    def __str__(self) -> str:
        return self.pattern


class Volume(models.Model):
    """案卷, sealed when it is bound. A part of a thick case, or a supplement, is a volume too.

    For the form item this is the class of a year and period whose items are numbered in it.
    code: 档号 of a volume; empty for the form item, whose entries carry their own.
    """

    fonds = models.ForeignKey(Fonds, models.PROTECT, related_name="volumes")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="volumes")
    form = models.CharField(_("form"), max_length=10, choices=VolumeForm.choices)
    year = models.PositiveSmallIntegerField(_("year"))
    category = models.CharField(_("category code"), max_length=20)
    period = models.CharField(_("retention period"), max_length=4)
    number = models.PositiveIntegerField(_("volume number"))
    code = models.CharField(_("reference code"), max_length=100, blank=True)
    title = models.CharField(_("title"), max_length=500)
    part = models.PositiveSmallIntegerField(_("part"), default=1)
    parts = models.PositiveSmallIntegerField(_("parts"), default=1)
    supplement_of = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="supplements"
    )
    begins_on = models.DateField(_("from"), null=True, blank=True)
    ends_on = models.DateField(_("until"), null=True, blank=True)
    papers = models.PositiveIntegerField(_("papers"), default=0)
    pages = models.PositiveIntegerField(_("pages"), default=0)
    note = models.TextField(_("notes on this volume"), blank=True)
    compiled_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    sealed_at = models.DateTimeField(null=True, blank=True)
    checked_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    checked_on = models.DateField(null=True, blank=True)
    digest = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["fonds", "-year", "form", "period", "number"]
        constraints = [
            UniqueConstraint(
                fields=["fonds", "unit", "form", "category", "year", "period", "number"],
                name="one_volume_per_number",
            ),
            UniqueConstraint(
                fields=["code"], condition=~Q(code=""), name="one_volume_per_code"
            ),
            CheckConstraint(
                condition=Q(checked_by=None) | ~Q(checked_by=F("compiled_by")),
                name="who_compiles_does_not_check",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}".strip()


class VolumeItem(models.Model):
    """A record in a volume, or an item 件 with its own 档号."""

    volume = models.ForeignKey(Volume, models.PROTECT, related_name="items")
    record = models.ForeignKey(Record, models.PROTECT, related_name="volume_items")
    position = models.PositiveIntegerField()
    code = models.CharField(_("reference code"), max_length=100, blank=True)
    pages = models.PositiveIntegerField(_("pages"), default=0)

    class Meta:
        ordering = ["volume", "position"]
        constraints = [
            UniqueConstraint(fields=["volume", "position"], name="one_item_per_place"),
            UniqueConstraint(fields=["code"], condition=~Q(code=""), name="one_item_per_ref_code"),
        ]
        indexes = [models.Index(fields=["record"], name="volume_of_record")]

    def __str__(self) -> str:
        return self.code or str(self.record)


class VolumeLine(models.Model):
    """A line of the contents of a bound volume: a paper and its pages, as sealed."""

    volume = models.ForeignKey(Volume, models.PROTECT, related_name="lines")
    item = models.ForeignKey(VolumeItem, models.PROTECT, related_name="lines")
    paper = models.ForeignKey(Paper, models.PROTECT, related_name="volume_lines")
    position = models.PositiveIntegerField()
    title = models.CharField(_("title"), max_length=500)
    author = models.CharField(_("author"), max_length=200, blank=True)
    number = models.CharField(_("number"), max_length=100, blank=True)
    dated_on = models.DateField(_("date"), null=True, blank=True)
    first_page = models.PositiveIntegerField()
    last_page = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["volume", "position"]
        constraints = [
            UniqueConstraint(fields=["volume", "position"], name="one_paper_per_volume_line"),
            UniqueConstraint(fields=["paper"], name="a_paper_is_bound_once"),
        ]

    def __str__(self) -> str:
        return self.title
