"""Every form that is drawn, by its code."""

from __future__ import annotations

from collections.abc import Callable

from doc_templates.drawing import letters, lists, mediation, receipt, report, volumes

DRAWINGS: dict[str, Callable[[], bytes]] = {
    "accept_notice": letters.accept_notice,
    "decline_notice": letters.decline_notice,
    "forward_notice": letters.forward_notice,
    "transfer_letter": letters.transfer_letter,
    "assign_letter": letters.assign_letter,
    "extension_notice": letters.extension_notice,
    "opinion": letters.opinion,
    "service_receipt": receipt.service_receipt,
    "application": mediation.application,
    "acceptance_form": mediation.acceptance_form,
    "rights_notice": mediation.rights_notice,
    "mediation_record": mediation.mediation_record,
    "agreement": mediation.agreement,
    "oral_agreement_form": mediation.oral_agreement_form,
    "visit_record": mediation.visit_record,
    "termination": mediation.termination,
    "report_form": report.report_form,
    "volume_cover": volumes.volume_cover,
    "dossier_cover": volumes.dossier_cover,
    "notes_sheet": volumes.notes_sheet,
    "spine": volumes.spine,
    "volume_contents": lists.volume_contents,
    "dossier_contents": lists.dossier_contents,
    "volume_list": lists.volume_list,
    "filed_item_list": lists.filed_item_list,
}


def drawn() -> dict[str, bytes]:
    """The bytes of every shipped template."""
    return {code: draw() for code, draw in DRAWINGS.items()}
