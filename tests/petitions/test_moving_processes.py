"""Two processes at once: a matter is sent once and received once, numbers have no gap, and what
both ends do to a pair of records never waits for each other."""

from __future__ import annotations

import json

import pytest

from tests.commands import python, run_python, with_office

MATTERS = 12
PREPARE = f"""
from archive.clocks.load import load_clocks
from archive.models import Unit, User
from archive.petitions.papers import NewPaper
from archive.petitions.steps import NewPetition, RegisterPetition, Triage
from archive.records.vocabulary import PaperType
from doc_templates import load_shipped
import datetime as dt
load_clocks(); load_shipped()
county, clerk = Unit.objects.get(code="YX"), User.objects.get(username="county-clerk")
letter = NewPaper(PaperType.PETITION_LETTER)
for number in range({MATTERS}):
    new = NewPetition("letter", dt.date.today(), "水渠改道", ("恢复",), "陈秀兰", "东河村",
                      papers=(letter,))
    (record,) = RegisterPetition(new, county, by=clerk).run()
    Triage(record, "suggestion", by=clerk).run()
"""
AS_MANY = """
import json
from archive.models import Record, Unit, User
from archive.organisation.refusal import Refused
from archive.petitions.steps import Keep, Object, Receive, TakeBack, Transfer
done = 0
def attempt(make):
    try:
        make().run()
    except Refused:
        return 0
    return 1
"""
SEND = AS_MANY + """
leader, unit = User.objects.get(username="county-leader"), Unit.objects.get(code="DH")
for record in Record.objects.filter(petition__state="triaged").order_by("pk"):
    done += attempt(lambda: Transfer(record, unit, by=leader))
print(json.dumps(done))
"""
RECEIVE = AS_MANY + """
clerk = User.objects.get(username="clerk")
for record in Record.objects.filter(lead_unit__code="DH").order_by("pk"):
    lines = list(record.papers.values_list("position", flat=True))
    done += attempt(lambda: Receive(record, lines, by=clerk))
print(json.dumps(done))
"""
OBJECT = AS_MANY + """
leader = User.objects.get(username="leader")
for record in Record.objects.filter(lead_unit__code="DH").order_by("pk"):
    done += attempt(lambda: Object(record, by=leader, reason="不属职权"))
print(json.dumps(done))
"""
DECIDE = AS_MANY + """
leader, verb = User.objects.get(username="county-leader"), {verb}
for record in Record.objects.filter(lead_unit__code="YX").order_by("pk"):
    done += attempt(lambda: verb(record, by=leader, reason="定"))
print(json.dumps(done))
"""
FOUND = """
import json
from archive.models import NumberGiven, Petition
given = NumberGiven.objects.filter(series__unit__code="DH", series__code="信")
states = Petition.objects.order_by("record").values_list("state", flat=True)
print(json.dumps([sorted(given.values_list("number", flat=True)), sorted(set(states))]))
"""


def both(home, *scripts) -> int:
    """How many succeeded, of two processes that run at once."""
    started = [python(home, script) for script in scripts]
    done = 0
    for process in started:
        out, errors = process.communicate(timeout=300)
        assert process.returncode == 0, errors
        done += json.loads(out)
    return done


def move_side_by_side(home):
    with_office(home)
    run_python(home, PREPARE)
    counts = [both(home, SEND, SEND), both(home, RECEIVE, RECEIVE), both(home, OBJECT, OBJECT)]
    counts.append(both(home, DECIDE.format(verb="TakeBack"), DECIDE.format(verb="Keep")))
    numbers, states = json.loads(run_python(home, FOUND))
    return counts, numbers, set(states)


def expect(found):
    counts, numbers, states = found
    assert counts == [MATTERS] * 4
    assert numbers == list(range(1, MATTERS + 1))
    assert states <= {"triaged", "returned", "transferred", "registered"}


@pytest.mark.slow
def test_two_at_once_one_succeeds_on_sqlite(sqlite_home):
    expect(move_side_by_side(sqlite_home))


@pytest.mark.slow
@pytest.mark.postgres
def test_two_at_once_one_succeeds_on_postgres(sqlite_home, postgres_url):
    expect(move_side_by_side(sqlite_home | {"ANJUAN_DATABASE": postgres_url}))
