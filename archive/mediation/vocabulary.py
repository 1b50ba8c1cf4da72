"""The words of people's mediation (人民调解法 2010; domain 2)."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class DossierState(TextChoices):
    REGISTERED = "registered", _("Registered")
    ACCEPTED = "accepted", _("Accepted")
    REFUSED = "refused", _("Refused")
    MEDIATING = "mediating", _("Mediating")
    AGREED = "agreed", _("Agreed")
    TERMINATED = "terminated", _("Terminated")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    CLOSED = "closed", _("Closed")


class Side(TextChoices):
    APPLICANT = "applicant", _("Applicant")
    RESPONDENT = "respondent", _("Respondent")
    OTHER = "other", _("Other party")


class PartyKind(TextChoices):
    PERSON = "person", _("Person")
    ORGANISATION = "organisation", _("Organisation")


class SessionResult(TextChoices):
    """调解结果 of one session (司发通〔2010〕239号)."""

    SUCCEEDED = "succeeded", _("Succeeded")
    FAILED = "failed", _("Failed")
    TO_CONTINUE = "to_continue", _("To be continued")


class AgreementForm(TextChoices):
    ORAL = "oral", _("Oral")
    WRITTEN = "written", _("Written")


class Performance(TextChoices):
    PENDING = "pending", _("Not performed yet")
    PARTLY = "partly", _("Partly performed")
    PERFORMED = "performed", _("Performed")
    NOT_NEEDED = "not_needed", _("Nothing to perform")


class Confirmation(TextChoices):
    NONE = "none", _("Not applied for")
    APPLIED = "applied", _("Applied for")
    CONFIRMED = "confirmed", _("Confirmed")
    DISMISSED = "dismissed", _("Dismissed")
    WITHDRAWN = "withdrawn", _("Withdrawn")
