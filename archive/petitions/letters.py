"""The letters to a petitioner: what each says, and the series its number is of."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.conf import settings
from django.utils import timezone, translation

from archive.clocks import clocks
from archive.organisation.may import own_name_unit
from archive.organisation.models import Unit, User
from archive.petitions import words
from archive.petitions.models import Petition
from archive.petitions.rules import HANDLE
from archive.petitions.series import letter_series
from archive.records.models import Letter
from archive.records.steps.letter import issue_letter
from archive.records.vocabulary import PaperType

FULL_STOPS = "。．. "


def is_reachable(petition: Petition) -> bool:
    """Whether there is anybody to write to (信访工作条例 2022, 23: not where name or address are
    unclear)."""
    return not (petition.anonymous or petition.unclear)


def write(
    petition: Petition, code: PaperType, *, by: User, at: dt.datetime, **more: Any
) -> Letter | None:
    """Issues the letter; None where nobody can be written to."""
    if not is_reachable(petition):
        return None
    return write_to(petition, code, petition.petitioner_name, by=by, at=at, **more)


def write_to(
    petition: Petition, code: PaperType, addressee: str, *, by: User, at: dt.datetime, **more: Any
) -> Letter:
    """A numbered letter to whoever it is, of the series of the lead unit."""
    record, on = petition.record, timezone.localdate(at)
    return issue_letter(
        record,
        code,
        values(petition, code, on) | more,
        series=letter_series(record.lead_unit, code, accusation=record.accusation),
        addressee=addressee,
        by=by,
        at=at,
    )


def name_to_others(petition: Petition) -> str:
    """The petitioner as a letter to another office names him: not where he asked for
    confidentiality (policy 3-3)."""
    if petition.keep_confidential:
        return words.said("confidential")
    return petition.petitioner_name or words.said("anonymous")


def write_receipt(petition: Petition, letter: Letter, *, by: User, at: dt.datetime) -> Letter:
    """The form 送达回证 to be signed for this letter; the scan comes back onto the same paper."""
    return issue_letter(
        petition.record,
        PaperType.SERVICE_RECEIPT,
        {
            "organ": organ_of(petition.record.lead_unit),
            "number": "",
            "document": letter.paper.title,
            "document_number": letter.number,
            "addressee": petition.petitioner_name,
            "place": petition.petitioner_address,
            "received_on": None,
        }
        | dict.fromkeys(("mode", "proxy", "refusal", "witness", "server", "remark"), ""),
        series="",
        addressee=petition.petitioner_name,
        by=by,
        at=at,
    )


def values(petition: Petition, code: str, on: dt.date) -> dict[str, Any]:
    """What every letter may ask for; the number comes with the letter itself."""
    record = petition.record
    organ = organ_of(record.lead_unit)
    return {
        "organ": organ,
        "handling_organ": record.lead_unit.name,
        "petitioner": petition.petitioner_name,
        "address": petition.petitioner_address,
        "received_on": petition.received_on,
        "summary": matter(record.title),
        "basis": words.basis(code, petition.accepted_on or on),
        "issued_on": on,
        "accepted_on": petition.accepted_on,
        "query": words.said("query", organ=organ),
        **labels(petition),
        **limit_of(petition),
    }


def matter(title: str) -> str:
    """The title as a letter quotes it, before its own word for a matter: “…”信访事项."""
    said = title.rstrip(FULL_STOPS)
    for ending in words.words()["matter_endings"]:
        if said.endswith(ending) and said != ending:
            return said.removesuffix(ending)
    return said


def labels(petition: Petition) -> dict[str, str]:
    """Terms in the language of the office, whatever the screen of who issues the letter says."""
    with translation.override(settings.LANGUAGE_CODE):
        return {
            "channel": str(petition.get_channel_display()),
            "source": str(petition.get_source_display()),
            "result": str(petition.get_result_display()) if petition.result else "",
        }


def limit_of(petition: Petition) -> dict[str, Any]:
    """The 60 days, where they run."""
    running = clocks.running(petition.record)
    clock = next((one for one in running if HANDLE in clocks.codes(one)), None)
    if clock is None:
        return {"limit": "", "due_on": None}
    return {"limit": words.said("limit", days=clock.limit), "due_on": clock.due_on}


def organ_of(unit: Unit) -> str:
    """Who writes: the organ that acts in its own name, and its office where the matter lies."""
    above = own_name_unit(unit)
    return unit.name if above is None or above.pk == unit.pk else f"{above.name}{unit.name}"


def review_organ(unit: Unit) -> str:
    """Where a review is asked for: the organ above the one that answers."""
    answering = own_name_unit(unit) or unit
    above = own_name_unit(answering.parent) if answering.parent else None
    return above.name if above else str(words.words()["review_organ"])
