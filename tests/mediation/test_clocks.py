"""The 30 days for mediating and the 30 days to go to the court."""

import datetime as dt

import pytest

from archive.clocks import clocks
from archive.clocks.models import Clock
from archive.mediation import queries
from archive.mediation.steps import (
    Agree,
    CloseDossier,
    ExtendMediation,
    RecordConfirmation,
    RecordPerformance,
    Terminate,
)
from archive.mediation.vocabulary import AgreementForm, Performance
from archive.organisation.standing import scope_of
from tests.mediation.people import (
    AGREED,
    HELD,
    agreement,
    closable,
    fresh,
    in_state,
    register,
)

pytestmark = pytest.mark.django_db


def running(record) -> dict[str, dt.date]:
    return {clock.rule.code: clock.due_on for clock in clocks.running(record)}


def test_before_acceptance_no_clock_runs(office):
    assert running(register(office)) == {}


def test_thirty_days_run_from_acceptance(office):
    assert running(in_state(office, "accepted")) == {"MED_CLOSE": dt.date(2026, 4, 2)}


def test_an_extension_counts_on_from_the_raw_end(office):
    record = in_state(office, "mediating")

    ExtendMediation(record, 15, [1, 2], reason="等待鉴定", by=office.mediator).run()
    assert running(record) == {"MED_EXTEND": dt.date(2026, 4, 17)}
    assert fresh(record).dossier.extension_consent == "张明、李强"


def test_the_time_may_be_extended_again(office):
    record = in_state(office, "mediating")
    for _time in range(2):
        step = ExtendMediation(fresh(record), 15, [1, 2], reason="鉴定", by=office.mediator)
        step.run()

    assert running(record) == {"MED_EXTEND": dt.date(2026, 5, 6)}


def test_an_agreement_ends_the_extended_time_and_starts_the_way_to_the_court(office):
    record = in_state(office, "mediating")
    ExtendMediation(record, 15, [1, 2], reason="鉴定", by=office.mediator).run()

    Agree(fresh(record), agreement(), by=office.mediator).run()
    assert running(record) == {"MED_CONFIRM": dt.date(2026, 4, 13)}


def test_a_written_agreement_takes_effect_when_the_last_has_signed(office):
    record = in_state(office, "mediating")
    later = AGREED + dt.timedelta(days=3)

    signed = agreement(parties_signed={1: AGREED, 2: later})
    Agree(record, signed, by=office.mediator).run()
    assert fresh(record).dossier.effective_on == later
    assert Clock.objects.get(rule__code="MED_CONFIRM").started_on == later


def test_an_oral_agreement_takes_effect_at_once(office):
    record = in_state(office, "mediating")
    oral = agreement(
        form=AgreementForm.ORAL,
        performance=Performance.PERFORMED,
        mediators_signed={"郑调解": AGREED + dt.timedelta(days=1)},
    )

    Agree(record, oral, by=office.mediator).run()
    dossier = fresh(record).dossier
    assert (dossier.effective_on, dossier.performed_on) == (AGREED, AGREED)


@pytest.mark.parametrize("state", ["terminated", "withdrawn", "refused", "closed"])
def test_what_ended_has_no_clock(office, state):
    assert running(in_state(office, state)) == {}


def test_the_application_ends_the_way_to_the_court(office):
    record = in_state(office, "agreed")

    RecordConfirmation(record, on=AGREED, jointly=True, by=office.mediator).run()
    assert running(record) == {}


def test_after_closing_the_court_can_still_be_asked_in_time(office):
    record = closable(office, in_state(office, "agreed"))
    CloseDossier(record, by=office.mediator).run()

    step = RecordConfirmation(fresh(record), on=AGREED, jointly=True, by=office.mediator)
    step.run()
    assert fresh(record).dossier.confirmation == "applied"


def test_full_performance_leaves_nothing_for_the_court(office):
    record = in_state(office, "agreed")

    RecordPerformance(record, Performance.PARTLY, on=AGREED, by=office.mediator).run()
    assert "MED_CONFIRM" in running(record)
    RecordPerformance(
        fresh(record), Performance.PERFORMED, on=AGREED, by=office.mediator
    ).run()
    assert running(record) == {}


def test_due_shows_what_the_committee_owes_not_what_parties_may(office):
    open_one = in_state(office, "accepted")
    in_state(office, "agreed")

    found = queries.due(scope_of(office.mediator), dt.date(2026, 12, 31))
    assert [clock.record_id for clock in found] == [open_one.pk]
    assert not queries.due(scope_of(office.stranger), dt.date(2026, 12, 31))


def test_my_dossiers_are_those_i_have_still_to_finish(office):
    open_one, closed = in_state(office, "mediating"), in_state(office, "closed")

    found = list(queries.mine(office.mediator, scope_of(office.mediator)))
    assert [dossier.pk for dossier in found] == [open_one.pk]
    assert closed.pk not in {dossier.pk for dossier in found}
    assert not queries.mine(office.clerk, scope_of(office.clerk))


def test_agreements_to_perform_are_listed_by_their_day(office):
    record = in_state(office, "agreed")
    scope = scope_of(office.mediator)

    assert [one.pk for one in queries.to_perform(scope, dt.date(2026, 5, 1))] == [record.pk]
    assert not queries.to_perform(scope, dt.date(2026, 4, 30))


def test_terminating_ends_the_time(office):
    record = in_state(office, "mediating")

    Terminate(record, "分歧大", other_ways_told=True, on=HELD, by=office.mediator).run()
    assert Clock.objects.get(record=record).ended_by == "dossier:terminate"
