"""The words all kinds of record share: states, parts, secrecy, links, jobs."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class RecordKind(TextChoices):
    DOCUMENT = "document", _("Official document")
    PETITION = "petition", _("Petition")
    DOSSIER = "dossier", _("Mediation dossier")
    REPORT = "report", _("Statistical report")


# What somebody brought: it is registered and answered, whatever comes of it.
MATTERS = frozenset({RecordKind.PETITION, RecordKind.DOSSIER})


class RecordState(TextChoices):
    CAPTURED = "captured", _("Captured")
    REGISTERED = "registered", _("Registered")
    CLOSED = "closed", _("Closed")
    BOUND = "bound", _("Bound")
    DESTROYED = "destroyed", _("Destroyed")
    STRUCK = "struck", _("Struck")


# From these on a record is in the fonds and its keeper sees it (policy 2).
KEPT_STATES = frozenset({RecordState.CLOSED, RecordState.BOUND, RecordState.DESTROYED})


class Secrecy(TextChoices):
    """Policy 3-6. A state secret is never stored, so it has no word here."""

    PUBLIC = "public", _("Public")
    INTERNAL = "internal", _("Internal")
    WORK_SECRET = "work_secret", _("Work secret")


class Part(TextChoices):
    """What a unit is in a matter beside its lead (policy 2.1)."""

    ASSIST = "assist", _("Assists")
    SUPERVISE = "supervise", _("Supervises")
    INFORMED = "informed", _("Informed")


class NamedAs(TextChoices):
    """A person's part in a matter; not a post (policy 1.1)."""

    HANDLER = "handler", _("Handler")
    MEDIATOR = "mediator", _("Mediator")
    FILLER = "filler", _("Filler")
    REVIEWER = "reviewer", _("Reviewer")


class LinkReason(TextChoices):
    SAME_MATTER = "same_matter", _("Same matter")
    ARISES_FROM = "arises_from", _("Arises from")
    SETTLES = "settles", _("Settles")
    SUPERSEDED_BY = "superseded_by", _("Superseded by")
    SUPPLEMENTS = "supplements", _("Supplements")


class PaperType(TextChoices):
    MAIN = "main", _("Main text")
    ATTACHMENT = "attachment", _("Attachment")
    DRAFT = "draft", _("Draft")
    PUBLISHED_PAGE = "published_page", _("Published page")
    # Petitions (domain 1.4).
    PETITION_LETTER = "petition_letter", _("Petitioner's letter")
    REGISTER_FORM = "register_form", _("Register form")
    ACCEPT_NOTICE = "accept_notice", _("Notice of acceptance")
    DECLINE_NOTICE = "decline_notice", _("Notice of non-acceptance")
    FORWARD_NOTICE = "forward_notice", _("Notice where it went")
    EXTENSION_NOTICE = "extension_notice", _("Notice of extension")
    TRANSFER_LETTER = "transfer_letter", _("Letter of transfer")
    ASSIGN_LETTER = "assign_letter", _("Letter of assignment")
    OBJECTION = "objection_letter", _("Objection")
    CLOSING_REPORT = "closing_report", _("Closing report")
    OPINION = "opinion", _("Written opinion")
    REVIEW_REQUEST = "review_request", _("Request for review")
    REVIEW_OPINION = "review_opinion", _("Review opinion")
    RECHECK_REQUEST = "recheck_request", _("Request for re-check")
    RECHECK_OPINION = "recheck_opinion", _("Re-check opinion")
    SERVICE_RECEIPT = "service_receipt", _("Service receipt")
    WITHDRAWAL = "withdrawal", _("Request to withdraw")
    # Mediation (司发通〔2010〕239号).
    APPLICATION = "application", _("Application for mediation")
    ACCEPTANCE_FORM = "acceptance_form", _("Acceptance form")
    RIGHTS_NOTICE = "rights_notice", _("Notice of rights")
    INVESTIGATION = "investigation_record", _("Investigation record")
    EVIDENCE = "evidence", _("Evidence")
    MEDIATION_RECORD = "mediation_record", _("Mediation record")
    AGREEMENT = "agreement", _("Mediation agreement")
    ORAL_AGREEMENT = "oral_agreement_form", _("Form of an oral agreement")
    VISIT_RECORD = "visit_record", _("Return visit record")
    CONFIRMATION = "confirmation", _("Judicial confirmation")
    DOSSIER_NOTE = "dossier_note", _("Notes on the dossier")
    TERMINATION = "termination", _("Notice of termination")
    # Reports.
    REPORT_FORM = "report_form", _("Report form")
    OTHER = "other", _("Other paper")


# What an office issues on a matter; a unit that assists files none of these (policy 2.1).
ISSUED = frozenset(
    {
        PaperType.ACCEPT_NOTICE,
        PaperType.DECLINE_NOTICE,
        PaperType.FORWARD_NOTICE,
        PaperType.EXTENSION_NOTICE,
        PaperType.TRANSFER_LETTER,
        PaperType.ASSIGN_LETTER,
        PaperType.OBJECTION,
        PaperType.CLOSING_REPORT,
        PaperType.OPINION,
        PaperType.REVIEW_OPINION,
        PaperType.RECHECK_OPINION,
        PaperType.AGREEMENT,
        PaperType.TERMINATION,
    }
)


class NumberState(TextChoices):
    GIVEN = "given", _("Given")
    VOIDED = "voided", _("Voided")


class JobState(TextChoices):
    WAITING = "waiting", _("Waiting")
    RUNNING = "running", _("Running")
    DONE = "done", _("Done")
    FAILED = "failed", _("Failed")
