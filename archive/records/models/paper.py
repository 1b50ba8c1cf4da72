"""Papers of a record and the files that are their versions."""

from __future__ import annotations

from django.db import models
from django.db.models import UniqueConstraint
from django.utils.translation import gettext_lazy as _

from archive.holdings.models import Holding
from archive.organisation.models import User
from archive.records.models.record import Record
from archive.records.vocabulary import PaperType


class Paper(models.Model):
    """One document inside a record: its line in the contents (DA/T 22-2015)."""

    record = models.ForeignKey(Record, models.PROTECT, related_name="papers")
    position = models.PositiveIntegerField()
    type = models.CharField(_("type"), max_length=20, choices=PaperType.choices)
    title = models.CharField(_("title"), max_length=500)
    author = models.CharField(_("author"), max_length=200, blank=True)
    number = models.CharField(_("number"), max_length=100, blank=True)
    dated_on = models.DateField(_("date"), null=True, blank=True)
    on_paper = models.BooleanField(_("kept on paper"), default=False)

    class Meta:
        ordering = ["record", "position"]
        constraints = [UniqueConstraint(fields=["record", "position"], name="one_paper_per_line")]

    def __str__(self) -> str:
        return self.title


class File(models.Model):
    """Bytes on a paper. A paper's files are its versions: the newest is shown, all are kept."""

    paper = models.ForeignKey(Paper, models.PROTECT, related_name="files")
    no = models.PositiveIntegerField()
    holding = models.ForeignKey(Holding, models.PROTECT, related_name="files")
    original_name = models.TextField(_("original name"))
    added_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["paper", "-no"]
        constraints = [UniqueConstraint(fields=["paper", "no"], name="one_file_per_version")]

    def __str__(self) -> str:
        return self.original_name
