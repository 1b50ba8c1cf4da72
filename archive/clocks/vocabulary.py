"""The words of clocks: units of a limit, kinds of day, why a day counts or does not."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class LimitUnit(TextChoices):
    CALENDAR_DAYS = "cd", _("days")
    WORKING_DAYS = "wd", _("working days")
    HOURS = "h", _("hours")


class DayKind(TextChoices):
    OFF = "off", _("Day off")
    MAKE_UP = "makeup", _("Make-up working day")


class DayReason(TextChoices):
    """Why a day of a sheet counts or is skipped; the first four count."""

    CALENDAR_DAY = "calendar_day", _("Counted: every day counts")
    WORKING_DAY = "working_day", _("Counted: working day")
    MAKE_UP = "make_up", _("Counted: make-up working day")
    HOURS = "hours", _("Counted: hours run on, without calendar")
    START = "start", _("Not counted: the day it starts")
    WEEKEND = "weekend", _("Not counted: weekend")
    OFF = "off", _("Not counted: day off by the official calendar")
    PAUSED = "paused", _("Not counted: the clock is paused")
    ROLLED = "rolled", _("Due: the last day is no working day, this is the next one")
