"""The words of petitions (信访工作条例 2022; domain 1)."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class PetitionState(TextChoices):
    """Finer than Record.state, which is registered for all of these but closed (policy 5)."""

    SENT = "sent", _("Sent, not yet received")
    REGISTERED = "registered", _("Registered")
    TRIAGED = "triaged", _("Triaged")
    GUIDED = "guided", _("Guided")
    DECLINED = "declined", _("Declined")
    FILED_ONLY = "filed_only", _("Filed only")
    TRANSFERRED = "transferred", _("Transferred")
    ASSIGNED = "assigned", _("Assigned")
    OBJECTED = "objected", _("Objected to")
    RETURNED = "returned", _("Returned")
    ACCEPTED = "accepted", _("Accepted")
    INVESTIGATING = "investigating", _("Investigating")
    OPINION_ISSUED = "opinion_issued", _("Opinion issued")
    REPLIED = "replied", _("Replied")
    SETTLED = "settled", _("Settled")
    SERVED = "served", _("Served")
    REVIEW_REQUESTED = "review_requested", _("Review asked for")
    REVIEW_OPINION = "review_opinion", _("Review opinion given")
    RECHECK_REQUESTED = "recheck_requested", _("Re-check asked for")
    RECHECK_OPINION = "recheck_opinion", _("Re-check opinion given")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    CLOSED = "closed", _("Closed")


class MatterClass(TextChoices):
    SUGGESTION = "suggestion", _("Suggestion")
    ACCUSATION = "accusation", _("Accusation")
    APPEAL = "appeal", _("Appeal or request")


class AppealRoute(TextChoices):
    """信访工作条例 2022, 31: which procedure an appeal goes through; only the last is 60 days."""

    LITIGATION = "31_1", _("Litigation, reconsideration, criminal or police procedure")
    ARBITRATION = "31_2", _("Arbitration")
    PARTY = "31_3", _("Appeal of a Party member")
    ADMINISTRATIVE = "31_4", _("Administrative reconsideration, ruling, licence, penalty")
    PERFORM_DUTY = "31_5", _("Investigation of an unlawful act, protection of rights")
    PETITION = "31_6", _("None of these: the petition procedure")


class Channel(TextChoices):
    LETTER = "letter", _("Letter")
    VISIT = "visit", _("Visit")
    CALL = "call", _("Call")
    WEB = "web", _("Web")
    FAX = "fax", _("Fax")


class PetitionSource(TextChoices):
    DIRECT = "direct", _("Direct")
    TRANSFERRED = "transferred", _("Transferred from above")
    ASSIGNED = "assigned", _("Assigned from above")
    INSTRUCTION = "instruction", _("Leader's instruction")
    PEER = "peer", _("From another office")


class SentAs(TextChoices):
    """Of a transfer no result is asked back; an assignment has a limit and a report is due."""

    TRANSFER = "transfer", _("Transfer")
    ASSIGN = "assign", _("Assign")


class OpinionResult(TextChoices):
    SUPPORTED = "supported", _("Supported")
    EXPLAINED = "explained", _("Explained")
    NOT_SUPPORTED = "not_supported", _("Not supported")


class ReviewStage(TextChoices):
    """复查, 复核 (信访工作条例 2022, 35 and 36): which opinion is the last."""

    REVIEW = "review", _("Review by the organ above")
    RECHECK = "recheck", _("Re-check by the organ above that")


class ReviewResult(TextChoices):
    UPHELD = "upheld", _("Upheld")
    CHANGED = "changed", _("Changed")
    REVOKED = "revoked", _("Revoked")


class ServiceMode(TextChoices):
    """送达方式 (民事诉讼法 2023, 87-94, by analogy)."""

    DIRECT = "direct", _("In person")
    POST = "post", _("By post")
    LEFT = "left", _("Left behind")
    FORWARDED = "forwarded", _("Through another")
    ANNOUNCED = "announced", _("By announcement")
    ELECTRONIC = "electronic", _("Electronically")
