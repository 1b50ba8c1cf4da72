"""The words in the numbers of petitions and of their letters (domain 1.4; local custom, so data).

Accusation matters have series of their own: no gap in the others tells that there are any.
"""

from __future__ import annotations

from archive.organisation.models import Unit
from archive.records.vocabulary import PaperType

PETITION = "信"
ACCUSATION = "举"
# What stands behind the agency's code and the word of the register in a letter's number.
LETTERS: dict[str, str] = {
    PaperType.ACCEPT_NOTICE: "受",
    PaperType.DECLINE_NOTICE: "不受",
    PaperType.FORWARD_NOTICE: "告",
    PaperType.TRANSFER_LETTER: "转",
    PaperType.ASSIGN_LETTER: "交",
    PaperType.EXTENSION_NOTICE: "延",
    PaperType.OPINION: "处",
}
# The last character of an agency code for issued documents; a letter's number has its own word.
ISSUED = "发"


def register_word(*, accusation: bool) -> str:
    return ACCUSATION if accusation else PETITION


def letter_series(unit: Unit, code: str, *, accusation: bool) -> str:
    """The series of a letter, as 东司信受; a unit without agency code counts under its own code."""
    agency = unit.doc_prefix.removesuffix(ISSUED) or unit.code
    return f"{agency}{register_word(accusation=accusation)}{LETTERS[code]}"
