"""The verbs of petitions (policy 5)."""

from archive.petitions.steps.accept import Accept, NameHandler
from archive.petitions.steps.close import Close
from archive.petitions.steps.extend import ApproveExtension, AskExtension
from archive.petitions.steps.handle import Investigate, Settle, Withdraw
from archive.petitions.steps.object import Keep, Object, TakeBack
from archive.petitions.steps.opinion import DraftOpinion, Reply, SignOpinion
from archive.petitions.steps.receive import Receive, ReportBack
from archive.petitions.steps.register import NewPetition, RegisterPetition
from archive.petitions.steps.review import Recheck, RequestRecheck, RequestReview, Review
from archive.petitions.steps.send import Assign, Transfer
from archive.petitions.steps.serve import Serve
from archive.petitions.steps.triage import Decline, FileOnly, Guide, Triage

__all__ = [
    "Accept",
    "ApproveExtension",
    "AskExtension",
    "Assign",
    "Close",
    "Decline",
    "DraftOpinion",
    "FileOnly",
    "Guide",
    "Investigate",
    "Keep",
    "NameHandler",
    "NewPetition",
    "Object",
    "Receive",
    "RegisterPetition",
    "Recheck",
    "Reply",
    "ReportBack",
    "RequestRecheck",
    "RequestReview",
    "Review",
    "Serve",
    "Settle",
    "SignOpinion",
    "TakeBack",
    "Transfer",
    "Triage",
    "Withdraw",
]
