"""The words of retention (8号令; domain 8)."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Period(TextChoices):
    PERMANENT = "Y", _("Permanent")
    THIRTY = "D30", _("30 years")
    TEN = "D10", _("10 years")


# Longest first, for a volume takes the longest of its records (domain 8.3-3).
ORDER = (Period.PERMANENT, Period.THIRTY, Period.TEN)
YEARS = {Period.THIRTY: 30, Period.TEN: 10}
