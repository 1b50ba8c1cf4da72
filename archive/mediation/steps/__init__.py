"""The verbs of mediation dossiers, one verb a file, those that stand together in one."""

from archive.mediation.mediators import NewMediator
from archive.mediation.steps.accept import Accept, Refuse
from archive.mediation.steps.agree import Agree, NewAgreement
from archive.mediation.steps.close import CloseDossier
from archive.mediation.steps.extend import ExtendMediation
from archive.mediation.steps.follow_up import (
    RecordConfirmation,
    RecordPerformance,
    RecordVisit,
)
from archive.mediation.steps.hold_session import HoldSession, NewSession
from archive.mediation.steps.register import NewDossier, NewParty, RegisterDossier
from archive.mediation.steps.terminate import Terminate, WithdrawDossier

__all__ = [
    "Accept",
    "Agree",
    "CloseDossier",
    "ExtendMediation",
    "HoldSession",
    "NewAgreement",
    "NewDossier",
    "NewMediator",
    "NewParty",
    "NewSession",
    "RecordConfirmation",
    "RecordPerformance",
    "RecordVisit",
    "Refuse",
    "RegisterDossier",
    "Terminate",
    "WithdrawDossier",
]
