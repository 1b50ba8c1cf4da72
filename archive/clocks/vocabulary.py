"""The words of clocks: units of a limit, kinds of day."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class LimitUnit(TextChoices):
    CALENDAR_DAYS = "cd", _("days")
    WORKING_DAYS = "wd", _("working days")
    HOURS = "h", _("hours")


class DayKind(TextChoices):
    OFF = "off", _("Day off")
    MAKE_UP = "makeup", _("Make-up working day")
