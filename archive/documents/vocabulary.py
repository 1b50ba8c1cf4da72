"""The words of official documents and notices."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Direction(TextChoices):
    RECEIVED = "received", _("Received")
    ISSUED = "issued", _("Issued")


class Validity(TextChoices):
    """Computed from dates, never stored (domain 5.8)."""

    VALID = "valid", _("Valid")
    NOT_YET = "not_yet", _("Not yet in force")
    EXPIRED = "expired", _("Expired")
    ABOLISHED = "abolished", _("Abolished")


class NoticeState(TextChoices):
    DRAFT = "draft", _("Draft")
    PUBLISHED = "published", _("Published")
    WITHDRAWN = "withdrawn", _("Withdrawn")
