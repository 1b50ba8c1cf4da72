"""The words of statistical reports (domain 3)."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Cycle(TextChoices):
    MONTH = "month", _("Monthly")
    QUARTER = "quarter", _("Quarterly")
    HALF_YEAR = "half_year", _("Half-yearly")
    YEAR = "year", _("Yearly")


class ReportState(TextChoices):
    DRAFT = "draft", _("Draft")
    REVIEWED = "reviewed", _("Reviewed")
    SIGNED = "signed", _("Signed")
    SUBMITTED = "submitted", _("Submitted")
    RETURNED = "returned", _("Returned")


class SlotState(TextChoices):
    """Computed from the reports and the day, never stored. Missing is never nil."""

    OPEN = "open", _("Open")
    MISSING = "missing", pgettext_lazy("state of a report slot", "Missing")
    DRAFTED = "drafted", _("Being filled")
    NIL = "nil", _("Nil")
    FILED = "filed", pgettext_lazy("state of a report slot", "Filed")
    LATE = "late", _("Filed late")
    CORRECTED = "corrected", _("Corrected")
