"""Two leaders lift one hold at the same time: one does, the other is told."""

from __future__ import annotations

import pytest

from tests.commands import python, run_python, with_office

PLACE = """
import datetime as dt
from archive.models import Hold, Unit, User
from archive.documents.steps import NewDocument, RegisterDocuments
from archive.retention.steps import AskToLift, PlaceHold
unit, archivist = Unit.objects.get(code="DH"), User.objects.get(username="archivist")
clerk = User.objects.get(username="clerk")
new = [NewDocument(f"通知{n}", issuer="县局") for n in range(40)]
for record in RegisterDocuments(new, unit, by=clerk).run():
    hold = PlaceHold(record, basis="调卷函", reason="诉讼", by=archivist).run()
    AskToLift(hold, by=archivist, reason="诉讼已结").run()
"""
LIFT = """
from archive.models import Hold, User
from archive.organisation.refusal import Refused
from archive.retention.steps import LiftHold
leader, done = User.objects.get(username="{who}"), 0
for hold in Hold.objects.order_by("pk"):
    try:
        LiftHold(hold, by=leader, reason="诉讼已结").run()
        done += 1
    except Refused as refused:
        assert [one.code for one in refused.refusals] == ["wrong_state"]
print(done)
"""
EVENTS = """
from archive.models import Event
from archive.records.verify import verify_log
print(Event.objects.filter(name="record:lift_hold").count(), len(verify_log().faults))
"""


def lift_side_by_side(home):
    with_office(home)
    run_python(home, PLACE)
    both = [python(home, LIFT.format(who=who)) for who in ("leader", "county-leader")]
    answers = [process.communicate(timeout=300) for process in both]
    assert [process.returncode for process in both] == [0, 0], answers
    assert sum(int(out) for out, _errors in answers) == 40
    assert run_python(home, EVENTS).split() == ["40", "0"]


@pytest.mark.slow
def test_a_hold_is_lifted_once_on_sqlite(sqlite_home):
    lift_side_by_side(sqlite_home)


@pytest.mark.slow
@pytest.mark.postgres
def test_a_hold_is_lifted_once_on_postgres(sqlite_home, postgres_url):
    lift_side_by_side(sqlite_home | {"ANJUAN_DATABASE": postgres_url})
