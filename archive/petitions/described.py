"""A petition described as plain data, as scripts and other systems hand it in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _

from archive.organisation.models import Unit, User
from archive.organisation.refusal import Refusal, Refused
from archive.petitions.papers import NewPaper
from archive.petitions.steps import NewPetition
from archive.petitions.vocabulary import Channel, MatterClass, PetitionSource
from archive.records import described
from archive.records.described import (
    DAY,
    FLAG,
    TEXT,
    Rule,
    day,
    faults_of,
    faults_of_papers,
    held_file,
    papers_of,
    schema_of,
)
from archive.records.vocabulary import PaperType

SEALED = TEXT | {"maxLength": 40, "description": "kept encrypted; never shown again but by right"}
PAPER: dict[str, Rule] = {**described.PAPER, "dated_on": DAY}
FIELDS: dict[str, Rule] = {
    "channel": {"enum": list(Channel.values)},
    "received_on": DAY,
    "summary": TEXT | {"description": "facts and reasons"},
    "claims": {"type": "array", "items": TEXT, "description": "what is asked, one by one"},
    "title": TEXT | {"maxLength": 500, "description": "else the first sentence of the facts"},
    "source": {"enum": list(PetitionSource.values)},
    "source_no": TEXT | {"maxLength": 100},
    "petitioner_name": TEXT | {"maxLength": 100},
    "petitioner_address": TEXT | {"maxLength": 300},
    "id_no": SEALED,
    "phone": SEALED,
    "anonymous": FLAG,
    "unclear": FLAG | {"description": "name or address cannot be made out"},
    "keep_confidential": FLAG,
    "people_count": {"type": "integer", "minimum": 1},
    "representatives": TEXT | {"maxLength": 300, "description": "at most five names"},
    "matter_class": {"enum": list(MatterClass.values)},
    "matter_place": TEXT | {"maxLength": 200},
    "respondent_unit": TEXT | {"description": "code of a unit"},
    "respondent_person": TEXT | {"description": "user name of a colleague"},
    "respondent_text": TEXT | {"maxLength": 300},
    "papers": papers_of(PAPER),
}
REQUIRED = ("channel", "received_on", "summary", "claims")

NO_SUCH_UNIT = _("There is no unit “%(value)s”.")
NO_SUCH_PERSON = _("There is no account “%(value)s”.")


def schema() -> dict[str, Any]:
    return schema_of("petition", FIELDS, REQUIRED)


def read_petition(said: Mapping[str, Any], beside: Path) -> NewPetition:
    """The petition; paths are relative to `beside`. Raises Refused with all faults; the files are
    held only when there is none. What is missing the step says."""
    faults = [*faults_of(said, FIELDS, known), *faults_of_papers(said.get("papers"), PAPER, beside)]
    if faults:
        raise Refused(faults)
    values: dict[str, Any] = dict.fromkeys(REQUIRED, "") | dict(said)
    values["received_on"] = day(values["received_on"])
    values["claims"] = tuple(values["claims"])
    if "respondent_unit" in said:
        values["respondent_unit"] = Unit.objects.get(code=said["respondent_unit"])
    if "respondent_person" in said:
        values["respondent_person"] = User.objects.get(username=said["respondent_person"])
    values["papers"] = tuple(read_paper(one, beside) for one in said.get("papers", []))
    return NewPetition(**values)


def known(name: str, given: Any) -> Iterator[Refusal]:
    """Whom a petition is about is chosen as a unit or an account of the system."""
    fact = {"field": name, "value": given}
    if name == "respondent_unit" and not Unit.objects.filter(code=given).exists():
        yield Refusal("unit_unknown", NO_SUCH_UNIT, fact)
    if name == "respondent_person" and not User.objects.filter(username=given).exists():
        yield Refusal("person_unknown", NO_SUCH_PERSON, fact)


def read_paper(said: Mapping[str, Any], beside: Path) -> NewPaper:
    return NewPaper(
        PaperType(said.get("type", PaperType.PETITION_LETTER)),
        tuple(held_file(beside / name) for name in said["files"]),
        said.get("title", ""),
        day(said.get("dated_on", "")),
    )
