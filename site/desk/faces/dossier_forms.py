"""The forms of a dossier on its page: what can be printed, what waits for its signed scan."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from archive.mediation.forms import FORMS
from archive.mediation.models import Dossier, Session, Visit
from archive.mediation.papers import WORD
from archive.mediation.steps import PrintForm
from archive.mediation.vocabulary import AgreementForm
from archive.organisation.models import User
from archive.records.models import Paper, Record
from archive.records.vocabulary import PaperType, RecordState
from desk.kinds import Card
from desk.papers import lines_of as paper_lines

OPEN = frozenset({RecordState.REGISTERED, RecordState.CLOSED})
# Forms that one fills in before the dossier knows their words, and the field that tells it does.
TOLD_BY = {
    PaperType.AGREEMENT: "agreed_on",
    PaperType.ORAL_AGREEMENT: "agreed_on",
    PaperType.TERMINATION: "ground",
}


@dataclass(frozen=True)
class Printed:
    """A paper a form was printed on. awaits: the signed scan has not come yet."""

    paper: Paper
    file: int
    awaits: bool


@dataclass(frozen=True)
class Line:
    """A form: its papers, and what one press prints; with `direct` False its words are asked
    first. items: sittings or visits of which there is no print yet."""

    code: str
    label: str
    direct: bool
    many: bool
    printed: Sequence[Printed] = ()
    items: Sequence[Session | Visit] = field(default=())

    @property
    def is_done(self) -> bool:
        """One form, and its signed scan is here: another print would be refused."""
        return not self.many and any(not one.awaits for one in self.printed)


def forms_card(record: Record, dossier: Dossier, person: User) -> Iterator[Card]:
    """For who may not print it shows only what is printed."""
    may = record.state in OPEN and PrintForm(record, by=person).allows(record)
    lines = [one for one in lines_of(record, dossier) if may or one.printed]
    if lines:
        given = {"lines": lines, "record": record, "may": may}
        yield Card("desk/_forms.html", given)


def lines_of(record: Record, dossier: Dossier) -> list[Line]:
    papers = printed_on(record)
    return [line_of(code, papers[code], dossier) for code in FORMS if fits(code, papers, dossier)]


def fits(code: str, papers: Any, dossier: Dossier) -> bool:
    """Of the two forms of an agreement the one it has; no notice of an end beside an agreement."""
    if papers[code]:
        return True
    other = {
        AgreementForm.WRITTEN: PaperType.ORAL_AGREEMENT,
        AgreementForm.ORAL: PaperType.AGREEMENT,
    }
    if dossier.agreement_form:
        wrong = other[AgreementForm(dossier.agreement_form)]
        return code not in {wrong, PaperType.TERMINATION}
    return code != PaperType.VISIT_RECORD or bool(dossier.agreed_on)


def line_of(code: str, printed: Sequence[Printed], dossier: Dossier) -> Line:
    form, told = FORMS[code], TOLD_BY.get(PaperType(code))
    days = {one.paper.dated_on for one in printed}
    items = [one for one in items_of(code, dossier) if day_of(one) not in days]
    direct = not form.many and (told is None or bool(getattr(dossier, told)))
    return Line(code, str(PaperType(code).label), direct, form.many, printed, items)


def items_of(code: str, dossier: Dossier) -> list[Session] | list[Visit]:
    if code == PaperType.MEDIATION_RECORD:
        return list(dossier.sessions.all())
    return list(dossier.visits.all()) if code == PaperType.VISIT_RECORD else []


def day_of(item: Session | Visit) -> Any:
    return item.held_on if isinstance(item, Session) else item.visited_on


def printed_on(record: Record) -> dict[str, list[Printed]]:
    """The papers of forms with their newest file, by the form's code."""
    found: dict[str, list[Printed]] = defaultdict(list)
    for line in paper_lines(record):
        if line.paper.type in FORMS and line.newest:
            awaits = line.newest.holding.media_type == WORD
            found[line.paper.type].append(Printed(line.paper, line.newest.pk, awaits))
    return found
