"""Policy 2.1 as a table: what each part in a matter shows, and what it lets do, under each
protection."""

import datetime as dt
import itertools

import pytest

from archive.organisation.may import may_on
from archive.organisation.models import Clearance
from archive.organisation.refusal import Refused
from archive.organisation.standing import forget, scope_of
from archive.organisation.vocabulary import ClearanceKind, Verb
from archive.records.models import Participation, Record
from archive.records.step import NotYourPost
from archive.records.steps import AddAssist, AddFile, AddPaper, NewFile, Share, Strike
from archive.records.vocabulary import PaperType, Part, RecordKind, RecordState, Secrecy
from tests.office import OPENED, make_holding, make_person

PROTECTIONS = {
    "ordinary": {},
    "restricted": {"restricted": True},
    "work_secret": {"secrecy": Secrecy.WORK_SECRET},
    "captured": {"state": RecordState.CAPTURED, "number": ""},
    "accusation": {"accusation": True, "restricted": True},
}
PARTS = ["lead", Part.ASSIST, Part.SUPERVISE, Part.INFORMED, "none"]
WHOLE, LINE, NOTHING = "whole", "line", "nothing"
# What a leader of Qinghe sees of a petition, by the part of his unit; typed from policy 2.1 and 3.
SEES = {
    "lead": {"ordinary": WHOLE, "restricted": WHOLE, "work_secret": WHOLE, "captured": WHOLE},
    Part.ASSIST: {"ordinary": WHOLE, "restricted": WHOLE, "work_secret": WHOLE},
    Part.SUPERVISE: {"ordinary": WHOLE, "restricted": WHOLE, "work_secret": WHOLE},
    Part.INFORMED: {"ordinary": LINE, "restricted": LINE, "work_secret": LINE},
    "none": {},
}
# The same, cleared for accusations: only where his unit leads or supervises.
CLEARED = {"lead": WHOLE, Part.SUPERVISE: WHOLE}
# What a clerk and a leader of the unit may do then, beside looking; typed from policy 2.1 and 4.
LEAD_CLERK = {Verb.CAPTURE, Verb.CORRECT, Verb.SHARE, Verb.TRIAGE, Verb.ACCEPT}
LEAD_LEADER = {
    Verb.CAPTURE, Verb.SHARE, Verb.ADD_ASSIST, Verb.TRIAGE, Verb.ASSIGN, Verb.ACCEPT,
    Verb.DECLINE, Verb.HANDLE, Verb.ISSUE_LETTER, Verb.SIGN, Verb.CLOSE, Verb.NAME_HANDLER,
    Verb.STRIKE,
}  # fmt: skip
ASKED = sorted(LEAD_CLERK | LEAD_LEADER)
MAY = {
    "lead": (LEAD_CLERK, LEAD_LEADER),
    Part.ASSIST: ({Verb.CAPTURE}, {Verb.CAPTURE}),
    Part.SUPERVISE: (set(), set()),
    Part.INFORMED: (set(), set()),
    "none": (set(), set()),
}


def matter(office, part, kind=RecordKind.PETITION, **more) -> Record:
    lead = office.qinghe if part == "lead" else office.donghe
    values = {"state": RecordState.REGISTERED, "number": "信〔2026〕1号"} | more
    record = Record.objects.create(
        kind=kind, title="水渠改道一事", lead_unit=lead, year=2026, made_by=office.operator,
        made_at=dt.datetime.now(dt.UTC), **values,
    )  # fmt: skip
    if part in Part.values:
        Participation.objects.create(record=record, unit=office.qinghe, part=part, since=OPENED)
    return record


@pytest.fixture
def leader(office):
    return make_person("qinghe-leader", "赵所长", "leader", office.qinghe, "below", "head")


def clear(person):
    Clearance.objects.create(
        person=person, kind=ClearanceKind.ACCUSATION, begins_on=OPENED, basis="局长令"
    )
    forget(person)


def sight(person, record) -> str:
    scope = scope_of(person)
    if Record.objects.visible_to(scope).filter(pk=record.pk).exists():
        return WHOLE
    return LINE if Record.objects.told_to(scope).filter(pk=record.pk).exists() else NOTHING


@pytest.mark.parametrize(("part", "protection"), list(itertools.product(PARTS, PROTECTIONS)))
def test_what_a_part_shows(office, leader, part, protection):
    record = matter(office, part, **PROTECTIONS[protection])

    assert sight(leader, record) == SEES[part].get(protection, NOTHING)


@pytest.mark.parametrize("part", PARTS)
def test_what_a_part_shows_of_an_accusation_to_the_cleared(office, leader, part):
    clear(leader)
    record = matter(office, part, accusation=True, restricted=True)

    assert sight(leader, record) == CLEARED.get(part, NOTHING)


@pytest.mark.parametrize("part", Part)
def test_a_document_is_seen_whole_whatever_the_part(office, leader, part):
    assert sight(leader, matter(office, part, RecordKind.DOCUMENT)) == WHOLE


@pytest.mark.parametrize(("part", "verb"), list(itertools.product(PARTS, ASKED)))
@pytest.mark.parametrize("protection", ["ordinary", "restricted", "work_secret"])
def test_what_a_part_lets_do(office, leader, part, verb, protection):
    record = matter(office, part, **PROTECTIONS[protection])
    clerk_may, leader_may = MAY[part]

    assert may_on(office.stranger, verb, record) == (verb in clerk_may)
    assert may_on(leader, verb, record) == (verb in leader_may)


def file(name="材料.txt") -> NewFile:
    return NewFile(make_holding(), name)


@pytest.fixture
def assisted(office, record):
    AddAssist(record, office.qinghe, by=office.leader).run()
    return record


def codes(step) -> list[str]:
    with pytest.raises(Refused) as error:
        step.run()
    return [refusal.code for refusal in error.value.refusals]


def test_who_assists_adds_papers_and_revises_his_own(office, assisted):
    added = AddPaper(assisted, file(), title="走访记录", by=office.stranger).run()

    AddFile(added.paper, file(), by=office.stranger).run()
    AddFile(added.paper, file(), by=office.clerk).run()
    assert codes(AddFile(added.paper, file(), by=office.stranger)) == ["not_your_paper"]
    theirs = assisted.papers.order_by("position").first()
    assert codes(AddFile(theirs, file(), by=office.stranger)) == ["not_your_paper"]


def test_who_assists_issues_no_letter_and_strikes_nothing(office, assisted):
    step = AddPaper(
        assisted, file(), title="意见", type=PaperType.OPINION, by=office.stranger
    )
    assert codes(step) == ["letter_of_lead"]

    with pytest.raises(NotYourPost):
        Strike([assisted], by=office.stranger, reason="不要").run()


def test_only_a_leader_of_the_lead_has_a_unit_assist(office, record):
    for person in (office.clerk, office.archivist, office.county_leader):
        with pytest.raises(NotYourPost):
            AddAssist(record, office.qinghe, by=person).run()


def test_who_was_informed_may_come_to_assist(office, record):
    Share(record, office.qinghe, by=office.clerk).run()
    AddAssist(record, office.qinghe, by=office.leader).run()

    assert record.participations.get().part == Part.ASSIST
    step = AddAssist(record, office.qinghe, by=office.leader)
    assert codes(step) == ["takes_part"]


def test_all_that_forbids_assistance_comes_at_once(office, leader):
    clear(leader)
    record = matter(office, "lead", accusation=True, restricted=True, state=RecordState.BOUND)
    office.qinghe.ended_on = OPENED
    office.qinghe.save()

    found = AddAssist(record, office.qinghe, by=leader).ask(record, {})
    assert [one.code for one in found] == ["wrong_state", "accusation", "own_unit", "unit_ended"]
