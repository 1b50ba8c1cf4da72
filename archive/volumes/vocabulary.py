"""The words of volumes (GB/T 9705-2008, DA/T 22-2015, DA/T 13-2022)."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class VolumeForm(TextChoices):
    CASE = "case", _("One case, one volume")
    YEAR = "year", _("Bound by year")
    ITEM = "item", _("Kept by item")


class LineNeed(TextChoices):
    """How a line of a contents template must be filled (domain 2.3)."""

    REQUIRED = "required", _("Required")
    OPTIONAL = "optional", _("If there is one")
    ONE_OF = "one_of", _("One of its group")
    IF_AGREED = "if_agreed", _("Required after an agreement")
