"""The words of intake."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Outcome(TextChoices):
    DONE = "done", _("Done")
    SKIPPED = "skipped", _("Skipped")
    FAILED = "failed", _("Failed")


class ReceiptState(TextChoices):
    OPEN = "open", _("Running")
    ENDED = "ended", _("Ended")
    UNDONE = "undone", _("Undone")
