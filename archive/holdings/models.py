"""What the store holds, and the text that was read out of it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Extraction(models.TextChoices):
    WAITING = "waiting", _("Waiting")
    DONE = "done", _("Text read")
    NONE = "none", _("No text in this kind of file")
    FAILED = "failed", _("Text not read")


# Why a text was not read, or is empty; the page shows the sentence.
NOTES = {
    "encrypted": _("the file is encrypted; file an unlocked copy beside it"),
    "damaged": _("the file is damaged; file a sound copy beside it"),
    "old_format": _("the file is of an old format; file a docx, xlsx or pdf of it beside it"),
    "no_text_layer": _("the pages are pictures without a text layer"),
    "too_large": _("the content is too large to be read"),
    "unknown_encoding": _("the encoding of the text is not known"),
}


class Holding(models.Model):
    """Bytes in the store, held once whoever filed them. Never changed, never deleted."""

    Extraction = Extraction

    sha256 = models.CharField(max_length=64, primary_key=True)
    size = models.PositiveBigIntegerField(_("size"))
    media_type = models.CharField(_("type"), max_length=120)
    page_count = models.PositiveIntegerField(_("pages"), null=True, blank=True)
    extraction = models.CharField(
        _("text"), max_length=10, choices=Extraction.choices, default=Extraction.WAITING
    )
    extraction_note = models.CharField(max_length=30, blank=True)
    extractor_version = models.PositiveSmallIntegerField(default=0)
    held_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.sha256

    @property
    def extraction_sentence(self) -> str:
        """正文未提取 with the reason, or empty when there is nothing to say."""
        if not self.extraction_note:
            return ""
        return str(_("Text not read: %(reason)s.") % {"reason": NOTES[self.extraction_note]})


class PageText(models.Model):
    """The cleaned text of one page (or of the whole, where a format has no pages)."""

    holding = models.ForeignKey(Holding, models.PROTECT, related_name="texts")
    page = models.PositiveIntegerField()
    text = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["holding", "page"], name="one_text_a_page")]

    def __str__(self) -> str:
        return f"{self.holding_id} p{self.page}"
