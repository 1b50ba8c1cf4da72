"""Every legal and every illegal transition: from each state, each verb (policy 5)."""

import pytest

from archive.records.vocabulary import RecordState
from archive.reports.models import Report
from archive.reports.rules import TRANSITIONS
from archive.reports.steps import (
    CorrectReport,
    FillNil,
    FillReport,
    RefillNil,
    RefillReport,
    ReviewReport,
    SendBackReport,
    SignReport,
    SubmitReport,
)
from archive.reports.vocabulary import ReportState
from tests.reports.people import TODAY, add_case, codes, fresh, in_state, noon

pytestmark = pytest.mark.django_db
STATES = list(ReportState.values)
UNSENT = {"draft", "reviewed", "signed", "returned"}

# Typed a second time from policy.md: where each verb may start, and where it leads.
POLICY = {
    "refill": (UNSENT, "draft"),
    "nil": (UNSENT, "draft"),
    "review": ({"draft"}, "reviewed"),
    "sign": ({"reviewed"}, "signed"),
    "submit": ({"signed"}, "submitted"),
    "send_back": ({"submitted"}, "returned"),
    "correct": ({"submitted"}, "submitted"),
}
EVENTS = {verb: f"report:{'fill' if verb == 'refill' else verb}" for verb in POLICY}


def complete(bureau, report, verb):
    """The verb with everything it asks for, so that only the state can refuse it."""
    filler, leader = bureau.fillers["DH1"], bureau.leaders["DH1"]
    record, at = report.record, {"at": noon(TODAY)}
    if verb == "nil":
        report.slot.unit.records.filter(kind="dossier").update(state=RecordState.STRUCK)
    if verb == "correct":
        add_case(bureau.office.village, bureau.office.mediator)
    return {
        "refill": lambda: RefillReport(record, by=filler, **at),
        "nil": lambda: RefillNil(record, by=filler, **at),
        "review": lambda: ReviewReport(record, by=leader, **at),
        "sign": lambda: SignReport(record, by=leader, **at),
        "submit": lambda: SubmitReport(record, by=leader, **at),
        "send_back": lambda: SendBackReport(record, by=bureau.office.leader, reason="退", **at),
        "correct": lambda: CorrectReport(record, by=filler, reason="漏报", **at),
    }[verb]()


LEGAL = [(state, verb) for verb, (begins, _to) in POLICY.items() for state in sorted(begins)]
ILLEGAL = [(state, verb) for verb in POLICY for state in STATES if (state, verb) not in LEGAL]


def test_the_rules_are_those_of_the_policy():
    for verb, (begins, to) in POLICY.items():
        states, target = TRANSITIONS[EVENTS[verb]]
        assert (set(states), target or "submitted") == (begins, to)


@pytest.mark.parametrize(("state", "verb"), LEGAL)
def test_a_legal_step_leads_where_the_policy_says(bureau, state, verb):
    report = in_state(bureau, state)

    assert codes(complete(bureau, report, verb)) == []
    assert fresh(report).state == POLICY[verb][1]


@pytest.mark.parametrize(("state", "verb"), ILLEGAL)
def test_an_illegal_step_is_refused_and_changes_nothing(bureau, state, verb):
    report = in_state(bureau, state)
    version = report.record.version
    # From above, what is not sent cannot even be known of.
    hidden = verb == "send_back" and state in UNSENT
    if hidden:
        from archive.records.step import NotVisible

        with pytest.raises(NotVisible):
            complete(bureau, report, verb).run()
    else:
        assert codes(complete(bureau, report, verb)) == ["wrong_state"]
    after = fresh(report)
    assert (after.state, after.record.version) == (state, version)
    assert Report.objects.filter(slot=report.slot).count() == 1


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("step", [FillReport, FillNil])
def test_a_slot_is_filled_once(bureau, state, step):
    report = in_state(bureau, state)

    refused = codes(step(report.slot, by=bureau.fillers["DH1"], at=noon(TODAY)))

    assert refused[0] == "wrong_state"
    assert Report.objects.filter(slot=report.slot).count() == 1


@pytest.mark.parametrize("verb", ["refill", "nil", "review", "sign", "submit"])
def test_a_struck_draft_has_no_step_left(bureau, verb):
    from archive.records.steps import Strike

    report = in_state(bureau, "draft")
    Strike([report.record], by=bureau.fillers["DH1"], reason="填错").run()

    assert codes(complete(bureau, report, verb)) == ["wrong_state"]


def test_after_a_struck_draft_the_slot_is_filled_anew(bureau):
    from archive.records.steps import Strike

    report = in_state(bureau, "draft")
    Strike([report.record], by=bureau.fillers["DH1"], reason="填错").run()
    step = FillReport(report.slot, by=bureau.fillers["DH1"], at=noon(TODAY))

    assert step.run()[0].report.no == 2


@pytest.mark.parametrize(
    ("state", "record_state"),
    [(state, "closed" if state == "submitted" else "captured") for state in STATES],
)
def test_only_what_was_sent_is_closed(bureau, state, record_state):
    assert in_state(bureau, state).record.state == record_state
