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
from archive.mediation.steps.print_form import PrintForm
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
    "PrintForm",
    "RecordConfirmation",
    "RecordPerformance",
    "RecordVisit",
    "Refuse",
    "RegisterDossier",
    "Terminate",
    "WithdrawDossier",
]

# Refusals about what stands in the form; they are no reason before it is filled in.
OF_THE_FORM = frozenset(
    {
        "consent_missing",
        "date_impossible",
        "field_missing",
        "field_too_long",
        "field_wrong",
        "form_unknown",
        "ground_missing",
        "mediator_missing",
        "not_joint",
        "nothing_changed",
        "other_ways_not_told",
        "reason_missing",
        "record_unsigned",
        "referrer_not_told",
        "rights_not_told",
        "seal_missing",
        "signature_missing",
        "terms_undated",
    }
)
